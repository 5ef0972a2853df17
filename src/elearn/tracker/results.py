"""What it takes to pass a course, and completions of which nobody said whether they were passed.

"Completed" is not "passed". A report from another system that an assessed course of ours was completed, without a
score or a result, is kept in `completion_without_result`. It never counts as a pass, and nobody is in date by it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from elearn.database import Connection, Database
from elearn.tracker.counting import COUNTS, STAYS
from elearn.tracker.scope import Scope

SHOWN = f"""not exists (select 1 from completion c
                        where c.person = n.person and c.course = n.course and c.completed_on = n.completed_on
                          and {STAYS})"""
"""The SQL condition that the row `n` of `completion_without_result` is shown.

If the same person has a result for the same course and day, passed or failed, that says more. Every other row is
shown, even if the course was passed on another day.
"""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What it takes to pass a course.

    `ours`: it was built here. `assessed`: only a pass completes it; always False for a course taught elsewhere.
    `pass_mark` is a percentage. None: it is not known, or there is nothing to pass.
    """

    ours: bool
    assessed: bool
    pass_mark: float | None


@dataclass(frozen=True, slots=True)
class ResultNotKnown:
    """A course that a person completed, and nobody said whether they passed it. It does not count as in date.

    `version` is "" if nobody said which one. `passed_since`: they passed the course on a later day.
    """

    person: int
    course: str
    title: str
    version: str
    completed_on: date
    passed_since: bool


def assessment(conn: Connection) -> Mapping[tuple[str, str], Assessment]:
    """What it takes to pass each version of each course, by (course, version), and by (course, "") if it is not known.

    (course, "") is what is so for the current version. If a course of ours has none, because all are withdrawn, it is
    what is so for the version that was published last. A course taught elsewhere has no versions here.
    """
    found = {
        (course, ""): Assessment(bool(ours), bool(ours), None)  # until a version says better
        for course, ours in conn.tuples("select id, ours from course")
    }
    for course, version, assessed, pass_mark, is_usual in conn.tuples(
        """
        select v.course, v.version, v.assessed, v.pass_mark,
               v.version = coalesce(nullif(course.version, ''),
                                    (select last.version from course_version last where last.course = v.course
                                      order by last.position desc limit 1))
          from course_version v join course on course.id = v.course
         where course.ours = 1
        """
    ):
        found[course, version] = Assessment(True, bool(assessed), pass_mark)
        if is_usual:
            found[course, ""] = found[course, version]
    return found


def results_of(conn: Connection, courses: Collection[str]) -> dict[str, Assessment]:
    """What it takes to pass these courses, by id, for whoever does not know the version. See `assessment`.

    An id that is not tracked is left out.
    """
    found = assessment(conn)
    return {course: found[course, ""] for course in courses if (course, "") in found}


def results_not_known(
    conn: Connection, scope: Scope, as_at: date, person: int | None = None
) -> list[ResultNotKnown]:
    """The completions without a result of the people in a scope, on or before a day, the latest first.

    `person` is the id of one of them. None: all.
    """
    return conn.objects(
        ResultNotKnown,
        f"""
        select n.person, n.course, course.title, n.version, n.completed_on,
               exists (select 1 from completion c
                        where c.person = n.person and c.course = n.course and {COUNTS}
                          and c.completed_on > n.completed_on and c.completed_on <= :day) as passed_since
          from completion_without_result n join course on course.id = n.course
         where {scope.on_person("n.person")} and {"1 = 1" if person is None else "n.person = :person"}
           and n.completed_on <= :day and {SHOWN}
         order by n.completed_on desc, course.title, n.id
        """,
        {"day": as_at.isoformat(), "person": person, **scope.params},
    )


def of_person(db: Database, scope: Scope, person: int, as_at: date) -> list[ResultNotKnown]:
    """The completions without a result of one person whom the reader may see, the latest first."""
    with db.read() as conn:
        return results_not_known(conn, scope, as_at, person)


def latest_not_known(conn: Connection, people: Collection[int], as_at: date) -> dict[tuple[int, str], date]:
    """By person and course, the day of the latest completion without a result. Who has passed since is left out."""
    return {
        (person, course): date.fromisoformat(day)
        for person, course, day in conn.tuples(
            f"""
            select n.person, n.course, max(n.completed_on) from completion_without_result n
             where n.person in :people and n.completed_on <= :day and {SHOWN}
               and not exists (select 1 from completion c
                                where c.person = n.person and c.course = n.course and {COUNTS}
                                  and c.completed_on > n.completed_on and c.completed_on <= :day)
             group by n.person, n.course
            """,
            {"people": people, "day": as_at.isoformat()},
        )
    }
