"""A date as people and systems write it, before it is known which of its numbers is the day and which the month.

This is the only parser of dates that people give us. `days.parse_day` allows few of its forms, and the imports allow
all of them: they look at a whole column to find out what comes first.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final, Literal
from zoneinfo import ZoneInfo

from elearn.characters import plain
from elearn.patterns import late

LONDON: Final = ZoneInfo("Europe/London")
Style = Literal["iso", "year first", "numbers", "name", "unix"]
Parts = tuple[int, int, int]
"""A year, a month and a day, which may not exist."""

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
SHORT: Final = ("dmy2000", "mdy2000", "ymd2000")
"""The orders of a date whose year has two digits, and is in this century."""

_MONTHS: Final = {
    **{name.lower(): number for number, name in enumerate(calendar.month_name) if name},
    **{name.lower(): number for number, name in enumerate(calendar.month_abbr) if name},
    "sept": 9,
}
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGEST: Final = 80

_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ORDINAL = "(?:st|nd|rd|th)?"
_WHOLE = late(
    r"""
    (?:(?P<weekday> mon(?:day)? | tue(?:s|sday)? | wed(?:s|nesday)? | thu(?:r|rs|rsday)? | fri(?:day)?
      | sat(?:urday)? | sun(?:day)?)(?:\.?,\s*|\.?\s+))?
    (?P<body> .+? )
    (?:(?: T | ,?\s+(?:at\s+)? | , )
       (?P<hour> \d{1,2})
       (?: (?: [:.](?P<minute> \d{2}) (?: [:.](?P<second> \d{2}) (?:[.,]\d{1,9})? )? \s*
               (?P<half> [ap]\.?m\.? )? )
         | \s?(?P<only_half> [ap]\.?m\.? ) )
       (?:\s* (?P<zone> Z | BST | Europe/London | (?:UTC|GMT)
            | (?:UTC|GMT)?(?P<sign>[+-])(?P<zone_hour>\d{2}):?(?P<zone_minute>\d{2})
            | (?:UTC|GMT)?(?P<short_sign>[+-])(?P<short_hour>\d{1,2}) ))?
    )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_YEAR_FIRST = late(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})", re.ASCII)
