"""Exemptions that were asked for: what waits, what was decided, and what was asked for one person."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from elearn.database import Connection, Database
from elearn.days import day_of
from elearn.problems import NotFound
from elearn.tracker.addresses import shown_sql
from elearn.tracker.directory import Exemption
from elearn.tracker.paging import PAGE_SIZE, Page, page_of
from elearn.tracker.scope import Actor, Scope
from elearn.translations import gettext as _

SOON = 30
"""How many days before its last day an exemption is shown as ending soon."""
_ANSWERS = 5
_ANSWERED_WITHIN = 30

State = Literal["waiting", "approved", "refused", "taken-back"]


@dataclass(frozen=True, slots=True)
class ExemptionRequest:
    """An exemption that was asked for. `to_day` None: until further notice.

    `asked_by` is a person's id, and None if they are no longer here. `asked_at` and `decided_at` are ISO text in UTC.
    `decision` is the reason that was given with the decision, or "".
    """

    id: int
    person: int
    name: str
    email: str
    course: str
    title: str
    from_day: date
    to_day: date | None
    reason: str
    asked_by: int | None
    asker: str | None
    asked_at: str
    state: State
    decider: str | None
    decided_at: str | None
    decision: str

    def days_waiting(self, on: date) -> int:
        """How many days it has waited on a day."""
        return max((on - day_of(datetime.fromisoformat(self.asked_at))).days, 0)


_COLUMNS = f"""
    r.id, r.person, p.name, {shown_sql("p.email")} as email, r.course, course.title, r.from_day, r.to_day, r.reason,
    r.asked_by,
    a.name as asker, r.asked_at, r.state, d.name as decider, r.decided_at, r.decision
"""
_SOURCE = """
    from exemption_request r join person p on p.id = r.person join course on course.id = r.course
    left join person a on a.id = r.asked_by left join person d on d.id = r.decided_by
"""


def waiting(
    db: Database, by: Actor | None, *, page: int = 1, size: int = PAGE_SIZE
) -> Page[ExemptionRequest]:
    """What waits for a decision, the oldest first. Raises NotAllowed unless `by` is an administrator or None."""
    if by is not None:
        by.must("administer")
    return page_of(
        db,
        ExemptionRequest,
        _COLUMNS,
        f"{_SOURCE} where r.state = 'waiting'",
        "r.asked_at, r.id",
        {},
        page=page,
        size=size,
    )


def request_of(db: Database, id: int, *, by: Actor | None) -> ExemptionRequest:
    """One request. Raises NotFound if there is none, and NotAllowed unless `by` is an administrator or None."""
    if by is not None:
        by.must("administer")
    with db.read() as conn:
        found = find(conn, id)
    if found is None:
        raise NotFound(_("There is no such request. Look at the list again."))
    return found


def of_person(conn: Connection, scope: Scope, person: int) -> list[ExemptionRequest]:
    """What was asked for one person, the latest first. Nothing if the person is not in the scope."""
    return conn.objects(
        ExemptionRequest,
        f"""
        select {_COLUMNS} {_SOURCE}
         where r.person = :person and {scope.on_few_people("r.person")} order by r.id desc
        """,
        {"person": person, **scope.params},
    )


def find(conn: Connection, id: int) -> ExemptionRequest | None:
    """One request, whoever it is about. The caller asks whether somebody may see it."""
    return conn.object(ExemptionRequest, f"select {_COLUMNS} {_SOURCE} where r.id = :id", {"id": id})


def answers(db: Database, actor: Actor, as_at: date) -> list[ExemptionRequest]:
    """What was decided in the last days about the people whom a lead sees, the latest first. Five at most."""
    scope = actor.people_scope()
    with db.read() as conn:
        return conn.objects(
            ExemptionRequest,
            f"""
            select {_COLUMNS} {_SOURCE}
             where r.state in ('approved', 'refused') and r.decided_at >= :since
               and {scope.on_few_people("r.person")}
             order by r.decided_at desc, r.id desc limit :most
            """,
            {
                "since": (as_at - timedelta(_ANSWERED_WITHIN)).isoformat(),
                "most": _ANSWERS,
                **scope.params,
            },
        )


def ending_soon(db: Database, scope: Scope, as_at: date) -> list[Exemption]:
    """The exemptions of people in a scope whose last day is within `SOON` days of a day, the first to end first."""
    with db.read() as conn:
        return conn.objects(
            Exemption,
            f"""
            select e.id, e.person, p.name, {shown_sql("p.email")} as email, e.course, course.title,
               e.from_day, e.to_day, e.reason
              from exemption e join person p on p.id = e.person join course on course.id = e.course
             where e.to_day between :day and :soon and e.from_day <= :day and {scope.on_few_people("e.person")}
               and not exists (select 1 from exemption later
                                where later.person = e.person and later.course = e.course
                                  and later.from_day <= :soon and (later.to_day is null or later.to_day > :soon))
             order by e.to_day, p.name, e.id
            """,
            {
                "day": as_at.isoformat(),
                "soon": (as_at + timedelta(SOON)).isoformat(),
                **scope.params,
            },
        )
