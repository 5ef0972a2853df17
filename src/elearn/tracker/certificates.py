"""Certificates: issued on the day of the pass and never changed. Anyone who has the code can check one."""

import secrets
from dataclasses import dataclass
from datetime import date

from elearn.database import Connection, Database, instant_text
from elearn.days import add_months, now_utc
from elearn.phrases import phrase
from elearn.problems import NotFound
from elearn.tracker.scope import Scope
from elearn.translations import gettext as _

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32, without I, O, 0 and 1, which look alike on paper


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it was issued. `valid_until` is its last day. None: it does not lapse.

    `language` is the one that its owner has chosen by now, or "".
    """

    code: str
    name: str
    title: str
    version: str
    completed_on: date
    valid_until: date | None
    language: str = ""


def issue(conn: Connection, completion: int) -> str:
    """Issues the certificate of a completion, in the transaction that writes the completion. Returns the code.

    Raises NotFound if there is no such completion.
    """
    fact = conn.row(
        """
        select c.id as completion, c.version, c.completed_on, person.name, course.title,
               (select min(q.renew_after_months)
                  from requirement q
                  join post on post.person = c.person
                       and post.starts_on <= c.completed_on
                       and (post.ends_on is null or post.ends_on >= c.completed_on)
                       and (q.role_group is null or q.role_group = post.role_group)
                       and (q.agency is null
                            or q.agency in (select within from agency_within where agency = post.agency))
                 where q.course = c.course and q.from_day <= c.completed_on
                   and (q.to_day is null or q.to_day >= c.completed_on)) as months
          from completion c join person on person.id = c.person join course on course.id = c.course
         where c.id = :completion
        """,
        {"completion": completion},
    )
    if fact is None:
        raise NotFound(phrase("There is no such completion."))
    months = fact[
        "months"
    ]  # the shortest renewal of the requirements for the person on the day, if there is one
    until = add_months(date.fromisoformat(fact["completed_on"]), months) if months else None
    code = _new_code()
    conn.execute(
        """
        insert into certificate (code, completion, name, title, version, completed_on, valid_until, issued_at)
        values (:code, :completion, :name, :title, :version, :completed_on, :until, :now)
        """,
        {**fact, "code": code, "until": until and until.isoformat(), "now": instant_text(now_utc())},
    )
    return code


def code_of(conn: Connection, completion: int) -> str | None:
    """The code of a completion's certificate, or None. It sees a certificate that the same transaction has issued."""
    code: str | None = conn.value(
        "select code from certificate where completion = :completion", {"completion": completion}
    )
    return code


def lookup(db: Database, code: str) -> Certificate:
    """The certificate with this code, for anyone who has the code. Raises NotFound if there is none."""
    return _certificate(db, code, Scope.everyone())


def own(db: Database, scope: Scope, code: str) -> Certificate:
    """A certificate of someone in the scope. Raises NotFound if there is none."""
    return _certificate(db, code, scope)


def _certificate(db: Database, code: str, scope: Scope) -> Certificate:
    with db.read() as conn:
        found = conn.object(
            Certificate,
            f"""
            select t.code, t.name, t.title, t.version, t.completed_on, t.valid_until, person.language
              from certificate t join completion c on c.id = t.completion join person on person.id = c.person
             where t.code = :code and {scope.on_person("c.person")}
            """,
            {"code": code.strip().upper(), **scope.params},
        )
    if found is None:
        raise NotFound(
            _("There is no certificate with this code. Check it against the paper, letter by letter.")
        )
    return found


def _new_code() -> str:
    """A code that cannot be guessed: four groups of five characters."""
    letters = "".join(_ALPHABET[byte % 32] for byte in secrets.token_bytes(20))
    return "-".join(letters[at : at + 5] for at in range(0, 20, 5))
