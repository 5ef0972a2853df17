"""Links by which an agency's figures come from somebody without an account, each for one kind of figures.

A link says nothing about people.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from elearn.database import Connection, Database, instant_text
from elearn.days import day_of, now_utc
from elearn.phrases import phrase
from elearn.problems import InputFault, NotFound
from elearn.tracker import audit
from elearn.tracker.declaring.faults import fault
from elearn.tracker.scope import Actor, Scope
from elearn.tracker.sessions import token_hash

What = Literal["headcount", "return"]
WHATS: Final[tuple[What, ...]] = ("headcount", "return")
DAYS: Final = 60
LONGEST_LABEL: Final = 80


@dataclass(frozen=True, slots=True)
class Link:
    """A link by which an agency's figures come. `label` says for whom it is. `works` until it expires or is revoked."""

    id: int
    agency: str
    agency_name: str
    what: What
    label: str
    made_at: str
    expires_at: str
    revoked_at: str | None
    used_at: str | None

    @property
    def works(self) -> bool:
        """Whether figures can come by it now."""
        return self.revoked_at is None and self.expires_at > instant_text(now_utc())

    @property
    def until(self) -> date:
        """The day on which it expires, in Europe/London."""
        return day_of(datetime.fromisoformat(self.expires_at))

    @property
    def source(self) -> str:
        """What a figure that came by it says of where it is from."""
        return f"Link {self.id}: {self.label}"


def make(
    db: Database, agency: str, what: str, label: str, *, by: Actor | None, days: int = DAYS
) -> tuple[Link, str]:
    """A new link, with its token, which nobody can see again.

    Raises InputFault, NotFound for an agency that the maker does not lead, and NotAllowed unless `by` is a lead, an
    administrator or a terminal (None).
    """
    scope = scope_of(by)
    label = " ".join(label.split())
    problems = []
    if what not in WHATS:
        message = phrase("“%(what)s” is neither headcount nor return.", what=what)
        problems.append(fault("what", message, phrase("Write one of the two.")))
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        message = phrase("It is not said for whom the link is.")
        remedy = phrase("Write a role or an office, in up to %(most)s characters.", most=LONGEST_LABEL)
        problems.append(fault("label", message, remedy))
    if problems:
        raise InputFault(problems)
    token, now = secrets.token_urlsafe(32), now_utc()
    with db.write() as conn:
        sql = f"select 1 from agency where id = :agency and {scope.on_agency('id')}"
        if conn.value(sql, {"agency": agency, **scope.params}) is None:
            raise NotFound(phrase("There is no agency “%(agency)s” here.", agency=agency))
        id: int = conn.value(
            """
            insert into declaration_link (agency, what, token_hash, label, made_by, made_at, expires_at)
            values (:agency, :what, :hash, :label, :by, :now, :until) returning id
            """,
            {
                "agency": agency,
                "what": what,
                "label": label,
                "hash": token_hash(token),
                "by": by.person if by else None,
                "now": instant_text(now),
                "until": instant_text(now + timedelta(days=days)),
            },
        )
        detail = {"agency": agency, "what": what}
        audit.note(
            conn, "declaration_link.made", actor=by.person if by else None, subject=str(id), detail=detail
        )
        [made] = links_in(conn, "l.id = :id", {"id": id})
    return made, token


def links(db: Database, *, by: Actor | None) -> list[Link]:
    """The links of agencies in the reader's scope, the newest first."""
    scope = scope_of(by)
    with db.read() as conn:
        return links_in(conn, scope.on_agency("l.agency"), scope.params)


def revoke(db: Database, id: int, *, by: Actor | None) -> None:
    """Ends a link. What came by it stays. Raises NotFound if the reader sees no such link."""
    scope = scope_of(by)
    with db.write() as conn:
        done = conn.column(
            f"""
            update declaration_link set revoked_at = coalesce(revoked_at, :now)
             where id = :id and {scope.on_agency("agency")} returning id
            """,
            {"id": id, "now": instant_text(now_utc()), **scope.params},
        )
        if not done:
            raise NotFound(phrase("There is no such link here. Look at the list again."))
        audit.note(conn, "declaration_link.revoked", actor=by.person if by else None, subject=str(id))


def link_of(db: Database, token: str) -> Link | None:
    """The link with this token, if it works."""
    with db.read() as conn:
        found = links_in(conn, "l.token_hash = :hash", {"hash": token_hash(token)})
    return next((each for each in found if each.works), None)


def links_in(conn: Connection, condition: str, values: Mapping[str, Any]) -> list[Link]:
    """The links for which `condition` holds, with its `values`. The newest comes first."""
    return conn.objects(
        Link,
        f"""
        select l.id, l.agency, a.name as agency_name, l.what, l.label, l.made_at, l.expires_at, l.revoked_at, l.used_at
          from declaration_link l join agency a on a.id = l.agency
         where {condition} order by l.id desc
        """,
        dict(values),
    )


def scope_of(by: Actor | None) -> Scope:
    """The agencies whose links somebody may make and see: None is a terminal. Raises NotAllowed."""
    if by is None:
        return Scope.everyone()
    by.must("import")
    return by.import_scope()
