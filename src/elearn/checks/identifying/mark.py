"""An identifying detail in a text, and the functions that find them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from elearn.content.kinds import directives_for


@cache
def may_hold_contacts(kind: str) -> bool:
    """Whether phone numbers and addresses belong in that directive, because it says who to call."""
    return kind in directives_for("contacts")


@dataclass(frozen=True, slots=True)
class Mark:
    """An identifying detail from `start` to `end`: the rule that it breaks, "" if none, and its sort."""

    rule: str
    start: int
    end: int
    sort: str = ""


Finder = Callable[[str, str], Iterator[Mark]]
"""Finds marks in a text. The second argument is the kind of directive that the text is in."""
