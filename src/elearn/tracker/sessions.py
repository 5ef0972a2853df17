"""Signing in without a password: one-time links, sessions, and tickets that launch a course.

A token cannot be guessed and is handed out once. The database keeps only its SHA-256, so that someone who reads the
database cannot sign in with it.
"""

import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from elearn.characters import address
from elearn.database import Connection, Database, instant_text
from elearn.days import now_utc
from elearn.phrases import phrase
from elearn.problems import NotFound
from elearn.tracker import audit
from elearn.tracker.addresses import is_address
from elearn.tracker.scope import Actor, actor

LINK_LASTS = timedelta(minutes=20)
SESSION_LASTS = timedelta(hours=12)
TICKET_LASTS = timedelta(minutes=2)
LINKS_AT_ONCE, AT_ONCE_WITHIN = 5, timedelta(minutes=15)
"""How many links a person may be sent without a pause, and within which time these are counted."""
LINK_EVERY = timedelta(seconds=50)
"""How long after their last link a person is sent the next one: a bit less than the minute that we promise."""
NEEDLESS = datetime.max
"""In the place of an instant: no link is needed."""
CLEANED_AFTER = timedelta(minutes=10)
"""After how long something that has expired is deleted, at the latest when the next one is made."""
_EXPIRING = ("sign_in_link", "session", "launch_ticket", "registration_link", "sign_in_code")


class Turn(NamedTuple):
    """What becomes of a request for a link: a link was made, or it waits until an instant. Neither: it needs none."""

    person: int = 0
    token: str = ""
    waits_until: datetime | None = None


class Ticket(NamedTuple):
    """The person whom a ticket was made for, and the course that it opens."""

    person: int
    course: str


def person_by_email(db: Database, email: str) -> int | None:
    """The id of the person with this e-mail address, compared as imports do. None: nobody has it."""
    if not is_address(address(email)):
        return None
    with db.read() as conn:
        found: int | None = conn.value(
            "select id from person where email = :email", {"email": address(email)}
        )
        return found


def mint_sign_in(db: Database, person: int, *, lasts: timedelta = LINK_LASTS) -> str:
    """The token of a new link that signs this person in once."""
    now = now_utc()
    with db.write(people=[person]) as conn:
        clean(conn, now)
        return mint(conn, "sign_in_link", now + lasts, {"person": person})


def mint_in_turn(db: Database, email: str, *, asked_at: datetime, now: datetime) -> Turn:
    """A new link for whoever has this address, if it is their turn: others may ask in their name without end.

    The first few go at once, and then one goes each `LINK_EVERY`. All processes share this, because it is read from the
    links themselves. No link is needed if nobody has the address, if one was made after `asked_at` (it answers this
    request too), or if an administrator has ended the person's sessions since.
    """

    def turn(conn: Connection) -> Turn:
        person = conn.value("select id from person where email = :email", {"email": email})
        person = person if is_address(email) else None
        return Turn() if person is None else _turn(conn, person, asked_at, now)

    with db.read() as conn:
        found = turn(conn)
    if found.waits_until is not None or not found.person:
        return found  # most of a flood ends here, and keeps nobody from writing
    with db.write(people=[found.person]) as conn:
        again = turn(conn)
        if again != found:
            return again
        clean(conn, now)
        return Turn(found.person, mint(conn, "sign_in_link", now + LINK_LASTS, {"person": found.person}))


def _turn(conn: Connection, person: int, asked_at: datetime, now: datetime) -> Turn:
    """Whether it is a person's turn: with the person alone if a link can be made now."""
    after, until = now + LINK_LASTS - AT_ONCE_WITHIN, now + LINK_LASTS
    expiries = conn.column(
        """
        select expires_at from sign_in_link
         where person = :person and expires_at > :after and expires_at <= :until
         order by expires_at
        """,
        {"person": person, "after": instant_text(after), "until": instant_text(until)},
    )
    waits_until = turn_after(expiries, asked_at, now)
    if waits_until == NEEDLESS:
        return Turn()
    if conn.value(
        "select 1 from audit_event where subject = :person and action = 'sessions.ended' and at > :asked limit 1",
        {"person": str(person), "asked": instant_text(asked_at)},
    ):
        return Turn()
    return Turn(person, waits_until=waits_until)


