"""The spells of many people at once are the spells of each."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.tracker.spell_columns import NEVER_LAPSES, Asks, last_days_in_date, spells_of
from elearn.tracker.spells import OPEN, Ask, last_day_in_date, spells
from tests.depth import examples

FIRST, LAST = 738_000, 739_000
days = st.integers(FIRST, LAST)
ends = st.one_of(st.just(OPEN), st.just(OPEN - 1), st.integers(0, 900).map(lambda more: LAST - more))
months = st.one_of(st.none(), st.integers(1, 14), st.just(600), st.just(100_000))
passes = st.lists(st.integers(FIRST - 500, LAST + 500), max_size=6).map(sorted)


@st.composite
def asks(draw: st.DrawFn) -> tuple[Ask, list[int]]:
    start = draw(days)
    end = max(start, draw(ends))
    due = min(start + draw(st.sampled_from([0, 1, 30, 4_000_000])), OPEN)
    return Ask(start, end, due, draw(months)), draw(passes)


@settings(max_examples=examples(200))
@given(st.lists(asks(), max_size=5))
def test_the_spells_of_many_are_those_of_each(found: list[tuple[Ask, list[int]]]) -> None:
    columns = Asks(
        *(
            np.array([NEVER_LAPSES if value is None else value for value in column], np.int64)
            for column in (zip(*(ask for ask, _ in found), strict=True) if found else [()] * 4)
        )
    )
    place = np.array([number for number, (_, passed) in enumerate(found) for _ in passed], np.int64)
    passed = np.array([day for _, each in found for day in each], np.int64)
    got = spells_of(columns, place, passed)
    wanted = [
        (number, spell.state, spell.start, spell.end, spell.due or 0)
        for number, (ask, each) in enumerate(found)
        for spell in spells([ask], (), each)
    ]
    assert sorted(zip(*(column.tolist() for column in got), strict=True)) == sorted(wanted)


@settings(max_examples=examples(200))
@given(st.integers(1, OPEN), st.integers(1, 100_000))
def test_a_completion_lasts_as_long_alone_as_among_many(completed: int, renewed_after: int) -> None:
    [last] = last_days_in_date(np.array([completed]), np.array([renewed_after])).tolist()
    assert last == last_day_in_date(completed, renewed_after)
