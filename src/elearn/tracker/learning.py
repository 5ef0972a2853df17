"""A person's own learning: the courses that are due, started and done. The table `standing` says what is due."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from elearn.database import Connection, Database
from elearn.phrases import phrase
from elearn.problems import NotAllowed
from elearn.tracker import standing
from elearn.tracker.catalogue import CURRENT
from elearn.tracker.counting import COUNTS
from elearn.tracker.open_courses import MAY_START
from elearn.tracker.results import results_not_known
from elearn.tracker.scope import Scope

State = Literal["in_date", "grace", "lapsed", "never"]
_BEST_FIRST: tuple[State, ...] = ("in_date", "grace", "lapsed", "never")


@dataclass(frozen=True, slots=True)
class Course:
    """A course as a learner sees it. `minutes` is how long it takes, if that is known.

    `playable`: the learner can start it here. `ours`: it was built here, although it may not be open at the moment.
    `kind` says if it is a course, or a requirement that is none: hours in a window, or a regular update.
    """

    id: str
    title: str
    minutes: int | None
    playable: bool
    ours: bool
    kind: Literal["course", "hours", "update"] = "course"


@dataclass(frozen=True, slots=True)
class Due:
    """A course still to take. `by` is the day on which it is or was due. If it lapsed, it is the last day in date."""

    course: Course
    state: State
    by: date | None


@dataclass(frozen=True, slots=True)
class Begun:
    """A course that was started and not yet passed. `progress` is a share from 0 to 1. `score` is a percentage.

    `last_at` is ISO text in UTC. `state` and `by` are None if nobody requires the course.
    """

    course: Course
    registration: int
    version: str
    progress: float
    score: float | None
    failed: bool
    last_at: str
    state: State | None
    by: date | None


@dataclass(frozen=True, slots=True)
class Done:
    """The latest pass of a course. `certificate` is its code. `score` is a percentage.

    `valid_until` is the last day in date. None: it does not lapse. `required`: the person must take the course today.
    """

    course: Course
    completed_on: date
    version: str
    score: float | None
    required: bool
    lapsed: bool
    valid_until: date | None
    certificate: str | None


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A course that the person completed, and nobody said whether they passed it. It does not count as in date.

    `in_date`: they are in date without it.
    """

    course: Course
    completed_on: date
    in_date: bool


@dataclass(frozen=True, slots=True)
class MyLearning:
    """One person's learning on a day. A course that lapsed is both in `due` and in `done`.

    `not_known` has a course at most once, with the latest day, and not if it was passed on a later day.
    """

    due: list[Due] = field(default_factory=list)
    in_progress: list[Begun] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    not_known: list[NotKnown] = field(default_factory=list)


def my_learning(db: Database, scope: Scope, as_at: date) -> MyLearning:
    """The learning of the person of a scope that is `of_person`, on the day `as_at`.

    A scope of nothing gives an empty answer. Raises NotAllowed for every other scope.
    """
    if scope.kind == "nothing":
        return MyLearning()
    if scope.kind != "person":
        raise NotAllowed(phrase("This page is each person's own."))
    with db.read() as conn:
        known = conn.objects(
            Course,
            f"""
            select id, title, minutes, ours, kind,
                   exists (select 1 from course_version v where {CURRENT} and {MAY_START}) as playable
              from course
            """,
            {"person": scope.person},
        )
        standings = _standings(conn, scope, as_at)
        tries = _open_tries(conn, scope)
        passes = _passes(conn, scope, as_at)
        completed = results_not_known(conn, scope, as_at)
    courses = {course.id: course for course in known}
    in_progress = [_begun(courses[each.course], each, standings.get(each.course)) for each in tries]
    going = {each.course for each in tries}
    due = [
        Due(courses[course], standing.state, standing.due_on)
        for course, standing in standings.items()
        if standing.state != "in_date" and course not in going
    ]
    due.sort(key=lambda each: (each.by or date.max, each.course.title))
    done = [_done(courses[each.course], each, standings.get(each.course), as_at) for each in passes]
    latest = {each.course: each for each in reversed(completed) if not each.passed_since}
    not_known = [
        NotKnown(courses[each.course], each.completed_on, _is_in_date(standings.get(each.course)))
        for each in sorted(latest.values(), key=lambda each: each.completed_on, reverse=True)
    ]
    return MyLearning(due, in_progress, done, not_known)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where the person stands on a course that they must take."""

    course: str
    state: State
    due_on: date | None


@dataclass(frozen=True, slots=True)
class _Try:
    """An open registration that has not been passed."""

    id: int
    course: str
    version: str
    progress: float
    score: float | None
    success: str
    last_at: str


@dataclass(frozen=True, slots=True)
class _Pass:
    """A pass, with the code and the last day of its certificate if it has one."""

    course: str
    version: str
    completed_on: date
    score: float | None
    code: str | None
    valid_until: date | None


def _standings(conn: Connection, scope: Scope, as_at: date) -> dict[str, _Standing]:
    """By course, where the person stands on what they must take. If they have several posts, the best one counts."""
    day = as_at.toordinal()
    found = [
        _Standing(line.course, _BEST_FIRST[spell.state], date.fromordinal(spell.due) if spell.due else None)
        for _, line in standing.lines_of(conn, scope)
        if (spell := line.spell).start <= day <= spell.end
    ]
    found.sort(key=lambda each: (_BEST_FIRST.index(each.state), each.due_on or date.max), reverse=True)
    return {each.course: each for each in found}


def _is_in_date(standing: _Standing | None) -> bool:
    return standing is not None and standing.state == "in_date"


def _open_tries(conn: Connection, scope: Scope) -> list[_Try]:
    """The courses that the person started and has not passed, the latest first."""
    return conn.objects(
        _Try,
        f"""
        select r.id, r.course, r.version, r.progress, r.score, r.success, r.last_at
          from registration r left join completion c on c.registration = r.id
         where {scope.on_person("r.person")} and r.open = 1 and c.id is null
         order by r.last_at desc
        """,
        scope.params,
    )


def _passes(conn: Connection, scope: Scope, as_at: date) -> list[_Pass]:
    """The latest pass of each course, the latest first."""
    found = conn.objects(
        _Pass,
        f"""
        select c.course, c.version, c.completed_on, c.score, t.code, t.valid_until
          from completion c left join certificate t on t.completion = c.id
         where {scope.on_person("c.person")} and {COUNTS} and c.completed_on <= :day
         order by c.completed_on, c.id
        """,
        {"day": as_at.isoformat(), **scope.params},
    )
    latest = {each.course: each for each in found}
    return sorted(latest.values(), key=lambda each: each.completed_on, reverse=True)


def _begun(course: Course, found: _Try, standing: _Standing | None) -> Begun:
    return Begun(
        course,
        found.id,
        found.version,
        found.progress,
        found.score,
        found.success == "failed",
        found.last_at,
        standing.state if standing else None,
        standing.due_on if standing else None,
    )


def _done(course: Course, found: _Pass, standing: _Standing | None, as_at: date) -> Done:
    """A pass as the learner sees it.

    For a required course, the standing says until when it is in date. Otherwise the certificate does.
    """
    known = standing is not None and standing.state in ("in_date", "lapsed")
    until = standing.due_on if standing and known else found.valid_until
    return Done(
        course,
        found.completed_on,
        found.version,
        found.score,
        standing is not None,
        until is not None and until < as_at,
        until,
        found.code,
    )
