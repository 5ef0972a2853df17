"""Requests to the archive: a review that is restricted is asked for, decided on, and read until a day.

Anyone signed in may ask. The board and administrators decide, never on a request of their own. Each step is noted, and
shown to the one who asked and to those who decide.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from elearn.database import Connection, Database, Row, now_text
from elearn.days import add_months, today
from elearn.problems import NotAllowed, NotFound
from elearn.tracker import audit
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor

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


def ask(db: Database, actor: Actor, review: str, *, purpose: str, reason: str) -> int:
    """Asks to read a restricted review; gives the request's id. InputFault says all that is wrong.

    `reason` is read by those who decide. A second request while one is open, or while a grant runs, is refused.
    """
    entry = FormFields()
    values: dict[str, Any] = {
        "review": entry.review(review),
        "purpose": entry.one_of("What for", purpose, PURPOSES),
        "reason": entry.text("Why you need it", reason),
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
                "Review", "You have asked for this review already.", "Wait for the answer, or withdraw it."
            )
        elif running == "granted":
            entry.fault("Review", "You may read this review now.", "Open it in the library.")
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
    """Takes back one's own request, or gives back what was granted."""
    with db.write() as conn:
        found = _found(conn, request)
        if found is None or found["person"] != actor.person:
            raise NotFound("There is no such request of yours.")
        if found["state"] not in ("asked", "granted"):
            raise NotAllowed("This request is closed already. Ask again if you need the review.")
        _set(conn, request, "withdrawn")
        _note(conn, "withdrawn", actor, request)


def decide(
    db: Database, actor: Actor, request: int, *, grant: bool, reason: str, until: date | None = None
) -> None:
    """Grants a request until a day (that day included), or refuses it; either way with a reason, which the one who
    asked reads. NotAllowed for a request of one's own."""
    actor.must("govern")
    entry, now = FormFields(), today()
    why = entry.text("Reason", reason)
    until_day = None
    if grant and until is None:
        entry.fault("Until", "A grant ends on a day.", "Choose the last day on which it may be read.")
    elif grant and until is not None:
        last = add_months(now, LONGEST_GRANT_MONTHS)
        until_day = entry.day("Until", until, first=now, last=last)
    with db.write() as conn:
        found = _found(conn, request)
        if found is None:
            raise NotFound("There is no such request. Go back to the list.")
        if found["person"] == actor.person:
            raise NotAllowed("Nobody decides a request of their own. Ask another member of the board.")
        if found["state"] != "asked":
            raise NotAllowed("This request has been decided or withdrawn. Look at the list again.")
        entry.done()
        state = "granted" if grant else "refused"
        _set(conn, request, state, until_day=until_day, answer=why, by=actor)
        _note(conn, state, actor, request, {"reason": why, **({"until": until_day} if grant else {})})


def end(db: Database, actor: Actor, request: int, *, reason: str) -> None:
    """Ends a grant before its day, with a reason."""
    actor.must("govern")
    entry = FormFields()
    why = entry.text("Reason", reason)
    entry.done()
    with db.write() as conn:
        found = _found(conn, request)
        if found is None or found["state"] != "granted":
            raise NotFound("There is no grant to end here. Look at the list again.")
        _set(conn, request, "ended", until_day=found["until_day"], answer=why, by=actor)
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
) -> Page:
    """`id, review, person, name, purpose, reason, asked_at, state, until_day, answer, decided_on, decided_by_name`;
    those that wait come first, then the latest. `state` is also `expired`. Who may not decide sees their own alone,
    and `mine` keeps anyone to those.
    """
    scope = actor.own_scope() if mine else actor.archive_scope()
    kept = f"{_STATE} in :states" if states else "1 = 1"
    return page_of(
        db,
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


def steps(db: Database, actor: Actor, request: int) -> list[Row]:
    """What happened to a request, the earliest first: `at, name, action, detail`. NotFound when it is not theirs."""
    scope = actor.archive_scope()
    with db.read() as conn:
        seen = conn.value(
            f"select 1 from archive_request r where r.id = :request and {scope.on_person('r.person')}",
            {"request": request, **scope.params},
        )
        if seen is None:
            raise NotFound("There is no such request of yours.")
        return audit.trail(conn, _subject(request))


def _found(conn: Connection, request: int) -> Row | None:
    return conn.row(
        "select person, state, until_day from archive_request where id = :request", {"request": request}
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
    conn.execute(
        """
        update archive_request
           set state = :state, until_day = coalesce(:until, until_day),
               answer = case when :answer = '' then answer else :answer end,
               decided_on = case when :by is null then decided_on else :today end,
               decided_by = coalesce(:by, decided_by)
         where id = :request
        """,
        {
            "request": request,
            "state": state,
            "until": until_day,
            "answer": answer,
            "by": by.person if by else None,
            "today": today().isoformat(),
        },
    )


def _note(
    conn: Connection, step: str, actor: Actor, request: int, detail: Mapping[str, Any] | None = None
) -> None:
    audit.note(conn, f"archive.{step}", actor=actor.person, subject=_subject(request), detail=detail)


def _subject(request: int) -> str:
    return f"archive-request:{request}"
