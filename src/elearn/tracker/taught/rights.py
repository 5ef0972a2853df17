"""Who may keep which taught session, and whose places they may see and fill in. Nothing else decides it.

- An administrator, and a terminal, keeps every session.
- A lead keeps the single-agency sessions of the agencies that they lead, and of those below. At an inter-agency session
  they book and cancel places for their own people, and see nobody else's names.
- A trainer keeps the sessions that they have planned, with the names on their lists, because they stand at the door.
  They find other people only by a whole e-mail address, or in a file by staff number and name together.
- The board sees every session as counts.
"""

from dataclasses import dataclass
from typing import Any

from elearn.database import Connection
from elearn.problems import NotAllowed, NotFound
from elearn.tracker.scope import Actor, Scope
from elearn.translations import gettext as _

_HERE = """exists (select 1 from post
                where post.person = p.person and post.starts_on <= s.held_on
                  and (post.ends_on is null or post.ends_on >= s.held_on) and {})"""


@dataclass(frozen=True, slots=True)
class Hold:
    """What somebody may do with a session.

    `keeps`: change it, and say of anybody whose name they see what came of their place. `people`: those whose places
    they may see by name, by the agency from which they come. `on_list`: they see the name of everybody on the list.
    `finds`: whom they may put on the list; if it is nobody, they still find people by a whole address if they keep it.
    """

    keeps: bool
    people: Scope
    on_list: bool
    finds: Scope

    @property
    def books(self) -> bool:
        """Whether they may book and cancel places."""
        return self.keeps or self.finds != Scope.nothing()

    def on_place(self) -> str:
        """The SQL condition that they may see the name at the place `p` of the session `s`. Pass `params`."""
        if self.on_list:
            return "1 = 1"
        here = _HERE.format(self.people.on_agency("post.agency"))
        return f"({self.people.on_agency('p.agency')} or (p.agency is null and {here}))"

    @property
    def params(self) -> dict[str, Any]:
        """The parameters that `on_place` names."""
        return {} if self.on_list else self.people.params


def on_session(actor: Actor | None) -> tuple[str, dict[str, Any]]:
    """The SQL condition that somebody may see the session `s`, and its parameters.

    Raises NotAllowed for someone who only learns.
    """
    if actor is None:
        return "1 = 1", {}
    actor.must("sessions")
    if actor.roles & {"administrator", "board"}:
        return "1 = 1", {}
    scope = actor.people_scope()
    theirs = f"(s.delivery = 'inter' or s.recorded_by = :reader or {scope.on_agency('s.agency')})"
    return theirs, {"reader": actor.person, **scope.params}


def hold(
    conn: Connection, actor: Actor | None, delivery: str, agency: str | None, recorded_by: int | None
) -> Hold:
    """What somebody may do with a session of this delivery and agency, which `recorded_by` has planned."""
    everyone, nothing = Scope.everyone(), Scope.nothing()
    if actor is None or actor.may("administer"):
        return Hold(True, everyone, True, everyone)
    theirs = actor.people_scope() if actor.may("people") else nothing
    if actor.may("author") and recorded_by == actor.person:
        return Hold(True, theirs, True, theirs)
    keeps = delivery == "single" and has_agency(conn, theirs, agency)
    return Hold(keeps, theirs, False, theirs)


def has_agency(conn: Connection, scope: Scope, agency: str | None) -> bool:
    """Whether there is such an agency in the scope."""
    found = conn.value(
        f"select 1 from agency where id = :agency and {scope.on_agency('agency.id')}",
        {"agency": agency, **scope.params},
    )
    return found is not None


def in_post(scope: Scope) -> str:
    """The SQL condition that the row of `person` is in post in a scope on the day `:day`.

    In the scope of everyone, people without a post are, too.
    """
    if scope.kind == "everyone":
        return "1 = 1"
    return f"""person.id in (select post.person from post
                              where post.starts_on <= :day and (post.ends_on is null or post.ends_on >= :day)
                                and {scope.on_agency("post.agency")})"""


def must_plan(conn: Connection, actor: Actor | None, delivery: str, agency: str | None) -> None:
    """Raises NotAllowed unless somebody may plan such a session, or make one into such a session."""
    if actor is None or actor.may("author") or actor.may("administer"):
        return
    actor.must("sessions")
    if not actor.may("people"):
        raise NotAllowed(_("Sessions are planned by administrators, trainers and agency leads."))
    if delivery != "single":
        raise NotAllowed(_("Inter-agency sessions are planned by administrators and trainers."))
    if not has_agency(conn, actor.people_scope(), agency):
        raise NotAllowed(_("You plan sessions of your own agency and its parts. Choose one of those."))


def must_keep(held: Hold) -> None:
    """Raises NotAllowed for someone who does not keep the session."""
    if not held.keeps:
        raise NotAllowed(
            _(
                "This session is kept by whoever planned it, by the lead of its agency if it is single-agency, and by "
                "administrators."
            )
        )


def no_such_session() -> NotFound:
    """What is raised if there is no such session, or none that this person may see."""
    return NotFound(_("There is no such session that you may see. Look at the list again."))
