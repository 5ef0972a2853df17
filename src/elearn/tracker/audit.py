"""What was done, by whom and when: written in the transaction that does it, so that one is never there alone."""

import json
from collections.abc import Mapping
from typing import Any

from elearn.database import Connection, Row, now_text


def note(
    conn: Connection,
    action: str,
    *,
    actor: int | None,
    subject: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Keeps one event. `action` is dotted (`import.applied`); `actor` is a person's id, None for a terminal."""
    conn.execute(
        """
        insert into audit_event (at, actor, action, subject, detail)
        values (:at, :actor, :action, :subject, :detail)
        """,
        {
            "at": now_text(),
            "actor": actor,
            "action": action,
            "subject": subject,
            "detail": json.dumps(detail or {}, ensure_ascii=False, sort_keys=True),
        },
    )


def trail(conn: Connection, subject: str) -> list[Row]:
    """What was done to one thing, the earliest first: `at, name, action, detail` (a dict). Whoever asks has made sure
    that its reader may see the thing itself; `name` is who did it, None for a terminal."""
    found = conn.rows(
        """
        select e.at, p.name, e.action, e.detail
          from audit_event e left join person p on p.id = e.actor
         where e.subject = :subject
         order by e.id
        """,
        {"subject": subject},
    )
    return [{**row, "detail": json.loads(row["detail"])} for row in found]
