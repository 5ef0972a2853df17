"""The language that a person has chosen: `en`, `cy`, or "" if they have chosen none."""

from elearn.database import Database, instant_text
from elearn.days import now_utc
from elearn.phrases import phrase
from elearn.problems import NotAllowed, NotFound
from elearn.tracker import audit
from elearn.tracker.scope import Actor
from elearn.tracker.sessions import token_hash
from elearn.translations import LANGUAGES


def choose(db: Database, person: int, language: str, *, by: Actor) -> None:
    """Keeps a person's language. "" lets the setting decide again.

    Raises NotAllowed unless it is their own or `by` is an administrator, NotFound if there is no such person, and
    ValueError for another language.
    """
    if language and language not in LANGUAGES:
        raise ValueError(f"{language} is none of our languages")
    if by.person != person and not by.may("administer"):
        raise NotAllowed(
            phrase("Each person chooses their own language. An administrator can set it for them.")
        )
    with db.write(people=[person]) as conn:
        changed = conn.execute(
            "update person set language = :language where id = :person",
            {"language": language, "person": person},
        )
        if not changed:
            raise NotFound(phrase("There is no such person here. Go back to the list."))
        audit.note(
            conn,
            "language.chosen",
            actor=by.person,
            subject=str(person),
            detail={"language": language},
        )


def of_person(db: Database, person: int) -> str:
    """The language that a person has chosen. Raises NotFound if there is no such person."""
    with db.read() as conn:
        found: str | None = conn.value("select language from person where id = :person", {"person": person})
    if found is None:
        raise NotFound(phrase("There is no such person here. Go back to the list."))
    return found


def of_session(db: Database, token: str) -> str:
    """The language that the person of a session has chosen. "" if nobody is signed in with this token."""
    with db.read() as conn:
        found: str | None = conn.value(
            """
            select person.language from session join person on person.id = session.person
             where session.token_hash = :hash and session.expires_at > :now
            """,
            {"hash": token_hash(token), "now": instant_text(now_utc())},
        )
    return found or ""
