"""What could tell whose case a text is about: found in one pass over it, each thing once, by whoever knows it best.

A number is a telephone number or a reference but not both, and the “Rose” of Rose Lane is no person. So the finders run
in an order, and what one has claimed the next leave alone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from elearn.checks.identifying import addresses, days, labels, names, numbers
from elearn.checks.identifying.mark import Finder, Mark
from elearn.checks.model import Hit
from elearn.checks.texts import LONGEST, Text, pieces


@lru_cache(maxsize=20_000)
def marks_in(text: str, kind: str = "text") -> Sequence[Mark]:
    """Everything identifying in a text that stands in a directive of that kind, in order of place."""
    if len(text) > LONGEST:
        return tuple(
            Mark(each.rule, start + each.start, start + each.end, each.sort)
            for start, piece in pieces(text)
            for each in marks_in(piece, kind)
        )
    found: list[Mark] = []
    taken = bytearray(len(text))
    for finder in _FINDERS:
        for mark in finder(text, kind):
            if not any(taken[mark.start : mark.end]):
                taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
                if mark.rule:
                    found.append(mark)
    return tuple(sorted(found, key=lambda mark: mark.start))


_FINDERS: tuple[Finder, ...] = (numbers.find, days.find, labels.find, addresses.find, names.find)


def hits(
    rule: str, message: str, remedy: str | Callable[[str, Mark], str]
) -> Callable[[Text], Iterable[Hit]]:
    """A rule's `in_text`: its marks as hits. `message` quotes what was found at `{}`; the remedy is fitted to it."""

    def in_text(text: Text) -> Iterator[Hit]:
        for mark in marks_in(text.text, text.kind):
            if mark.rule == rule:
                said = " ".join(text.text[mark.start : mark.end].split())
                yield Hit(
                    mark.start,
                    mark.end,
                    message.format(said),
                    remedy if isinstance(remedy, str) else remedy(said, mark),
                )

    return in_text
