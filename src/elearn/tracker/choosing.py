"""The catalogue: the courses that a person may take, and where they stand with each."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from elearn.database import Connection, Database
from elearn.tracker.catalogue import CURRENT
from elearn.tracker.home import Step, home_of
from elearn.tracker.learning import Course, Done, my_learning
from elearn.tracker.open_courses import MAY_START
from elearn.tracker.scope import Actor

Where = Literal["not-begun", "going-on", "done"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A course that a person may take. `outcomes` is what one learns, in the order of their ids.

    `asked` are the role groups that requirements name on the day; `for_all`: one names everybody. `open`: people who
    registered by themselves may take it, too. `step` is set if it is due or begun, `done` if it was passed.
    """

    course: Course
    outcomes: tuple[str, ...]
    asked: tuple[str, ...]
    for_all: bool
    open: bool
    step: Step | None = None
    done: Done | None = None

    @property
    def required(self) -> bool:
        """Whether the person must take it, and is not in date."""
        return self.step is not None and self.step.is_due

    @property
    def where(self) -> Where:
        """Where the person stands with it. Whoever takes it again is going on, and one that lapsed is to be begun."""
        if self.step is not None and self.step.begun is not None:
            return "going-on"
        return "done" if self.done is not None and not self.done.lapsed else "not-begun"


def choices(db: Database, actor: Actor, as_at: date) -> list[Choice]:
    """The courses that this person may start on the day, by title.

    Whoever registered by themselves may start those that are open to everyone. Courses taught elsewhere, those that are
    withdrawn, and requirements that are no courses are not among them.
    """
    mine = my_learning(db, actor.own_scope(), as_at)
    home = home_of(mine, as_at)
    steps = {each.course.id: each for each in (*home.due, *home.going_on)}
    done = {each.course.id: each for each in mine.done}
    with db.read() as conn:
        rows = conn.tuples(
            f"""
            select course.id, course.title, course.minutes, course.open
              from course join course_version v on {CURRENT}
             where {MAY_START}
             order by course.title, course.id
            """,
            {"person": actor.person},
        )
        outcomes = _outcomes(conn)
        asked = {} if actor.registered else _asked(conn, as_at)
    return [
        Choice(
            Course(id, title, minutes, playable=True, ours=True),
            tuple(outcomes.get(id, ())),
            tuple(name for name in asked.get(id, ()) if name),
            "" in asked.get(id, ()),
            bool(is_open),
            steps.get(id),
            done.get(id),
        )
        for id, title, minutes, is_open in rows
    ]


def _outcomes(conn: Connection) -> dict[str, list[str]]:
    """What one learns in each course that can be started."""
    found: dict[str, list[str]] = {}
    for course, text in conn.tuples(
        f"""
        select o.course, o.text
          from course join course_version v on {CURRENT}
          join course_outcome o on o.course = v.course and o.version = v.version
         order by o.course, o.outcome
        """
    ):
        found.setdefault(course, []).append(text)
    return found


def _asked(conn: Connection, as_at: date) -> dict[str, list[str]]:
    """By course, the names of the role groups that are asked to take it on the day. "" is everyone."""
    found: dict[str, list[str]] = {}
    for course, name in conn.tuples(
        """
        select distinct q.course, coalesce(g.name, '') as name
          from requirement q left join role_group g on g.id = q.role_group
         where q.from_day <= :day and (q.to_day is null or q.to_day >= :day)
           and (q.edition is null
                or exists (select 1 from standard_edition e
                            where e.id = q.edition and e.from_day <= :day
                              and (e.to_day is null or e.to_day >= :day)))
         order by q.course, name
        """,
        {"day": as_at.isoformat()},
    ):
        found.setdefault(course, []).append(name)
    return found
