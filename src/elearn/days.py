"""Days, always of Europe/London wherever the server is, so that no completion is dated "tomorrow"."""

import calendar
from datetime import UTC, date, datetime

from elearn.phrases import phrase
from elearn.problems import BadValue
from elearn.written_days import DAY_FIRST, LONDON, read_written

__all__ = [
    "LONDON",
    "add_months",
    "day_of",
    "day_phrase",
    "in_few_words",
    "in_words",
    "now_utc",
    "parse_day",
    "today",
]

_MONTHS = {
    "cy": (
        *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
        *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
    )
}
"""The months in languages other than English."""
_SHORT_MONTHS = {
    "cy": ("Ion", "Chwe", "Maw", "Ebr", "Mai", "Meh", "Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag")
}
"""The same where there is little room."""


def today() -> date:
    """Today's date in Europe/London."""
    return datetime.now(LONDON).date()


def now_utc() -> datetime:
    """The present instant in UTC, to the millisecond. Instants are stored as ISO 8601 text in UTC."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def day_of(instant: datetime) -> date:
    """The London day of an instant. `instant` has a time zone."""
    return instant.astimezone(LONDON).date()


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later. If that day does not exist, the month's last day."""
    years, month0 = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def parse_day(text: str, what: str = "") -> date:
    """A date written as ISO (`2026-03-31`) or as in the UK (`31/03/2026`).

    `what` names the value in a message; without it the message quotes `text`. Raises BadValue.
    """
    text = text.strip()
    what = what or f"“{text}”"
    written = read_written(text)
    if written is None or not written.is_typed:
        raise BadValue(
            phrase("%(what)s is not a date.", what=what), phrase("Write it as 2026-03-31 or 31/03/2026.")
        )
    parts = written.readings.get("") or written.readings[DAY_FIRST]
    try:
        return date(*parts)
    except ValueError:
        raise BadValue(
            phrase("%(what)s is not a day that exists.", what=what), phrase("Correct it.")
        ) from None


def in_words(day: date, language: str = "en") -> str:
    """A date as we print it: 30 September 2026, and in Welsh (`cy`) 30 Medi 2026."""
    month = _MONTHS[language][day.month - 1] if language in _MONTHS else f"{day:%B}"
    return f"{day.day} {month} {day:%Y}"


def in_few_words(day: date, language: str = "en") -> str:
    """A date where there is little room: 30 Sep 2026, and in Welsh (`cy`) 30 Medi 2026."""
    month = _SHORT_MONTHS[language][day.month - 1] if language in _SHORT_MONTHS else f"{day:%b}"
    return f"{day.day} {month} {day:%Y}"


def day_phrase(day: date) -> str:
    """A date as `in_words` gives it, as a phrase: it is said in the language of whoever reads it."""
    values = {"day": day.day, "year": f"{day:%Y}"}
    return (
        phrase("%(day)s January %(year)s", **values),
        phrase("%(day)s February %(year)s", **values),
        phrase("%(day)s March %(year)s", **values),
        phrase("%(day)s April %(year)s", **values),
        phrase("%(day)s May %(year)s", **values),
        phrase("%(day)s June %(year)s", **values),
        phrase("%(day)s July %(year)s", **values),
        phrase("%(day)s August %(year)s", **values),
        phrase("%(day)s September %(year)s", **values),
        phrase("%(day)s October %(year)s", **values),
        phrase("%(day)s November %(year)s", **values),
        phrase("%(day)s December %(year)s", **values),
    )[day.month - 1]
