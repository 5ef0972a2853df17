"""All identifying details of a text, each found once.

A number is a telephone number or a reference, but not both, and the “Rose” of Rose Lane is not a person. So
the finders run in a fixed order, and each skips what an earlier one has found.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from elearn.checks.identifying import addresses, days, labels, names, numbers, register_names, welsh_names
from elearn.checks.identifying.mark import Finder, Mark
from elearn.checks.identifying.welsh_names import WELSH
from elearn.checks.model import Hit
from elearn.checks.texts import ENGLISH, LONGEST, NEW_BLOCK, Text, pieces


def marks_in(text: str, kind: str, language: str, register: str = "") -> Sequence[Mark]:
    """Everything identifying in a text, in order. `kind` is the kind of directive that the text is in.

    In a language other than English, it is what can be told by its form alone. In a `register`, no name is known well
    enough to stand: it is the language in which somebody typed there, or "".
    """
    return _marks_in(text, kind, language, register)


@lru_cache(maxsize=20_000)
def _marks_in(text: str, kind: str, language: str, register: str) -> Sequence[Mark]:
    if len(text) > LONGEST:
        return tuple(
            Mark(each.rule, start + each.start, start + each.end, each.sort)
            for start, piece in pieces(text)
            for each in marks_in(piece, kind, language, register)
        )
    found: list[Mark] = []
    taken = bytearray(len(text))
    finders = _FINDERS_OF_REGISTERS.get(register, _FINDERS)
    for finder in finders if language == ENGLISH else _FINDERS_BY_FORM:
        for mark in _in_blocks(finder, text, kind):
            if not any(taken[mark.start : mark.end]):
                taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
                if mark.rule:
                    found.append(mark)
    return tuple(sorted(found, key=lambda mark: mark.start))


def _in_blocks(finder: Finder, text: str, kind: str) -> Iterator[Mark]:
    """What a finder finds, where no mark runs from one paragraph or list item into the next.

    “… of the practice review” and an item that begins “A review” are no “practice review A”. What crosses into
    another block is looked for anew in each block alone: “Child J”, then “and B” below it, still has a label.
    """
    for mark in finder(text, kind):
        if not NEW_BLOCK.search(text, mark.start, mark.end):
            yield mark
            continue
        start = 0
        for end in (*(found.end() for found in NEW_BLOCK.finditer(text)), len(text)):
            if start < mark.end and mark.start < end:
                for each in finder(text[start:end], kind):
                    yield replace(each, start=start + each.start, end=start + each.end)
            start = end


_FINDERS: tuple[Finder, ...] = (numbers.find, days.find, labels.find, addresses.find, names.find)
_FINDERS_OF_REGISTERS: Mapping[str, tuple[Finder, ...]] = {
    ENGLISH: (
        numbers.find,
        days.find,
        labels.find,
        register_names.find_whole,
        addresses.find,
        register_names.find,
    ),
    WELSH: (numbers.find, days.find, labels.find, welsh_names.find, addresses.find),
}
"""By the language of a register's text. A word of Welsh is in none of our English lists, and names nobody by that."""
_FINDERS_BY_FORM: tuple[Finder, ...] = (
    numbers.find_by_form,
    days.find_by_form,
    addresses.find_by_form,
    names.find_by_form,
)
"""What finds nothing in ordinary words of any language."""


def hits(
    rule: str, message: Callable[[str], str], remedy: str | Callable[[str, Mark], str]
) -> Callable[[Text], Iterable[Hit]]:
    """The `in_text` function of an identifying rule. It looks at the text in the text's own language.

    `message` is a function of the words that were found. `remedy` is a text, or a function of those words and the
    mark.
    """

    def in_text(text: Text) -> Iterator[Hit]:
        for mark in marks_in(text.text, text.kind, text.language, text.register):
            if mark.rule == rule:
                said = " ".join(text.text[mark.start : mark.end].split())
                yield Hit(
                    mark.start,
                    mark.end,
                    message(said),
                    remedy if isinstance(remedy, str) else remedy(said, mark),
                )

    return in_text
