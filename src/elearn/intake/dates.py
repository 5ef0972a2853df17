"""Reads days as reports write them: 31/03/2025, 31 March 2025, March 2025 (its last day)."""

import calendar
import re
from datetime import date

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
"""The number of each month by its name in small letters."""
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m1>{_NAMES})\b\.?,?[\s-]+(?P<y1>(?:19|20)\d\d)\b"
    rf"|\b(?P<m2>{_NAMES})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)\b"
    r"|\b(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b"
    r"|\b(?P<d4>\d{1,2})[/.-](?P<m4>\d{1,2})[/.-](?P<y4>(?:19|20)?\d\d)\b",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b({_NAMES})\b\.?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE)


def days_in(text: str) -> list[tuple[int, date]]:
    """Returns the days that a text names, each with the place where it starts."""
    found = []
    for match in _DAY.finditer(text):
        year, month, day = (next(filter(None, map(match.group, names))) for names in _GROUPS)
        if made := _made(int(year), MONTHS.get(month.lower()) or int(month), int(day)):
            found.append((match.start(), made))
    return found


_GROUPS = [[f"{part}{number}" for number in range(1, 5)] for part in "ymd"]


def find_day(text: str, months: bool = False) -> date | None:
    """Returns the first day that a text names.

    With `months`, a month without a day gives the month's last day.
    """
    if days := days_in(text):
        return days[0][1]
    ends = _months_in(text) if months else []
    return ends[0] if ends else None


def only_day(text: str) -> date | None:
    """Returns the day, or the end of the month, that a text names. None if it names several, as “May to July” does."""
    days = {day for _, day in days_in(text)} or set(_months_in(text))
    return days.pop() if len(days) == 1 else None


def _months_in(text: str) -> list[date]:
    named = [(MONTHS[name.lower()], int(year)) for name, year in _MONTH.findall(text)]
    return [date(year, month, calendar.monthrange(year, month)[1]) for month, year in named]


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
