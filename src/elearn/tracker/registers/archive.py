"""Requests to the archive: someone asks for a restricted review, the board decides, and a grant ends on a day.

Everyone who is signed in may ask. The board and administrators decide, but never about their own request. The audit
keeps each step. The person who asked can read the steps, and so can those who decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.database import Connection, Database, now_text
from elearn.days import add_months, today
from elearn.problems import NotAllowed, NotFound
from elearn.tracker import audit
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor, Scope
from elearn.translations import gettext as _

PURPOSES = (
    "training",
    "team or supervision discussion",
    "carrying out a recommendation",
    "another review",
    "audit or inspection",
    "research",
)
LONGEST_GRANT_MONTHS = 12
_STATE = "case when r.state = 'granted' and r.until_day < :today then 'expired' else r.state end"


@dataclass(frozen=True, slots=True)
class ArchiveRequest:
    """A request of `person`, whose name is `name`, to read the restricted review with the slug `review`.

    `state` is the stored one, or `expired` if the last day of the grant (`until_day`) is over. `answer` is the reason
    for the decision. `asked_at` is ISO text in UTC.
    """

    id: int
    review: str
    person: int
    name: str
    purpose: str
    reason: str
    asked_at: str
    state: str
    until_day: date | None
    answer: str
    decided_on: date | None
    decided_by_name: str | None


@dataclass(frozen=True, slots=True)
class _Stored:
    """Whose request it is, and its state as it is stored: never `expired`."""

    person: int
    state: str


def ask(db: Database, actor: Actor, review: str, *, purpose: str, reason: str) -> int:
    """Asks to read a restricted review. Returns the request's id.

    Those who decide read `reason`. Raises InputFault with everything that is wrong. A person cannot ask again for a
    review while a request is open or a grant runs.
    """
    entry = FormFields()
    values: dict[str, Any] = {
        "review": entry.review(review),
        "purpose": entry.one_of(_("What for"), purpose, PURPOSES),
        "reason": entry.text(_("Why you need it"), reason),
        "person": actor.person,
        "now": now_text(),
        "today": today().isoformat(),
    }
    with db.write() as conn:
        running = conn.value(
            f"""
            select {_STATE} from archive_request r
             where r.person = :person and r.review = :review and {_STATE} in ('asked', 'granted')
            """,
            values,
        )
        if running == "asked":
            entry.fault(
                _("Review"),
                _("You have asked for this review already."),
                _("Wait for the answer, or withdraw it."),
            )
        elif running == "granted":
            entry.fault(_("Review"), _("You may read this review now."), _("Open it in the library."))
        entry.done()
        request: int = conn.value(
            """
            insert into archive_request (review, person, purpose, reason, asked_at)
            values (:review, :person, :purpose, :reason, :now) returning id
            """,
            values,
        )
        _note(conn, "asked", actor, request, {"review": review, "purpose": purpose})
    return request


def withdraw(db: Database, actor: Actor, request: int) -> None:
    """Takes back the actor's own request, or gives back their grant.

    Raises NotFound if it is not theirs, and NotAllowed if it is closed already.
    """
    with db.write() as conn:
        found = _found(conn, request, actor.own_scope())
        if found is None:
            raise NotFound(_("There is no such request of yours."))
        if found.state not in ("asked", "granted"):
            raise NotAllowed(_("This request is closed already. Ask again if you need the review."))
        _set(conn, request, "withdrawn")
        _note(conn, "withdrawn", actor, request)


def decide(
    db: Database, actor: Actor, request: int, *, grant: bool, reason: str, until: date | None = None
) -> None:
    """Grants a request until a day, or refuses it. `until` is the last day on which the review may be read.

    The person who asked reads the reason. Raises InputFault with everything that is wrong, NotFound if there is no
    such request, and NotAllowed if it is the actor's own or is decided already.
    """
    actor.must("govern")
    entry, now = FormFields(), today()
    why = entry.text(_("Reason"), reason)
    until_day = None
    if grant and until is None:
        entry.fault(
            _("Until"), _("A grant ends on a day."), _("Choose the last day on which it may be read.")
        )
    elif grant and until is not None:
        last = add_months(now, LONGEST_GRANT_MONTHS)
        until_day = entry.day(_("Until"), until, first=now, last=last)
    with db.write() as conn:
        found = _found(conn, request, actor.archive_scope())
        if found is None:
            raise NotFound(_("There is no such request. Go back to the list."))
        if found.person == actor.person:
            raise NotAllowed(_("Nobody decides a request of their own. Ask another member of the board."))
        if found.state != "asked":
            raise NotAllowed(_("This request has been decided or withdrawn. Look at the list again."))
        entry.done()
        state = "granted" if grant else "refused"
        _set(conn, request, state, until_day=until_day, answer=why, by=actor)
        _note(conn, state, actor, request, {"reason": why, **({"until": until_day} if grant else {})})


def end(db: Database, actor: Actor, request: int, *, reason: str) -> None:
    """Ends a grant before its last day, with a reason. Raises NotFound if there is no such grant."""
    actor.must("govern")
    entry = FormFields()
    why = entry.text(_("Reason"), reason)
    entry.done()
    with db.write() as conn:
        found = _found(conn, request, actor.archive_scope())
        if found is None or found.state != "granted":
            raise NotFound(_("There is no grant to end here. Look at the list again."))
        _set(conn, request, "ended", answer=why, by=actor)
        _note(conn, "ended", actor, request, {"reason": why})


def requests(
    db: Database,
    actor: Actor,
    *,
    states: tuple[str, ...] = (),
    review: str = "",
    mine: bool = False,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[ArchiveRequest]:
    """Requests: those that wait come first, then the latest.

    Someone who may not decide sees only their own. With `mine`, so does everyone else.
    """
    scope = actor.own_scope() if mine else actor.archive_scope()
    kept = f"{_STATE} in :states" if states else "1 = 1"
    return page_of(
        db,
        ArchiveRequest,
        f"""
        r.id, r.review, r.person, p.name, r.purpose, r.reason, r.asked_at, {_STATE} as state, r.until_day, r.answer,
        r.decided_on, d.name as decided_by_name
        """,
        f"""
        from archive_request r join person p on p.id = r.person left join person d on d.id = r.decided_by
        where {scope.on_person("r.person")} and {kept} and (:review = '' or r.review = :review)
          and {like("r.review", "p.name", "r.reason")}
        """,
        "case r.state when 'asked' then 0 else 1 end, r.id desc",
        {"today": today().isoformat(), "states": list(states), "review": review, **scope.params},
        search,
        page,
        size,
    )


def granted(db: Database, person: int, on: date) -> set[str]:
    """The slugs of the restricted reviews that a person may read on a day."""
    with db.read() as conn:
        return set(
            conn.column(
                """
                select review from archive_request
                 where person = :person and state = 'granted' and decided_on <= :day and until_day >= :day
                """,
                {"person": person, "day": on.isoformat()},
            )
        )


def steps(db: Database, actor: Actor, request: int) -> list[audit.AuditStep]:
    """What was done to a request, the earliest step first. Raises NotFound if the actor may not read the request."""
    scope = actor.archive_scope()
    with db.read() as conn:
        seen = conn.value(
            f"select 1 from archive_request r where r.id = :request and {scope.on_person('r.person')}",
            {"request": request, **scope.params},
        )
        if seen is None:
            raise NotFound(_("There is no such request of yours."))
        return audit.trail(conn, _subject(request))


def _found(conn: Connection, request: int, scope: Scope) -> _Stored | None:
    """A request of someone in the scope, or None."""
    return conn.object(
        _Stored,
        f"select person, state from archive_request where id = :request and {scope.on_person('person')}",
        {"request": request, **scope.params},
    )


def _set(
    conn: Connection,
    request: int,
    state: str,
    *,
    until_day: str | None = None,
    answer: str = "",
    by: Actor | None = None,
) -> None:
    """Writes the state. What is not given keeps its value: the day, the answer, and who decided when."""
    conn.execute(
        """
        update archive_request
           set state = :state, until_day = coalesce(:until, until_day),
               answer = case when :answer = '' then answer else :answer end,
               decided_on = coalesce(:decided_on, decided_on),
               decided_by = coalesce(:by, decided_by)
         where id = :request
        """,
        {
            "request": request,
            "state": state,
            "until": until_day,
            "answer": answer,
            "by": by.person if by else None,
            "decided_on": today().isoformat() if by else None,
        },
    )


def _note(
    conn: Connection, step: str, actor: Actor, request: int, detail: Mapping[str, Any] | None = None
) -> None:
    audit.note(conn, f"archive.{step}", actor=actor.person, subject=_subject(request), detail=detail)


def _subject(request: int) -> str:
    return f"archive-request:{request}"
