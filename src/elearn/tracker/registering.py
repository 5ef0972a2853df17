"""People who register by themselves: a link proves their address, and only whoever opens it becomes a person here.

They may do so while the board's rule `ANYONE_MAY_LEARN` is on. A link goes to an address that nobody has; whoever is
known gets a link to sign in instead (`sessions.mint_in_turn`), and a link to register that they open all the same signs
them in, because it has proved the address. Nothing of a link is kept for longer than it works.
"""

from datetime import datetime

from elearn.characters import plain
from elearn.database import Connection, Database, instant_text
from elearn.days import now_utc
from elearn.phrases import phrase
from elearn.problems import InputFault, NotAllowed, Problem
from elearn.tracker import audit, board_rules, sessions
from elearn.tracker.sessions import AT_ONCE_WITHIN, LINK_LASTS, NEEDLESS, Turn
from elearn.translations import LANGUAGES

LONGEST_NAME = 100


def is_allowed(db: Database) -> bool:
    """Whether the board lets anyone register at the moment."""
    with db.read() as conn:
        return board_rules.is_on(conn, board_rules.ANYONE_MAY_LEARN)


def tidy_name(given: str) -> str:
    """A name as it is kept: in one line, without characters that nobody sees.

    Raises InputFault if there is none, or if it is too long.
    """
    name = " ".join("".join(each if each.isprintable() else " " for each in plain(given)).split())
    if not name:
        raise _fault(
            phrase("There is no name."), phrase("Write your name as it is to stand on a certificate.")
        )
    if len(name) > LONGEST_NAME:
        message = phrase("The name has %(count)s characters, which is too many.", count=len(name))
        raise _fault(message, phrase("Keep it to %(count)s.", count=LONGEST_NAME))
    return name


def mint_in_turn(
    db: Database, email: str, *, name: str, language: str, asked_at: datetime, now: datetime
) -> Turn:
    """A new link for whoever reads the mail of an address that nobody has, if it is the address's turn.

    Turns are as in `sessions.mint_in_turn`, and the `Turn` names no person. No link is needed if somebody has the
    address by now, if one was made after `asked_at`, or if the board lets nobody register any more.
    """
    with db.read() as conn:
        waits_until = _turn(conn, email, asked_at, now)
    if waits_until is not None:
        return Turn() if waits_until == NEEDLESS else Turn(waits_until=waits_until)
    with db.write(people=()) as conn:
        sessions.clean(conn, now)
        row: dict[str, int | str] = {
            "email": email,
            "name": name,
            "language": language if language in LANGUAGES else "",
        }
        return Turn(0, sessions.mint(conn, "registration_link", now + LINK_LASTS, row))


def _turn(conn: Connection, email: str, asked_at: datetime, now: datetime) -> datetime | None:
    """As `sessions.turn_after`, for an address that nobody has."""
    known = conn.value("select 1 from person where email = :email", {"email": email})
    if known or not board_rules.is_on(conn, board_rules.ANYONE_MAY_LEARN):
        return NEEDLESS
    expiries = conn.column(
        """
        select expires_at from registration_link
         where email = :email and expires_at > :after and expires_at <= :until
         order by expires_at
        """,
        {
            "email": email,
            "after": instant_text(now + LINK_LASTS - AT_ONCE_WITHIN),
            "until": instant_text(now + LINK_LASTS),
        },
    )
    return sessions.turn_after(expiries, asked_at, now)


def withdraw(db: Database, token: str) -> None:
    """Deletes a link that reached nobody, so that it does not count."""
    with db.write(people=()) as conn:
        conn.execute(
            "delete from registration_link where token_hash = :hash", {"hash": sessions.token_hash(token)}
        )


def name_of(db: Database, token: str) -> str | None:
    """The name that somebody gave who asked for this link. None: it is unknown, used or too old."""
    with db.read() as conn:
        found: str | None = conn.value(
            "select name from registration_link where token_hash = :hash and used_at is null and expires_at > :now",
            {"hash": sessions.token_hash(token), "now": instant_text(now_utc())},
        )
    return found


def redeem(db: Database, token: str, name: str) -> str | None:
    """Uses a link up, and returns the token of a session of the person, who is made now if nobody has the address.

    `name` is what they want to be called. None: the link is unknown, used or too old.
    Raises InputFault if the name cannot be kept, and NotAllowed if nobody may register any more; the link stays then.
    """
    if name_of(db, token) is None:  # so that whoever sends invented tokens keeps nobody from writing
        return None
    called = tidy_name(name)
    with db.write() as conn:
        found = sessions.use_up(conn, "registration_link", "email", token)
        if found is None:
            return None
        language = conn.value(
            "select language from registration_link where token_hash = :hash",
            {"hash": sessions.token_hash(token)},
        )
        return sessions.begin_session(conn, _person(conn, str(found[0]), called, language))


def _person(conn: Connection, email: str, name: str, language: str) -> int:
    """The person who has this address, or a new one."""
    known: int | None = conn.value("select id from person where email = :email", {"email": email})
    if known is not None:
        audit.note(conn, "sign_in.used", actor=known)
        return known
    if not board_rules.is_on(conn, board_rules.ANYONE_MAY_LEARN):
        raise NotAllowed(phrase("At the moment nobody can register here. Nothing about you was kept."))
    made: int = conn.value(
        """
        insert into person (email, name, language, registered) values (:email, :name, :language, 1)
        returning id
        """,
        {"email": email, "name": name, "language": language},
    )
    audit.note(conn, "person.registered", actor=made, subject=str(made))
    return made


def _fault(message: str, remedy: str) -> InputFault:
    return InputFault([Problem("name", 0, 0, "entry", "error", message, remedy)])
