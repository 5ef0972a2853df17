"""Planning, changing and cancelling taught sessions."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from elearn.database import Connection, Database, now_text
from elearn.days import today
from elearn.problems import NotFound
from elearn.tracker import audit, standing
from elearn.tracker.registers import FormFields
from elearn.tracker.results import results_of
from elearn.tracker.scope import Actor
from elearn.tracker.taught import earning
from elearn.tracker.taught.rights import must_keep, must_plan
from elearn.tracker.taught.sessions import TaughtSession, find_in, key_in, note_held, subject
from elearn.translations import gettext as _

DELIVERIES: Final = ("single", "inter")
FIELDS: Final = (
    *("course", "held_on", "delivery", "agency", "place", "places", "minutes"),
    *("participatory", "passes", "note"),
)
"""What somebody plans of a session."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """What is planned of a session. `delivery` is one of `DELIVERIES`.

    `agency`: whose session it is; None is the board's, which only an inter-agency session can be. `places`: how many
    people it has room for, and `minutes` how long it takes; None: nobody said. `passes`: whoever attends has passed.
    None: nobody said, which is fine for a course without a test here.
    """

    course: str
    held_on: date
    delivery: str
    agency: str | None = None
    place: str = ""
    places: int | None = None
    minutes: int | None = None
    participatory: bool = True
    passes: bool | None = None
    note: str = ""


def plan(db: Database, actor: Actor | None, new: NewSession) -> int:
    """Plans a session, in the past or to come. Returns its id.

    Raises InputFault with everything that is wrong, and NotAllowed if they may not plan such a session.
    """
    with db.write() as conn:
        return save_in(conn, actor, new)


def change(db: Database, actor: Actor | None, number: int, new: NewSession) -> None:
    """Changes a session. What people have earned by it follows: its course, day, minutes and whether it passes.

    Raises InputFault with everything that is wrong, NotFound, and NotAllowed if they do not keep it.
    """
    with db.write() as conn:
        save_in(conn, actor, new, number)
    standing.settle_now(db)


def save_in(conn: Connection, actor: Actor | None, new: NewSession, number: int | None = None) -> int:
    """Plans a session or changes the one of this number, in the caller's transaction. Returns its id. See `change`."""
    before = None
    if number is not None:
        before, held = find_in(conn, actor, number)
        must_keep(held)
    must_plan(conn, actor, new.delivery, new.agency)
    values = _tidy(conn, new, before)
    if before is None:
        return _insert(conn, actor, values)
    changed = {name: values[name] for name in FIELDS if values[name] != _stored(getattr(before, name), name)}
    if not changed:
        return before.id
    conn.execute(
        f"update taught_session set {', '.join(f'{name} = :{name}' for name in changed)} where id = :id",
        {**changed, "id": before.id},
    )
    kept = {name: value for name, value in changed.items() if name != "note"}
    audit.note(
        conn, "session.changed", actor=_id(actor), subject=subject(before.id), detail={"changed": kept}
    )
    people = conn.column(
        "select person from taught_place where session = :id and state = 'attended'", {"id": before.id}
    )
    days = {(before.course, before.held_on.isoformat()), (values["course"], values["held_on"])}
    earning.settle(conn, days, people, actor=_id(actor), session=before.id)
    return before.id


def _insert(conn: Connection, actor: Actor | None, values: dict[str, Any]) -> int:
    number: int = conn.value(
        f"""
        insert into taught_session ({", ".join(FIELDS)}, recorded_by, recorded_at)
        values ({", ".join(f":{name}" for name in FIELDS)}, :by, :now) returning id
        """,
        {**values, "by": _id(actor), "now": now_text()},
    )
    told = {name: values[name] for name in ("course", "held_on", "delivery", "agency")}
    audit.note(conn, "session.planned", actor=_id(actor), subject=subject(number), detail=told)
    return number


