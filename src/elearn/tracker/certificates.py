"""Certificates: what they say is frozen when they are issued. Anyone who has the code can check one.

A certificate is revoked when its completion is withdrawn, and valid again if the withdrawal is undone. That is not
written on it: it follows from the withdrawal.
"""

import json
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime

from elearn.database import Connection, Database, instant_text
from elearn.days import day_of, now_utc
from elearn.phrases import phrase
from elearn.problems import NotFound
from elearn.settings import settings
from elearn.tracker.catalogue import outcomes
from elearn.tracker.renewals import last_day_in_date
from elearn.tracker.scope import Scope
from elearn.translations import gettext as _

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32, without I, O, 0 and 1, which look alike on paper


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it was issued. `valid_until` is its last day. None: it does not lapse.

    `minutes` is how much learning it was, if that was known. `outcomes` are texts. `organisation` is the board that
    issued it. If it is "", the certificate is from before these were kept: it says none of them, nor `participatory`.
    `language` is the one that its owner has chosen by now, or "". `revoked_on` is the day on which its completion was
    withdrawn. None: it was not.
    """

    code: str
    name: str
    title: str
    version: str
    completed_on: date
    valid_until: date | None
    language: str = ""
    minutes: int | None = None
    outcomes: tuple[str, ...] = ()
    participatory: bool = False
    organisation: str = ""
    revoked_on: date | None = None


def issue(conn: Connection, completion: int, organisation: str = "") -> str:
    """Issues the certificate of a completion and returns its code. If it has one already, that is its code.

    Call it in the transaction that writes the completion. The completion is of a course that was played here or of a
    taught session. The certificate has its version, its minutes and whether it was participatory, and the last day in
    date by the rules in force for the person on its day. `organisation` is the board's name; "": that of the settings.

    Raises NotFound if there is no such completion, or if it came from another system, which gave its own.
    """
    fact = conn.row(
        """
        select c.id as completion, c.person, c.course, c.version, c.completed_on, c.minutes, c.participatory,
               person.name, course.title, t.code
          from completion c join person on person.id = c.person join course on course.id = c.course
          left join certificate t on t.completion = c.id
         where c.id = :completion and (c.how = 'player' or c.taught_session is not null)
        """,
        {"completion": completion},
    )
    if fact is None:
        raise NotFound(phrase("There is no such completion."))
    if fact["code"]:
        return str(fact["code"])
    until = last_day_in_date(conn, fact["person"], fact["course"], date.fromisoformat(fact["completed_on"]))
    taught = [text for _id, text in sorted(outcomes(conn, fact["course"], fact["version"]).items())]
    code = _new_code()
    conn.execute(
        """
        insert into certificate (code, completion, name, title, version, completed_on, valid_until, issued_at,
                                 minutes, outcomes, participatory, organisation)
        values (:code, :completion, :name, :title, :version, :completed_on, :until, :now,
                :minutes, :outcomes, :participatory, :organisation)
        """,
        {
            **fact,
            "code": code,
            "until": until and until.isoformat(),
            "outcomes": json.dumps(taught, ensure_ascii=False),
            "organisation": organisation or settings().organisation,
            "now": instant_text(now_utc()),
        },
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


@dataclass(frozen=True, slots=True)
class _Row:
    """A certificate with what tells whether it is revoked. `withdrawn_at` is ISO text in UTC."""

    code: str
    name: str
    title: str
    version: str
    completed_on: date
    valid_until: date | None
    language: str
    minutes: int | None
    outcomes: list[str]
    participatory: bool
    organisation: str
    withdrawn_at: str | None


def _certificate(db: Database, code: str, scope: Scope) -> Certificate:
    with db.read() as conn:
        found = conn.object(
            _Row,
            f"""
            select t.code, t.name, t.title, t.version, t.completed_on, t.valid_until, person.language,
                   t.minutes, t.outcomes, t.participatory, t.organisation, w.withdrawn_at
              from certificate t join completion c on c.id = t.completion join person on person.id = c.person
              left join completion_withdrawal w on w.completion = c.id
             where t.code = :code and {scope.on_few_people("c.person")}
            """,
            {"code": code.strip().upper(), **scope.params},
        )
    if found is None:
        raise NotFound(
            _("There is no certificate with this code. Check it against the paper, letter by letter.")
        )
    frozen = Certificate(
        found.code,
        found.name,
        found.title,
        found.version,
        found.completed_on,
        found.valid_until,
        found.language,
        found.minutes,
        tuple(found.outcomes),
        found.participatory,
        found.organisation,
    )
    at = found.withdrawn_at
    return replace(frozen, revoked_on=day_of(datetime.fromisoformat(at))) if at else frozen


def _new_code() -> str:
    """A code that cannot be guessed: four groups of five characters."""
    letters = "".join(_ALPHABET[byte % 32] for byte in secrets.token_bytes(20))
    return "-".join(letters[at : at + 5] for at in range(0, 20, 5))
