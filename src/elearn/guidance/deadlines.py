"""By which day something is due: working days in England, and the time that the guidance sets."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from elearn.days import add_months
from elearn.guidance.criteria import ReviewKind, Step, load_criteria


def working_days_after(day: date, count: int) -> date:
    """The working day that is `count` after a day. Weekends and bank holidays in England do not count.

    The day itself does not count either, as in the guidance: five working days from a Monday end on the next
    Monday.
    """
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in _bank_holidays():
            count -= 1
    return day


def due(step: Step, since: date) -> date | None:
    """The last day for a step, counted from `since`. None if the guidance sets no time."""
    if step.working_days is not None:
        return working_days_after(since, step.working_days)
    return add_months(since, step.months) if step.months is not None else None


def panel_due(kind: ReviewKind, known_on: date) -> date | None:
    """The last day to tell the national Panel, by the edition in force on `known_on`.

    None if it sets no such day.
    """
    return _due_for("panel", kind, known_on, known_on)


def rapid_due(kind: ReviewKind, known_on: date, told_on: date) -> date | None:
    """The last day for the rapid review, by the edition in force on `known_on`.

    None if it sets no such day.
    """
    return _due_for("rapid", kind, known_on, told_on)


def _due_for(id: str, kind: ReviewKind, known_on: date, since: date) -> date | None:
    edition = load_criteria().in_force(kind, known_on)
    step = edition.step(id) if edition else None
    return due(step, since) if step else None


@cache
def _bank_holidays() -> Any:
    import holidays  # importing takes half a second, so import it only when needed

    return holidays.country_holidays("GB", subdiv="ENG")
