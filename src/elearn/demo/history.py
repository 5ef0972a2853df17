"""Three years of completions. They leave each agency with about its rate of people in date today."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from elearn.days import add_months
from elearn.demo.county import CATALOGUE, LEFT_TO_TAKE, OURS, Required
from elearn.demo.workforce import DemoPerson, Post, Worker

_LAPSED_SHARE = 5 / 14
"""The share who lapsed among the people not in date: 9% never passed, 5% lapsed."""
_NEWCOMER_ALLOWANCE = 0.015
"""Raises the rate of people long in post, to make up for newcomers who are still in their days of grace."""
_FIRST_PASS = 0.82
_DECK = 20
_EXEMPT_SHARE = 0.008
_REASONS = (
    "Long-term leave",
    "Maternity, paternity or adoption leave",
    "Career break",
    "Secondment outside the county",
)
_YEAR = (1.0, 1.0, 1.3, 1.0, 1.0, 1.1, 0.9, 0.6, 1.1, 1.1, 1.2, 0.6)
_SCHOOL_YEAR = (3.0, 0.9, 0.9, 0.7, 0.8, 0.6, 0.3, 0.0, 4.0, 1.0, 0.9, 0.4)


class _EvenChances:
    """Random numbers from 0 to 1 that spread evenly, so that small agencies too get about their rate."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._decks: dict[tuple[str, str], list[float]] = {}

    def draw(self, agency: str, course: str) -> float:
        """The next number for an agency and a course."""
        deck = self._decks.setdefault((agency, course), [])
        if not deck:
            deck += [(card + self._chance.random()) / _DECK for card in range(_DECK)]
            self._chance.shuffle(deck)
        return deck.pop()


@dataclass(frozen=True, slots=True)
class Taken:
    """One completion, passed or not. `score` is in percent, or None if the course gives none."""

    worker: Worker
    course: str
    completed_on: date
    passed: bool = True
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Exempted:
    """A person's exemption from a course for a while."""

    worker: Worker
    course: str
    from_day: date
    to_day: date | None
    reason: str


def required_from(required: Required, day: date) -> date:
    """The day from which a course is required: the first day of a month, some months ago."""
    return add_months(day, -required.months_ago).replace(day=1)


def learning(chance: Random, workers: list[Worker], day: date) -> tuple[list[Taken], list[Exempted]]:
    """Every completion up to `day`, and the exemptions.

    Demonstration people have fixed completions, not random ones.
    """
    taken: list[Taken] = []
    exempted: list[Exempted] = []
    even_chances = _EvenChances(chance)
    for worker in workers:
        if worker.demo_person:
            taken += _demo_completions(worker, worker.demo_person, day)
            continue
        post = worker.posts[0]
        for required in asked_of(post):
            if post.ends_on is None and chance.random() < _EXEMPT_SHARE:
                start = day - timedelta(days=chance.randint(20, 300))
                end = start + timedelta(days=chance.randint(200, 420))
                exempted.append(Exempted(worker, required.course, start, end, chance.choice(_REASONS)))
            days = _passes(chance, even_chances, post, required, day)
            for number, passed_on in enumerate(days):
                taken += _tries(chance, worker, required, passed_on, first=number == 0)
    return taken, exempted


def asked_of(post: Post) -> Iterator[Required]:
    """The courses that someone in this post must take."""
    for required in CATALOGUE:
        places = {post.agency.id, post.agency.parent}
        if (not required.agencies or places & set(required.agencies)) and (
            not required.role_groups or post.role_group in required.role_groups
        ):
            yield required


def _passes(
    chance: Random, even_chances: _EvenChances, post: Post, required: Required, day: date
) -> list[date]:
    """The days on which someone passed, in order. The latest decides where they stand at the end."""
    last_day = post.ends_on or day
    start = max(post.starts_on, required_from(required, day))
    served = (last_day - start).days
    if served < 1:
        return []
    share = min(0.985, post.agency.in_date * post.agency.headcount + _NEWCOMER_ALLOWANCE)
    drawn = even_chances.draw(post.agency.id if post.ends_on is None else "", required.course)
    latest: date | None = None
    if served <= required.due_within_days:  # still within the days allowed
        share *= 0.5 * (1 - math.exp(-served / 30))
        if drawn >= share:
            return []
    if drawn < share:
        window = (
            start
            if required.renewed is None
            else max(start, add_months(last_day, -required.renewed) + timedelta(days=5))
        )
        latest = _some_day(chance, window, last_day, post, required.renewed is None)
    elif required.renewed and drawn < share + (1 - share) * _LAPSED_SHARE:
        until = add_months(last_day, -required.renewed) - timedelta(days=1)
        latest = (
            _some_day(chance, max(start, until - timedelta(days=240)), until, post, False)
            if until > start
            else None
        )
    days = [latest] if latest else []
    while days and required.renewed:
        before = add_months(days[-1], -required.renewed) + timedelta(days=chance.randint(-25, 60))
        if before < start:
            break
        days.append(before)
    return days[::-1]


def _some_day(chance: Random, start: date, end: date, post: Post, soon: bool) -> date:
    """A working day in the period, weighted by the agency's seasons. `soon` makes early days more likely."""
    length = (end - start).days
    months = _SCHOOL_YEAR if post.agency.schools else _YEAR
    for _ in range(40):
        share = chance.betavariate(1.0, 1.9) if soon else chance.random()
        day = start + timedelta(days=round(length * share))
        if day.weekday() < 5 and chance.random() * max(months) < months[day.month - 1]:
            return day
    return end


def _tries(
    chance: Random, worker: Worker, required: Required, passed_on: date, *, first: bool
) -> Iterator[Taken]:
    """A pass, and for some people a failed try before it. Only our courses report scores."""
    if required.course not in OURS:
        yield Taken(worker, required.course, passed_on)
        return
    if first and chance.random() > _FIRST_PASS:
        tried = passed_on - timedelta(days=chance.randint(0, 9))
        tried_on = max(tried, passed_on.replace(day=1), worker.posts[0].starts_on)
        yield Taken(worker, required.course, tried_on, False, chance.randint(8, 15) * 5)
    yield Taken(worker, required.course, passed_on, True, chance.choice((80, 85, 85, 90, 90, 95, 100)))


def _demo_completions(worker: Worker, person: DemoPerson, day: date) -> Iterator[Taken]:
    """The completions of a demonstration person: all that they must take.

    Learners have not taken `LEFT_TO_TAKE`.
    """
    post = worker.posts[0]
    taken_on = day - timedelta(days=max(1, min((day - post.starts_on).days, 200) // 2))
    for required in asked_of(post):
        if person.may or required.course not in LEFT_TO_TAKE:
            score = 90 if required.course in OURS else None
            yield Taken(worker, required.course, taken_on, score=score)