def cancel(db: Database, actor: Actor | None, number: int, *, reason: str) -> None:
    """Says that a session does not take place. Its list stays as it is, and counts nowhere.

    Raises InputFault if somebody attended or no reason is given, NotFound, and NotAllowed if they do not keep it.
    """
    entry = FormFields()
    why = entry.text(_("Reason"), reason, longest=300)
    with db.write() as conn:
        before, held = find_in(conn, actor, number)
        must_keep(held)
        if before.attended:
            entry.fault(
                _("State"),
                _("The list says that people attended, so the session took place."),
                _("Correct the list first."),
            )
        entry.done()
        if before.state != "cancelled":
            conn.execute("update taught_session set state = 'cancelled' where id = :id", {"id": number})
            audit.note(
                conn, "session.cancelled", actor=_id(actor), subject=subject(number), detail={"reason": why}
            )


def bring_back(db: Database, actor: Actor | None, number: int) -> None:
    """Says that a session that was cancelled takes place after all. Raises NotFound and NotAllowed."""
    with db.write() as conn:
        before, held = find_in(conn, actor, number)
        must_keep(held)
        if before.state == "cancelled":
            conn.execute("update taught_session set state = 'planned' where id = :id", {"id": number})
            note_held(conn, number)
            audit.note(conn, "session.brought_back", actor=_id(actor), subject=subject(number))


def _id(actor: Actor | None) -> int | None:
    return actor.person if actor else None


def _stored(value: Any, name: str) -> Any:
    """A value of a session as the table has it."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if name in ("participatory", "passes") else value


def _tidy(conn: Connection, new: NewSession, before: TaughtSession | None) -> dict[str, Any]:
    """The values of a session as they are stored. Raises InputFault with everything that is wrong."""
    entry = FormFields()
    if not conn.value("select 1 from course where id = :id and kind = 'course'", {"id": new.course}):
        entry.fault(_("Course"), _("No course is chosen."), _("Choose one."))
    entry.one_of(_("Delivery"), new.delivery, DELIVERIES)
    if new.delivery == "single" and not new.agency:
        entry.fault(
            _("Agency"),
            _("A single-agency session is of an agency, and none is chosen."),
            _("Choose whose it is."),
        )
    if new.agency and not conn.value("select 1 from agency where id = :id", {"id": new.agency}):
        raise NotFound(_("There is no such agency. Look at the list again."))
    place = " ".join(entry.text(_("Place"), new.place, required=False, longest=200).split())
    values: dict[str, Any] = {
        "course": new.course,
        "held_on": entry.day(_("Day"), new.held_on, first=date(2000, 1, 1)),
        "delivery": new.delivery,
        "agency": new.agency or None,
        "place": place,
        "places": None if new.places is None else entry.count(_("Places"), new.places, most=10_000),
        "minutes": None if new.minutes is None else entry.count(_("Minutes"), new.minutes, most=6_000),
        "participatory": int(new.participatory),
        "passes": _passes(conn, entry, new),
        "note": entry.text(_("Note"), new.note, required=False, longest=500),
    }
    if new.minutes == 0:
        entry.fault(
            _("Minutes"), _("A session takes at least a minute."), _("Leave it blank if nobody knows.")
        )
    if before and before.attended and new.held_on > today():
        entry.fault(
            _("Day"),
            _("People attended, so the session cannot be still to come."),
            _("Choose a day up to today, or correct the list first."),
        )
    if key_in(conn, new.course, values["held_on"], new.agency, place, before.id if before else None):
        entry.fault(
            _("Place"),
            _("There is a session of this course, agency and place on that day already."),
            _("If there are two, tell them apart by the place, such as “Town Hall, morning”."),
        )
    entry.done()
    return values


def _passes(conn: Connection, entry: FormFields, new: NewSession) -> int:
    """1 if attending passes. If the course has a test here, somebody has to say so."""
    if new.passes is not None:
        return int(new.passes)
    found = results_of(conn, [new.course]).get(new.course)
    if found and found.assessed:
        entry.fault(
            _("Whoever attends has passed"),
            _("This course is assessed here: only a pass completes it. So does attending this session pass?"),
            _("Say yes or no. If no, people who attended are kept as completed, result not known."),
        )
    return 1
