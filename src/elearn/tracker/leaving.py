"""Somebody who registered by themselves removes their account, with everything that is kept about them.

What staff have learned is their agency's record, and stays. A person who is nobody's staff decides for themselves.
"""

from typing import Final

from elearn.database import Connection, Database
from elearn.phrases import phrase
from elearn.problems import InputFault, NotAllowed, NotFound, Problem
from elearn.tracker import audit, changes
from elearn.tracker.scope import BY_THEMSELVES, Actor

_OF_COMPLETIONS = "completion in (select id from completion where person = :person)"
_OF_REGISTRATIONS = "registration in (select id from registration where person = :person)"
REMOVED: Final[tuple[tuple[str, str], ...]] = (
    ("certificate", _OF_COMPLETIONS),
    ("completion_withdrawal", _OF_COMPLETIONS),
    ("reflection", "person = :person"),
    ("outside_evidence", "outside_learning in (select id from outside_learning where person = :person)"),
    ("outside_learning", "person = :person"),
    ("completion", "person = :person"),
    ("completion_without_result", "person = :person"),
    ("taught_place", "person = :person"),
    ("interaction", _OF_REGISTRATIONS),
    ("outcome_result", _OF_REGISTRATIONS),
    ("evaluation_response", _OF_REGISTRATIONS),
    ("play_session", _OF_REGISTRATIONS),
    ("registration", "person = :person"),
    ("exemption_request", "person = :person"),
    ("exemption", "person = :person"),
    ("archive_request", "person = :person"),
    ("session", "person = :person"),
    ("sign_in_link", "person = :person"),
    ("sign_in_code", "person = :person"),
    ("launch_ticket", "person = :person"),
    ("unsettled", "person = :person"),
    ("standing", "person = :person"),
    ("registration_link", "email = (select email from person where id = :person)"),
)
"""Each table with what is kept about a person, and which of its rows are theirs; what refers to others comes first."""
WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("completion.withdrawn", "select cast(id as text) from completion where person = :person"),
    *(
        (step, "select 'outside-learning:' || cast(id as text) from outside_learning where person = :person")
        for step in ("outside.approved", "outside.declined", "outside.revoked")
    ),
    *(
        (
            step,
            "select 'exemption-request:' || cast(id as text) from exemption_request where person = :person",
        )
        for step in ("exemption.approved", "exemption.refused")
    ),
)
"""Each event of the audit that holds somebody's words about a person, and which subjects are about them."""
DID: Final[tuple[tuple[str, str], ...]] = (
    ("import_batch", "by"),
    ("archive_request", "decided_by"),
    ("notification", "recorded_by"),
    ("quality_marker_answer", "answered_by"),
    ("dissemination", "recorded_by"),
    ("recommendation_action", "recorded_by"),
    ("impact", "recorded_by"),
    ("workshop", "recorded_by"),
    ("subgroup_lesson", "decided_by"),
    ("course_version", "published_by"),
    ("course_version", "withdrawn_by"),
)
"""What somebody did for others while they had a role. It stays on record, and so do they."""


def remove(db: Database, person: int, *, by: Actor | None) -> None:
    """Removes a person who registered by themselves, with their learning, results and certificates, for good.

    The audit keeps what happened, without who it was, and without reasons that were given. `by` is None for a terminal.
    Raises NotAllowed unless it is their own account or `by` is an administrator, NotFound if there is no such person,
    and InputFault if they are an agency's staff, or did something here for others while they had a role.
    """
    if by is not None and by.person != person:
        by.must("administer")
    with db.write() as conn:
        _must_be_removable(conn, person)
        for action, about in WORDS:
            conn.execute(
                f"update audit_event set detail = '{{}}' where action = :action and subject in ({about})",
                {"action": action, "person": person},
            )
        for table, whose in REMOVED:
            conn.execute(f"delete from {table} where {whose}", {"person": person})
        conn.execute("update audit_event set actor = null where actor = :person", {"person": person})
        conn.execute("delete from person where id = :person", {"person": person})
        other = by.person if by is not None and by.person != person else None
        audit.note(conn, "person.left", actor=other, subject=str(person))
        changes.note_people(conn, {person})


def _must_be_removable(conn: Connection, person: int) -> None:
    found = conn.value(
        f"select case when {BY_THEMSELVES} then 1 else 0 end from person where id = :person",
        {"person": person},
    )
    if found is None:
        raise NotFound(phrase("There is no such person here. Go back to the list."))
    if not found:
        raise _fault(
            phrase("This account is that of an agency’s staff, and what they have learned is on its record."),
            phrase("Ask an administrator what can be removed."),
        )
    if any(
        conn.value(f'select 1 from {table} where "{column}" = :person limit 1', {"person": person})
        for table, column in DID
    ):
        raise _fault(
            phrase("This person had a role here, and what they did in it stays on record."),
            phrase("Ask an administrator what can be removed."),
        )


def own(db: Database, *, by: Actor) -> None:
    """`remove` for the person who is signed in. Raises NotAllowed if they did not register by themselves."""
    if not by.registered:
        raise NotAllowed(phrase("Only people who registered by themselves can remove their account."))
    remove(db, by.person, by=by)


def _fault(message: str, remedy: str) -> InputFault:
    return InputFault([Problem("person", 0, 0, "entry", "error", message, remedy)])
