"""Requests to the archive: someone asks for a restricted review, the board decides, and a grant ends on a day.

Everyone who is signed in may ask, also for a review that the library does not hold. The board and administrators
decide, but never about their own request. The audit keeps each step. The person who asked can read the steps, and so
can those who decide.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.characters import plain
from elearn.database import Connection, Database, now_text
from elearn.days import add_months, today
from elearn.problems import NotAllowed, NotFound
from elearn.tracker import audit
from elearn.tracker.registers.archive_lists import ANSWERED, STATE
from elearn.tracker.registers.archive_lists import ArchiveRequest as ArchiveRequest
from elearn.tracker.registers.archive_lists import Grant as Grant
from elearn.tracker.registers.archive_lists import granted as granted
from elearn.tracker.registers.archive_lists import grants as grants
from elearn.tracker.registers.archive_lists import latest_of_each as latest_of_each
from elearn.tracker.registers.archive_lists import requests as requests
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
LONGEST_NAME = 120
NOT_HELD = "not-held--"
"""The start of `review` if the library does not hold what was asked for. No slug has two hyphens together."""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A review that the library does not hold, in the words of the person who asks for it.

    `board` held it, `label` is what it is known by, and `year` is its year, or about when it was ("": not known).
    """

    board: str
    label: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class _Stored:
    """Whose request it is, its state (stored, or `answered`), and whether it is for a review of the library."""

    person: int
    state: str
    listed: bool


def ask(db: Database, actor: Actor, review: str, *, purpose: str, reason: str) -> int:
    """Asks to read a restricted review. Returns the request's id.

    Those who decide read `reason`. Raises InputFault with everything that is wrong. A person cannot ask again for a
    review while a request is open or a grant runs.
    """
    entry = FormFields()
    return _ask(db, actor, entry, entry.review(review), Unlisted("", ""), purpose, reason)


def ask_for_unlisted(db: Database, actor: Actor, wanted: Unlisted, *, purpose: str, reason: str) -> int:
    """Asks for a review that the library does not hold. Returns the request's id.

    Raises InputFault with everything that is wrong. A person may ask for several of them, but for each one only once
    while it waits for an answer.
    """
    entry = FormFields()
    tidy = Unlisted(
        entry.text(_("The board that held it"), plain(wanted.board), longest=LONGEST_NAME),
        entry.text(_("Its label, or what it is known by"), plain(wanted.label), longest=LONGEST_NAME),
        entry.text(_("The year, or about when"), plain(wanted.year), required=False, longest=LONGEST_NAME),
    )
    return _ask(db, actor, entry, _key(tidy), tidy, purpose, reason)


def _key(wanted: Unlisted) -> str:
    """What is the same for two ways to write one review. The year counts by its digits: “about 2012” is 2012."""
    year = re.sub(r"\D+", " ", wanted.year)
    parts = ("-".join(re.findall(r"\w+", part.casefold())) for part in (wanted.board, wanted.label, year))
    return NOT_HELD + "--".join(parts)


def _ask(
    db: Database, actor: Actor, entry: FormFields, review: str, wanted: Unlisted, purpose: str, reason: str
) -> int:
    values: dict[str, Any] = {
        "review": review,
        "board": wanted.board,
        "label": wanted.label,
        "year": wanted.year,
        "purpose": entry.one_of(_("What for"), purpose, PURPOSES),
        "reason": entry.text(_("Why you need it"), reason),
        "person": actor.person,
        "now": now_text(),
        "today": today().isoformat(),
    }
    with db.write() as conn:
        running = conn.value(
            f"""
            select {STATE} from archive_request r
             where r.person = :person and :review in (r.review, r.held_as) and {STATE} in ('asked', 'granted')
             order by r.state desc
            """,
            values,
        )
        _must_not_run(entry, running)
        entry.done()
        request: int = conn.value(
            """
            insert into archive_request
                (review, wanted_board, wanted_label, wanted_year, person, purpose, reason, asked_at)
            values (:review, :board, :label, :year, :person, :purpose, :reason, :now) returning id
            """,
            values,
        )
        _note(conn, "asked", actor, request, {"review": review, "purpose": purpose})
    return request


def _must_not_run(entry: FormFields, running: str | None) -> None:
    if running == "asked":
        entry.fault(
            _("Review"),
            _("You have asked for this review already."),
            _("Wait for the answer, or withdraw it."),
        )
    elif running == "granted":
        entry.fault(_("Review"), _("You may read this review now."), _("Open it in the library."))


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
    db: Database,
    actor: Actor,
    request: int,
    *,
    grant: bool,
    reason: str,
    until: date | None = None,
    held_as: str | None = None,
) -> None:
    """Grants a request until a day, or refuses it. `until` is the last day on which the review may be read.

    If what was asked for was not listed, a grant either opens the review `held_as` of the library until that day, or
    it has neither (None): then `reason` says how else it can be read. The person who asked reads the reason.
    Raises InputFault with everything that is wrong, NotFound if there is no such request, and NotAllowed if it is the
    actor's own or is decided already.
    """
    actor.must("govern")
    entry = FormFields()
    why = entry.text(_("Reason"), reason)
    held = "" if held_as is None else entry.review(held_as)
    with db.write() as conn:
        found = _found(conn, request, actor.archive_scope())
        if found is None:
            raise NotFound(_("There is no such request. Go back to the list."))
        if found.person == actor.person:
            raise NotAllowed(_("Nobody decides a request of their own. Ask another member of the board."))
        if found.state != "asked":
            raise NotAllowed(_("This request has been decided or withdrawn. Look at the list again."))
        opens = grant and (found.listed or held_as is not None)
        until_day = _until(entry, until) if opens else None
        entry.done()
        state = "granted" if grant else "refused"
        if found.listed or not opens:
            held = ""
        _set(conn, request, state, until_day=until_day, answer=why, by=actor, held_as=held)
        more = {"until": until_day, "held_as": held} if opens else {}
        _note(conn, "answered" if grant and not opens else state, actor, request, {"reason": why, **more})


def _until(entry: FormFields, until: date | None) -> str | None:
    """The last day of a grant, as it is stored."""
    if until is None:
        entry.fault(
            _("Until"), _("A grant ends on a day."), _("Choose the last day on which it may be read.")
        )
        return None
    now = today()
    return entry.day(_("Until"), until, first=now, last=add_months(now, LONGEST_GRANT_MONTHS))


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
        f"""
        select r.person, case when {ANSWERED} then 'answered' else r.state end as state,
               case when r.wanted_label = '' then 1 else 0 end as listed
          from archive_request r
         where r.id = :request and {scope.on_person("r.person")}
        """,
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
    held_as: str = "",
) -> None:
    """Writes the state. What is not given keeps its value: the day, the answer, the review that answers it, and who
    decided when.
    """
    conn.execute(
        """
        update archive_request
           set state = :state, until_day = coalesce(:until, until_day),
               answer = case when :answer = '' then answer else :answer end,
               held_as = case when :held_as = '' then held_as else :held_as end,
               decided_on = coalesce(:decided_on, decided_on),
               decided_by = coalesce(:by, decided_by)
         where id = :request
        """,
        {
            "request": request,
            "state": state,
            "until": until_day,
            "answer": answer,
            "held_as": held_as,
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
