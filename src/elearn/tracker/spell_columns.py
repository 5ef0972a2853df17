"""The spells of many people at once, for the usual case: one requirement for a post, and no exemption.

`spells` and `meeting` are the definition. This gives the same spells from columns, some fifty times as fast, and a test
compares the two. Days are ordinals, as there.
"""

from typing import Any, NamedTuple

import numpy as np

from elearn.tracker.meeting import OPEN, Rule, first_day_on
from elearn.tracker.spells import GRACE, IN_DATE, LAPSED, NEVER

Array = Any  # numpy.ndarray; NumPy's own types would slow the type check down
NEVER_LAPSES = -1
_EPOCH = 719_163
"""The ordinal of 1 January 1970, from which NumPy counts days."""


class Asks(NamedTuple):
    """One requirement for a person because of a post, in each place: `spells.Ask` as columns, without the rule."""

    start: Array
    end: Array
    due: Array


class Steps(NamedTuple):
    """`meeting.Step` as columns. `ask` is the place of the ask that each is for.

    They are in the order of their asks, and for each ask in the order of days. If an ask has two of one day, the second
    holds.
    """

    ask: Array
    day: Array
    last: Array


class Facts(NamedTuple):
    """`meeting.Fact` as columns, in the order of steps: only those that count for the rule.

    If they are for hours, the same course on the same day is among them once.
    """

    ask: Array
    day: Array
    minutes: Array
    participatory: Array


class SpellColumns(NamedTuple):
    """Spells as columns, in no particular order. `ask` is the place of the ask, and `due` is 0 where there is none."""

    ask: Array
    state: Array
    start: Array
    end: Array
    due: Array


def spells_of(asks: Asks, steps: Steps) -> SpellColumns:
    """The spells of each ask."""
    ask, day, last = steps
    # Another step and in date no longer (the month is shorter, or nothing lapses): nothing changes.
    news = (np.diff(ask, prepend=-1) != 0) | (np.diff(last, prepend=-1) != 0)
    ask, day, last = ask[news], day[news], last[news]
    is_first = np.diff(ask, prepend=-1) != 0
    first = np.full(len(asks.start), OPEN + 1)
    first[ask[is_first]] = day[is_first]
    follows = np.append(day[1:], OPEN + 1)[: len(day)]
    follows[np.append(is_first[1:], True)[: len(day)]] = OPEN + 1
    start, end = np.maximum(day, asks.start[ask]), np.minimum(follows - 1, asks.end[ask])
    until = np.where(last == OPEN, 0, last)
    every, waits = np.arange(len(asks.start)), np.minimum(first - 1, asks.end)
    return _there(
        SpellColumns(every, np.full(len(every), GRACE), asks.start, np.minimum(asks.due, waits), asks.due),
        SpellColumns(every, np.full(len(every), NEVER), asks.due + 1, waits, asks.due),
        SpellColumns(ask, np.full(len(ask), IN_DATE), start, np.minimum(last, end), until),
        SpellColumns(ask, np.full(len(ask), LAPSED), np.maximum(last + 1, start), end, until),
    )


def steps_of(rule: Rule, facts: Facts) -> Steps:
    """`meeting.steps` for each ask, all of them under one rule."""
    if rule.kind == "hours":
        return _hours(rule, facts)
    months = NEVER_LAPSES if rule.renew_after_months is None else rule.renew_after_months
    last = months_later(facts.day, np.full(len(facts.day), months))
    if rule.renew_from == "day":
        last = _first_days_on(last, rule.renew_on)
    if rule.renew_from == "expiry":
        last = _from_expiry(rule, months, facts, last)
    return Steps(facts.ask, facts.day, last)


def months_later(day: Array, months: Array) -> Array:
    """`meeting.months_later` of each day. `NEVER_LAPSES` gives the last day of the calendar."""
    last = _shifted(day, np.maximum(months, 0))
    return np.where((months == NEVER_LAPSES) | (last > OPEN), OPEN, last)


def _shifted(day: Array, months: Array | int) -> Array:
    """The same day of the month so many months later, also beyond the calendar."""
    since = (day - _EPOCH).astype("datetime64[D]")
    month = since.astype("datetime64[M]")
    target = month + months
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64)
    of_month = np.minimum((since - month.astype("datetime64[D]")).astype(np.int64), length - 1)
    return target.astype("datetime64[D]").astype(np.int64) + of_month + _EPOCH


def _first_days_on(days: Array, month_and_day: str) -> Array:
    """`meeting.first_day_on` of each day."""
    different, place = np.unique(days, return_inverse=True)
    found = [first_day_on(day, month_and_day) for day in different.tolist()]
    return np.array(found, np.int64)[place]


def _from_expiry(rule: Rule, months: int, facts: Facts, last: Array) -> Array:
    """The last days in date where a renewal counts from the old expiry.

    Each pass depends on the one before it. So we go through the first of every ask, then the second, and so on.
    """
    starts = np.flatnonzero(np.diff(facts.ask, prepend=-1) != 0)
    turn = np.arange(len(facts.ask)) - np.repeat(starts, np.diff(starts, append=len(facts.ask)))
    last = last.copy()
    for number in range(1, int(turn.max(initial=0)) + 1):
        now = np.flatnonzero(turn == number)
        before, day = last[now - 1], facts.day[now]
        again = facts.day[now - 1] == day
        opens = np.maximum(_shifted(before, -rule.early_months), 1)
        renewed = months_later(before, np.full(len(now), months))
        found = np.where((opens <= day) & (day <= before), renewed, np.maximum(before, last[now]))
        last[now] = np.where(again, before, found)
    return last


def _hours(rule: Rule, facts: Facts) -> Steps:
    """Steps where the minutes in the window are enough: sums over all asks, in which each window is looked up."""
    credits = facts.minutes > 0
    ask, day, minutes, participatory = (column[credits] for column in facts)
    if not rule.minutes or not len(ask):
        return Steps(ask[:0], day[:0], day[:0])
    months = NEVER_LAPSES if rule.renew_after_months is None else rule.renew_after_months
    ends = months_later(day, np.full(len(day), months))
    total = np.concatenate([[0], np.cumsum(minutes)])
    first = np.searchsorted(total, total[1:] - rule.minutes, "right") - 1
    if rule.participatory_percent:
        taking_part = np.concatenate([[0], np.cumsum(minutes * participatory * 100)])
        least = rule.participatory_percent * rule.minutes
        first = np.minimum(first, np.searchsorted(taking_part, taking_part[1:] - least, "right") - 1)
    starts = np.flatnonzero(np.diff(ask, prepend=-1) != 0)
    own = np.repeat(starts, np.diff(starts, append=len(ask)))  # where the ask's own credits begin
    enough = first >= own
    last = np.where(enough, ends[np.maximum(first, 0)], 0)
    of_day = np.append((np.diff(ask) != 0) | (np.diff(day) != 0), True)  # a day's credits count together
    met = enough & of_day & (last >= day)
    return Steps(ask[met], day[met], last[met])


def _there(*parts: SpellColumns) -> SpellColumns:
    """Those spells that have a day, of all parts together."""
    kept = [SpellColumns(*(column[part.start <= part.end] for column in part)) for part in parts]
    return SpellColumns(*(np.concatenate(columns) for columns in zip(*kept, strict=True)))
