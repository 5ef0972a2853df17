"""Instants as they are stored: as text."""

from datetime import UTC, datetime

from elearn.days import now_utc


def instant_text(instant: datetime) -> str:
    """An instant as stored text: ISO 8601 in UTC, to the millisecond. Sorting the text sorts by time."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")


def now_text() -> str:
    """The present instant as stored text."""
    return instant_text(now_utc())
