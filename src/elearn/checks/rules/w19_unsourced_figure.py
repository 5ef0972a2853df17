"""W19: a figure in running text without its source and year. (Key facts have their own check.)"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from elearn.checks.lists import any_of
from elearn.checks.model import IN_ENGLISH, Hit, Rule
from elearn.checks.texts import Text
from elearn.checks.wording import paragraph_of, sentence_of
from elearn.content.kinds import directives
from elearn.patterns import late
from elearn.phrases import phrase

_PEOPLE = any_of("rules/counted")
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|a hundred)"
_FIGURES = late(
    r"\b\d[\d,.]{0,20}\s?(?:%|per ?cent\b)"
    rf"|\b(?:\d[\d,]{{0,20}}|one|two|three|four|five|six|seven|eight|nine)\s+(?:in|out\s+of)\s+(?:every\s+)?"
    rf"(?!(?:19|20)\d\d\b){_NUMBER}\b(?!\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\b)"
    rf"|\b(?:\d{{2,}}|\d{{1,3}}(?:,\d{{3}}){{1,6}}|hundreds of"
    rf"|thousands of)(?:\s+[a-z]+){{0,2}}?\s+(?:{_PEOPLE})\b(?:\s+[a-z]+){{0,4}}?"
    r"\s+(?:a|each|every|per)\s+(?:year|month|week|day)\b"
    r"|\b(?:half|a third|two[- ]thirds|a quarter|three[- ]quarters"
    rf"|a fifth) of all\s+(?:[a-z]+\s+){{0,2}}?(?:{_PEOPLE})\b",
    re.I,
)
_SOURCED = late(
    r"(?<![\d,])(?:19|20)\d\d(?![\d,])|\]\(https?:|\bfiction|\binvented\b|\bWrenshire\b|\bsource\b", re.I
)
_OWN = late(r"\b(?:pass(?:es|ed)? mark|score|scored|points?|this course|questions?|battery|ending)\b", re.I)

_PLACES = late(r"^[ \t]*(?:[-*+] )?[ \t]*\d{1,3}%, \d{1,3}%(?=:)", re.MULTILINE)
"""Where the spots of a picture are."""


@cache
def _tells(kind: str) -> bool:
    """Whether the figures in that directive belong to a story, or its kind checks the sources itself."""
    return kind in directives(lambda each: not each.figures_need_source)


@lru_cache(maxsize=64)
def _says(what: re.Pattern[str], text: str) -> bool:
    """Cached, because a paragraph is asked about once for each of its figures."""
    return bool(what.search(text))


def _in_text(text: Text) -> Iterator[Hit]:
    if text.role != "prose" or _tells(text.kind):
        return
    places = [found.span() for found in _PLACES.finditer(text.text)] if "%:" in text.text else []
    for found in _FIGURES.finditer(text.text):
        start, end = found.span()
        if any(first <= start < last for first, last in places):
            continue
        if _says(_SOURCED, paragraph_of(text, start)) or _says(_OWN, sentence_of(text, start, end)):
            continue
        said = " ".join(found[0].split())
        yield Hit(
            start,
            end,
            phrase("The figure “%(said)s” does not say where it is from.", said=said),
            phrase(
                "Say behind “%(said)s” who found it and in which year, as in (Office for National "
                "Statistics, 2025), or leave the figure out.",
                said=said,
            ),
        )


RULE = Rule(
    "W19",
    "unsourced-figure",
    "warning",
    phrase("a figure without its source and year"),
    "230 babies a year",
    in_text=_in_text,
    subjects=frozenset({"course", "text"}),
    languages=IN_ENGLISH,
)
