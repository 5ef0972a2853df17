"""An administrator approves or refuses an exemption that was asked for. Approval writes the exemption."""

from datetime import date
from typing import Any, NamedTuple

from elearn.database import Connection, Database, now_text
from elearn.problems import NotAllowed, NotFound
from elearn.tracker import standing
from elearn.tracker.exemptions.asking import must_not_overlap, note
from elearn.tracker.exemptions.requests import ExemptionRequest, find
from elearn.tracker.imports import enter_within
from elearn.tracker.registers import FormFields
from elearn.tracker.scope import Actor
from elearn.translations import gettext as _


class Decided(NamedTuple):
    """A request after its decision, with the exemption that it made (None: it was refused) and its days."""

    request: ExemptionRequest
    exemption: int | None
    days: tuple[date, date | None]


def approve(
    db: Database,
    request: int,
    *,
    by: Actor | None,
    days: tuple[date, date | None] | None = None,
    reason: str = "",
) -> Decided:
    """Approves a request, which exempts the person in the same transaction. `by` None: a terminal.

    `days` are the first and the last day, if others than those that were asked for. `reason` is for the lead. Raises
    NotAllowed (also for what the administrator asked for, or for themselves, if there is another administrator),
    NotFound, and InputFault with everything that is wrong with the days.
    """
    entry = FormFields()
    said = entry.text(_("Reason"), reason, required=False)
    with db.write() as conn:
        found = _open(conn, request, by)
        first, last = days or (found.from_day, found.to_day)
        if last is not None and last < first:
            entry.fault(
                _("Last day"),
                _("The last day is before the first."),
                _("Choose a later day, or no last day."),
            )
        values: dict[str, Any] = {
            "person": found.person,
            "course": found.course,
            "from": first.isoformat(),
            "to": last.isoformat() if last else None,
        }
        must_not_overlap(conn, entry, values, but=request)
        entry.done()
        row = {
            **_who(conn, found),
            "course": found.course,
            "from": values["from"],
            "to": values["to"] or "",
            "reason": found.reason,
        }
        exemption = enter_within(conn, "exemptions", row, by=by, new=True).id
        detail = {"exemption": exemption, "from": values["from"], "to": values["to"], "reason": said}
        decided = _decide(conn, request, "approved", said, by, detail)
    standing.settle_now(db)
    return Decided(decided, int(exemption) if exemption is not None else None, (first, last))


def refuse(db: Database, request: int, *, by: Actor | None, reason: str) -> Decided:
    """Refuses a request. The lead reads `reason`. Raises what `approve` raises, and InputFault without a reason."""
    entry = FormFields()
    said = entry.text(_("Reason"), reason)
    with db.write() as conn:
        found = _open(conn, request, by)
        entry.done()
        refused = _decide(conn, request, "refused", said, by, {"reason": said})
        return Decided(refused, None, (found.from_day, found.to_day))


def _who(conn: Connection, found: ExemptionRequest) -> dict[str, str]:
    """How a form says who it is about: by the address, or by an agency and a staff number if they have none."""
    if found.email:
        return {"email": found.email}
    post = conn.row(
        """
        select agency, staff_number from post where person = :person and staff_number <> ''
         order by starts_on desc, id desc limit 1
        """,
        {"person": found.person},
    )
    return dict(post) if post else {"email": ""}


def _open(conn: Connection, request: int, by: Actor | None) -> ExemptionRequest:
    """The request, if it waits and this administrator may decide it."""
    if by is not None:
        by.must("administer")
    found = find(conn, request)
    if found is None:
        raise NotFound(_("There is no such request. Look at the list again."))
    if found.state != "waiting":
        raise NotAllowed(_("This request has been decided or taken back. Look at the list again."))
    if by is not None and by.person in (found.asked_by, found.person) and _others(conn, by):
        raise NotAllowed(
            _("Nobody decides what they asked for, or what is about themselves. Ask another administrator.")
        )
    return found


def _others(conn: Connection, by: Actor) -> bool:
    """Whether anybody else is an administrator."""
    return bool(
        conn.value(
            "select count(*) from role where role = 'administrator' and person <> :person",
            {"person": by.person},
        )
    )


def _decide(
    conn: Connection, request: int, state: str, reason: str, by: Actor | None, detail: dict[str, Any]
) -> ExemptionRequest:
    conn.execute(
        """
        update exemption_request
           set state = :state, decision = :reason, decided_by = :by, decided_at = :now where id = :id
        """,
        {
            "id": request,
            "state": state,
            "reason": reason,
            "by": by.person if by else None,
            "now": now_text(),
        },
    )
    note(conn, state, by, request, detail)
    found = find(conn, request)
    assert found is not None  # it was there a moment ago, in this transaction
    return found