_NUMBERS = late(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_DAY_NAME = late(
    rf"(\d{{1,2}})({_ORDINAL})(?:\ of)?[-/ .,]{{0,2}}({_NAME})\.?[-/ ,]{{0,2}}(\d{{4}}|\d{{2}})",
    re.IGNORECASE | re.ASCII,
)
_NAME_DAY = late(
    rf"({_NAME})\.?[-/ ](\d{{1,2}}){_ORDINAL}(?:, ?|[-/ ])(\d{{4}}|\d{{2}})", re.IGNORECASE | re.ASCII
)
_YEAR_NAME = late(rf"(\d{{4}})[-/ ]({_NAME})\.?[-/ ](\d{{1,2}})", re.IGNORECASE | re.ASCII)
_UNIX = late(r"[1-3]\d{9}", re.ASCII)
_TYPED = late(r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A date as it is written.

    `readings`: what it says by the order in which it is read. If only one order is possible, that one is "".
    `body`: the date alone, as written. `weekday`: 1 for Monday to 7, 0 if it is not given. `clock` and `zone`: the
    time, if there is one, and its zone, if that is given. `is_typed`: the whole text is `2026-03-31` or `31/03/2026`.
    """

    readings: dict[str, Parts]
    body: str
    style: Style
    weekday: int = 0
    clock: time | None = None
    zone: tzinfo | None = None
    is_typed: bool = False

    def can_be(self, order: str) -> bool:
        """True if the numbers allow this order, and the weekday does. The day itself may still not exist.

        A date with only one reading allows every order.
        """
        parts = self.readings.get("") or self.readings.get(order)
        if parts is None:
            return False
        _, month, day = parts
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return False
        return self.fits_weekday(parts)

    def fits_weekday(self, parts: Parts) -> bool:
        """False if the date exists and is on another weekday than the one that is written."""
        try:
            return not self.weekday or date(*parts).isoweekday() == self.weekday
        except ValueError:
            return True

    def day(self, parts: Parts) -> date:
        """The day in London of one of the readings. Raises ValueError if it does not exist.

        A time without a zone changes nothing: it is the time of whoever wrote it.
        """
        found = date(*parts)
        if self.zone is None or self.clock is None:
            return found
        try:
            return datetime.combine(found, self.clock, self.zone).astimezone(LONDON).date()
        except OverflowError:
            raise ValueError("The time is outside the years that there are.") from None


def read_written(text: str) -> WrittenDay | None:
    """A date in any of the forms that we know, with or without a weekday and a time. None: it is in none of them."""
    text = " ".join(plain(text).split())
    if _UNIX.fullmatch(text):
        day = datetime.fromtimestamp(int(text), UTC).astimezone(LONDON).date()
        return WrittenDay({"": (day.year, day.month, day.day)}, text, "unix")
    found = _WHOLE.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    body = found["body"]
    form = _form(body)
    if form is None:
        return None
    try:
        clock, zone = _clock(found), _zone(found)
    except ValueError:
        return None
    weekday = found["weekday"]
    number = _WEEKDAYS.index(weekday[:3].lower()) + 1 if weekday else 0
    style, readings = form
    return WrittenDay(readings, body, style, number, clock, zone, bool(_TYPED.fullmatch(text)))


def _form(body: str) -> tuple[Style, dict[str, Parts]] | None:
    """The form of a date without weekday and time, and what it says in each order. None: it is in no form."""
    if found := _YEAR_FIRST.fullmatch(body):
        year, month, day = (
            int(part) for part in (found.group(1, 3, 4) if found[1] else found.group(5, 6, 7))
        )
        return "iso" if _TYPED.fullmatch(body) else "year first", {"": (year, month, day)}
    if found := _NUMBERS.fullmatch(body):
        return "numbers", _numbers(found[1], found[3], found[4])
    if found := _DAY_NAME.fullmatch(body):
        return "name", _day_name(found)
    if found := _NAME_DAY.fullmatch(body):
        month, day, last = _MONTHS[found[1].lower()], int(found[2]), found[3]
        if len(last) == 4:
            return "name", {"": (int(last), month, day)}
        return "name", dict.fromkeys(SHORT[:2], (2000 + int(last), month, day))
    if found := _YEAR_NAME.fullmatch(body):
        return "name", {"": (int(found[1]), _MONTHS[found[2].lower()], int(found[3]))}
    return None


def _numbers(first: str, second: str, last: str) -> dict[str, Parts]:
    one, two, three = int(first), int(second), int(last)
    if len(last) == 4:
        return {DAY_FIRST: (three, two, one), MONTH_FIRST: (three, one, two)}
    found = {"dmy2000": (2000 + three, two, one), "mdy2000": (2000 + three, one, two)}
    return {**found, "ymd2000": (2000 + one, two, three)} if len(first) == 2 else found


def _day_name(found: re.Match[str]) -> dict[str, Parts]:
    """`31 March 2026`. With two digits at the end, either end may be the year."""
    first, month, last = found[1], _MONTHS[found[3].lower()], found[4]
    if len(last) == 4:
        return {"": (int(last), month, int(first))}
    readings = dict.fromkeys(SHORT[:2], (2000 + int(last), month, int(first)))
    if len(first) == 2 and not found[2]:
        readings["ymd2000"] = (2000 + int(first), month, int(last))
    return readings


def _clock(found: re.Match[str]) -> time | None:
    """The time. Raises ValueError if there is no such time, as 22:30 am."""
    if not found["hour"]:
        return None
    hour = int(found["hour"])
    half = (found["half"] or found["only_half"] or "").lower()[:1]
    if half == "a" and hour == 12:
        hour = 0
    elif half == "p" and 1 <= hour < 12:
        hour += 12
    elif (half == "a" and hour > 12) or (half == "p" and hour == 0):
        raise ValueError("The hour contradicts a.m. or p.m.")
    return time(hour, int(found["minute"] or 0), int(found["second"] or 0))


def _zone(found: re.Match[str]) -> tzinfo | None:
    """The zone of the time. None: it is not given. Raises ValueError if no place has it."""
    name = (found["zone"] or "").upper()
    if not name:
        return None
    if name == "EUROPE/LONDON":
        return LONDON
    if name == "BST":
        return timezone(timedelta(hours=1))
    sign = found["sign"] or found["short_sign"]
    if sign is None:
        return UTC
    hours, minutes = int(found["zone_hour"] or found["short_hour"]), int(found["zone_minute"] or 0)
    if hours > 14 or minutes > 59:
        raise ValueError("No place has this zone.")
    east = timedelta(hours=hours, minutes=minutes)
    return timezone(east if sign == "+" else -east)
