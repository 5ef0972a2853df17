"""The impact log: what changed for practice or for families, the evidence, and how we know."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.database import Connection, Database, now_text
from elearn.days import today
from elearn.problems import NotAllowed, NotFound
from elearn.tracker import audit
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.registers.agency import must_be_theirs
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor, Scope
from elearn.translations import gettext as _

WHAT = ("practice", "outcome")
"""A change in what practitioners do, or in what children and families experience."""
HOW_KNOWN = (
    "audit of records",
    "what children and families said",
    "what practitioners said",
    "figures over time",
    "observation of practice",
    "inspection or peer review",
    "survey after training",
)
_COLUMNS = """
i.id, i.recommendation, i.action, i.agency, a.name as agency_name, i.what, i.changed, i.evidence, i.how_known,
i.seen_on, p.name
"""
_SOURCE = "from impact i left join agency a on a.id = i.agency left join person p on p.id = i.recorded_by"
_AT_ONCE = 500
"""How many recommendations one query asks about."""


@dataclass(frozen=True, slots=True)
class ImpactEntry:
    """A change that was seen. `agency` None means the partnership as a whole. `action` is what led to the change."""

    recommendation: str
    agency: str | None
    what: str
    changed: str
    evidence: str
    how_known: str
    seen_on: date
    action: int | None = None


@dataclass(frozen=True, slots=True)
class ImpactRecord:
    """An `ImpactEntry` as the log keeps it. `name` is who recorded it, if a person did."""

    id: int
    recommendation: str
    action: int | None
    agency: str | None
    agency_name: str | None
    what: str
    changed: str
    evidence: str
    how_known: str
    seen_on: date
    name: str | None


def add(db: Database, actor: Actor, seen: ImpactEntry) -> int:
    """Adds an entry to the log. Returns its id.

    Raises InputFault with everything that is wrong, and NotAllowed or NotFound if the agency or the action is not the
    actor's. Only the board and administrators write for the partnership as a whole.
    """
    actor.must("record")
    entry = FormFields()
    values: dict[str, Any] = {
        "recommendation": entry.recommendation(seen.recommendation),
        "agency": seen.agency,
        "action": seen.action,
        "what": entry.one_of(_("What changed"), seen.what, WHAT),
        "changed": entry.text(_("What changed, in words"), seen.changed),
        "evidence": entry.text(_("Evidence"), seen.evidence),
        "how_known": entry.one_of(_("How it is known"), seen.how_known, HOW_KNOWN),
        "seen_on": entry.day(_("Seen on"), seen.seen_on, last=today()),
        "by": actor.person,
        "now": now_text(),
    }
    entry.done()
    with db.write() as conn:
        _must_be_theirs(conn, actor, seen)
        number: int = conn.value(
            """
            insert into impact
                   (recommendation, action, agency, what, changed, evidence, how_known, seen_on,
                    recorded_by, recorded_at)
            values (:recommendation, :action, :agency, :what, :changed, :evidence, :how_known, :seen_on, :by, :now)
            returning id
            """,
            values,
        )
        detail = {"recommendation": seen.recommendation, "agency": seen.agency, "action": seen.action}
        audit.note(conn, "impact.recorded", actor=actor.person, subject=f"impact:{number}", detail=detail)
    return number


def impacts(
    db: Database,
    actor: Actor,
    *,
    review: str = "",
    recommendation: str = "",
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[ImpactRecord]:
    """The log, the latest entry first. The lead of an agency sees its entries and those for the whole partnership."""
    scope = actor.record_scope()
    return page_of(
        db,
        ImpactRecord,
        _COLUMNS,
        f"""
        {_SOURCE}
        where {_in_scope(scope)}
          and (:review = '' or i.recommendation like :review || '#%')
          and (:recommendation = '' or i.recommendation = :recommendation)
          and {like("i.changed", "i.evidence", "coalesce(a.name, '')")}
        """,
        "i.seen_on desc, i.id desc",
        {
            "review": review,
            "recommendation": recommendation,
            **_scope_params(scope),
        },
        search,
        page,
        size,
    )


def recorded_after(
    db: Database, actor: Actor, recommendations: Collection[str]
) -> dict[str, list[ImpactRecord]]:
    """What the log holds about many recommendations, by recommendation, the latest first, for what the actor may see.

    A person without the right to record gets nothing, as in `impacts`.
    """
    scope = actor.record_scope()
    wanted = sorted(set(recommendations))
    found: dict[str, list[ImpactRecord]] = {}
    with db.read() as conn:
        for start in range(0, len(wanted), _AT_ONCE):
            rows = conn.objects(
                ImpactRecord,
                f"""
                select {_COLUMNS}
                {_SOURCE}
                 where {_in_scope(scope)}
                   and i.recommendation in :recommendations
                 order by i.seen_on desc, i.id desc
                """,
                {**_scope_params(scope), "recommendations": wanted[start : start + _AT_ONCE]},
            )
            for row in rows:
                found.setdefault(row.recommendation, []).append(row)
    return found


def _in_scope(scope: Scope) -> str:
    return f"({scope.on_agency('i.agency')} or (i.agency is null and :sees_agencies = 1))"


def _scope_params(scope: Scope) -> dict[str, Any]:
    return {"sees_agencies": int(scope.kind in ("everyone", "agencies")), **scope.params}


def _must_be_theirs(conn: Connection, actor: Actor, seen: ImpactEntry) -> None:
    if seen.agency is not None:
        must_be_theirs(conn, actor, seen.agency)
    elif not actor.may("govern"):
        raise NotAllowed(_("The board records for the partnership as a whole. Choose your agency."))
    if seen.action is None:
        return
    found = conn.value(
        """
        select 1 from recommendation_action
         where id = :action and recommendation = :recommendation and agency = :agency
        """,
        {"action": seen.action, "recommendation": seen.recommendation, "agency": seen.agency},
    )
    if found is None:
        raise NotFound(_("That action is of another agency or recommendation. Choose it from the list."))
