"""Why somebody stands where they stand agrees with their standing on every day, for every kind of requirement."""

from collections.abc import Sequence
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from elearn.tracker.asks import County, Requirement, asks_of
from elearn.tracker.meeting import OPEN, Fact, Rule
from elearn.tracker.spells import LAPSED, Span, spells
from elearn.tracker.why import why_of

FIRST, DAYS = 738_000, 1_500
days = st.integers(FIRST, FIRST + DAYS)
spans = st.tuples(days, st.one_of(days, st.just(OPEN))).map(lambda each: Span(min(each), max(each)))
months = st.one_of(st.none(), st.sampled_from([1, 6, 12, 36]))
RULES = {
    kind: st.builds(
        Rule.of,
        st.just(kind),
        months,
        st.sampled_from(["completion", "expiry"]),
        counts_replaced=st.booleans(),
        counts_outside=st.booleans(),
    )
    for kind in ("course", "update")
}
RULES["course"] |= st.builds(
    Rule.of, st.just("course"), months, st.just("day"), renew_on=st.sampled_from(["03-31", "02-29"])
)
RULES["hours"] = st.builds(
    Rule.of,
    st.just("hours"),
    months,
    minutes=st.sampled_from([60, 120]),
    participatory_percent=st.sampled_from([0, 50]),
    counts_outside=st.booleans(),
)
facts = st.lists(
    st.builds(
        Fact,
        days,
        st.sampled_from(["own", "equivalent", "replaced", "outside"]),
        st.sampled_from([0, 30, 60, 90]),
        st.booleans(),
        st.sampled_from(["", "a", "b"]),
    ),
    max_size=6,
).map(lambda each: sorted(each, key=lambda fact: fact.day))


class OneCell:
    """A county in which some requirements of one course name every post."""

    def __init__(self, requirements: Sequence[Requirement]) -> None:
        self.requirements = requirements
        self.kinds = {"a": "course"}

    def naming(self, _agency: str, _role_group: str) -> Sequence[Requirement]:
        return self.requirements


@st.composite
def histories(draw: st.DrawFn) -> tuple[OneCell, list[Span], list[Span], list[Fact]]:
    """Requirements of one kind, posts, exemptions, and what was learned."""
    rules = RULES[draw(st.sampled_from(sorted(RULES)))]
    asked = draw(st.lists(st.tuples(spans, st.integers(0, 90), rules), min_size=1, max_size=3))
    requirements = [
        Requirement("a", span.start, span.end, within, rule, number)
        for number, (span, within, rule) in enumerate(asked, 1)
    ]
    posts = draw(st.lists(spans, min_size=1, max_size=2))
    return OneCell(requirements), posts, draw(st.lists(spans, max_size=1)), draw(facts)


@given(histories(), st.lists(days, min_size=8, max_size=8))
def test_why_agrees_with_the_spells_on_every_day(history: Any, some_days: list[int]) -> None:
    county, posts, exempt, learned = history
    asks = asks_of(county.requirements, posts).get("a", [])
    known = spells(asks, exempt, learned) if asks else []
    turns = {day for spell in known for day in (spell.start, spell.end)}
    for day in sorted({*some_days, *(day for day in turns if day < FIRST + 2 * DAYS)}):
        found = why_of(cast("County", county), {("x", "r"): posts}, {"a": exempt}, {"a": learned}, day)
        [why] = found or [None]
        at = next((spell for spell in known if spell.start <= day <= spell.end), None)
        if why is None:
            assert at is None
            continue
        if why.exempt is not None:
            assert at is None
            assert why.exempt.start <= day <= why.exempt.end
            continue
        assert at is not None
        assert (why.state, why.due) == (at.state, at.due)
        assert max(each.state for each in why.unders) == why.state == why.unders[0].state


@given(histories(), days)
def test_what_is_counted_is_what_was_learned_by_then(history: Any, day: int) -> None:
    county, posts, _exempt, learned = history
    for why in why_of(cast("County", county), {("x", "r"): posts}, {}, {"a": learned}, day):
        for under in why.unders:
            assert all(credit.fact.day <= day for credit in under.credits)
            assert list(under.credits) == sorted(under.credits, key=lambda each: -each.fact.day)
            if under.rule.kind == "hours":
                assert all(credit.until >= day for credit in under.credits)
                enough = (
                    under.minutes >= under.rule.minutes
                    and under.participatory * 100 >= under.rule.minutes * under.rule.participatory_percent
                )
                assert enough == (under.last is not None and under.state != LAPSED)
            elif under.last is not None:
                assert under.credits[0].until == under.last
