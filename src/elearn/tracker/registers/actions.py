"""Actions: what each agency does about a recommendation, how far it is, and what stops it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.database import Connection, Database, now_text
from elearn.days import today
from elearn.problems import NotFound
from elearn.tracker import audit
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.registers.agency import must_be_theirs
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor
from elearn.translations import gettext as _

STATES = ("not started", "in progress", "delivered", "embedded", "impact evidenced", "closed")
BARRIERS = (
    "",
    "not enough staff or time",
    "no money",
    "no system or data for it",
    "depends on another agency",
    "recommendation is unclear",
    "conflicts with another duty",
    "staff have changed",
    "not accepted by the agency",
)
"""What stops a recommendation from being carried out. "" means that nothing does."""


@dataclass(frozen=True, slots=True)
class Action:
    """An action of an agency on a recommendation (`review-slug#id`).

    `late`: it is past its day and not yet delivered. `impacts` is how many entries the impact log has for it.
    `changed_at` is ISO text in UTC.
    """

    id: int
    recommendation: str
    agency: str
    agency_name: str
    action: str
    due: date | None
    state: str
    barrier: str
    barrier_note: str
    closed_because: str
    changed_at: str
    late: bool
    impacts: int


@dataclass(frozen=True, slots=True)
class Barrier:
    """Something that stops open actions: how many actions, of how many agencies. `name` is one of `BARRIERS`."""

    name: str
    actions: int
    agencies: int


@dataclass(frozen=True, slots=True)
class NewAction:
    """An action that is to be added: what an agency does about a recommendation (`review-slug#id`)."""

    recommendation: str
    agency: str
    action: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """The new values of an action. `because` says why it is closed without evidence of impact."""

    state: str
    due: date | None
    barrier: str = ""
    barrier_note: str = ""
    because: str = ""


def add(
    db: Database, actor: Actor, *, recommendation: str, agency: str, action: str, due: date | None
) -> int:
    """Adds an action of an agency on a recommendation (`review-slug#id`). Returns its id.

    Raises InputFault with everything that is wrong, and NotAllowed if the agency is not the actor's.
    """
    actor.must("record")
    entry = FormFields()
    to_add = NewAction(recommendation, agency, action, due)
    check(entry, to_add)
    entry.done()
    with db.write() as conn:
        return keep(conn, actor, to_add)


def check(entry: FormFields, new: NewAction) -> None:
    """Reports what is wrong with a new action."""
    entry.recommendation(new.recommendation)
    entry.text(_("What the agency does"), new.action)


def keep(conn: Connection, actor: Actor, new: NewAction) -> int:
    """Writes an action that is checked, in the caller's transaction. Returns its id.

    Raises NotAllowed if the agency is not the actor's.
    """
    must_be_theirs(conn, actor, new.agency)
    number: int = conn.value(
        """
        insert into recommendation_action
               (recommendation, agency, action, due, recorded_by, recorded_at, changed_at)
        values (:recommendation, :agency, :action, :due, :by, :now, :now) returning id
        """,
        {
            "recommendation": new.recommendation,
            "agency": new.agency,
            "action": new.action.strip(),
            "due": new.due.isoformat() if new.due else None,
            "by": actor.person,
            "now": now_text(),
        },
    )
    _note(conn, "added", actor, number, {"recommendation": new.recommendation, "agency": new.agency})
    return number


def change(db: Database, actor: Actor, number: int, to: Change) -> None:
    """Writes how far an action is and what stops it. The audit keeps the values before and after.

    `impact evidenced` needs an entry in the impact log for the action. `closed` needs an entry or a reason.
    Raises InputFault with everything that is wrong, and NotFound if the action is not the actor's.
    """
    actor.must("record")
    entry = FormFields()
    values = _values(entry, to)
    with db.write() as conn:
        before = found(conn, actor, number)
        if conn.value("select 1 from impact where action = :number", {"number": number}) is None:
            _without_evidence(entry, to.state, values)
        entry.done()
        earlier = {name: _stored(getattr(before, name)) for name in values}
        changed = {name: [earlier[name], value] for name, value in values.items() if earlier[name] != value}
        if not changed:
            return
        conn.execute(
            """
            update recommendation_action
               set state = :state, due = :due, barrier = :barrier, barrier_note = :barrier_note,
                   closed_because = :closed_because, changed_at = :now
             where id = :number
            """,
            {**values, "number": number, "now": now_text()},
        )
        _note(conn, "changed", actor, number, changed)


def _values(entry: FormFields, to: Change) -> dict[str, Any]:
    because = entry.text(_("Why it is closed"), to.because, required=False)
    if to.barrier_note.strip() and not to.barrier:
        entry.fault(
            _("What stops it"),
            _("A note says what stops it, but no barrier is chosen."),
            _("Choose the one that is closest."),
        )
    return {
        "state": entry.one_of(_("How far it is"), to.state, STATES),
        "due": to.due.isoformat() if to.due else None,
        "barrier": entry.one_of(_("What stops it"), to.barrier, BARRIERS),
        "barrier_note": entry.text(_("About what stops it"), to.barrier_note, required=False),
        "closed_because": because if to.state == "closed" else "",
    }


def _without_evidence(entry: FormFields, state: str, values: dict[str, Any]) -> None:
    """Notes what is wrong with a state that needs an entry in the impact log, or a reason."""
    if state == "impact evidenced":
        entry.fault(
            _("How far it is"),
            _("No impact is recorded for this action."),
            _("Add what changed to the impact log first, or choose “Embedded”."),
        )
    if state == "closed" and not values["closed_because"]:
        entry.fault(
            _("Why it is closed"),
            _("It is to be closed without evidence of impact."),
            _("Record the impact first, or say why it is closed."),
        )


def actions(
    db: Database,
    actor: Actor,
    on: date,
    *,
    review: str = "",
    recommendation: str = "",
    agency: str = "",
    states: tuple[str, ...] = (),
    barred: bool = False,
    late: bool = False,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Action]:
    """Actions that are still to be delivered, by the day that is due; then the others, the closed ones last.

    Whether an action is late is counted on the day `on`.
    `barred`: only actions that something stops. `late`: only the late ones. `agency` includes its children.
    """
    scope = actor.record_scope()
    kept = "x.state in :states" if states else "1 = 1"
    return page_of(
        db,
        Action,
        _COLUMNS,
        f"""
        from recommendation_action x join agency a on a.id = x.agency
        where {scope.on_agency("x.agency")} and {kept}
          and (:review = '' or x.recommendation like :review || '#%')
          and (:recommendation = '' or x.recommendation = :recommendation)
          and (:agency = '' or x.agency in (select w.agency from agency_within w where w.within = :agency))
          and (:barred = 0 or x.barrier <> '')
          and (:late = 0 or {_LATE} = 1)
          and {like("a.name", "x.action", "x.barrier", "x.barrier_note", "x.recommendation")}
        """,
        f"{_RANK}, coalesce(x.due, '9999'), a.name, x.id",
        {
            "day": on.isoformat(),
            "review": review,
            "recommendation": recommendation,
            "agency": agency,
            "states": list(states),
            "barred": int(barred),
            "late": int(late),
            **scope.params,
        },
        search,
        page,
        size,
    )


def one(db: Database, actor: Actor, number: int) -> tuple[Action, list[audit.AuditStep]]:
    """An action as it is today, and what was done to it. Raises NotFound if it is not the actor's."""
    with db.read() as conn:
        return found(conn, actor, number), audit.trail(conn, _subject(number))


