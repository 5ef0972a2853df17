"""Withdrawal of a completion: it stays on record with the reason, and counts for nothing, as if it had never been.

**Who may.** An administrator may withdraw any completion. A lead may withdraw one of somebody at their agencies if it
came from a file that was held to their agencies or that they brought in, or from a taught session of their agencies:
then they know better than we what happened. What was earned in our player rests on answers that we recorded, so only an
administrator withdraws it. Nobody withdraws a completion of their own.

**What follows.** Standing is worked out again, for every day. The certificate is revoked. Whoever opens the course
again in our player begins a new try, and can earn a new pass. The same row in another file brings nothing back.

**Undoing it** removes the withdrawal. The audit keeps both. Everything is then as if it had never been withdrawn.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn import letters, mail
from elearn.database import Connection, Database, now_text
from elearn.days import day_phrase
from elearn.phrases import phrase
from elearn.problems import InputFault, NotAllowed, NotFound, Problem
from elearn.settings import Settings
from elearn.tracker import audit, standing
from elearn.tracker.completed import Completed, find
from elearn.tracker.scope import Actor, Scope
from elearn.translations import best, day, speaking
from elearn.translations import gettext as _

LONGEST_REASON = 500
"""The most characters of a reason."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A completion that was withdrawn, or whose withdrawal was undone. `reason` is "" then.

    `email` and `language` are those of the learner, to tell them (`tell`).
    """

    completion: int
    person: int
    name: str
    email: str
    language: str
    title: str
    completed_on: date
    certificate: str | None
    reason: str


def withdraw(db: Database, completion: int, reason: str, *, by: Actor | None) -> Changed:
    """Withdraws a completion, for a reason that the learner reads. `by` is who does it, None a terminal.

    Whoever takes the reason from a person checks first that it identifies nobody (`checks.must_identify_nobody`).
    Raises NotFound if there is no such completion or the person may not know of it, NotAllowed if they may not withdraw
    it, and InputFault if there is no reason, or if it is withdrawn already.
    """
    with db.write(people=_person_of(db, completion)) as conn:
        found = _allowed(conn, completion, by)
        tidy = _reason(reason, found)
        actor = by.person if by else None
        withdraw_in(conn, [completion], tidy, actor=actor)
        standing.refresh(conn, {found.person}, {found.course})
        return _changed(conn, found, tidy)


def undo(db: Database, completion: int, *, by: Actor | None) -> Changed:
    """Undoes the withdrawal of a completion. Who may withdraw it may undo that.

    Raises NotFound and NotAllowed as `withdraw` does, and InputFault if it is not withdrawn.
    """
    with db.write(people=_person_of(db, completion)) as conn:
        found = _allowed(conn, completion, by)
        if found.withdrawn_at is None:
            raise _fault(
                phrase("This completion is not withdrawn."), phrase("There is nothing to undo. It counts.")
            )
        restore_in(conn, [completion], actor=by.person if by else None)
        standing.refresh(conn, {found.person}, {found.course})
        return _changed(conn, found, "")


def withdraw_in(
    conn: Connection,
    completions: Collection[int],
    reason: str,
    *,
    actor: int | None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Withdraws completions in the caller's transaction, which checks the rights and refreshes the standing.

    `detail` is for the audit. None of them is withdrawn already.
    """
    known = {"actor": actor, "now": now_text(), "reason": reason}
    conn.many(
        """
        insert into completion_withdrawal (completion, withdrawn_by, withdrawn_at, reason)
        values (:completion, :actor, :now, :reason)
        """,
        [{**known, "completion": each} for each in completions],
    )
    audit.note_each(
        conn,
        "completion.withdrawn",
        map(str, completions),
        actor=actor,
        detail={"reason": reason, **(detail or {})},
    )


