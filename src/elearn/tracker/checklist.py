"""What a new installation still lacks before a board can see a figure: what the administrator's checklist knows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.database import Connection, Database
from elearn.phrases import as_json, from_json
from elearn.tracker import audit
from elearn.tracker.asks import IN_FORCE
from elearn.tracker.scope import Actor

_MAIL_TESTED = "mail.tested"


@dataclass(frozen=True, slots=True)
class MailTest:
    """The last test mail: when (ISO text in UTC), by which server, what it answered, and if it took the mail."""

    at: str
    server: str
    answer: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is there, counted on a day.

    `people` are those in post. `required` are the courses that a requirement in force names, by id, with their titles;
    `closed` are those of them that are ours and cannot be started. `published` counts courses that can be started
    here. `leads` counts the people who lead an agency, and `leads_reached` those of them who were sent an invitation
    or have signed in. `mail` is the last test mail, or None.
    """

    agencies: int
    role_groups: int
    people: int
    published: int
    requirements: int
    closed: Mapping[str, str]
    leads: int
    leads_reached: int
    mail: MailTest | None


def readiness(db: Database, as_at: date, *, by: Actor) -> Readiness:
    """What is there on the day `as_at`. Raises NotAllowed if `by` is no administrator."""
    by.must("administer")
    params = {"day": as_at.isoformat()}
    with db.read() as conn:
        counts = {name: int(conn.value(sql, params)) for name, sql in _COUNTS.items()}
        closed = dict(conn.tuples(_CLOSED, params))
        mail = _last_mail_test(conn)
    return Readiness(closed=closed, mail=mail, **counts)


def keep_mail_test(db: Database, *, server: str, answer: str, taken: bool, by: Actor) -> None:
    """Keeps what the mail server answered to a test mail. Raises NotAllowed if `by` is no administrator."""
    by.must("administer")
    detail: dict[str, Any] = {"server": server, "answer": as_json(answer), "taken": taken}
    with db.write() as conn:
        audit.note(conn, _MAIL_TESTED, actor=by.person, detail=detail)


_ON_THE_DAY = "from_day <= :day and (to_day is null or to_day >= :day)"
_COUNTS = {
    "agencies": "select count(*) from agency",
    "role_groups": "select count(*) from role_group",
    "people": """
        select count(distinct person) from post
         where starts_on <= :day and (ends_on is null or ends_on >= :day)
        """,
    "published": "select count(*) from course where ours = 1 and version <> ''",
    "requirements": f"select count(*) from {IN_FORCE} q where {_ON_THE_DAY}",
    "leads": "select count(distinct person) from role where role = 'lead'",
    "leads_reached": """
        select count(distinct role.person) from role
         where role.role = 'lead'
           and (exists (select 1 from audit_event e
                         where e.action = 'invitation.sent' and e.subject = cast(role.person as text))
                or exists (select 1 from audit_event e
                            where e.action = 'sign_in.used' and e.actor = role.person))
        """,
}
_CLOSED = f"""
    select distinct course.id, course.title from course join {IN_FORCE} q on q.course = course.id
     where course.ours = 1 and course.version = '' and {_ON_THE_DAY}
    """


def _last_mail_test(conn: Connection) -> MailTest | None:
    found = conn.rows(
        "select at, detail from audit_event where action = :action order by id desc limit 1",
        {"action": _MAIL_TESTED},
    )
    if not found:
        return None
    told = json.loads(found[0]["detail"])
    return MailTest(found[0]["at"], told["server"], from_json(told["answer"]), told["taken"])
