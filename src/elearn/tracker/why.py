"""Why a person stands where they stand on a day: which requirement names which post, and what counts for it.

It is worked out from the same parts as the spells (`spells`), so the two agree on every day. Days are ordinals, and
nothing here uses the database.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from elearn.tracker.asks import County, Requirement
from elearn.tracker.meeting import OPEN, By, Fact, Rule, counts, credits_of, months_later, steps
from elearn.tracker.spells import GRACE, IN_DATE, LAPSED, NEVER, Span

Cell = tuple[str, str]
"""An agency and a role group."""


class Credit(NamedTuple):
    """Something that counts for a requirement on a day: `fact`, until the last day on which it counts."""

    fact: Fact
    until: int

    @property
    def by(self) -> By:
        """As what it counts."""
        return self.fact.by


class Under(NamedTuple):
    """Where a person stands under one requirement because of one post.

    `began` is the first day of the post, `asked` that of the requirement, and `due` the day by which to meet it. `last`
    is the last day in date, if it was ever met (`OPEN`: it never lapses). `credits` are what counts, the latest first:
    for hours those of the window, and otherwise every pass or reflection so far.
    """

    requirement: int
    began: int
    asked: int
    within: int
    due: int
    rule: Rule
    state: int
    last: int | None
    credits: tuple[Credit, ...]

    @property
    def minutes(self) -> int:
        """How many minutes are in the window, if hours are required."""
        return sum(each.fact.minutes for each in self.credits)

    @property
    def participatory(self) -> int:
        """How many of them were participatory."""
        return sum(each.fact.minutes for each in self.credits if each.fact.participatory)

    @property
    def drops_next(self) -> Credit | None:
        """What leaves the window first."""
        return min(self.credits, key=lambda each: (each.until, each.fact.day), default=None)


class Why(NamedTuple):
    """What is required of a person in one cell, and where they stand on it.

    `state` is the place of a state in `STATES`, and None if they are exempt. `due` is as that of a spell. `unders` are
    the requirements that name them there, the one that decides first.
    """

    cell: Cell
    course: str
    kind: str
    state: int | None
    due: int | None
    exempt: Span | None
    unders: tuple[Under, ...]


def why_of(
    county: County,
    posts: Mapping[Cell, Sequence[Span]],
    exempt: Mapping[str, Sequence[Span]],
    facts: Mapping[str, Sequence[Fact]],
    day: int,
) -> list[Why]:
    """Everything that is required of a person on a day, with where they stand and why, by cell and course.

    `posts` are the days of their posts in each cell. `exempt` and `facts` are by what is required.
    """
    found: list[Why] = []
    for cell, spans in sorted(posts.items()):
        unders: dict[str, list[Under]] = {}
        for requirement in county.naming(*cell):
            for post in spans:
                if max(post.start, requirement.start) <= day <= min(post.end, requirement.end):
                    known = facts.get(requirement.course, ())
                    unders.setdefault(requirement.course, []).append(_under(requirement, post, known, day))
        for course, every in sorted(unders.items()):
            found.append(_why(cell, course, county.kinds[course], every, exempt.get(course, ()), day))
    return found


def _why(cell: Cell, course: str, kind: str, unders: list[Under], exempt: Sequence[Span], day: int) -> Why:
    free = [span for span in exempt if span.start <= day <= span.end]
    ordered = tuple(sorted(unders, key=lambda each: (-each.state, _due(each), each.requirement, each.began)))
    if free:
        return Why(cell, course, kind, None, None, max(free, key=lambda span: span.end), ordered)
    first = ordered[0]
    due = _due(first)
    return Why(
        cell,
        course,
        kind,
        first.state,
        None if due == OPEN and first.last is not None else due,
        None,
        ordered,
    )


def _due(under: Under) -> int:
    """The day that a spell of this state has: the last day in date, or the due day if it was never met."""
    return under.due if under.last is None else under.last


def _under(requirement: Requirement, post: Span, facts: Sequence[Fact], day: int) -> Under:
    rule = requirement.rule
    taken = steps(rule, facts)
    place = bisect_right(taken, (day, OPEN + 1))
    last = taken[place - 1].last if place else None
    due = min(max(post.start, requirement.start) + requirement.due_within_days, OPEN)
    return Under(
        requirement.id,
        post.start,
        requirement.start,
        requirement.due_within_days,
        due,
        rule,
        _state(day, due, last),
        last,
        _credits(rule, facts, day),
    )


def _state(day: int, due: int, last: int | None) -> int:
    if last is None:
        return GRACE if day <= due else NEVER
    return IN_DATE if day <= last else LAPSED


def _credits(rule: Rule, facts: Sequence[Fact], day: int) -> tuple[Credit, ...]:
    """What counts on a day, the latest first."""
    counting = [fact for fact in facts if fact.day <= day and counts(rule, fact)]
    if rule.kind == "hours":
        months = rule.renew_after_months
        ends = [
            Credit(fact, OPEN if months is None else months_later(fact.day, months))
            for fact in credits_of(counting)
        ]
        return tuple(each for each in reversed(ends) if each.until >= day)
    credited, so_far = [], list[Fact]()
    for fact in counting:
        so_far.append(fact)
        credited.append(Credit(fact, steps(rule, so_far)[-1].last))
    return tuple(reversed(credited))
