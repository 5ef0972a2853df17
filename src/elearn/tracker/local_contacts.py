"""What each agency writes into the local pathways of all courses: whom to call there.

A contact has a key, which the caller makes of its label, so that it is the same in every course. An agency that has not
filled one in has that of the nearest agency above it.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elearn.database import Connection, Database, now_text
from elearn.phrases import phrase
from elearn.problems import InputFault, NotAllowed, NotFound, Problem
from elearn.tracker import audit
from elearn.tracker.scope import Actor, Scope
from elearn.translations import gettext as _

LONGEST = 300
MOST = 200
"""How many contacts an agency can fill in."""


@dataclass(frozen=True, slots=True)
class LocalContact:
    """A contact as an agency has it. `agency` is the one that filled it in: itself, or one above."""

    contact: str
    label: str
    value: str
    agency: str
    agency_name: str


def contacts_of(db: Database, scope: Scope, agency: str) -> dict[str, LocalContact]:
    """An agency's contacts by key: its own, and those of the agencies above it where it has none.

    Raises NotFound if there is no such agency in the scope.
    """
    with db.read() as conn:
        _must_be_in(conn, scope, agency)
        return _contacts(conn, agency)


def contacts_for_person(db: Database, scope: Scope, day: date) -> dict[str, list[LocalContact]]:
    """The contacts of the agencies at which the one person of a scope has a post on a day, by key.

    If two agencies say the same, it is there once. They are in the order of the agencies' names.
    """
    with db.read() as conn:
        agencies = conn.column(
            f"""
            select distinct agency.id, agency.name from post join agency on agency.id = post.agency
             where {scope.on_person("post.person")} and post.starts_on <= :day
               and (post.ends_on is null or post.ends_on >= :day)
             order by agency.name, agency.id
            """,
            {**scope.params, "day": day.isoformat()},
        )
        found: dict[str, list[LocalContact]] = {}
        for agency in agencies:
            for key, contact in _contacts(conn, agency).items():
                there = found.setdefault(key, [])
                if contact.value not in [each.value for each in there]:
                    there.append(contact)
        return found


def keep_contacts(db: Database, agency: str, given: Mapping[str, tuple[str, str]], by: Actor) -> int:
    """Keeps an agency's contacts: a label and a value by key. A blank value takes the agency's own away.

    Keys that are not given stay as they are. Returns how many changed. Raises NotAllowed unless the person leads the
    agency or administers, NotFound if there is no such agency, and InputFault with everything that is wrong.
    """
    scope = by.import_scope()
    if scope.kind == "nothing":
        raise NotAllowed(_("An agency's contacts are kept by its lead and by administrators."))
    if problems := [problem for label, value in given.values() for problem in _faults(label, value)]:
        raise InputFault(problems)
    with db.write() as conn:
        _must_be_in(conn, scope, agency)
        changed = [key for key, (label, value) in given.items() if _kept(conn, agency, key, label, value, by)]
        count = conn.value("select count(*) from agency_contact where agency = :agency", {"agency": agency})
        if count > MOST:
            message = phrase("An agency can fill in at most %(most)s contacts.", most=MOST)
            raise InputFault([Problem("", 0, 0, "contacts", "error", message, phrase("Fill in fewer."))])
        if changed:
            detail = {"changed": len(changed)}
            audit.note(conn, "contacts.changed", actor=by.person, subject=agency, detail=detail)
    return len(changed)


def _must_be_in(conn: Connection, scope: Scope, agency: str) -> None:
    query = f"select count(*) from agency where id = :agency and {scope.on_agency('agency.id')}"
    if not conn.value(query, {"agency": agency, **scope.params}):
        raise NotFound(phrase("There is no agency “%(agency)s” that you may see.", agency=agency))


def _contacts(conn: Connection, agency: str) -> dict[str, LocalContact]:
    """Those of the agency and of all above it, the nearest last. How near one is, is how many it is within."""
    rows = conn.objects(
        LocalContact,
        """
        select kept.contact, kept.label, kept.value, kept.agency, agency.name as agency_name
          from agency_contact kept
          join agency_within above on above.within = kept.agency and above.agency = :agency
          join agency on agency.id = kept.agency
         order by (select count(*) from agency_within outer_one where outer_one.agency = kept.agency), kept.contact
        """,
        {"agency": agency},
    )
    return {row.contact: row for row in rows}


def _kept(conn: Connection, agency: str, key: str, label: str, value: str, by: Actor) -> bool:
    """Whether it changed."""
    row = {"agency": agency, "contact": key, "label": label, "value": " ".join(value.split())}
    before = conn.value("select value from agency_contact where agency = :agency and contact = :contact", row)
    if (before or "") == row["value"]:
        return False
    if not row["value"]:
        conn.execute("delete from agency_contact where agency = :agency and contact = :contact", row)
        return True
    conn.execute(
        """
        insert into agency_contact (agency, contact, label, value, changed_by, changed_at)
        values (:agency, :contact, :label, :value, :by, :now)
        on conflict (agency, contact) do update
           set label = excluded.label, value = excluded.value,
               changed_by = excluded.changed_by, changed_at = excluded.changed_at
        """,
        {**row, "by": by.person, "now": now_text()},
    )
    return True


def _faults(label: str, value: str) -> list[Problem]:
    found = []
    if len(value) > LONGEST:
        message = phrase("It has more than %(most)s characters.", most=LONGEST)
        found.append((message, phrase("Write a number, a name of a team, or where it is.")))
    if any(unicodedata.category(each) in ("Cc", "Cs", "Co") and each not in "\n\t" for each in value):
        message = phrase("It holds a character that nobody sees.")
        found.append((message, phrase("Type it again instead of pasting it.")))
    return [Problem(label, 0, 0, "contacts", "error", *each) for each in found]
