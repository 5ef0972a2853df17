"""Recognises a file that was applied before, so that its rows need not be examined to say that nothing is new.

This never guesses. The same bytes must have been applied as the same kind, held to the same agencies, without a
rejected row. Since then nothing may have been written that such a file depends on, and the sender must know the same
agencies and courses. If we cannot be sure, every row is examined.
"""

import json
from hashlib import sha256
from typing import Any, NamedTuple

import elearn
from elearn.database import Connection
from elearn.tracker.imports.base import Kind
from elearn.tracker.imports.examining import Limits


class Before(NamedTuple):
    """When the same file was applied (ISO text in UTC), and how many rows it has."""

    at: str
    rows: int


def surroundings(conn: Connection, limits: Limits) -> str:
    """A hash of what an examination depends on and what changes without an import or a form.

    These are the agencies that the sender knows and may change, and the courses, which publishing changes. Another
    version of elearn may have other rules.
    """
    seen = [
        elearn.__version__,
        None if limits.held is None else sorted(limits.held),
        None if limits.visible is None else sorted(limits.visible),
        conn.tuples("select id, title, version, minutes, ours from course order by id"),
    ]
    return sha256(json.dumps(seen).encode()).hexdigest()


def applied_before(
    conn: Connection, kind: Kind, sha256_: str, agency: str | None, limits: Limits, others: list[str]
) -> Before | None:
    """When this file was applied, if it can say nothing new now. `others` are the kinds with `leaves_others`."""
    if not kind.imported_only:
        return None
    batch = conn.row(
        """
        select id, at, applied + unchanged as total, rejected from import_batch
         where sha256 = :sha256 and kind = :kind and coalesce(agency, '') = :agency and file <> ''
         order by id desc limit 1
        """,
        {"sha256": sha256_, "kind": kind.name, "agency": agency or ""},
    )
    if batch is None or batch["rejected"] or not batch["total"]:
        return None
    since = conn.value(
        """
        select 1 from import_batch
         where id > :id and applied > 0 and (kind = :kind or kind not in :others) limit 1
        """,
        {"id": batch["id"], "kind": kind.name, "others": others},
    )
    if since or _kept_surroundings(conn, batch["id"]) != surroundings(conn, limits):
        return None
    return Before(batch["at"], batch["total"])


def _kept_surroundings(conn: Connection, batch: int) -> Any:
    """The hash that was kept when the file was applied, or None."""
    detail = conn.value(
        """
        select detail from audit_event where action = 'import.applied' and subject = :batch
         order by id desc limit 1
        """,
        {"batch": str(batch)},
    )
    return json.loads(detail or "{}").get("surroundings")
