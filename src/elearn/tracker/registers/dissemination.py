"""Dissemination: how each agency took a review's learning to its people, and how many people it reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from elearn.database import Database, now_text
from elearn.days import today
from elearn.problems import NotFound
from elearn.tracker import audit
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.registers.agency import must_be_theirs
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor
from elearn.translations import gettext as _

HOW = (
    "team briefing",
    "single-agency training",
    "inter-agency training",
    "e-mail",
    "course",
    "supervision",
    "policy or procedure changed",
)


@dataclass(frozen=True, slots=True)
class Dissemination:
    """What an agency did once to take a review's learning to its people: how, for which audience, how many and when."""

    review: str
    agency: str
    how: str
    audience: str
    reached: int
    given_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class DisseminationRecord:
    """A `Dissemination` as the register keeps it. `name` is who recorded it, if a person did."""

    id: int
    review: str
    agency: str
    agency_name: str
    how: str
    audience: str
    reached: int
    given_on: date
    note: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What an agency and its children have recorded for one review: how many times, and the latest day.

    `reached` adds up the people of each time, so someone who was told twice is counted twice.
    """

    times: int
    reached: int
    latest: date


def add(db: Database, actor: Actor, told: Dissemination) -> int:
    """Records what an agency did. Returns the record's id.

    Raises InputFault with everything that is wrong, and NotAllowed if the agency is not the actor's.
    """
    actor.must("record")
    entry = FormFields()
    values = {
        "review": entry.review(told.review),
        "agency": told.agency,
        "how": entry.one_of(_("How"), told.how, HOW),
        "audience": entry.text(_("Audience"), told.audience, longest=200),
        "reached": entry.count(_("People reached"), told.reached),
        "given_on": entry.day(_("On"), told.given_on, last=today()),
        "note": entry.text(_("Note"), told.note, required=False),
        "by": actor.person,
        "now": now_text(),
    }
    entry.done()
    with db.write() as conn:
        must_be_theirs(conn, actor, told.agency)
        number: int = conn.value(
            """
            insert into dissemination (review, agency, how, audience, reached, given_on, note, recorded_by, recorded_at)
            values (:review, :agency, :how, :audience, :reached, :given_on, :note, :by, :now) returning id
            """,
            values,
        )
        detail = {"review": told.review, "agency": told.agency, "how": told.how, "reached": told.reached}
        subject = f"dissemination:{number}"
        audit.note(conn, "dissemination.recorded", actor=actor.person, subject=subject, detail=detail)
    return number


def strike(db: Database, actor: Actor, number: int, *, reason: str) -> None:
    """Takes out a record that was made in error. The audit keeps the fact and the reason.

    Raises NotFound if there is no such record that the actor may write.
    """
    actor.must("record")
    entry, scope = FormFields(), actor.record_scope()
    why = entry.text(_("Reason"), reason, longest=300)
    entry.done()
    with db.write() as conn:
        changed = conn.execute(
            f"""
            update dissemination set struck = 1
             where id = :number and struck = 0 and {scope.on_agency("dissemination.agency")}
            """,
            {"number": number, **scope.params},
        )
        if not changed:
            raise NotFound(_("There is no such record of yours. Look at the list again."))
        subject = f"dissemination:{number}"
        audit.note(conn, "dissemination.struck", actor=actor.person, subject=subject, detail={"reason": why})


def records(
    db: Database,
    actor: Actor,
    *,
    review: str = "",
    agency: str = "",
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[DisseminationRecord]:
    """The records, the latest first. `agency` includes its children."""
    scope = actor.record_scope()
    return page_of(
        db,
        DisseminationRecord,
        """
        d.id, d.review, d.agency, a.name as agency_name, d.how, d.audience, d.reached, d.given_on, d.note, p.name
        """,
        f"""
        from dissemination d join agency a on a.id = d.agency left join person p on p.id = d.recorded_by
        where d.struck = 0 and {scope.on_agency("d.agency")} and (:review = '' or d.review = :review)
          and (:agency = '' or d.agency in (select w.agency from agency_within w where w.within = :agency))
          and {like("a.name", "d.audience", "d.how", "d.note")}
        """,
        "d.given_on desc, d.id desc",
        {"review": review, "agency": agency, **scope.params},
        search,
        page,
        size,
    )


def matrix(db: Database, actor: Actor, reviews: Iterable[str]) -> dict[tuple[str, str], Cell]:
    """By agency and review, what the agency and its children have recorded. Pairs without a record are left out."""
    scope = actor.record_scope()
    with db.read() as conn:
        found = conn.rows(
            f"""
            select w.within as agency, d.review, count(*) as times, sum(d.reached) as reached, max(d.given_on) as latest
              from dissemination d join agency_within w on w.agency = d.agency
             where d.struck = 0 and d.review in :reviews
               and {scope.on_agency("d.agency")} and {scope.on_agency("w.within")}
             group by w.within, d.review
            """,
            {"reviews": list(reviews), **scope.params},
        )
    return {
        (row["agency"], row["review"]): Cell(row["times"], row["reached"], date.fromisoformat(row["latest"]))
        for row in found
    }
