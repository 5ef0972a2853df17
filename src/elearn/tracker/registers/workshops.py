"""Partnership case reviews by facilitated workshop: what practitioners and managers learned, on three tiers.

The individual tier is for those who took part, and the local tier for the services that were there. The strategic tier
is for the subgroup, which decides whether the learning applies more widely (`subgroup`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.database import Database, now_text
from elearn.days import today
from elearn.problems import NotAllowed
from elearn.tracker import audit
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.registers import subgroup
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor
from elearn.translations import gettext as _

TIERS = ("individual", "local", "strategic")


@dataclass(frozen=True, slots=True)
class Held:
    """A new record of a workshop on a review. Texts have one service or one lesson a line, and name nobody."""

    review: str
    held_on: date
    services: str
    individual: str = ""
    local: str = ""
    strategic: str = ""
    to_subgroup: str = ""


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop on a review. Texts have one service or one lesson a line. `name` is the person who recorded it."""

    id: int
    review: str
    held_on: date
    services: str
    individual: str
    local: str
    strategic: str
    to_subgroup: str
    name: str | None

    def lessons(self) -> dict[str, list[str]]:
        """By tier, what was learned: a lesson each."""
        texts = {"individual": self.individual, "local": self.local, "strategic": self.strategic}
        return {tier: texts[tier].splitlines() for tier in TIERS}


def add(db: Database, actor: Actor, held: Held) -> int:
    """Records a workshop, with a lesson on at least one tier. Returns its id.

    Its strategic lessons and its questions go to the next meeting of the subgroup, or wait for one.
    Raises InputFault with everything that is wrong, and NotAllowed if the actor may neither govern nor author.
    """
    if not (actor.may("govern") or actor.may("author")):
        raise NotAllowed(_("Workshops are recorded by the board, administrators and trainers."))
    entry = FormFields()
    values: dict[str, Any] = {
        "review": entry.review(held.review),
        "held_on": entry.day(_("Held on"), held.held_on, last=today()),
        "services": entry.lines(_("Services present"), held.services),
        "individual": entry.lines(_("Individual"), held.individual, required=False),
        "local": entry.lines(_("Local"), held.local, required=False),
        "strategic": entry.lines(_("Strategic"), held.strategic, required=False),
        "to_subgroup": entry.lines(_("For the subgroup"), held.to_subgroup, required=False),
        "by": actor.person,
        "now": now_text(),
    }
    if not any(values[tier] for tier in TIERS):
        entry.fault(
            _("Learning"),
            _("No lesson is written on any tier."),
            _("Write one lesson a line, on the tier it is for."),
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
        subgroup.bring(conn, number, values["strategic"], values["to_subgroup"])
        subject, detail = f"workshop:{number}", {"review": held.review}
        audit.note(conn, "workshop.recorded", actor=actor.person, subject=subject, detail=detail)
    return number


def workshops(
    db: Database, actor: Actor, *, review: str = "", search: str = "", page: int = 1, size: int = PAGE_SIZE
) -> Page[Workshop]:
    """Workshops, the latest first. Raises NotAllowed for someone who only learns."""
    subgroup.must_see(actor)
    return page_of(
        db,
        Workshop,
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
