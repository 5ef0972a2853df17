"""Partnership case reviews by facilitated workshop: what practitioners and managers learned, on three tiers.

Individual: by those who took part; local: for the services that were there; strategic: for the subgroup, which decides
whether it applies more widely.
"""

from dataclasses import dataclass
from datetime import date

from elearn.database import Database, now_text
from elearn.days import today
from elearn.problems import NotAllowed
from elearn.tracker import audit
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor

TIERS = ("individual", "local", "strategic")


@dataclass(frozen=True, slots=True)
class Held:
    """A workshop on a review. Texts have one service or one lesson a line, and name nobody."""

    review: str
    held_on: date
    services: str
    individual: str = ""
    local: str = ""
    strategic: str = ""
    to_subgroup: str = ""


def add(db: Database, actor: Actor, held: Held) -> int:
    """Records a workshop; gives its id. It has learned something on one tier at least."""
    if not (actor.may("govern") or actor.may("author")):
        raise NotAllowed("Workshops are recorded by the board, administrators and trainers.")
    entry = FormFields()
    values = {
        "review": entry.review(held.review),
        "held_on": entry.day("Held on", held.held_on, last=today()),
        "services": entry.lines("Services present", held.services),
        "individual": entry.lines("Individual", held.individual, required=False),
        "local": entry.lines("Local", held.local, required=False),
        "strategic": entry.lines("Strategic", held.strategic, required=False),
        "to_subgroup": entry.lines("For the subgroup", held.to_subgroup, required=False),
        "by": actor.person,
        "now": now_text(),
    }
    if not any(values[tier] for tier in TIERS):
        entry.fault(
            "Learning", "Nothing was learned on any tier.", "Write one lesson a line, on the tier it is for."
        )
    entry.done()
    with db.write() as conn:
        number: int = conn.value(
            """
            insert into workshop
                   (review, held_on, services, individual, local, strategic, to_subgroup, recorded_by, recorded_at)
            values (:review, :held_on, :services, :individual, :local, :strategic, :to_subgroup, :by, :now)
            returning id
            """,
            values,
        )
        subject, detail = f"workshop:{number}", {"review": held.review}
        audit.note(conn, "workshop.recorded", actor=actor.person, subject=subject, detail=detail)
    return number


def workshops(
    db: Database, actor: Actor, *, review: str = "", search: str = "", page: int = 1, size: int = PAGE_SIZE
) -> Page:
    """`id, review, held_on, services, individual, local, strategic, to_subgroup, name` (who recorded it), the latest
    first: for the board, administrators, trainers and agency leads."""
    if not any(actor.may(right) for right in ("govern", "record", "author")):
        raise NotAllowed("Workshops are for the board, agency leads and trainers.")
    return page_of(
        db,
        """
        w.id, w.review, w.held_on, w.services, w.individual, w.local, w.strategic, w.to_subgroup, p.name
        """,
        f"""
        from workshop w left join person p on p.id = w.recorded_by
        where (:review = '' or w.review = :review)
          and {like("w.review", "w.services", "w.individual", "w.local", "w.strategic", "w.to_subgroup")}
        """,
        "w.held_on desc, w.id desc",
        {"review": review},
        search,
        page,
        size,
    )
