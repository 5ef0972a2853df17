"""Whether an agency is one that a person may write for."""

from elearn.database import Connection
from elearn.problems import NotAllowed
from elearn.tracker.scope import Actor
from elearn.translations import gettext as _


def must_be_theirs(conn: Connection, actor: Actor, agency: str) -> None:
    """Raises NotAllowed if there is no such agency, or if the person may not record for it.

    The message is the same in both cases, so that nobody can find out which agencies there are.
    """
    scope = actor.record_scope()
    found = conn.value(
        f"select 1 from agency where id = :agency and {scope.on_agency('agency.id')}",
        {"agency": agency, **scope.params},
    )
    if found is None:
        raise NotAllowed(_("You record for your own agency and its parts. Choose one of those."))
