"""Meetings of the subgroup: when it meets, which notifications and lessons it considers, and the outcome of each."""

from dataclasses import dataclass, replace
from datetime import date

from elearn.database import Connection, Database
from elearn.days import today
from elearn.problems import NotFound
from elearn.tracker import audit
from elearn.tracker.registers import subgroup
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.registers.subgroup import SubgroupLesson
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
    """A meeting of the subgroup, with its agenda: notifications (`items`), and lessons of workshops."""

    id: int
    held_on: date
    note: str
    items: tuple[AgendaItem, ...] = ()
    lessons: tuple[SubgroupLesson, ...] = ()

    def without_outcome(self, on: date) -> tuple[int, int]:
        """How many notifications and how many lessons still have no outcome on a day after the meeting."""
        if self.held_on >= on:
            return 0, 0
        return sum(not item.outcome for item in self.items), sum(
            not lesson.applies for lesson in self.lessons
        )


def arrange(db: Database, actor: Actor, on: date, note: str = "") -> int:
    """Adds a meeting on a day. Returns its id. If it is to come, the lessons that wait go on its agenda.

    Raises InputFault if there is a meeting on that day already.
    """
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
        if on >= today():
            subgroup.take_waiting(conn, meeting)
        audit.note(conn, "meeting.arranged", actor=actor.person, subject=f"meeting:{meeting}", detail=values)
    return meeting


def consider(db: Database, actor: Actor, meeting: int, notification: int, outcome: str = "") -> None:
    """Puts a notification on the agenda of a meeting, or writes its outcome there. An empty outcome changes none.

    Raises NotFound if there is no such meeting or notification, and InputFault if a meeting that is still to come is
    given an outcome.
    """
    actor.must("govern")
    entry = FormFields()
    values = {
        "meeting": meeting,
        "notification": notification,
        "outcome": entry.text(_("What came of it"), outcome, required=False, longest=500),
    }
    with db.write() as conn:
        on = conn.value("select held_on from subgroup_meeting where id = :meeting", values)
        if on is None or conn.value("select 1 from notification where id = :notification", values) is None:
            raise NotFound(_("There is no such meeting or notification. Look at the list again."))
        if values["outcome"]:
            subgroup.must_have_met(entry, date.fromisoformat(on))
        entry.done()
        conn.execute(
            """
            insert into meeting_item (meeting, notification, outcome) values (:meeting, :notification, :outcome)
            on conflict (meeting, notification) do update
               set outcome = case when excluded.outcome = '' then meeting_item.outcome else excluded.outcome end
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


def meetings(db: Database, actor: Actor, *, size: int = 1000) -> list[Meeting]:
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
        return _with_agendas(conn, actor, found)


def one(db: Database, actor: Actor, number: int) -> Meeting:
    """A meeting. Raises NotFound if there is no such meeting."""
    actor.must("govern")
    with db.read() as conn:
        found = conn.objects(
            Meeting, "select id, held_on, note from subgroup_meeting where id = :number", {"number": number}
        )
        if not found:
            raise NotFound(_("There is no such meeting. Look at the list again."))
        return _with_agendas(conn, actor, found)[0]


def _with_agendas(conn: Connection, actor: Actor, found: list[Meeting]) -> list[Meeting]:
    """The meetings with what each considers."""
    params = {"meetings": [meeting.id for meeting in found]}
    items = conn.objects(
        AgendaItem,
        """
        select i.meeting, i.notification, n.reference, i.outcome
          from meeting_item i join notification n on n.id = i.notification
         where i.meeting in :meetings
         order by n.reference
        """,
        params,
    )
    lessons = subgroup.read(conn, actor, "l.meeting in :meetings", params)
    return [
        replace(
            meeting,
            items=tuple(item for item in items if item.meeting == meeting.id),
            lessons=tuple(lesson for lesson in lessons if lesson.meeting == meeting.id),
        )
        for meeting in found
    ]
