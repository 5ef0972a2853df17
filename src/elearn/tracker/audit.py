"""The audit: what was done, by whom and when. An event is written in the transaction that does the thing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearn.database import Connection, now_text


@dataclass(frozen=True, slots=True)
class AuditStep:
    """One thing that was done. `at` is ISO text in UTC; `name` is who did it, and None means someone at a terminal."""

    at: str
    name: str | None
    action: str
    detail: dict[str, Any]


def note(
    conn: Connection,
    action: str,
    *,
    actor: int | None,
    subject: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Keeps one event. `action` is dotted (`import.applied`); `actor` is a person's id, or None for a terminal."""
    note_each(conn, action, [subject], actor=actor, detail=detail)


def note_each(
    conn: Connection,
    action: str,
    subjects: Iterable[str],
    *,
    actor: int | None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Keeps an event for each of many subjects, to which the same was done."""
    same = {
        "at": now_text(),
        "actor": actor,
        "action": action,
        "detail": json.dumps(detail or {}, ensure_ascii=False, sort_keys=True),
    }
    conn.many(
        """
        insert into audit_event (at, actor, action, subject, detail)
        values (:at, :actor, :action, :subject, :detail)
        """,
        ({**same, "subject": subject} for subject in subjects),
    )


def trail(conn: Connection, subject: str, actions: Sequence[str] = ()) -> list[AuditStep]:
    """What was done to one thing, the earliest step first. `actions` limits it to these.

    Give `actions` if things of another kind have the same subject, such as two tables' ids. The caller must first
    make sure that the reader may see the thing itself.
    """
    only = "and e.action in :actions" if actions else ""
    return conn.objects(
        AuditStep,
        f"""
        select e.at, p.name, e.action, e.detail
          from audit_event e left join person p on p.id = e.actor
         where e.subject = :subject {only}
         order by e.id
        """,
        {"subject": subject, "actions": list(actions)},
    )
