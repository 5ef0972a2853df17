"""What people completed, one by one: where each completion came from, its certificate, and whether it was withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from elearn.database import Connection, Database
from elearn.days import day_of
from elearn.tracker.scope import Actor, Scope

Source = Literal["player", "session", "file", "form"]
"""Where a completion came from: our player, a taught session, a file that was brought in, or a form."""


@dataclass(frozen=True, slots=True)
class Completed:
    """A completion. `score` is a percentage. `minutes` None: nobody knows how much learning it was.

    `source` says where it came from. `file` and `brought_at` (ISO text in UTC) are the name of the file and when it was
    brought in; `session`, `held_on` and `place` are the taught session. `certificate` is its code. `withdrawn_at` (ISO
    text in UTC) and `reason` are of its withdrawal. `may_withdraw`: the reader may withdraw it, or undo that.
    """

    id: int
    person: int
    course: str
    title: str
    version: str
    completed_on: date
    score: float | None
    passed: bool
    minutes: int | None
    participatory: bool
    source: Source
    file: str
    brought_at: str | None
    session: int | None
    held_on: date | None
    place: str
    certificate: str | None
    withdrawn_at: str | None
    reason: str
    may_withdraw: bool

    @property
    def kind(self) -> bool | None:
        """Whether it was participatory. None: it is of a file or a form that said neither that nor how long it was."""
        known = self.participatory or self.minutes is not None or self.source in ("player", "session")
        return self.participatory if known else None

    @property
    def withdrawn_on(self) -> date | None:
        """The day on which it was withdrawn. None: it was not."""
        return day_of(datetime.fromisoformat(self.withdrawn_at)) if self.withdrawn_at else None


def of_person(
    db: Database,
    scope: Scope,
    person: int,
    *,
    by: Actor | None = None,
    first: date = date.min,
    last: date = date.max,
) -> list[Completed]:
    """The completions of one person in the scope, passed and failed, withdrawn or not, the latest first.

    `by` is who reads them, None a terminal: `may_withdraw` is for them. Only those from `first` to `last`, both in it.
    """
    values = {"person": person, "first": first.isoformat(), "last": last.isoformat()}
    with db.read() as conn:
        return find(conn, "c.person = :person and c.completed_on between :first and :last", values, scope, by)


def withdrawn_of(db: Database, scope: Scope) -> list[Completed]:
    """The withdrawn completions of the person of a scope that is `of_person`, the latest first."""
    with db.read() as conn:
        return find(conn, "w.completion is not null", {}, scope, None)


def find(
    conn: Connection, condition: str, values: dict[str, Any], scope: Scope, by: Actor | None
) -> list[Completed]:
    """The completions in the scope that an SQL condition names, the latest first. `values` are its parameters."""
    may, known = _may_withdraw(by)
    return conn.objects(
        Completed,
        f"""
        select c.id, c.person, c.course, course.title, c.version, c.completed_on, c.score, c.passed, c.minutes,
               c.participatory,
               case when c.how = 'player' then 'player' when s.id is not null then 'session'
                    when coalesce(b.file, '') <> '' then 'file' else 'form' end as source,
               coalesce(b.file, '') as file, b.at as brought_at,
               s.id as session, s.held_on, coalesce(s.place, '') as place,
               t.code as certificate, w.withdrawn_at, coalesce(w.reason, '') as reason,
               case when {may} then 1 else 0 end as may_withdraw
          from completion c join course on course.id = c.course
          left join import_batch b on b.id = c.import_batch
          left join taught_session s on s.id = c.taught_session
          left join certificate t on t.completion = c.id
          left join completion_withdrawal w on w.completion = c.id
         where {scope.on_few_people("c.person")} and {condition}
         order by c.completed_on desc, c.id desc
        """,
        {**values, **scope.params, **known},
    )


def _may_withdraw(by: Actor | None) -> tuple[str, dict[str, Any]]:
    """The SQL condition that somebody may withdraw the row `c` of `completion`, and its parameters. See `withdrawals`.

    `b` is the file and `s` the taught session that it came from.
    """
    if by is None:
        return "1 = 1", {}
    known = {"by": by.person}
    if by.may("administer"):
        return "c.person <> :by", known
    if not by.may("people"):
        return "1 = 0", {}
    theirs = by.people_scope()
    brought = f"s.id is null and ({theirs.on_agency('b.agency')} or b.by = :by)"
    condition = f"""
        c.how = 'import' and c.person <> :by and {theirs.on_few_people("c.person")}
        and ({theirs.on_agency("s.agency")} or ({brought}))
    """
    return condition, {**known, **theirs.params}
