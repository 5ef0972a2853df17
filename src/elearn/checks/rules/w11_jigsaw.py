"""W11: three details on a page that do not identify a person alone, but may do so together."""

from collections.abc import Iterator
from functools import lru_cache

from elearn.checks.identifying import ages, marks_in
from elearn.checks.model import IN_ENGLISH, Examined, Found, Rule
from elearn.content.kinds import directives_for
from elearn.content.text import Place

_SORTS = {
    "an exact age": ages.exact_ages,
    "who the brothers and sisters are": ages.sibling_structures,
    "a place": ages.place_names,
    "a year": ages.years,
    "where the family comes from": ages.origins,
    "something rare": ages.rare_things,
}
_ENOUGH = 3


@lru_cache(maxsize=50_000)
def _firsts(text: str) -> tuple[tuple[str, int, int], ...]:
    """The first detail of each sort in a text, with its start and end."""
    firsts = ((sort, next(iter(look(text)), None)) for sort, look in _SORTS.items())
    return tuple((sort, *span) for sort, span in firsts if span)


def _in_whole(examined: Examined) -> Iterator[Found]:
    contacts = directives_for("contacts")
    for texts in examined.pages().values():
        found: dict[str, tuple[Place, int, str]] = {}
        for text in texts:
            if text.role == "front-matter" or text.is_note or text.kind in contacts:
                continue
            for sort, start, end in _firsts(text.text):
                if sort not in found:
                    line, column = text.place(start)
                    found[sort] = (Place(text.path, line), column, " ".join(text.text[start:end].split()))
            for mark in marks_in(text.text, text.kind, text.language):
                if mark.rule == "W08" and "a setting" not in found:
                    line, column = text.place(mark.start)
                    said = " ".join(text.text[mark.start : mark.end].split())
                    found["a setting"] = (Place(text.path, line), column, said)
        if len(found) >= _ENOUGH:
            listed = "; ".join(f"{sort} (“{said}”)" for sort, (_, _, said) in found.items())
            place, column, _ = max(found.values(), key=lambda each: (each[0].line, each[1]))
            yield Found(
                place,
                f"This page tells {len(found)} things that together could tell whose case it is: {listed}.",
                "Take one away, or make it wider: an age band, “another county”, “some years ago”.",
                column,
            )


RULE = Rule(
    "W11",
    "jigsaw",
    "warning",
    "three details on one page that together could tell whose case it is: age, place, year, family, origin, "
    "setting, something rare",
    "a 9-year-old in Derby in 2019",
    in_whole=_in_whole,
    subjects=frozenset({"course", "text"}),
    languages=IN_ENGLISH,
)