def turn_after(expiries: list[str], asked_at: datetime, now: datetime) -> datetime | None:
    """When it is somebody's turn, by when the links expire that they were sent lately, the earliest first.

    None: now. NEEDLESS: one of them answers this request, too.
    """
    made = [datetime.fromisoformat(each) - LINK_LASTS for each in expiries]
    if made and made[-1] > asked_at:
        return NEEDLESS
    if len(made) >= LINKS_AT_ONCE and now < made[-1] + LINK_EVERY:
        return made[-1] + LINK_EVERY
    return None


def withdraw_sign_in(db: Database, token: str) -> None:
    """Deletes a link that reached nobody, so that it does not count."""
    with db.write(people=_owner("sign_in_link", token)) as conn:
        conn.execute("delete from sign_in_link where token_hash = :hash", {"hash": token_hash(token)})


def redeem_sign_in(db: Database, token: str) -> str | None:
    """Uses a link up, and returns the token of a new session of its person. None: it is unknown, used or too old.

    Both are one transaction. So a link is not lost if the database is busy, and no session begins after all of the
    person's were ended.
    """
    with db.read() as conn:  # so that whoever sends invented tokens keeps nobody from writing
        works = conn.value(
            "select 1 from sign_in_link where token_hash = :hash and used_at is null and expires_at > :now",
            {"hash": token_hash(token), "now": instant_text(now_utc())},
        )
    if not works:
        return None
    with db.write(people=_owner("sign_in_link", token)) as conn:
        found = use_up(conn, "sign_in_link", "person", token)
        if found is None:
            return None
        person = int(found[0])
        audit.note(conn, "sign_in.used", actor=person)
        return begin_session(conn, person, SESSION_LASTS)


def mint_session(db: Database, person: int, *, lasts: timedelta = SESSION_LASTS) -> str:
    """The token of a new session, for the cookie."""
    with db.write(people=[person]) as conn:
        return begin_session(conn, person, lasts)


def session_person(db: Database, token: str) -> int | None:
    """The person of a session. None: it is unknown, ended or too old."""
    with db.read() as conn:
        return person_signed_in(conn, token)


def person_signed_in(conn: Connection, token: str) -> int | None:
    """The person of a session, read in the caller's transaction. None: it is unknown, ended or too old."""
    found: int | None = conn.value(
        "select person from session where token_hash = :hash and expires_at > :now",
        {"hash": token_hash(token), "now": instant_text(now_utc())},
    )
    return found


def session_actor(db: Database, token: str) -> Actor | None:
    """The person of a session, with their roles as they are now. None: nobody is signed in with this token."""
    person = session_person(db, token) if token else None
    try:
        return actor(db, person) if person is not None else None
    except NotFound:
        return None


def end_session(db: Database, token: str) -> None:
    """Ends a session, if it is there."""
    with db.write(people=_owner("session", token)) as conn:
        conn.execute("delete from session where token_hash = :hash", {"hash": token_hash(token)})


def end_sessions(db: Database, person: int, *, by: Actor | None) -> int:
    """Signs a person out everywhere, and returns how many sessions that ended.

    Links, tickets and codes that they have not used yet are of no use any more. Raises NotFound if there is no such
    person, and NotAllowed unless `by` is an administrator or a terminal (None).
    """
    if by is not None:
        by.must("administer")
    values = {"person": person, "now": instant_text(now_utc())}
    with db.write() as conn:
        if not conn.value("select count(*) from person where id = :person", values):
            raise NotFound(phrase("There is no such person here. Go back to the list."))
        ended: int = conn.value(
            "select count(*) from session where person = :person and expires_at > :now", values
        )
        conn.execute("delete from session where person = :person", values)
        conn.execute("delete from sign_in_link where person = :person and used_at is null", values)
        conn.execute("delete from launch_ticket where person = :person and used_at is null", values)
        conn.execute("delete from sign_in_code where person = :person", values)
        conn.execute(  # a link that registers signs in whoever has the address by now
            """
            delete from registration_link
             where email = (select email from person where id = :person) and used_at is null
            """,
            values,
        )
        audit.note(
            conn,
            "sessions.ended",
            actor=by.person if by else None,
            subject=str(person),
            detail={"sessions": ended},
        )
    return ended


