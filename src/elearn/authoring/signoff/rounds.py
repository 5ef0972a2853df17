"""Every time that a course was sent for sign-off, and what was signed then."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from elearn.authoring.signoff.checklists import Answer
from elearn.database import Connection
from elearn.tracker import SIGNING

STEPS = tuple(SIGNING)
"""The steps in their order, by the role that signs each. The last is the approval."""
APPROVAL = STEPS[-1]


@dataclass(frozen=True)
class Signature:
    """A step that was signed. `at` is ISO text in UTC, and `shown` what was shown: findings, waivers, comments.

    `wrote`: whoever signed has written in the course. They may sign every step but the approval.
    """

    step: str
    person: int | None
    name: str
    at: str
    note: str
    answers: tuple[Answer, ...]
    shown: dict[str, Any]
    wrote: bool = False


@dataclass(frozen=True)
class Round:
    """A course that was sent for sign-off, as its files were then (`source`). Instants are ISO text in UTC.

    `ended_at` is None while it counts. `ended_by` and `sent_name` are "" if that person is not known any more.
    """

    id: int
    course: str
    version: str
    source: str
    sent_by: int | None
    sent_name: str
    sent_at: str
    note: str
    ended_at: str | None
    ended_name: str
    ended_why: str
    signatures: tuple[Signature, ...] = ()

    @property
    def step(self) -> str:
        """The step that is next to be signed, "" if all are."""
        signed = {each.step for each in self.signatures}
        return next((step for step in STEPS if step not in signed), "")

    @property
    def approved(self) -> bool:
        """Whether all steps are signed, and nobody has ended it since."""
        return self.ended_at is None and not self.step


_ROUNDS = """
    select s.id, s.course, s.version, s.source, s.sent_by, coalesce(sender.name, '') as sent_name, s.sent_at, s.note,
           s.ended_at, coalesce(ender.name, '') as ended_name, s.ended_why
      from sign_off s
      left join person sender on sender.id = s.sent_by
      left join person ender on ender.id = s.ended_by
"""


_LIVE = """
    s.ended_at is null
    and not exists (select 1 from course_version v
                     where v.course = s.course and v.source = s.source and v.withdrawn_at > s.sent_at)
"""
"""What was withdrawn after it was sent has to be signed anew: nobody approved it with what is known now."""


def rounds_of(conn: Connection, course: str) -> list[Round]:
    """Every time that a course was sent, the last first."""
    return _with_signatures(
        conn, conn.rows(f"{_ROUNDS} where s.course = :course order by s.id desc", {"course": course})
    )


def live_rounds(conn: Connection) -> list[Round]:
    """Those that count, of all courses, the last first."""
    return _with_signatures(conn, conn.rows(f"{_ROUNDS} where {_LIVE} order by s.id desc"))


def live_round(conn: Connection, course: str, source: str) -> Round | None:
    """The one that counts for exactly these files of a course. None if they are not in sign-off."""
    rows = conn.rows(
        f"{_ROUNDS} where s.course = :course and s.source = :source and {_LIVE} order by s.id desc limit 1",
        {"course": course, "source": source},
    )
    return next(iter(_with_signatures(conn, rows)), None)


def end(conn: Connection, round: int, *, at: str, by: int | None, why: str) -> None:
    """Ends one. It counts no more, and stays as history."""
    conn.execute(
        "update sign_off set ended_at = :at, ended_by = :by, ended_why = :why where id = :round",
        {"round": round, "at": at, "by": by, "why": why},
    )


def _with_signatures(conn: Connection, rows: Iterable[dict[str, Any]]) -> list[Round]:
    found = list(rows)
    signed: dict[int, list[Signature]] = {row["id"]: [] for row in found}
    signatures = conn.rows(
        """
        select g.sign_off, g.step, g.person, g.name, g.at, g.note, g.checklist, g.shown,
               exists (select 1 from course_writer w where w.course = s.course and w.person = g.person) as wrote
          from signature g join sign_off s on s.id = g.sign_off
         where g.sign_off in :rounds order by g.id
        """,
        {"rounds": sorted(signed)},
    )
    for row in signatures:
        answers = tuple(Answer.model_validate(each) for each in json.loads(row["checklist"])["answers"])
        signed[row["sign_off"]].append(
            Signature(
                row["step"],
                row["person"],
                row["name"],
                row["at"],
                row["note"],
                answers,
                json.loads(row["shown"]),
                bool(row["wrote"]),
            )
        )
    return [Round(**row, signatures=tuple(signed[row["id"]])) for row in found]
