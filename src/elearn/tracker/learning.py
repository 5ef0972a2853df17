"""A person's own learning: what is due, what they have begun, what they have done, as `standing` knows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from elearn.database import Connection, Database, Row
from elearn.problems import NotAllowed
from elearn.tracker.scope import Scope

State = Literal["in_date", "grace", "lapsed", "never"]
_BEST_FIRST: tuple[State, ...] = ("in_date", "grace", "lapsed", "never")


@dataclass(frozen=True, slots=True)
class Course:
    """A course as a learner meets it. `playable`: it opens here. `minutes`: how long it takes, if said."""

    id: str
    title: str
    minutes: int | None
    playable: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A course still to take. `by`: the day it is due, or was; where it lapsed, the last day in date."""

    course: Course
    state: State
    by: date | None


@dataclass(frozen=True, slots=True)
class Begun:
    """A course begun and not yet passed. `progress` is a share from 0 to 1; `score` a percentage, once there is one."""

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
    """The latest pass of a course. `valid_until`: its last day (None: it does not lapse); `certificate`: its code."""

    course: Course
    completed_on: date
    version: str
    score: float | None
    required: bool
    lapsed: bool
    valid_until: date | None
    certificate: str | None


@dataclass(frozen=True, slots=True)
class MyLearning:
    """One person's learning on a day. A course that lapsed is in `due` and in `done`."""

    due: list[Due] = field(default_factory=list)
    in_progress: list[Begun] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)


def my_learning(db: Database, scope: Scope, as_at: date) -> MyLearning:
    """The learning of the one person whom the scope names. NotAllowed for any other scope but an empty one."""
    if scope.kind == "nothing":
        return MyLearning()
    if scope.kind != "person":
        raise NotAllowed("This page is each person's own.")
    with db.read() as conn:
        courses = {
            row["id"]: Course(row["id"], row["title"], row["minutes"], bool(row["ours"]))
            for row in conn.rows("select id, title, minutes, ours from course")
        }
        standings = _standings(conn, scope, as_at)
        begun = _begun(conn, scope)
        passes = _passes(conn, scope, as_at)
    in_progress = [_begun_course(courses[row["course"]], row, standings) for row in begun]
    going = {row["course"] for row in begun}
    due = [
        Due(courses[course], standing["state"], _day(standing["due_on"]))
        for course, standing in standings.items()
        if standing["state"] != "in_date" and course not in going
    ]
    due.sort(key=lambda each: (each.by or date.max, each.course.title))
    done = [_done_course(courses[row["course"]], row, standings, as_at) for row in passes]
    return MyLearning(due, in_progress, done)


def _standings(conn: Connection, scope: Scope, as_at: date) -> dict[str, Row]:
    """Where the person stands on each course that they must take: the best of their posts."""
    rows = conn.rows(
        f"""
        select course, state, due_on
          from standing
         where {scope.on_person("person")} and from_day <= :day and to_day >= :day
        """,
        {"day": as_at.isoformat(), **scope.params},
    )
    rows.sort(key=lambda row: (_BEST_FIRST.index(row["state"]), row["due_on"] or "9999-12-31"), reverse=True)
    return {row["course"]: row for row in rows}


def _begun(conn: Connection, scope: Scope) -> list[Row]:
    return conn.rows(
        f"""
        select r.id, r.course, r.version, r.progress, r.score, r.success, r.last_at
          from registration r left join completion c on c.registration = r.id
         where {scope.on_person("r.person")} and r.open = 1 and c.id is null
         order by r.last_at desc
        """,
        scope.params,
    )


def _passes(conn: Connection, scope: Scope, as_at: date) -> list[Row]:
    """The latest pass of each course, newest first."""
    rows = conn.rows(
        f"""
        select c.course, c.version, c.completed_on, c.score, t.code, t.valid_until
          from completion c left join certificate t on t.completion = c.id
         where {scope.on_person("c.person")} and c.passed = 1 and c.completed_on <= :day
         order by c.completed_on, c.id
        """,
        {"day": as_at.isoformat(), **scope.params},
    )
    latest = {row["course"]: row for row in rows}
    return sorted(latest.values(), key=lambda row: str(row["completed_on"]), reverse=True)


def _begun_course(course: Course, row: Row, standings: Mapping[str, Row]) -> Begun:
    standing: Mapping[str, Any] = standings.get(course.id, {})
    return Begun(
        course,
        row["id"],
        row["version"],
        row["progress"],
        row["score"],
        row["success"] == "failed",
        row["last_at"],
        standing.get("state"),
        _day(standing.get("due_on")),
    )


def _done_course(course: Course, row: Row, standings: Mapping[str, Row], as_at: date) -> Done:
    """What standing says of a required course counts; what the certificate says, where none requires it any more."""
    standing = standings.get(course.id)
    known = standing is not None and standing["state"] in ("in_date", "lapsed")
    until = _day(standing["due_on"] if standing and known else row["valid_until"])
    return Done(
        course,
        date.fromisoformat(row["completed_on"]),
        row["version"],
        row["score"],
        standing is not None,
        until is not None and until < as_at,
        until,
        row["code"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
