"""The spells of many people at once are the spells of each."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.tracker.meeting import OPEN, Fact, Rule, months_later, steps
from elearn.tracker.spell_columns import Asks, Facts, spells_of, steps_of
from elearn.tracker.spell_columns import months_later as months_later_of_many
from elearn.tracker.spells import Ask, spells
from tests.depth import examples

FIRST, LAST = 738_000, 739_000
days = st.integers(FIRST, LAST)
ends = st.one_of(st.just(OPEN), st.just(OPEN - 1), st.integers(0, 900).map(lambda more: LAST - more))
months = st.one_of(st.none(), st.integers(1, 14), st.just(600), st.just(100_000))
fixed_days = st.sampled_from(["02-29", "01-01", "12-31", "08-31", "03-01"])
facts = st.lists(
    st.builds(
        Fact,
        st.integers(FIRST - 500, LAST + 500),
        by=st.just("own"),
        minutes=st.sampled_from([0, 20, 60]),
        participatory=st.booleans(),
    ),
    max_size=6,
).map(lambda found: sorted(fact._replace(of=str(place)) for place, fact in enumerate(found)))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    if draw(st.booleans()):
        share = draw(st.sampled_from([0, 0, 50, 100]))
        return Rule.of(
            "hours", draw(months), minutes=draw(st.sampled_from([0, 20, 60, 90])), participatory_percent=share
        )
    ways = st.sampled_from(["completion", "expiry", "day"])
    return Rule.of(
        "course", draw(months), draw(ways), draw(st.sampled_from([None, 0, 1, 6])), draw(fixed_days)
    )


@st.composite
def asks(draw: st.DrawFn, rule: Rule) -> tuple[Ask, list[Fact]]:
    start = draw(days)
    end = max(start, draw(ends))
    due = min(start + draw(st.sampled_from([0, 1, 30, 4_000_000])), OPEN)
    return Ask(start, end, due, rule), draw(facts)


@settings(max_examples=examples(400))
@given(st.data())
def test_the_spells_of_many_are_those_of_each(data: st.DataObject) -> None:
    rule = data.draw(rules())
    found = data.draw(st.lists(asks(rule), max_size=5))
    columns = [
        np.array([getattr(ask, name) for ask, _ in found], np.int64) for name in ("start", "end", "due")
    ]
    several = [
        (number, fact.day, fact.minutes, fact.participatory)
        for number, (_, each) in enumerate(found)
        for fact in each
    ]
    counting = Facts(*np.array(several, np.int64).reshape(-1, 4).T)
    got = spells_of(Asks(*columns), steps_of(rule, counting))
    wanted = [
        (number, spell.state, spell.start, spell.end, spell.due or 0)
        for number, (ask, each) in enumerate(found)
        for spell in spells([ask], (), each)
    ]
    assert sorted(zip(*(column.tolist() for column in got), strict=True)) == sorted(wanted)


@settings(max_examples=examples(200))
@given(rules(), facts)
def test_the_last_day_in_date_never_goes_down_and_no_step_is_over_when_it_begins(
    rule: Rule, learned: list[Fact]
) -> None:
    found = steps(rule, learned)
    assert all(step.day <= step.last for step in found)
    assert [step.last for step in found] == sorted(step.last for step in found)
    assert [step.day for step in found] == sorted({step.day for step in found})


@settings(max_examples=examples(200))
@given(st.integers(1, OPEN), st.integers(1, 100_000))
def test_a_completion_lasts_as_long_alone_as_among_many(completed: int, renewed_after: int) -> None:
    [last] = months_later_of_many(np.array([completed]), np.array([renewed_after])).tolist()
    assert last == months_later(completed, renewed_after)


@pytest.mark.parametrize("way", ["completion", "expiry", "day"])
def test_what_never_lapses_never_lapses_however_it_is_renewed(way: str) -> None:
    rule = Rule.of("course", None, way, None, "03-31")
    assert [step.last for step in steps(rule, [Fact(FIRST), Fact(LAST)])] == [OPEN, OPEN]
