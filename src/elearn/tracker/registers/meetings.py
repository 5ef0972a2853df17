"""Meetings of the subgroup: when it meets, which notifications it considers, and the outcome of each."""

from dataclasses import dataclass, replace
from datetime import date

from elearn.database import Database
from elearn.days import today
from elearn.problems import NotFound
from elearn.tracker import audit
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor
from elearn.translations import gettext as _


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A notification on the agenda of a meeting. `outcome` "" means that there is none yet."""

    meeting: int
    notification: int
    reference: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the subgroup, with its agenda."""

    id: int
    held_on: date
    note: str
    items: tuple[AgendaItem, ...] = ()


def arrange(db: Database, actor: Actor, on: date, note: str = "") -> int:
    """Adds a meeting on a day. Returns its id. Raises InputFault if there is a meeting on that day already."""
    actor.must("govern")
    entry = FormFields()
    values = {"held_on": on.isoformat(), "note": entry.text(_("Note"), note, required=False, longest=300)}
    with db.write() as conn:
        if conn.value("select 1 from subgroup_meeting where held_on = :held_on", values) is not None:
            entry.fault(_("Day"), _("The subgroup meets on that day already."), _("Choose another day."))
        entry.done()
        meeting: int = conn.value(
            "insert into subgroup_meeting (held_on, note) values (:held_on, :note) returning id", values
        )
        audit.note(conn, "meeting.arranged", actor=actor.person, subject=f"meeting:{meeting}", detail=values)
    return meeting


def consider(db: Database, actor: Actor, meeting: int, notification: int, outcome: str = "") -> None:
    """Puts a notification on the agenda of a meeting, or writes its outcome there.

    Raises NotFound if there is no such meeting or notification.
    """
    actor.must("govern")
    entry = FormFields()
    values = {
        "meeting": meeting,
        "notification": notification,
        "outcome": entry.text(_("What came of it"), outcome, required=False, longest=500),
    }
    entry.done()
    with db.write() as conn:
        if (
            conn.value("select 1 from subgroup_meeting where id = :meeting", values) is None
            or conn.value("select 1 from notification where id = :notification", values) is None
        ):
            raise NotFound(_("There is no such meeting or notification. Look at the list again."))
        conn.execute(
            """
            insert into meeting_item (meeting, notification, outcome) values (:meeting, :notification, :outcome)
            on conflict (meeting, notification) do update set outcome = excluded.outcome
            """,
            values,
        )
        audit.note(
            conn,
            "meeting.considers",
            actor=actor.person,
            subject=f"notification:{notification}",
            detail={"meeting": meeting, "outcome": values["outcome"]},
        )


def meetings(db: Database, actor: Actor, *, size: int = 24) -> list[Meeting]:
    """The first `size` meetings: those to come, the nearest first; then those that are past, the latest first."""
    actor.must("govern")
    with db.read() as conn:
        found = conn.objects(
            Meeting,
            """
            select id, held_on, note from subgroup_meeting
             order by case when held_on < :today then 1 else 0 end,
                      case when held_on >= :today then held_on end, held_on desc
             limit :size
            """,
            {"size": size, "today": today().isoformat()},
        )
        items = conn.objects(
            AgendaItem,
            """
            select i.meeting, i.notification, n.reference, i.outcome
              from meeting_item i join notification n on n.id = i.notification
             where i.meeting in :meetings
             order by n.reference
            """,
            {"meetings": [meeting.id for meeting in found]},
        )
    return [
        replace(meeting, items=tuple(item for item in items if item.meeting == meeting.id))
        for meeting in found
    ]
