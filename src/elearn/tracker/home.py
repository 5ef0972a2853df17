"""What a learner is to do, in order: what is late first, then what is due, then what they have begun by choice."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from elearn.tracker.learning import Begun, Course, Due, MyLearning, State


@dataclass(frozen=True, slots=True)
class Step:
    """A course that is still to be passed. `state` and `by` are as in `Due`, and None if nobody requires it.

    `begun` is set if it was begun.
    """

    course: Course
    state: State | None
    by: date | None
    begun: Begun | None = None

    @property
    def is_due(self) -> bool:
        """Whether it is required, and the person is not in date."""
        return self.state not in (None, "in_date")

    @property
    def opens(self) -> bool:
        """Whether the person can open it here. Whoever has begun a course can go on, also if it is withdrawn."""
        return self.course.kind == "course" and (self.begun is not None or self.course.playable)

    @property
    def can_be_done(self) -> bool:
        """Whether one button leads to it: it opens, or it is an update, whose reflection is written here."""
        return self.opens or self.course.kind == "update"

    @property
    def minutes_left(self) -> int | None:
        """How many minutes are left of it, rounded up, and at least one. None: nobody knows how long it takes."""
        if self.course.minutes is None or self.course.kind != "course":
            return None
        left = self.course.minutes * (1 - (self.begun.progress if self.begun else 0.0))
        return max(1, math.ceil(round(left, 6)))


@dataclass(frozen=True, slots=True)
class Home:
    """What a learner's home shows first. `next` is the one thing to do now, or None if nothing can be done here.

    `due` is what is required, the most urgent first, with `next` if that is one of it; `going_on` is what was begun by
    choice, the latest first. `minutes_due` adds up what is left of all that is due; `unknown_minutes` counts the
    courses of it whose length nobody knows.
    """

    next: Step | None
    due: tuple[Step, ...]
    going_on: tuple[Step, ...]
    minutes_due: int
    unknown_minutes: int

    @property
    def waiting(self) -> int:
        """How many courses are due or begun."""
        return len(self.due) + len(self.going_on)


def home_of(mine: MyLearning, as_at: date) -> Home:
    """What a learner is to do on the day, in order."""
    steps = [*map(_from_due, mine.due), *map(_from_begun, mine.in_progress)]
    due = sorted((each for each in steps if each.is_due), key=lambda each: _urgency(each, as_at))
    going_on = [each for each in steps if not each.is_due]
    first = next((each for each in (*due, *going_on) if each.can_be_done), None)
    return Home(
        first,
        tuple(due),
        tuple(going_on),
        sum(each.minutes_left or 0 for each in due),
        sum(each.minutes_left is None for each in _courses(due)),
    )


def _courses(steps: Iterable[Step]) -> list[Step]:
    return [each for each in steps if each.course.kind == "course"]


def _urgency(step: Step, as_at: date) -> tuple[bool, date, str, str]:
    """What is late comes before what is within the days allowed, and in each the earliest day comes first."""
    in_time = step.state == "grace" and not (step.by is not None and step.by < as_at)
    return in_time, step.by or date.max, step.course.title, step.course.id


def _from_due(each: Due) -> Step:
    return Step(each.course, each.state, each.by)


def _from_begun(each: Begun) -> Step:
    return Step(each.course, each.state, each.by, each)
