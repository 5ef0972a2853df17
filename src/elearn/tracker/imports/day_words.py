"""Days and the ways to write them, in words that can be said in other languages later."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from elearn.days import day_phrase
from elearn.phrases import nphrase, phrase
from elearn.tracker.imports.questions import Choice
from elearn.written_days import DAY_FIRST, MONTH_FIRST, read_written

ORDERS: Final = {
    DAY_FIRST: phrase("day, month, year"),
    MONTH_FIRST: phrase("month, day, year"),
    "dmy2000": phrase("day, month, year of this century"),
    "mdy2000": phrase("month, day, year of this century"),
    "ymd2000": phrase("year of this century, month, day"),
}
_FIRST: Final = {"d": phrase("Day first"), "m": phrase("Month first"), "y": phrase("Year first")}
_WEEKDAYS: Final = (
    *(phrase("Monday"), phrase("Tuesday"), phrase("Wednesday"), phrase("Thursday"), phrase("Friday")),
    *(phrase("Saturday"), phrase("Sunday")),
)


def weekday(day: date) -> str:
    """The day of the week."""
    return _WEEKDAYS[day.weekday()]


def choices(
    orders: Iterable[str], example: str, refused: Mapping[str, int], *, named: bool = False
) -> tuple[Choice, ...]:
    """A choice for each order, with what it makes of the example, and how many different dates it refuses."""
    written = read_written(example)
    found: list[Choice] = []
    for order in orders:
        parts = written.readings.get(order) if written else None
        words = phrase("The month by its name") if named and order != "ymd2000" else _FIRST[order[0]]
        if parts and (means := _means(parts)):
            words = phrase("%(choice)s: %(example)s is %(day)s", choice=words, example=example, day=means)
        if count := refused.get(order, 0):
            words = nphrase(
                "%(choice)s (refuses %(num)s different date)",
                "%(choice)s (refuses %(num)s different dates)",
                count,
                choice=words,
                num=f"{count:,}",
            )
        found.append(Choice(order, words))
    return tuple(found)


def _means(parts: tuple[int, int, int]) -> str:
    """The day in words, or "" if it does not exist."""
    try:
        return day_phrase(date(*parts))
    except ValueError:
        return ""
