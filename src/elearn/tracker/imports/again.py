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
from elearn.tracker.imports.limits import Limits
from elearn.tracker.imports.questions import Answers
from elearn.tracker.imports.understanding import Asked


class Before(NamedTuple):
    """When the same file was applied (ISO text in UTC), how many of its rows said something, and how many did not.

    `not_known` counts the completions whose result was not known, `without_result` the people of whom the file gave no
    result, and `said_nothing` the rows that nobody had filled in.
    """

    at: str
    rows: int
    not_completed: int
    not_known: int
    without_result: int
    said_nothing: int


def surroundings(conn: Connection, limits: Limits, asked: Asked) -> str:
    """A hash of what an examination depends on and what changes without an import or a form.

    These are what was asked for with the file, the agencies that the sender knows and may change, and the courses with
    their pass marks, which publishing changes. Another version of elearn may have other rules.
    """
    seen = [
        elearn.__version__,
        None if limits.held is None else sorted(limits.held),
        None if limits.visible is None else sorted(limits.visible),
        sorted(asked.answers.items()),
        asked.course,
        asked.session,
        conn.tuples("select id, title, version, minutes, ours from course order by id"),
        conn.tuples(
            "select course, version, assessed, pass_mark, position from course_version order by course, version"
        ),
    ]
    return sha256(json.dumps(seen).encode()).hexdigest()


def applied_before(
    conn: Connection,
    kind: Kind,
    sha256_: str,
    agency: str | None,
    limits: Limits,
    asked: Asked,
    others: list[str],
) -> Before | None:
    """When this file was applied, if it can say nothing new now. `others` are the kinds with `leaves_others`."""
    if not kind.imported_only:
        return None
    batch = conn.row(
        """
        select id, at, applied + unchanged as total, rejected, reading from import_batch
         where sha256 = :sha256 and kind = :kind and coalesce(agency, '') = :agency and file <> ''
         order by id desc limit 1
        """,
        {"sha256": sha256_, "kind": kind.name, "agency": agency or ""},
    )
    if batch is None or batch["rejected"] or not batch["total"]:
        return None
    reading = json.loads(batch["reading"])
    since = conn.value(
        """
        select 1 from import_batch
         where id > :id and applied > 0 and (kind = :kind or kind not in :others) limit 1
        """,
        {"id": batch["id"], "kind": kind.name, "others": others},
    )
    if since or _kept_surroundings(conn, batch["id"]) != surroundings(conn, limits, asked):
        return None
    counts = (
        reading.get(each, 0) for each in ("not_completed", "not_known", "without_result", "said_nothing")
    )
    return Before(batch["at"], batch["total"], *counts)


def answers_before(
    conn: Connection,
    kind: Kind,
    sha256_: str,
    agency: str | None,
    course: str | None,
    session: int | None = None,
) -> Answers:
    """The answers with which this file was applied the last time, for the same agency, course and session."""
    for reading in conn.column(
        """
        select reading from import_batch
         where sha256 = :sha256 and kind = :kind and coalesce(agency, '') = :agency and file <> '' order by id desc
        """,
        {"sha256": sha256_, "kind": kind.name, "agency": agency or ""},
    ):
        kept = json.loads(reading)
        if kept.get("course") == course and kept.get("session") == session:
            answers: Answers = kept.get("answers", {})
            return answers
    return {}


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