def restore_in(
    conn: Connection,
    completions: Collection[int],
    *,
    actor: int | None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Undoes the withdrawal of completions in the caller's transaction. See `withdraw_in`."""
    conn.execute(
        "delete from completion_withdrawal where completion in :completions", {"completions": completions}
    )
    audit.note_each(conn, "completion.restored", map(str, completions), actor=actor, detail=detail)


def tell(settings: Settings, changed: Changed) -> bool:
    """Tells the learner by mail, in their language, that a completion was withdrawn, or that it counts again.

    Returns False if they have no address. Raises MailNotSent if no mail server is set, or if it refuses.
    """
    if "@" not in changed.email:
        return False
    with speaking(best(changed.language, otherwise=settings.language)):
        letter = _withdrawn(settings, changed) if changed.reason else _counts_again(settings, changed)
    mail.send(settings, letter)
    return True


def _withdrawn(settings: Settings, changed: Changed) -> mail.Mail:
    about = {"title": changed.title, "day": day(changed.completed_on)}
    before = [
        _("Your completion of “%(title)s” of %(day)s was withdrawn. It no longer counts.", **about),
        _("The reason: %(reason)s", reason=changed.reason),
    ]
    if changed.certificate:
        before.append(_("Your certificate for it is revoked. Whoever checks it sees that."))
    return letters.letter(
        changed.email,
        _("Withdrawn: your completion of %(title)s", **about),
        organisation=settings.organisation,
        before=before,
        button=letters.Button(_("Open My learning"), f"{settings.base_url}/learning"),
        after=[_("If you think that this is wrong, talk to your agency’s lead. It can be undone.")],
    )


def _counts_again(settings: Settings, changed: Changed) -> mail.Mail:
    about = {"title": changed.title, "day": day(changed.completed_on)}
    before = [_("Your completion of “%(title)s” of %(day)s counts again.", **about)]
    if changed.certificate:
        before.append(_("Your certificate for it is valid again."))
    return letters.letter(
        changed.email,
        _("It counts again: your completion of %(title)s", **about),
        organisation=settings.organisation,
        before=before,
        button=letters.Button(_("Open My learning"), f"{settings.base_url}/learning"),
    )


def _person_of(db: Database, completion: int) -> list[int]:
    """Whose completion it is, for the transaction."""
    with db.read() as conn:
        return conn.column("select person from completion where id = :completion", {"completion": completion})


def _allowed(conn: Connection, completion: int, by: Actor | None) -> Completed:
    """The completion, if the person may withdraw it or undo that."""
    if by is not None:
        by.must("people")
    scope = by.people_scope() if by else Scope.everyone()
    found = find(conn, "c.id = :completion", {"completion": completion}, scope, by)
    if not found and by is not None:  # their own, which no scope of a lead need hold
        found = find(conn, "c.id = :completion", {"completion": completion}, by.own_scope(), by)
    if not found:
        raise NotFound(phrase("There is no such completion here. Look at the person’s page again."))
    [one] = found
    if one.may_withdraw:
        return one
    assert by is not None
    if one.person == by.person:
        raise NotAllowed(phrase("This completion is your own. Somebody else has to withdraw it."))
    if one.source == "player":
        raise NotAllowed(
            phrase(
                "This completion was earned by taking the course here. Only an administrator withdraws it."
            )
        )
    raise NotAllowed(
        phrase(
            "This completion came from a file or a taught session of somebody else. "
            "Ask whoever brought it in, or an administrator."
        )
    )


def _reason(reason: str, found: Completed) -> str:
    """The reason without space around it. Raises InputFault if it cannot be kept, or if there is nothing to do."""
    problems = []
    tidy = " ".join(reason.split())
    if not tidy:
        problems.append((phrase("Nothing says why."), phrase("Write the reason. The learner reads it.")))
    if len(tidy) > LONGEST_REASON:
        problems.append(
            (
                phrase("The reason has %(count)s characters, which is too many.", count=f"{len(tidy):,}"),
                phrase("Keep it to %(count)s.", count=f"{LONGEST_REASON:,}"),
            )
        )
    if on := found.withdrawn_on:
        problems.append(
            (
                phrase("This completion was withdrawn on %(day)s already.", day=day_phrase(on)),
                phrase("There is nothing more to do."),
            )
        )
    if problems:
        raise InputFault([_problem(message, remedy) for message, remedy in problems])
    return tidy


def _fault(message: str, remedy: str) -> InputFault:
    return InputFault([_problem(message, remedy)])


def _problem(message: str, remedy: str) -> Problem:
    return Problem("withdrawal", 0, 0, "withdrawal", "error", message, remedy)


def _changed(conn: Connection, found: Completed, reason: str) -> Changed:
    [(name, email, language)] = conn.tuples(
        "select name, email, language from person where id = :person", {"person": found.person}
    )
    return Changed(
        found.id,
        found.person,
        name,
        email,
        language,
        found.title,
        found.completed_on,
        found.certificate,
        reason,
    )
