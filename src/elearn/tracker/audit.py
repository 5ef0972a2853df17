"""What was done, by whom and when: written in the transaction that does it, so that one is never there alone."""

import json
from collections.abc import Mapping
from typing import Any

from elearn.tracker.database import Connection, now_text


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
