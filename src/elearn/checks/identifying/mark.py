"""One identifying thing in a text, and what finds such things."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from elearn.content.kinds import directives_for

SUPPORT = directives_for("contacts")
"""The directives of blocks that say who to call. Phone numbers and addresses belong in them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An identifying thing at `start` to `end`: the rule that it breaks, and what sort of thing it is."""

    rule: str
    start: int
    end: int
    sort: str = ""


Finder = Callable[[str, str], Iterator[Mark]]
"""Finds marks in a text that stands in a directive of that kind."""
