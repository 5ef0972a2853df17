"""W09: an age to the month or the year, which narrows a county down to a few children."""

import re
from collections.abc import Iterator

from elearn.checks.identifying import exact_ages
from elearn.checks.model import IN_ENGLISH, Hit, Rule
from elearn.checks.texts import Text
from elearn.phrases import phrase

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_SMALL = {word: number for number, word in enumerate(_NUMBERS.split())}
_BANDS = (
    (90, "a baby under three months"),
    (183, "a baby under six months"),
    (365, "a baby under one"),
    (730, "a child under two"),
    (1825, "a pre-school child"),
    (4015, "a primary-school child"),
    (5475, "a young teenager"),
    (6570, "a young person in their mid-teens"),
)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def _remedy(said: str) -> str:
    number = re.search(r"\d+|" + "|".join(sorted(_SMALL, key=len, reverse=True)), said, re.IGNORECASE)
    unit = re.search(r"day|week|month|year", said, re.IGNORECASE)
    if not number:
        return phrase("Write an age band: a child under two.")
    many = int(number[0]) if number[0].isdigit() else _SMALL[number[0].lower()]
    days = many * _DAYS[unit[0].lower() if unit else "year"]
    band = next(
        (band for most, band in _BANDS if days < most), "an adult" if days >= 6570 else "a young person"
    )
    return phrase("Write an age band: %(band)s.", band=band)


def _in_text(text: Text) -> Iterator[Hit]:
    for start, end in exact_ages(text.text):
        said = " ".join(text.text[start:end].split())
        yield Hit(start, end, phrase("“%(said)s” is an exact age.", said=said), _remedy(said))


RULE = Rule(
    "W09",
    "exact-age",
    "warning",
    phrase("an age of one person to the day, week, month or year, however it is put; an age band may stand"),
    "a 21-month-old boy",
    in_text=_in_text,
    subjects=frozenset({"course", "text"}),
    languages=IN_ENGLISH,
)
