"""W11: three details on a page that do not identify a person alone, but may do so together."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from elearn.checks.identifying import ages, circumstances, jobs, marks_in, place_names, siblings
from elearn.checks.model import IN_ENGLISH, Examined, Found, Rule
from elearn.checks.texts import Text
from elearn.content.kinds import directives_for
from elearn.content.text import Place
from elearn.phrases import joined, phrase

_Look = Callable[[str], Iterable[tuple[int, int]]]
_AGE, _SETTING = phrase("an exact age"), phrase("a setting")
_BROTHERS_AND_SISTERS = phrase("who the brothers and sisters are")
_PLACE, _YEAR = phrase("a place"), phrase("a year")
_SORTS: tuple[tuple[str, _Look], ...] = (
    (_AGE, ages.exact_ages),
    (_AGE, ages.years_of_birth),
    (_BROTHERS_AND_SISTERS, siblings.sibling_structures),
    (_BROTHERS_AND_SISTERS, circumstances.siblings),
    (_PLACE, place_names.place_names),
    (_YEAR, circumstances.years),
    (_YEAR, place_names.years_of_places),
    (phrase("where the family comes from"), circumstances.origins),
    (phrase("a year at school"), circumstances.school_years),
    (_SETTING, circumstances.short_settings),
)
_SLOW: tuple[tuple[str, _Look], ...] = (
    (phrase("a job"), jobs.jobs),
    (phrase("something rare"), circumstances.rare_things),
)
"""Looked for last, and only if so many other sorts are on the page that these can make it enough."""
_MARKED = {"W08": _SETTING, "E02": _AGE}
_ENOUGH = 3


@lru_cache(maxsize=50_000)
def _firsts(text: str, sorts: tuple[tuple[str, _Look], ...]) -> tuple[tuple[str, int, int], ...]:
    """The first detail of each sort in a text, with its start and end."""
    firsts: dict[str, tuple[int, int]] = {}
    for sort, look in sorts:
        if sort not in firsts and (span := next(iter(look(text)), None)):
            firsts[sort] = span
    return tuple((sort, *span) for sort, span in firsts.items())


def _add(found: dict[str, tuple[Place, int, str]], sort: str, text: Text, start: int, end: int) -> None:
    if sort not in found:
        line, column = text.place(start)
        found[sort] = (Place(text.path, line), column, " ".join(text.text[start:end].split()))


@lru_cache(maxsize=2_000)
def _in_page(texts: tuple[Text, ...]) -> Mapping[str, tuple[Place, int, str]]:
    """The first detail of each sort on a page, with its place, its column and its words."""
    contacts = directives_for("contacts")
    read = [
        text
        for text in texts
        if text.role != "front-matter" and not text.is_note and text.kind not in contacts
    ]
    found: dict[str, tuple[Place, int, str]] = {}
    for text in read:
        for sort, start, end in _firsts(text.text, _SORTS):
            _add(found, sort, text, start, end)
        for mark in marks_in(text.text, text.kind, text.language):
            if mark.rule in _MARKED:
                _add(found, _MARKED[mark.rule], text, mark.start, mark.end)
    for missing, slow in enumerate(_SLOW):
        for text in read if len(found) >= _ENOUGH - len(_SLOW) + missing else ():
            for sort, start, end in _firsts(text.text, (slow,)):
                _add(found, sort, text, start, end)
    return found


def _in_whole(examined: Examined) -> Iterator[Found]:
    for texts in examined.pages().values():
        found = _in_page(tuple(texts))
        if len(found) >= _ENOUGH:
            details = joined((joined((sort, f"(“{said}”)")) for sort, (_, _, said) in found.items()), "; ")
            place, column, _ = max(found.values(), key=lambda each: (each[0].line, each[1]))
            yield Found(
                place,
                phrase(
                    "This page tells %(count)s things that together could tell whose case it is: %(details)s.",
                    count=len(found),
                    details=details,
                ),
                phrase("Take one away, or make it wider: an age band, “another county”, “some years ago”."),
                column,
            )


RULE = Rule(
    "W11",
    "jigsaw",
    "warning",
    phrase(
        "three details on one page that together could tell whose case it is: age, town or village, year, "
        "brothers and sisters, origin or language, setting, job, school year, something rare"
    ),
    "a 9-year-old in Derby in 2019",
    in_whole=_in_whole,
    subjects=frozenset({"course", "text"}),
    languages=IN_ENGLISH,
)
