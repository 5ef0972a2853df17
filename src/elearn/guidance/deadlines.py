"""By which day something is due: working days of England, and the steps for which the guidance sets days."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from elearn.days import add_months
from elearn.guidance.criteria import ReviewKind, Step, load_criteria


def working_days_after(day: date, count: int) -> date:
    """The working day that is `count` after a day: neither Saturday, Sunday nor a bank holiday in England.

    The day itself is not counted, as guidance counts: known on a Monday, five working days end the Monday after.
    """
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in _bank_holidays():
            count -= 1
    return day


def due(step: Step, since: date) -> date | None:
    """The last day for a step, counted from `since`; None where the guidance sets no number."""
    if step.working_days is not None:
        return working_days_after(since, step.working_days)
    return add_months(since, step.months) if step.months is not None else None


def panel_due(kind: ReviewKind, known_on: date) -> date | None:
    """The last day to tell the national Panel of what became known on a day, by the edition then in force; None where
    it asks for nothing of the sort."""
    return _of("panel", kind, known_on, known_on)


def rapid_due(kind: ReviewKind, known_on: date, told_on: date) -> date | None:
    """The last day for the rapid review, by the edition in force when it became known."""
    return _of("rapid", kind, known_on, told_on)


def _of(id: str, kind: ReviewKind, known_on: date, since: date) -> date | None:
    edition = load_criteria().in_force(kind, known_on)
    step = edition.step(id) if edition else None
    return due(step, since) if step else None


@cache
def _bank_holidays() -> Any:
    import holidays  # takes half a second, which only a date that is worked out is worth

    return holidays.country_holidays("GB", subdiv="ENG")
