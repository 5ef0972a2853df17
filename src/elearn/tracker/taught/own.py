"""The sessions of one person: those at which they have a place, and those that are past."""

from dataclasses import dataclass
from datetime import date

from elearn.database import Database
from elearn.tracker.scope import Scope


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session as somebody who is on its list sees it. `state` is that of their place, as in `places.STATES`.

    `cancelled`: the session does not take place. `booked`: they had a place; otherwise they walked in.
    """

    session: int
    course: str
    title: str
    held_on: date
    place: str
    delivery: str
    agency_name: str | None
    minutes: int | None
    state: str
    booked: bool
    cancelled: bool


def of_person(db: Database, scope: Scope, as_at: date) -> list[OwnSession]:
    """The sessions of the person of a scope: those from the day on, the nearest first, then those before, latest first.

    Any other scope than one person's gives none.
    """
    if scope.kind != "person":
        return []
    with db.read() as conn:
        found = conn.objects(
            OwnSession,
            f"""
            select s.id as session, s.course, course.title, s.held_on, s.place, s.delivery, a.name as agency_name,
                   s.minutes, p.state, p.booked, case when s.state = 'cancelled' then 1 else 0 end as cancelled
              from taught_place p join taught_session s on s.id = p.session join course on course.id = s.course
                   left join agency a on a.id = s.agency
             where {scope.on_person("p.person")} order by s.held_on, s.id
            """,
            scope.params,
        )
    return [
        *(each for each in found if each.held_on >= as_at),
        *(each for each in reversed(found) if each.held_on < as_at),
    ]
