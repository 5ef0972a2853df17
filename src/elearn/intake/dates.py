"""Reads days as reports write them: 31/03/2025, 31 March 2025, March 2025 (its last day)."""

import calendar
import re
from datetime import date

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FULL = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_NAMES})\.?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE
)
_FIGURES = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)?\d\d)\b")
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_MONTH = re.compile(rf"\b({_NAMES})\.?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE)


def find_day(text: str, months: bool = False) -> date | None:
    """Returns the first day that a text names.

    With `months`, a month without a day gives the month's last day.
    """
    for pattern, order in ((_FULL, (3, 2, 1)), (_FIGURES, (3, 2, 1)), (_ISO, (1, 2, 3))):
        if found := pattern.search(text):
            year, month, day = (found[place] for place in order)
            made = _made(int(year), _MONTHS.get(month.lower()) or int(month), int(day))
            if made:
                return made
    if months and (found := _MONTH.search(text)):
        month_number, year_number = _MONTHS[found[1].lower()], int(found[2])
        return date(year_number, month_number, calendar.monthrange(year_number, month_number)[1])
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
