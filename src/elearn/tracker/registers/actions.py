"""Actions: what each agency does about a recommendation, how far it is, and what stops it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.database import Connection, Database, Row, now_text
from elearn.problems import NotFound
from elearn.tracker import audit
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.registers.agency import must_be_theirs
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor

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
"""What stops a recommendation being carried out; "": nothing does."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an action is to say from now on. `because` is why it is closed without evidence of impact."""

    state: str
    due: date | None
    barrier: str = ""
    barrier_note: str = ""
    because: str = ""


def add(
    db: Database, actor: Actor, *, recommendation: str, agency: str, action: str, due: date | None
) -> int:
    """Adds an action of an agency on a recommendation (`review-slug#id`); gives its id."""
    actor.must("record")
    entry = FormFields()
    values = {
        "recommendation": entry.recommendation(recommendation),
        "agency": agency,
        "action": entry.text("Action", action),
        "due": due.isoformat() if due else None,
        "by": actor.person,
        "now": now_text(),
    }
    entry.done()
    with db.write() as conn:
        must_be_theirs(conn, actor, agency)
        number: int = conn.value(
            """
            insert into recommendation_action
                   (recommendation, agency, action, due, recorded_by, recorded_at, changed_at)
            values (:recommendation, :agency, :action, :due, :by, :now, :now) returning id
            """,
            values,
        )
        _note(conn, "added", actor, number, {"recommendation": recommendation, "agency": agency})
    return number


def change(db: Database, actor: Actor, number: int, to: Change) -> None:
    """Writes how far an action is and what stops it. What changed is kept, with what it was before.

    `impact evidenced` needs an entry of the impact log for the action; `closed` needs one, or a reason.
    """
    actor.must("record")
    entry = FormFields()
    values = _values(entry, to)
    with db.write() as conn:
        before = _theirs(conn, actor, number)
        if conn.value("select 1 from impact where action = :number", {"number": number}) is None:
            _without_evidence(entry, to.state, values)
        entry.done()
        changed = {name: [before[name], value] for name, value in values.items() if before[name] != value}
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
    because = entry.text("Why it is closed", to.because, required=False)
    if to.barrier_note.strip() and not to.barrier:
        entry.fault(
            "What stops it", "A note says what stops it, but no barrier is chosen.", "Choose the nearest."
        )
    return {
        "state": entry.one_of("How far it is", to.state, STATES),
        "due": to.due.isoformat() if to.due else None,
        "barrier": entry.one_of("What stops it", to.barrier, BARRIERS),
        "barrier_note": entry.text("About what stops it", to.barrier_note, required=False),
        "closed_because": because if to.state == "closed" else "",
    }


def _without_evidence(entry: FormFields, state: str, values: dict[str, Any]) -> None:
    """Faults what only an impact entry, or a reason, allows."""
    if state == "impact evidenced":
        entry.fault(
            "How far it is",
            "No impact is recorded for this action.",
            "Add what changed to the impact log first, or choose “embedded”.",
        )
    if state == "closed" and not values["closed_because"]:
        entry.fault(
            "Why it is closed",
            "It is to be closed without evidence of impact.",
            "Record the impact first, or say why it is closed.",
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
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page:
    """`id, recommendation, agency, agency_name, action, due, state, barrier, barrier_note, closed_because, changed_at,
    impacts` (how many are logged), `late` (1: past its day, and neither delivered nor further); what is late first.

    `barred` keeps to those that something stops; `agency` stands for its children too.
    """
    scope = actor.record_scope()
    kept = "x.state in :states" if states else "1 = 1"
    return page_of(
        db,
        f"""
        x.id, x.recommendation, x.agency, a.name as agency_name, x.action, x.due, x.state, x.barrier, x.barrier_note,
        x.closed_because, x.changed_at, {_LATE} as late,
        (select count(*) from impact i where i.action = x.id) as impacts
        """,
        f"""
        from recommendation_action x join agency a on a.id = x.agency
        where {scope.on_agency("x.agency")} and {kept}
          and (:review = '' or x.recommendation like :review || '#%')
          and (:recommendation = '' or x.recommendation = :recommendation)
          and (:agency = '' or x.agency in (select w.agency from agency_within w where w.within = :agency))
          and (:barred = 0 or x.barrier <> '')
          and {like("a.name", "x.action", "x.barrier", "x.barrier_note", "x.recommendation")}
        """,
        f"{_LATE} desc, case x.state when 'closed' then 1 else 0 end, coalesce(x.due, '9999'), a.name, x.id",
        {
            "day": on.isoformat(),
            "review": review,
            "recommendation": recommendation,
            "agency": agency,
            "states": list(states),
            "barred": int(barred),
            **scope.params,
        },
        search,
        page,
        size,
    )


def one(db: Database, actor: Actor, number: int) -> tuple[Row, list[Row]]:
    """An action and its steps: `at, name, action, detail`. NotFound when it is not theirs."""
    with db.read() as conn:
        return _theirs(conn, actor, number), audit.trail(conn, _subject(number))


def barriers(db: Database, actor: Actor) -> list[Row]:
    """What stops open actions, the commonest first: `barrier, actions, agencies` (how many of each)."""
    scope = actor.record_scope()
    with db.read() as conn:
        return conn.rows(
            f"""
            select x.barrier, count(*) as actions, count(distinct x.agency) as agencies
              from recommendation_action x
             where x.barrier <> '' and x.state <> 'closed' and {scope.on_agency("x.agency")}
             group by x.barrier
             order by count(*) desc, x.barrier
            """,
            scope.params,
        )


_LATE = """(case when x.due < :day and x.state in ('not started', 'in progress') then 1 else 0 end)"""


def _theirs(conn: Connection, actor: Actor, number: int) -> Row:
    scope = actor.record_scope()
    found = conn.row(
        f"""
        select x.*, a.name as agency_name from recommendation_action x join agency a on a.id = x.agency
         where x.id = :number and {scope.on_agency("x.agency")}
        """,
        {"number": number, **scope.params},
    )
    if found is None:
        raise NotFound("There is no such action of your agency’s. Look at the list again.")
    return found


def _note(conn: Connection, step: str, actor: Actor, number: int, detail: dict[str, Any]) -> None:
    audit.note(conn, f"action.{step}", actor=actor.person, subject=_subject(number), detail=detail)


def _subject(number: int) -> str:
    return f"action:{number}"