def mint_ticket(db: Database, person: int, course: str, *, lasts: timedelta = TICKET_LASTS) -> str:
    """The token of a new ticket, which opens a course once for a person who is signed in. It signs nobody in."""
    now = now_utc()
    with db.write(people=[person]) as conn:
        clean(conn, now)
        return mint(conn, "launch_ticket", now + lasts, {"person": person, "course": course})


def mint_tickets(
    db: Database, person: int, courses: Collection[str], *, lasts: timedelta = TICKET_LASTS
) -> dict[str, str]:
    """The token of a new ticket for each of these courses (`mint_ticket`), by course, in one transaction."""
    if not courses:
        return {}
    now = now_utc()
    with db.write(people=[person]) as conn:
        clean(conn, now)
        return {
            course: mint(conn, "launch_ticket", now + lasts, {"person": person, "course": course})
            for course in courses
        }


def find_ticket(db: Database, token: str) -> Ticket | None:
    """A ticket, also if it is used or too old. None: it is unknown, or so old that it was deleted."""
    with db.read() as conn:
        found = conn.tuples(
            "select person, course from launch_ticket where token_hash = :hash", {"hash": token_hash(token)}
        )
        return Ticket(*found[0]) if found else None


def redeem_ticket(db: Database, token: str, person: int) -> str | None:
    """The course that a person's own ticket opens. None: it is unknown, used or too old, or another person's.

    That of another person is not used up.
    """
    with db.write(people=[person]) as conn:
        found = use_up(conn, "launch_ticket", "course", token, of=person)
        return str(found[0]) if found else None


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return sha256(token.encode()).hexdigest()


def begin_session(conn: Connection, person: int, lasts: timedelta = SESSION_LASTS) -> str:
    """The token of a new session, in the caller's transaction."""
    now = now_utc()
    clean(conn, now)
    return mint(conn, "session", now + lasts, {"person": person, "created_at": instant_text(now)})


def mint(conn: Connection, table: str, expires: datetime, values: dict[str, int | str]) -> str:
    """The token of a new row of a table of links or tickets, in the caller's transaction."""
    token = secrets.token_urlsafe(32)
    row = {"token_hash": token_hash(token), "expires_at": instant_text(expires), **values}
    marks = ", ".join(f":{name}" for name in row)
    conn.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", row)
    return token


def use_up(
    conn: Connection, table: str, column: str, token: str, *, of: int | None = None
) -> tuple[int | str] | None:
    """What a token stands for, which it does once. `of`: whose token it must be."""
    own = "" if of is None else "and person = :person"
    found = conn.tuples(
        f"""
        update {table} set used_at = :now
         where token_hash = :hash and used_at is null and expires_at > :now {own}
        returning {column}
        """,
        {"hash": token_hash(token), "now": instant_text(now_utc()), "person": of},
    )
    return found[0] if found else None


def _owner(table: str, token: str) -> Callable[[Connection], list[int]]:
    """Finds whose token this is, for a transaction about that person."""
    sql = f"select person from {table} where token_hash = :hash"
    return lambda conn: conn.column(sql, {"hash": token_hash(token)})


def clean(conn: Connection, now: datetime) -> None:
    """Deletes what has expired, of everyone, if some of it did a while ago. Nothing refers to it.

    Only one transaction can do so at a time, so not each does it.
    """
    before = {"before": instant_text(now - CLEANED_AFTER)}
    if not any(
        conn.value(f"select 1 from {table} where expires_at <= :before limit 1", before)
        for table in _EXPIRING
    ):
        return

    def delete(conn: Connection) -> None:
        for table in _EXPIRING:
            conn.execute(f"delete from {table} where expires_at <= :now", {"now": instant_text(now)})

    conn.at_end(delete)
