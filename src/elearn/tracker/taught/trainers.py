"""The days of trainers that agencies gave to a session."""

from dataclasses import dataclass

from elearn.database import Database
from elearn.problems import NotAllowed
from elearn.tracker import audit
from elearn.tracker.registers import FormFields
from elearn.tracker.scope import Actor, Scope
from elearn.tracker.taught.rights import has_agency
from elearn.tracker.taught.sessions import find_in, subject
from elearn.translations import gettext as _

MOST: float = 100.0


@dataclass(frozen=True, slots=True)
class Given:
    """How many days of trainers an agency gave to a session."""

    agency: str
    agency_name: str
    days: float


def given(db: Database, actor: Actor | None, number: int) -> list[Given]:
    """What agencies gave to a session, by their names. Raises NotFound if they may not see the session."""
    with db.read() as conn:
        find_in(conn, actor, number)
        return conn.objects(
            Given,
            """
            select t.agency, a.name as agency_name, t.days
              from trainer_days t join agency a on a.id = t.agency where t.session = :number order by a.name, t.agency
            """,
            {"number": number},
        )


def give(db: Database, actor: Actor | None, number: int, agency: str, days: float) -> None:
    """Says how many days of trainers an agency gave to a session; 0 takes it back.

    An administrator, and the trainer who keeps the session, say it of any agency, and a lead of their own.
    Raises NotFound, NotAllowed and InputFault.
    """
    entry = FormFields()
    if not 0 <= days <= MOST:
        entry.fault(
            _("Days"),
            _("“%(days)s” days cannot be right.", days=f"{days:g}"),
            _("Give a number from 0 to %(most)s, such as 0.5.", most=f"{MOST:g}"),
        )
    entry.done()
    with db.write() as conn:
        _session, held = find_in(conn, actor, number)
        scope = Scope.everyone() if held.on_list else held.people
        if not has_agency(conn, scope, agency):
            raise NotAllowed(_("You say this for your own agency and its parts. Choose one of those."))
        told = {"session": number, "agency": agency, "days": days}
        if days:
            conn.execute(
                """
                insert into trainer_days (session, agency, days) values (:session, :agency, :days)
                on conflict (session, agency) do update set days = excluded.days
                """,
                told,
            )
        else:
            conn.execute("delete from trainer_days where session = :session and agency = :agency", told)
        detail = {"agency": agency, "days": days}
        actor_id = actor.person if actor else None
        audit.note(conn, "session.trainer_days", actor=actor_id, subject=subject(number), detail=detail)
