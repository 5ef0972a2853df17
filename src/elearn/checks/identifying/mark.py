"""One identifying thing in a text, and what finds such things."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

SUPPORT = frozenset({"support", "local-pathway"})
"""Blocks that exist to say whom to call, where numbers and addresses are meant to stand."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An identifying thing at `start` to `end`: the rule that it breaks, and what sort of thing it is."""

    rule: str
    start: int
    end: int
    sort: str = ""


Finder = Callable[[str, str], Iterator[Mark]]
"""Finds marks in a text that stands in a directive of that kind."""
