"""Readers of what requirements count: hours, a day of every year, yes or no, a share. Each has the way back to text."""

import calendar
import re
from typing import Any, Final

from elearn.characters import plain
from elearn.phrases import phrase
from elearn.problems import BadValue
from elearn.tracker.imports.cells import may_be_all, whole
from elearn.tracker.imports.outcomes import NO, YES_OR_NO
from elearn.written_days import read_written

MOST_HOURS: Final = 1_000
_HOURS: Final = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)\s*(?:h|hrs?\.?|hours?)?", re.ASCII | re.IGNORECASE)
_MONTH_DAY: Final = re.compile(r"(\d{1,2})-(\d{1,2})", re.ASCII)
_LEAP: Final = 2000


def hours(cell: str, column: str) -> int:
    """Hours, with or without decimals, as whole minutes."""
    cell = plain(cell)
    found = _HOURS.fullmatch(cell)
    if found is None:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is not a number of hours.", cell=cell, column=column),
            phrase("Write a number such as 12 or 1.5."),
        )
    minutes = round(float(found[1]) * 60)
    if not 1 <= minutes <= MOST_HOURS * 60:
        raise BadValue(
            phrase(
                "%(cell)s in %(column)s is not more than 0 and at most %(most)s hours.",
                cell=cell,
                column=column,
                most=f"{MOST_HOURS:,}",
            ),
            phrase("Write a number that is."),
        )
    return minutes


def hours_text(minutes: Any) -> str:
    """Minutes as hours, such as 12 or 1.5, which `hours` reads as the same minutes."""
    return f"{minutes / 60:.4f}".rstrip("0").rstrip(".")


def day_of_year(cell: str, column: str) -> str:
    """A day of every year as MM-DD. A spreadsheet may have made a whole date of it: then the year is left out."""
    cell = plain(cell)
    numbers = _MONTH_DAY.fullmatch(cell)
    if numbers:
        found: tuple[int, int] | None = (int(numbers[1]), int(numbers[2]))
    else:
        found = _named_day(cell)
    if found is None or not 1 <= found[0] <= 12 or not 1 <= found[1] <= _length(found[0]):
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is not a day of the year.", cell=cell, column=column),
            phrase("Write it as 31 March, or as 03-31, the month first."),
        )
    return f"{found[0]:02}-{found[1]:02}"


def day_of_year_text(value: Any) -> str:
    """A day of every year in words, such as 31 March."""
    month, number = str(value).split("-")
    return f"{int(number)} {calendar.month_name[int(month)]}"


def yes_no(cell: str, column: str) -> int:
    """1 for yes and 0 for no."""
    said = plain(cell).casefold()
    if said not in YES_OR_NO:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is neither yes nor no.", cell=plain(cell), column=column),
            phrase("Write yes or no."),
        )
    return 0 if said in NO else 1


def yes_no_text(value: Any) -> str:
    """Yes or no, as a file has it."""
    return "yes" if value else "no"


def share(cell: str, column: str) -> int:
    """A whole percentage from 0 to 100, with or without its sign. 1 needs it: a sheet may show 100% and hold 1."""
    cell = plain(cell)
    if cell == "1":
        raise BadValue(*may_be_all(cell, column))
    return whole(0, 100)(cell.removesuffix("%").rstrip(), column)


def share_text(value: Any) -> str:
    """A percentage as `share` reads it, or "" if there is none."""
    return ("1%" if value == 1 else str(value)) if value else ""


def _length(month: int) -> int:
    return calendar.monthrange(_LEAP, month)[1]


def _named_day(cell: str) -> tuple[int, int] | None:
    """The month and the day of a date with or without a year, if only one reading is possible."""
    for text in (f"{cell} {_LEAP}", cell):
        written = read_written(text)
        if written is not None and "" in written.readings:
            _, month, number = written.readings[""]
            return month, number
    return None