def barriers(db: Database, actor: Actor) -> list[Barrier]:
    """What stops open actions, the most common first."""
    scope = actor.record_scope()
    with db.read() as conn:
        return conn.objects(
            Barrier,
            f"""
            select x.barrier as name, count(*) as actions, count(distinct x.agency) as agencies
              from recommendation_action x
             where x.barrier <> '' and x.state <> 'closed' and {scope.on_agency("x.agency")}
             group by x.barrier
             order by count(*) desc, x.barrier
            """,
            scope.params,
        )


_LATE = """(case when x.due < :day and x.state in ('not started', 'in progress') then 1 else 0 end)"""
_RANK = "case when x.state in ('not started', 'in progress') then 0 when x.state = 'closed' then 2 else 1 end"
_COLUMNS = f"""
        x.id, x.recommendation, x.agency, a.name as agency_name, x.action, x.due, x.state, x.barrier, x.barrier_note,
        x.closed_because, x.changed_at, {_LATE} as late,
        (select count(*) from impact i where i.action = x.id) as impacts
        """


def found(conn: Connection, actor: Actor, number: int) -> Action:
    """An action as it is today, in the caller's transaction. Raises NotFound if it is not the actor's."""
    scope = actor.record_scope()
    action = conn.object(
        Action,
        f"""
        select {_COLUMNS}
          from recommendation_action x join agency a on a.id = x.agency
         where x.id = :number and {scope.on_agency("x.agency")}
        """,
        {"number": number, "day": today().isoformat(), **scope.params},
    )
    if action is None:
        raise NotFound(_("There is no such action of your agency’s. Look at the list again."))
    return action


def _stored(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _note(conn: Connection, step: str, actor: Actor, number: int, detail: dict[str, Any]) -> None:
    audit.note(conn, f"action.{step}", actor=actor.person, subject=_subject(number), detail=detail)


def _subject(number: int) -> str:
    return f"action:{number}"
