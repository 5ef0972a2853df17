"""One identifying thing in a text, and what finds such things."""

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
    """An identifying thing at `start` to `end`: the rule that it breaks, and what sort of thing it is."""

    rule: str
    start: int
    end: int
    sort: str = ""


Finder = Callable[[str, str], Iterator[Mark]]
"""Finds marks in a text that stands in a directive of that kind."""
