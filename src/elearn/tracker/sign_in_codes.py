"""Codes that sign in people by their staff number, if they have no e-mail address or cannot get at their mail.

Their lead makes a code and hands it over. It is 12 digits, works once, and stops after some days or when a new one is
made. Only a slow hash of it with the staff number is kept. Nobody with a role gets one: whoever makes a code could use
it, and would have the role's rights.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import scrypt
from threading import Lock
from typing import Final, NamedTuple

from elearn.characters import plain
from elearn.database import Connection, Database, instant_text
from elearn.days import now_utc, today
from elearn.phrases import phrase
from elearn.problems import InputFault, NotAllowed, NotFound, Problem
from elearn.tracker import audit
from elearn.tracker.addresses import shown_sql
from elearn.tracker.scope import HELD, Actor, Scope
from elearn.tracker.sessions import SESSION_LASTS, begin_session

CODE_LASTS: Final = timedelta(days=14)
DIGITS: Final = 12
MOST: Final = 500
"""For how many people codes are made at once: they go on one sheet, and each hash takes a moment."""
_LONGEST = 60
_GROUP = 4
_HASHING = Lock()
"""One hash at a time. So nobody can try more codes than one processor hashes, and little memory is taken."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody for whom a code may be wanted, and what they sign in with.

    `email` is "" if they have no address. `staff_number` is that of their latest post in view, "" if it has none.
    `until` is when their code stops, if they have one. `why_not` says why they cannot have one, or is "".
    """

    person: int
    name: str
    email: str
    agency: str
    agency_name: str
    staff_number: str
    until: datetime | None
    why_not: str


class Code(NamedTuple):
    """A new code, for the slip that is handed over. It is never shown again."""

    holder: Holder
    code: str
    until: datetime


def holder_of(db: Database, person: int, *, by: Actor | None) -> Holder:
    """One person, with whether they can have a code. Raises NotFound if the reader may not see them by name."""
    with db.read() as conn:
        found = _holders(conn, by, "p.id = :person", {"person": person})
    if not found:
        raise NotFound(phrase("There is no such person here. Go back to the list."))
    return found[0]


def find(db: Database, agency: str, staff_number: str) -> int:
    """The person with this staff number at an agency, for a terminal.

    Raises InputFault if nobody has it, or more than one person.
    """
    number = _as_compared(staff_number)
    with db.read() as conn:
        rows = conn.tuples(
            "select person, staff_number from post where agency = :agency and staff_number <> ''",
            {"agency": agency},
        )
        known = conn.value("select 1 from agency where id = :agency", {"agency": agency})
    people = {person for person, each in rows if _as_compared(each) == number}
    if len(people) == 1:
        return int(people.pop())
    if not known:
        message, remedy = phrase("There is no agency “%(agency)s”.", agency=agency), phrase("Check its id.")
        raise InputFault([Problem("AGENCY", 0, 0, "unknown", "error", message, remedy)])
    if people:
        message = phrase(
            "Staff number %(number)s belongs to more than one person there.", number=staff_number
        )
        remedy = phrase("Correct the file of people first.")
    else:
        message = phrase(
            "Nobody at “%(agency)s” has the staff number %(number)s.", agency=agency, number=staff_number
        )
        remedy = phrase("Check the number, or import the person first.")
    raise InputFault([Problem("STAFF_NUMBER", 0, 0, "unmatched", "error", message, remedy)])


def without_address(db: Database, *, by: Actor, agency: str | None = None) -> list[Holder]:
    """People in post today who have no address, by name: those whom the reader may make codes for.

    `agency` includes its children. Raises NotAllowed unless the reader is a lead or an administrator.
    """
    by.must("import")
    within = "1 = 1" if agency is None else Scope.of_agencies([agency]).on_agency("post.agency")
    condition = f"""
        {shown_sql("p.email")} = '' and p.id in (
          select post.person from post where {within.replace(":scope_agencies", ":chosen")}
             and post.starts_on <= :today and (post.ends_on is null or post.ends_on >= :today))
    """
    with db.read() as conn:
        chosen = {"chosen": [agency] if agency else [], "today": today().isoformat()}
        return _holders(conn, by, condition, chosen)


def make(db: Database, people: Sequence[int], *, by: Actor | None) -> list[Code]:
    """A new code for each of these people, in the order of their names. Codes that they had stop working.

    Raises NotFound for somebody whom the maker may not see, NotAllowed unless `by` is a lead of theirs, an
    administrator or a terminal (None), and InputFault with everybody who cannot have a code, and why.
    """
    if by is not None:
        by.must("import")
    wanted = sorted(set(people))
    if len(wanted) > MOST:
        message = phrase("Codes are made for up to %(most)s people at once.", most=MOST)
        raise InputFault([Problem("", 0, 0, "most", "error", message, phrase("Choose fewer."))])
    with db.read() as conn:
        holders = _holders_for(conn, wanted, by)
    made = [_made(holder) for holder in holders]
    with db.write(people=wanted) as conn:
        if _holders_for(conn, wanted, by) != holders:
            raise InputFault([_changed()])
        now = now_utc()
        for code, hashed in made:
            _keep(conn, code, hashed, now, by)
    return [code for code, _ in made]


def redeem(db: Database, staff_number: str, code: str) -> str | None:
    """Uses a code up, and returns the token of a new session of its person.

    None: the number and the code do not go together, or the code is used or too old. Nothing tells which.
    """
    number, digits = _as_compared(staff_number), "".join(filter(str.isdecimal, plain(code)))
    hashed = _hash(number[:_LONGEST], digits[: 2 * DIGITS])  # always, so that the time tells nothing
    values = {"hash": hashed, "now": instant_text(now_utc())}
    with db.read() as conn:  # so that whoever tries codes keeps nobody from writing
        person = conn.value(
            "select person from sign_in_code where code_hash = :hash and expires_at > :now", values
        )
    if person is None:
        return None
    with db.write(people=[person]) as conn:
        found = conn.column(
            "delete from sign_in_code where code_hash = :hash and expires_at > :now returning person", values
        )
        if not found or _has_role(conn, found[0]) or not _has_number(conn, found[0], number):
            return None
        audit.note(conn, "sign_in.used", actor=found[0], detail={"by": "code"})
        return begin_session(conn, found[0], SESSION_LASTS)


def spaced(code: str) -> str:
    """A code as people read it: `4821 0937 5516`."""
    return " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def _holders_for(conn: Connection, wanted: Sequence[int], by: Actor | None) -> list[Holder]:
    """These people, all of whom can have a code."""
    holders = _holders(conn, by, "p.id in :wanted", {"wanted": list(wanted)})
    if len(holders) != len(wanted):
        raise NotFound(phrase("There is no such person here. Go back to the list."))
    if refused := [each for each in holders if each.why_not]:
        if by is not None and len(refused) == 1 and len(wanted) == 1:
            raise NotAllowed(refused[0].why_not)
        raise InputFault(
            Problem(
                "",
                0,
                0,
                "no-code",
                "error",
                phrase("%(name)s: %(why)s", name=each.name, why=each.why_not),
                "",
            )
            for each in refused
        )
    return holders


def _holders(
    conn: Connection, by: Actor | None, condition: str, values: Mapping[str, object]
) -> list[Holder]:
    scope = Scope.everyone() if by is None else by.import_scope()
    params = {**values, **scope.params, "now": instant_text(now_utc()), "this_day": today().isoformat()}
    there = "post.person = p.id and (post.ends_on is null or post.ends_on >= :this_day)"
    left = "1 = 0" if scope.kind == "everyone" else f"not exists (select 1 from post where {there})"
    people = conn.rows(
        f"""
        select p.id, p.name, {shown_sql("p.email")} as email, c.expires_at,
               exists (select 1 from {HELD} r where r.person = p.id) as has_role,
               exists (select 1 from post
                        where post.person = p.id and not ({scope.on_agency("post.agency")})) as beyond,
               {left} as has_left
          from person p left join sign_in_code c on c.person = p.id and c.expires_at > :now
         where {condition} and {scope.on_person("p.id")}
         order by lower(p.name), p.id
        """,
        params,
    )
    posts = {
        row["person"]: row
        for row in conn.rows(
            f"""
            select post.person, post.agency, a.name, post.staff_number from post join agency a on a.id = post.agency
             where post.person in :found and {scope.on_agency("post.agency")}
             order by case when post.staff_number = '' then 0 else 1 end, post.starts_on, post.id
            """,
            {"found": [row["id"] for row in people], **scope.params},
        )
    }
    return [_holder(row, posts.get(row["id"], {})) for row in people]


def _holder(row: dict[str, object], post: dict[str, object]) -> Holder:
    why_not = ""
    if row["has_role"]:
        why_not = phrase(
            "People with a role sign in by e-mail only. A code would give their rights to its maker."
        )
    elif not post.get("staff_number"):
        why_not = phrase(
            "Their post has no staff number, and they sign in with it and the code. Give it one first."
        )
    elif row["beyond"]:
        why_not = phrase(
            "They also have or had a post at an agency that you do not lead. An administrator makes the code."
        )
    elif row["has_left"]:
        why_not = phrase("They have left your agency. An administrator makes the code.")
    expires = row["expires_at"]
    return Holder(
        int(str(row["id"])),
        str(row["name"]),
        str(row["email"]),
        str(post.get("agency", "")),
        str(post.get("name", "")),
        str(post.get("staff_number", "")),
        datetime.fromisoformat(str(expires)) if expires else None,
        why_not,
    )


def _made(holder: Holder) -> tuple[Code, str]:
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    hashed = _hash(_as_compared(holder.staff_number), code)
    return Code(holder, spaced(code), now_utc() + CODE_LASTS), hashed


def _keep(conn: Connection, code: Code, hashed: str, now: datetime, by: Actor | None) -> None:
    person, actor = code.holder.person, by.person if by else None
    conn.execute("delete from sign_in_code where person = :person", {"person": person})
    conn.execute(
        """
        insert into sign_in_code (person, code_hash, made_by, made_at, expires_at)
        values (:person, :hash, :by, :now, :until)
        """,
        {
            "person": person,
            "hash": hashed,
            "by": actor,
            "now": instant_text(now),
            "until": instant_text(code.until),
        },
    )
    audit.note(conn, "sign_in_code.made", actor=actor, subject=str(person))


def _hash(number: str, code: str) -> str:
    """What is kept of a code: slow to work out, and another for each staff number."""
    with _HASHING:
        return scrypt(code.encode(), salt=f"elearn {number}".encode(), n=2**13, r=8, p=1, dklen=32).hex()


def _as_compared(number: str) -> str:
    return plain(number).strip().casefold()


def _has_role(conn: Connection, person: int) -> bool:
    return (
        conn.value(f"select 1 from {HELD} r where r.person = :person limit 1", {"person": person}) is not None
    )


def _has_number(conn: Connection, person: int, number: str) -> bool:
    numbers = conn.column("select staff_number from post where person = :person", {"person": person})
    return number in map(_as_compared, numbers)


def _changed() -> Problem:
    message = phrase("Something about these people changed in the meantime.")
    return Problem("", 0, 0, "changed-since", "error", message, phrase("Try again."))
