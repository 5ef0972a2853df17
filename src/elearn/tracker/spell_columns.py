"""The spells of many people at once, for the usual case: one requirement for a post, and no exemption.

`spells` is the definition. This gives the same spells from columns, some fifty times as fast, and a test compares the
two. Days are ordinals, as in `spells`.
"""

from typing import Any, NamedTuple

import numpy as np

from elearn.tracker.spells import GRACE, IN_DATE, LAPSED, NEVER, OPEN

Array = Any  # numpy.ndarray; NumPy's own types would slow the type check down
NEVER_LAPSES = -1
_EPOCH = 719_163
"""The ordinal of 1 January 1970, from which NumPy counts days."""


class Asks(NamedTuple):
    """One requirement for a person because of a post, in each place: `spells.Ask` as columns.

    `months` is `NEVER_LAPSES` where a completion never lapses.
    """

    start: Array
    end: Array
    due: Array
    months: Array


class SpellColumns(NamedTuple):
    """Spells as columns, in no particular order. `ask` is the place of the ask, and `due` is 0 where there is none."""

    ask: Array
    state: Array
    start: Array
    end: Array
    due: Array


def spells_of(asks: Asks, ask: Array, passed: Array) -> SpellColumns:
    """The spells of each ask. `passed` are the days of passes, and `ask` the place of the ask that each is for.

    Passes are in the order of their asks, and for each ask in the order of days.
    """
    last = last_days_in_date(passed, asks.months[ask])
    # Passed again and in date no longer (the month is shorter, or nothing lapses): nothing changes.
    news = (np.diff(ask, prepend=-1) != 0) | (np.diff(last, prepend=-1) != 0)
    ask, passed, last = ask[news], passed[news], last[news]
    is_first = np.diff(ask, prepend=-1) != 0
    first = np.full(len(asks.start), OPEN + 1)
    first[ask[is_first]] = passed[is_first]
    follows = np.append(passed[1:], OPEN + 1)[: len(passed)]
    follows[np.append(is_first[1:], True)[: len(passed)]] = OPEN + 1
    start, end = np.maximum(passed, asks.start[ask]), np.minimum(follows - 1, asks.end[ask])
    until = np.where(asks.months[ask] == NEVER_LAPSES, 0, last)
    every, waits = np.arange(len(asks.start)), np.minimum(first - 1, asks.end)
    return _there(
        SpellColumns(every, np.full(len(every), GRACE), asks.start, np.minimum(asks.due, waits), asks.due),
        SpellColumns(every, np.full(len(every), NEVER), asks.due + 1, waits, asks.due),
        SpellColumns(ask, np.full(len(ask), IN_DATE), start, np.minimum(last, end), until),
        SpellColumns(ask, np.full(len(ask), LAPSED), np.maximum(last + 1, start), end, until),
    )


def last_days_in_date(completed: Array, months: Array) -> Array:
    """`spells.last_day_in_date` of each completion. `NEVER_LAPSES` gives the last day of the calendar."""
    day = (completed - _EPOCH).astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    target = month + np.maximum(months, 0)
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64)
    of_month = np.minimum((day - month.astype("datetime64[D]")).astype(np.int64), length - 1)
    last = target.astype("datetime64[D]").astype(np.int64) + of_month + _EPOCH
    return np.where((months == NEVER_LAPSES) | (last > OPEN), OPEN, last)


def _there(*parts: SpellColumns) -> SpellColumns:
    """Those spells that have a day, of all parts together."""
    kept = [SpellColumns(*(column[part.start <= part.end] for column in part)) for part in parts]
    return SpellColumns(*(np.concatenate(columns) for columns in zip(*kept, strict=True)))
