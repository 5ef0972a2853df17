"""The state of a person on a course in one cell, as spells of days. This is the definition of coverage as code.

A cell is an agency and a role group. Days are ordinals (`date.toordinal`), and a span includes both of its ends.
`docs/coverage.md` has the definition and worked examples. What meets a requirement is in `meeting`.
Nothing here uses the database.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from elearn.tracker.meeting import OPEN, Fact, Rule, Step, steps

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
    rule: Rule


class Spell(NamedTuple):
    """Days on which the state stays the same.

    `due`: for in date and lapsed the last day in date (None: never lapses), for grace and never the due day.
    """

    start: int
    end: int
    state: int
    due: int | None


def spells(asks: Sequence[Ask], exempt: Sequence[Span], facts: Sequence[Fact]) -> list[Spell]:
    """The spells of one person on one course in one cell, in order. Days on which they are not in scope have none.

    `asks` are the requirements for the person in this cell. `exempt` are the exemptions from the course. `facts` are
    what may count for it, in order of days.
    """
    taken = {rule: steps(rule, facts) for rule in dict.fromkeys(ask.rule for ask in asks)}
    starts = sorted(_turns(asks, exempt, taken))
    found: list[Spell] = []
    for start, after in zip(starts, [*starts[1:], OPEN + 1], strict=True):
        now = _state(start, asks, exempt, taken)
        if now is None:
            continue
        last = found[-1] if found else None
        if last and last.end == start - 1 and (last.state, last.due) == now:
            found[-1] = last._replace(end=after - 1)
        else:
            found.append(Spell(start, after - 1, *now))
    return found


def _turns(asks: Sequence[Ask], exempt: Sequence[Span], taken: dict[Rule, list[Step]]) -> set[int]:
    """Every day on which the state may change."""
    turns: set[int] = set()
    for ask in asks:
        turns.update((ask.start, ask.end + 1, ask.due + 1))
    for span in exempt:
        turns.update((span.start, span.end + 1))
    for found in taken.values():
        for step in found:
            turns.update((step.day, step.last + 1))
    first = min((ask.start for ask in asks), default=OPEN + 1)
    return {day for day in turns if first <= day <= OPEN}


def _state(
    day: int, asks: Sequence[Ask], exempt: Sequence[Span], taken: dict[Rule, list[Step]]
) -> tuple[int, int | None] | None:
    """The state on a day, and its due day. None: the person is not in scope."""
    if exempt and any(span.start <= day <= span.end for span in exempt):
        return None
    current = [_under(day, ask, taken[ask.rule]) for ask in asks if ask.start <= day <= ask.end]
    if not current:
        return None
    state = max(state for state, _ in current)  # "the one furthest behind decides"
    due = min(due for each, due in current if each == state)
    return state, None if due == OPEN and state in (IN_DATE, LAPSED) else due


def _under(day: int, ask: Ask, taken: Sequence[Step]) -> tuple[int, int]:
    """The state on a day under one requirement, and its due day."""
    place = bisect_right(taken, (day, OPEN + 1))
    if not place:
        return (GRACE if day <= ask.due else NEVER), ask.due
    last = taken[place - 1].last
    return (IN_DATE if day <= last else LAPSED), last
