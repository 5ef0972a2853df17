"""What a lead decides about learning from elsewhere: whether it counts, for how long, and which course it stands for.

Leads decide for the people of their agencies, and administrators for everybody. On what somebody learned after they had
left, their former lead does not. Nobody decides on their own record,
unless nobody else could: then an administrator or lead may, and the audit shows that they did.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from elearn.database import Connection, Database, now_text
from elearn.days import today
from elearn.problems import NotAllowed
from elearn.tracker import audit, standing
from elearn.tracker.outside.records import (
    COLUMNS,
    SOURCE,
    OutsideLearning,
    found_in,
    how_long,
    no_such,
    note,
    subject,
)
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.registers import FormFields
from elearn.tracker.scope import Actor, Scope
from elearn.translations import gettext as _

_STILL_THERE = "post.person = {person} and (post.ends_on is null or post.ends_on >= {day})"
_OTHERS = f"""
    exists (select 1 from role r where r.person <> {{person}} and (
      r.role = 'administrator'
      or (r.role = 'lead' and r.agency in (select w.within from agency_within w join post on post.agency = w.agency
                                            where {_STILL_THERE}))))
"""
"""The SQL condition that somebody else could decide on what `{person}` learned on `{day}`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a lead says of a record when they approve it.

    `minutes` and `participatory` are as they count (None: as the learner wrote). `course` is the id of the course that
    it stands for, if any. The learner reads `reason`. If the lead changed something, it is needed.
    """

    minutes: int | None = None
    participatory: bool | None = None
    course: str | None = None
    reason: str = ""


def waiting(
    db: Database, actor: Actor, *, search: str = "", page: int = 1, size: int = PAGE_SIZE
) -> Page[OutsideLearning]:
    """What waits for the actor's decision, the record that has waited longest first.

    `search`: a part of what it was called, of who provided it or of the learner's name.
    """
    actor.must("people")
    scope = actor.people_scope()
    others = _OTHERS.format(person="o.person", day="o.completed_on")
    return page_of(
        db,
        OutsideLearning,
        COLUMNS,
        f"""
        {SOURCE} where o.state = 'waiting' and {_of_theirs(scope)} and (o.person <> :me or not {others})
          and {like("o.title", "o.provider", "p.name")}
        """,
        "o.recorded_at, o.id",
        {"me": actor.person, **scope.params},
        search,
        page=page,
        size=size,
    )


def approve(db: Database, by: Actor | None, id: int, decision: Decision, *, seen: str | None = None) -> None:
    """Lets a record count from now on. `by` is None at a terminal.

    `seen` is the `recorded_at` of what was looked at: if the learner has changed it since, nothing is done. Raises
    InputFault with everything that is wrong, NotFound if there is no such record, and NotAllowed if it is decided
    already, is the actor's own, or is from after the learner had left them.
    """
    entry = FormFields()
    with db.write(people=_whose(id)) as conn:
        found = _to_decide(conn, by, id)
        if found.state != "waiting":
            raise NotAllowed(_("This was decided or taken back meanwhile. Look at the list again."))
        _must_be_as_seen(entry, found, seen)
        minutes = found.minutes if decision.minutes is None else how_long(entry, 0, decision.minutes)
        with_others = found.participatory if decision.participatory is None else decision.participatory
        changed = (minutes, with_others) != (found.minutes, found.participatory)
        reason = _reason(entry, decision.reason, needed=changed)
        _must_be_a_course(conn, entry, decision.course)
        entry.done()
        _set(conn, id, "approved", by, reason)
        conn.execute(
            """
            update outside_learning set minutes = :minutes, participatory = :participatory, course = :course
             where id = :id
            """,
            {"id": id, "minutes": minutes, "participatory": int(with_others), "course": decision.course},
        )
        was = {"minutes": found.minutes, "participatory": found.participatory} if changed else {}
        now = {"minutes": minutes, "participatory": with_others, "course": decision.course}
        note(conn, "approved", by, id, {**now, "reason": reason, **({"was": was} if was else {})})
        standing.refresh(conn, {found.person})


def decline(db: Database, by: Actor | None, id: int, *, reason: str, seen: str | None = None) -> None:
    """Says that a record does not count, and why. The learner may correct it, and then it waits again.

    Raises as `approve` does.
    """
    entry = FormFields()
    with db.write(people=_whose(id)) as conn:
        found = _to_decide(conn, by, id)
        if found.state != "waiting":
            raise NotAllowed(_("This was decided or taken back meanwhile. Look at the list again."))
        _must_be_as_seen(entry, found, seen)
        why = _reason(entry, reason, needed=True)
        entry.done()
        _set(conn, id, "declined", by, why)
        note(conn, "declined", by, id, {"reason": why})


def revoke(db: Database, by: Actor | None, id: int, *, reason: str) -> None:
    """Takes back an approval, with a reason. The record counts no longer.

    Raises InputFault without a reason, NotFound if there is no such record, and NotAllowed if it is not approved or is
    the actor's own.
    """
    entry = FormFields()
    with db.write(people=_whose(id)) as conn:
        found = _to_decide(conn, by, id)
        if found.state != "approved":
            raise NotAllowed(_("This is not approved, so there is no approval to take back."))
        why = _reason(entry, reason, needed=True)
        entry.done()
        _set(conn, id, "declined", by, why)
        note(conn, "revoked", by, id, {"reason": why})
        standing.refresh(conn, {found.person})


def steps(db: Database, actor: Actor, id: int) -> list[audit.AuditStep]:
    """What was done to a record, the earliest first. Raises NotFound if the actor may not see it."""
    with db.read() as conn:
        for scope in (actor.own_scope(), actor.people_scope()):
            seen = conn.value(
                f"select 1 from outside_learning o where o.id = :id and {scope.on_few_people('o.person')}",
                {"id": id, **scope.params},
            )
            if seen:
                return audit.trail(conn, subject(id))
    raise no_such()


def may_decide_on_own(conn: Connection, person: int, day: date | None = None) -> bool:
    """Whether nobody but this person could decide on what they learned on a day (None: today)."""
    others = _OTHERS.format(person=":person", day=":day")
    values = {"person": person, "day": (day or today()).isoformat()}
    return conn.value(f"select 1 where {others}", values) is None


def _of_theirs(scope: Scope) -> str:
    """The SQL condition that the row `o` is of somebody in the scope, who had not left by the day of the learning."""
    if scope.kind != "agencies":
        return scope.on_few_people("o.person")
    there = _STILL_THERE.format(person="o.person", day="o.completed_on")
    return f"exists (select 1 from post where {there} and {scope.on_agency('post.agency')})"


def _whose(id: int) -> Callable[[Connection], list[int]]:
    """The learner of a record, for the transaction that decides on it."""
    return lambda conn: conn.column("select person from outside_learning where id = :id", {"id": id})


def _to_decide(conn: Connection, by: Actor | None, id: int) -> OutsideLearning:
    """The record, if `by` may decide on it. Raises NotFound if they may not see it, and NotAllowed."""
    if by is None:
        return found_in(conn, id, Scope.everyone())
    by.must("people")
    scope = by.people_scope()
    found = found_in(conn, id, scope)
    theirs = f"select 1 from outside_learning o where o.id = :id and {_of_theirs(scope)}"
    if conn.value(theirs, {"id": id, **scope.params}) is None:
        raise NotAllowed(
            _("They had left your agency by the day of this. Their lead of now or an administrator decides.")
        )
    if found.person == by.person and not may_decide_on_own(conn, by.person, found.completed_on):
        raise NotAllowed(
            _("Nobody decides on their own learning. Another lead of yours or an administrator does.")
        )
    return found


def _must_be_as_seen(entry: FormFields, found: OutsideLearning, seen: str | None) -> None:
    if seen is not None and seen != found.recorded_at:
        entry.fault(
            "", _("The learner has changed this since you looked at it."), _("Look at it again, then decide.")
        )


def _must_be_a_course(conn: Connection, entry: FormFields, course: str | None) -> None:
    if course is not None and not conn.value(
        "select 1 from course where id = :course and kind = 'course'", {"course": course}
    ):
        entry.fault(
            _("Course"), _("There is no course “%(course)s”.", course=course), _("Choose one from the list.")
        )


def _reason(entry: FormFields, reason: str, *, needed: bool) -> str:
    return entry.text(_("Reason"), reason, required=needed)


def _set(conn: Connection, id: int, state: str, by: Actor | None, decision: str) -> None:
    conn.execute(
        """
        update outside_learning set state = :state, decided_by = :by, decided_at = :now, decision = :decision
         where id = :id
        """,
        {"id": id, "state": state, "by": by.person if by else None, "now": now_text(), "decision": decision},
    )
