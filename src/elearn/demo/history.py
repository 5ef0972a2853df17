"""Who took what, when: three years of completions that leave each agency with about its rate in date today."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from elearn.days import add_months
from elearn.demo.county import CATALOGUE, LEFT_TO_TAKE, OURS, Required
from elearn.demo.workforce import Post, StatedPost, Worker

_LAPSED_SHARE = 5 / 14
"""Of those who are not in date: never 9%, lapsed 5%."""
_FOR_THOSE_NEW = 0.015
"""What those who have been in post for long are ahead, since those in their days of grace are behind."""
_FIRST_PASS = 0.82
_DECK = 20
_EXEMPT = 0.008
_REASONS = (
    "Long-term leave",
    "Maternity, paternity or adoption leave",
    "Career break",
    "Secondment outside the county",
)
_YEAR = (1.0, 1.0, 1.3, 1.0, 1.0, 1.1, 0.9, 0.6, 1.1, 1.1, 1.2, 0.6)
_SCHOOL_YEAR = (3.0, 0.9, 0.9, 0.7, 0.8, 0.6, 0.3, 0.0, 4.0, 1.0, 0.9, 0.4)


class _Fates:
    """Chances from 0 to 1 that come out evenly, so that a small agency too has about its rate: dealt, not thrown."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._decks: dict[tuple[str, str], list[float]] = {}

    def deal(self, agency: str, course: str) -> float:
        """The next one for an agency and a course."""
        deck = self._decks.setdefault((agency, course), [])
        if not deck:
            deck += [(card + self._chance.random()) / _DECK for card in range(_DECK)]
            self._chance.shuffle(deck)
        return deck.pop()


@dataclass(frozen=True, slots=True)
class Taken:
    """One completion, passed or not; `score` in percent, where the course gives one."""

    worker: Worker
    course: str
    completed_on: date
    passed: bool = True
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Exempted:
    """Someone from whom a course is not asked for a while."""

    worker: Worker
    course: str
    from_day: date
    to_day: date | None
    reason: str


def required_from(required: Required, day: date) -> date:
    """The day from which a course is required: the first of a month, some months ago."""
    return add_months(day, -required.months_ago).replace(day=1)


def learning(chance: Random, workers: list[Worker], day: date) -> tuple[list[Taken], list[Exempted]]:
    """Every completion up to `day`, and the exemptions, of everyone but those whose learning is arranged."""
    taken: list[Taken] = []
    exempted: list[Exempted] = []
    fates = _Fates(chance)
    for worker in workers:
        if worker.told:
            taken += _arranged(worker, worker.told, day)
            continue
        post = worker.posts[0]
        for required in asked_of(post):
            if post.ends_on is None and chance.random() < _EXEMPT:
                start = day - timedelta(days=chance.randint(20, 300))
                end = start + timedelta(days=chance.randint(200, 420))
                exempted.append(Exempted(worker, required.course, start, end, chance.choice(_REASONS)))
            days = _passes(chance, fates, post, required, day)
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


def _passes(chance: Random, fates: _Fates, post: Post, required: Required, day: date) -> list[date]:
    """The days on which someone passed, in order: the latest decides where they stand at the end."""
    last_day = post.ends_on or day
    start = max(post.starts_on, required_from(required, day))
    served = (last_day - start).days
    if served < 1:
        return []
    share = min(0.985, post.agency.in_date * post.agency.headcount + _FOR_THOSE_NEW)
    fate = fates.deal(post.agency.id if post.ends_on is None else "", required.course)
    latest: date | None = None
    if served <= required.due_within_days:  # still in the days allowed
        share *= 0.5 * (1 - math.exp(-served / 30))
        if fate >= share:
            return []
    if fate < share:
        window = (
            start
            if required.renewed is None
            else max(start, add_months(last_day, -required.renewed) + timedelta(days=5))
        )
        latest = _some_day(chance, window, last_day, post, required.renewed is None)
    elif required.renewed and fate < share + (1 - share) * _LAPSED_SHARE:
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
    """A working day of the period, by the agency's seasons; `soon`: more likely early in it."""
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
    """A pass, and for some a failed try before it; only our courses report scores."""
    if required.course not in OURS:
        yield Taken(worker, required.course, passed_on)
        return
    if first and chance.random() > _FIRST_PASS:
        tried = passed_on - timedelta(days=chance.randint(0, 9))
        tried_on = max(tried, passed_on.replace(day=1), worker.posts[0].starts_on)
        yield Taken(worker, required.course, tried_on, False, chance.randint(8, 15) * 5)
    yield Taken(worker, required.course, passed_on, True, chance.choice((80, 85, 85, 90, 90, 95, 100)))


def _arranged(worker: Worker, told: StatedPost, day: date) -> Iterator[Taken]:
    """Those whom the start page offers have taken what they must, but for the learners: both of our courses are theirs
    to take."""
    post = worker.posts[0]
    taken_on = day - timedelta(days=max(1, min((day - post.starts_on).days, 200) // 2))
    for required in asked_of(post):
        if told.may or required.course not in LEFT_TO_TAKE:
            score = 90 if required.course in OURS else None
            yield Taken(worker, required.course, taken_on, score=score)
