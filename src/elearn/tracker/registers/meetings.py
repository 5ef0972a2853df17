"""Meetings of the subgroup: when it meets, which notifications it considers, and what came of each."""

from datetime import date

from elearn.database import Database, Row
from elearn.problems import NotFound
from elearn.tracker import audit
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor


def arrange(db: Database, actor: Actor, on: date, note: str = "") -> int:
    """Adds a meeting on a day; gives its id. There is one meeting a day."""
    actor.must("govern")
    entry = FormFields()
    values = {"held_on": on.isoformat(), "note": entry.text("Note", note, required=False, longest=300)}
    with db.write() as conn:
        if conn.value("select 1 from subgroup_meeting where held_on = :held_on", values) is not None:
            entry.fault("Day", "The subgroup meets on that day already.", "Choose another day.")
        entry.done()
        meeting: int = conn.value(
            "insert into subgroup_meeting (held_on, note) values (:held_on, :note) returning id", values
        )
        audit.note(conn, "meeting.arranged", actor=actor.person, subject=f"meeting:{meeting}", detail=values)
    return meeting


def consider(db: Database, actor: Actor, meeting: int, notification: int, outcome: str = "") -> None:
    """Puts a notification on a meeting's agenda, or writes what came of it there."""
    actor.must("govern")
    entry = FormFields()
    values = {
        "meeting": meeting,
        "notification": notification,
        "outcome": entry.text("What came of it", outcome, required=False, longest=500),
    }
    entry.done()
    with db.write() as conn:
        if (
            conn.value("select 1 from subgroup_meeting where id = :meeting", values) is None
            or conn.value("select 1 from notification where id = :notification", values) is None
        ):
            raise NotFound("There is no such meeting or notification. Look at the list again.")
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


def meetings(db: Database, actor: Actor, *, size: int = 24) -> list[Row]:
    """The latest meetings first, those to come among them: `id, held_on, note, items`, each item with
    `notification, reference, outcome`."""
    actor.must("govern")
    with db.read() as conn:
        found = conn.rows(
            "select id, held_on, note from subgroup_meeting order by held_on desc limit :size", {"size": size}
        )
        items = conn.rows(
            """
            select i.meeting, i.notification, n.reference, i.outcome
              from meeting_item i join notification n on n.id = i.notification
             where i.meeting in :meetings
             order by n.reference
            """,
            {"meetings": [row["id"] for row in found]},
        )
    return [{**row, "items": [item for item in items if item["meeting"] == row["id"]]} for row in found]
