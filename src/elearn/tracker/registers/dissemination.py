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
DONE = "(d.reached > 0 or d.done_without_count = 1)"
"""The SQL condition that a record says that something was done. 0 people without a word on that may mean that not."""


@dataclass(frozen=True, slots=True)
class Dissemination:
    """What an agency did once to take a review's learning to its people: how, for which audience, how many and when.

    If nobody counted the people, `reached` is None or 0 and `done_without_count` says that it was done.
    """

    review: str
    agency: str
    how: str
    audience: str
    reached: int | None
    given_on: date
    note: str = ""
    done_without_count: bool = False


@dataclass(frozen=True, slots=True)
class DisseminationRecord:
    """A `Dissemination` as the register keeps it. `name` is who recorded it, if a person did.

    `unclear`: it has 0 people, and nobody has said whether it was done. It counts as not done.
    """

    id: int
    review: str
    agency: str
    agency_name: str
    how: str
    audience: str
    reached: int
    given_on: date
    note: str
    done_without_count: bool
    unclear: bool
    name: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What an agency and its children have recorded for one review: how many times it was done, and the latest day.

    `reached` adds up the people of each time, so someone who was told twice is counted twice. Nobody counted them at
    `uncounted` of the times. `unclear` records more have 0 people, and nobody has said whether it was done.
    """

    times: int
    reached: int
    latest: date | None
    uncounted: int = 0
    unclear: int = 0


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
        "reached": entry.count(_("People reached"), told.reached or 0),
        "given_on": entry.day(_("On"), told.given_on, last=today()),
        "note": entry.text(_("Note"), told.note, required=False),
        "done_without_count": int(told.done_without_count and not told.reached),
        "by": actor.person,
        "now": now_text(),
    }
    if not told.reached and not told.done_without_count:
        _ask(entry)
    entry.done()
    with db.write() as conn:
        must_be_theirs(conn, actor, told.agency)
        number: int = conn.value(
            """
            insert into dissemination
                   (review, agency, how, audience, reached, given_on, note, done_without_count,
                    recorded_by, recorded_at)
            values (:review, :agency, :how, :audience, :reached, :given_on, :note, :done_without_count, :by, :now)
            returning id
            """,
            values,
        )
        detail = {"review": told.review, "agency": told.agency, "how": told.how, "reached": values["reached"]}
        subject = f"dissemination:{number}"
        audit.note(conn, "dissemination.recorded", actor=actor.person, subject=subject, detail=detail)
    return number


def say_done(db: Database, actor: Actor, number: int, *, reached: int = 0) -> None:
    """Says of a record with 0 people that it was done: `reached` people, or 0 if nobody counted them.

    Raises NotFound if there is no such record that the actor may write, or if somebody has said so already.
    """
    actor.must("record")
    entry, scope = FormFields(), actor.record_scope()
    count = entry.count(_("People reached"), reached)
    entry.done()
    with db.write() as conn:
        changed = conn.execute(
            f"""
            update dissemination set reached = :reached, done_without_count = :uncounted
             where id = :number and struck = 0 and reached = 0 and done_without_count = 0
               and {scope.on_agency("dissemination.agency")}
            """,
            {"number": number, "reached": count, "uncounted": int(count == 0), **scope.params},
        )
        if not changed:
            raise NotFound(_("There is no such record of yours. Look at the list again."))
        detail = {"reached": count, "done_without_count": count == 0}
        subject = f"dissemination:{number}"
        audit.note(conn, "dissemination.said_done", actor=actor.person, subject=subject, detail=detail)


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
    unclear: bool = False,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[DisseminationRecord]:
    """The records, the latest first. `agency` includes its children.

    `unclear`: only those with 0 people of which nobody has said whether it was done.
    """
    scope = actor.record_scope()
    return page_of(
        db,
        DisseminationRecord,
        f"""
        d.id, d.review, d.agency, a.name as agency_name, d.how, d.audience, d.reached, d.given_on, d.note,
        d.done_without_count, case when {DONE} then 0 else 1 end as unclear, p.name
        """,
        f"""
        from dissemination d join agency a on a.id = d.agency left join person p on p.id = d.recorded_by
        where d.struck = 0 and {scope.on_agency("d.agency")} and (:review = '' or d.review = :review)
          and (:agency = '' or d.agency in (select w.agency from agency_within w where w.within = :agency))
          and (:unclear = 0 or not {DONE})
          and {like("a.name", "d.audience", "d.how", "d.note")}
        """,
        "d.given_on desc, d.id desc",
        {"review": review, "agency": agency, "unclear": int(unclear), **scope.params},
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
            select w.within as agency, d.review, sum(case when {DONE} then 1 else 0 end) as times,
                   sum(d.reached) as reached, max(case when {DONE} then d.given_on end) as latest,
                   sum(case when d.reached = 0 and d.done_without_count = 1 then 1 else 0 end) as uncounted,
                   sum(case when {DONE} then 0 else 1 end) as unclear
              from dissemination d join agency_within w on w.agency = d.agency
             where d.struck = 0 and d.review in :reviews
               and {scope.on_agency("d.agency")} and {scope.on_agency("w.within")}
             group by w.within, d.review
            """,
            {"reviews": list(reviews), **scope.params},
        )
    return {
        (row["agency"], row["review"]): Cell(
            row["times"],
            row["reached"],
            date.fromisoformat(row["latest"]) if row["latest"] else None,
            row["uncounted"],
            row["unclear"],
        )
        for row in found
    }


def _ask(entry: FormFields) -> None:
    entry.fault(
        _("People reached"),
        _("No number of people is given. Was it done?"),
        _(
            "Give the number; or say that it was done and nobody counted the people. "
            "If it is not done yet, add an action with its day instead."
        ),
    )
