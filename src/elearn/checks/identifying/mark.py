"""An identifying detail in a text, and the functions that find them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

SUPPORT = frozenset({"support", "local-pathway"})
"""Blocks that say whom to call. Telephone numbers and addresses are allowed in them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An identifying detail from `start` to `end`: the rule that it breaks, "" if none, and its sort."""

    rule: str
    start: int
    end: int
    sort: str = ""


Finder = Callable[[str, str], Iterator[Mark]]
"""Finds marks in a text. The second argument is the kind of directive that the text is in."""
