"""The state of a person on a course in one cell, as spells of days. This is the definition of coverage as code.

A cell is an agency and a role group. Days are ordinals (`date.toordinal`), and a span includes both of its ends.
`docs/coverage.md` has the definition and worked examples. The sentences in quotation marks here are from it.
Nothing here uses the database.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from elearn.days import add_months

OPEN = date.max.toordinal()
State = Literal["in_date", "grace", "lapsed", "never"]
STATES: tuple[State, ...] = ("in_date", "grace", "lapsed", "never")
"""Best first: "where a person's cells differ within a total, the best state counts"."""
IN_DATE, GRACE, LAPSED, NEVER = range(4)


class Span(NamedTuple):
    """Days from `start` to `end`, both in it."""

    start: int
    end: int


class Ask(NamedTuple):
    """A requirement for a person because of a post, from the first to the last day on which both are in force."""

    start: int
    end: int
    due: int
    renew_after_months: int | None


class Spell(NamedTuple):
    """Days on which the state stays the same.

    `due`: for in date and lapsed the last day in date (None: never lapses), for grace and never the due day.
    """

    start: int
    end: int
    state: int
    due: int | None


@lru_cache(maxsize=100_000)
def last_day_in_date(completed: int, months: int) -> int:
    """The last day on which a completion is in date. It "lapses after the day that is `renew_after_months` later"."""
    try:
        return add_months(date.fromordinal(completed), months).toordinal()
    except (ValueError, OverflowError):  # beyond the calendar
        return OPEN


def spells(asks: Sequence[Ask], exempt: Sequence[Span], passed: Sequence[int]) -> list[Spell]:
    """The spells of one person on one course in one cell, in order. Days on which they are not in scope have none.

    `asks` are the requirements for the person in this cell. `exempt` are the exemptions from the course. `passed` are
    the days of the passes, in ascending order.
    """
    starts = sorted(_turns(asks, exempt, passed))
    found: list[Spell] = []
    for start, after in zip(starts, [*starts[1:], OPEN + 1], strict=True):
        now = _state(start, asks, exempt, passed)
        if now is None:
            continue
        last = found[-1] if found else None
        if last and last.end == start - 1 and (last.state, last.due) == now:
            found[-1] = last._replace(end=after - 1)
        else:
            found.append(Spell(start, after - 1, *now))
    return found


def _turns(asks: Sequence[Ask], exempt: Sequence[Span], passed: Sequence[int]) -> set[int]:
    """Every day on which the state may change."""
    turns = set(passed)
    for ask in asks:
        turns.update((ask.start, ask.end + 1, ask.due + 1))
    for span in exempt:
        turns.update((span.start, span.end + 1))
    if passed:
        for months in {ask.renew_after_months for ask in asks} - {None}:
            turns.update([last_day_in_date(day, months) + 1 for day in passed])
    first = min((ask.start for ask in asks), default=OPEN + 1)
    return {day for day in turns if first <= day <= OPEN}


def _state(
    day: int, asks: Sequence[Ask], exempt: Sequence[Span], passed: Sequence[int]
) -> tuple[int, int | None] | None:
    """The state on a day, and its due day. None: the person is not in scope."""
    current = [ask for ask in asks if ask.start <= day <= ask.end]
    if not current or (exempt and any(span.start <= day <= span.end for span in exempt)):
        return None
    taken = bisect_right(passed, day)
    if not taken:
        due = min(ask.due for ask in current)
        return (GRACE if day <= due else NEVER), due
    renewals = [ask.renew_after_months for ask in current if ask.renew_after_months is not None]
    if not renewals:
        return IN_DATE, None
    last = last_day_in_date(
        passed[taken - 1], min(renewals)
    )  # no earlier completion lasts longer than the latest
    return (IN_DATE if day <= last else LAPSED), last
