"""People's roles: who has which, giving and taking them, and inviting someone to what their role is for.

Every change is checked, written and audited in one transaction. The audit's subject is the person's id.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from elearn import letters, mail
from elearn.database import Connection, Database, instant_text
from elearn.days import day_of, now_utc
from elearn.phrases import all_of, phrase
from elearn.problems import ElearnError, InputFault, NotFound, Problem
from elearn.settings import Settings
from elearn.tracker import audit
from elearn.tracker.addresses import shown, shown_sql
from elearn.tracker.audit import AuditStep
from elearn.tracker.imports import Given as Given
from elearn.tracker.imports import read_role, write_role
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.scope import HELD, Actor, role_called, take_role
from elearn.tracker.scope import ROLES as ROLES
from elearn.tracker.scope import SIGNING as SIGNING
from elearn.tracker.scope import role_in_words as role_in_words
from elearn.translations import N_, best, language, said, speaking
from elearn.translations import gettext as _

_EMAIL = shown_sql("p.email")
STEPS = ("person.added", "role.given", "role.taken", "sessions.ended", "invitation.sent", "sign_in_code.made")
"""The audit's events about a person's rights."""
_MAY = {
    "administrator": N_(
        "You are an administrator. You may bring in files, give roles, and see and change everything."
    ),
    "trainer": N_("You are a trainer. You may write courses, check and publish them, and read every review."),
    "board": N_(
        "You are a member of the board. You may see the coverage of every agency as counts without names, and keep "
        "the registers of reviews."
    ),
    "lead": N_(
        "You are a lead of %(agency)s. You may see who is due at this agency and its children, and bring in its files."
    ),
    **dict.fromkeys(SIGNING, N_("You may sign a step of the sign-off of courses: “%(step)s”.")),
}
"""What an invitation says of each role."""
_IS_NOT = {
    "administrator": N_("%(email)s is not an administrator."),
    "trainer": N_("%(email)s is not a trainer."),
    "board": N_("%(email)s is not a member of the board."),
    "lead": N_("%(email)s is not a lead of %(agency)s."),
    **dict.fromkeys(SIGNING, N_("%(email)s does not sign the step “%(step)s”.")),
}


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that a person has. Only a lead has an agency.

    `sessions` counts where they are signed in now. `last_sign_in` is the day on which they last used a link, if any.
    """

    person: int
    email: str
    name: str
    role: str
    agency: str | None
    agency_name: str | None
    sessions: int = 0
    last_sign_in: date | None = None

    @property
    def words(self) -> str:
        """The role in words, as in “a lead of North Trust”."""
        return role_in_words(self.role, self.agency_name)


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person may do here: their roles, their sessions, and what was done to their rights, the latest last."""

    person: int
    name: str
    email: str
    roles: list[HeldRole]
    sessions: int
    last_sign_in: date | None
    trail: list[AuditStep]


class NotInvited(ElearnError):
    """Raised when an invitation could not be sent. The text says what the mail server answered."""


def give(
    db: Database, email: str, role: str, agency: str | None = None, *, name: str = "", by: Actor | None
) -> Given:
    """Gives a role to the person with this e-mail address. Creates the person if nobody has it.

    A new person is called `name`, or by their address until a file or another role names them. `agency` is the id of
    a lead's agency, in any case. Raises InputFault with everything that is wrong, and NotAllowed unless `by` is an
    administrator or a terminal (None).
    """
    _must(by)
    with db.write() as conn:
        line = read_role(conn, email, role, agency, name)
        if line.problems:
            raise InputFault(line.problems)
        return write_role(conn, line, by.person if by else None)


def take(db: Database, email: str, role: str, agency: str | None = None, *, by: Actor | None) -> HeldRole:
    """Takes a role away from the person with this e-mail address, and returns what it was.

    Raises InputFault with everything that is wrong: also if they do not have the role, with what they have, and if
    they are the last administrator. Raises NotAllowed unless `by` is an administrator or a terminal (None).
    """
    _must(by)
    with db.write() as conn:
        line = read_role(conn, email, role, agency)
        if line.problems:
            raise InputFault(line.problems)
        values = line.values
        held = _roles_of(conn, "p.email = :email", {"email": values["email"]})
        found = [each for each in held if (each.role, each.agency) == (values["role"], values["agency"])]
        if not found:
            raise InputFault([_does_not_have(conn, values, held)])
        take_role(conn, found[0].person, found[0].role, found[0].agency)
        audit.note(
            conn,
            "role.taken",
            actor=by.person if by else None,
            subject=str(found[0].person),
            detail={"role": found[0].role, "agency": found[0].agency},
        )
        return found[0]


def held(
    db: Database, *, by: Actor | None, search: str = "", page: int = 1, size: int = PAGE_SIZE
) -> Page[HeldRole]:
    """Who has which role, by name. Raises NotAllowed unless `by` is an administrator or a terminal (None)."""
    _must(by)
    found = page_of(
        db,
        HeldRole,
        f"p.id as person, {_EMAIL} as email, p.name, r.role, r.agency, a.name as agency_name",
        f"""
        from {HELD} r join person p on p.id = r.person left join agency a on a.id = r.agency
        where {like("p.name", _EMAIL, "r.role", "coalesce(r.agency, '')", "coalesce(a.name, '')")}
        """,
        "lower(p.name), p.email, r.role, coalesce(a.name, '')",
        {},
        search,
        page,
        size,
    )
    with db.read() as conn:
        running, signed_in = _signed_in(conn, {each.person for each in found.rows})
    rows = [
        replace(each, sessions=running.get(each.person, 0), last_sign_in=signed_in.get(each.person))
        for each in found.rows
    ]
    return Page(rows, found.total)


def people_who_sign(conn: Connection) -> dict[str, list[str]]:
    """The names of those who sign each step of sign-off, by the name of its role, in the order of the alphabet."""
    found: dict[str, list[str]] = {role: [] for role in SIGNING}
    rows = conn.tuples(
        "select r.role, p.name from signing_role r join person p on p.id = r.person order by lower(p.name), p.id"
    )
    for role, name in rows:
        found[role].append(name)
    return found


def rights(db: Database, person: int, *, by: Actor | None) -> Rights:
    """What one person may do here, and what was done to their rights.

    Raises NotFound if there is no such person, and NotAllowed unless `by` is an administrator or a terminal (None).
    """
    _must(by)
    with db.read() as conn:
        found = _person(conn, person)
        running, signed_in = _signed_in(conn, {person})
        return Rights(
            person,
            found["name"],
            shown(found["email"]),
            _roles_of(conn, "p.id = :person", {"person": person}),
            running.get(person, 0),
            signed_in.get(person),
            audit.trail(conn, str(person), STEPS),
        )


def invite(db: Database, person: int, settings: Settings, *, by: Actor | None) -> str:
    """Sends a person an e-mail about what they may do here and where they sign in, in their own language.

    Returns the server's answer.

    It holds no link that signs in, because such a link lasts only 20 minutes. Raises NotInvited if no mail server is
    set or if it refuses, NotFound if there is no such person, and NotAllowed unless `by` is an administrator or a
    terminal (None).
    """
    _must(by)
    with db.read() as conn:
        found = _person(conn, person)
        roles = _roles_of(conn, "p.id = :person", {"person": person})
    with speaking(best(found["language"], otherwise=settings.language)):
        invitation = _invitation(settings, found["email"], roles, _who(by, settings.organisation))
    try:
        answer = mail.send(settings, invitation)
    except mail.MailNotSent as error:
        page = f"{settings.runtime_url}/start"
        raise NotInvited(
            phrase(
                "No invitation was sent. %(error)s Or tell %(name)s yourself to sign in at %(address)s.",
                error=error.text,
                name=found["name"],
                address=page,
            )
        ) from error
    with db.write() as conn:
        audit.note(conn, "invitation.sent", actor=by.person if by else None, subject=str(person))
    return answer


def _invitation(settings: Settings, address: str, roles: list[HeldRole], who: str) -> mail.Mail:
    named = {"who": who, "organisation": settings.organisation}
    may = tuple(
        _(_MAY[each.role], agency=each.agency_name, step=said(SIGNING.get(each.role, ""))) for each in roles
    )
    return letters.letter(
        address,
        _("You are invited to %(organisation)s", **named),
        organisation=settings.organisation,
        before=[
            _("%(who)s invites you to %(organisation)s.", **named),
            may or _("You find your courses and your certificates there."),
            _(
                "Go to this page and write this e-mail address (%(address)s) there. "
                "A link that signs you in then comes by mail:",
                address=address,
            ),
        ],
        button=letters.Button(_("Open the page"), f"{settings.runtime_url}/start?language={language()}"),
        after=[_("There is no password. If you did not expect this invitation, ask %(who)s.", **named)],
    )


def _must(by: Actor | None) -> None:
    if by is not None:
        by.must("administer")


def _person(conn: Connection, person: int) -> dict[str, Any]:
    found = conn.row("select name, email, language from person where id = :person", {"person": person})
    if found is None:
        raise NotFound(_("There is no such person here. Go back to the list."))
    return found


def _roles_of(conn: Connection, condition: str, values: dict[str, Any]) -> list[HeldRole]:
    return conn.objects(
        HeldRole,
        f"""
        select p.id as person, {_EMAIL} as email, p.name, r.role, r.agency, a.name as agency_name
          from {HELD} r join person p on p.id = r.person left join agency a on a.id = r.agency
         where {condition}
         order by r.role, coalesce(a.name, ''), r.agency
        """,
        values,
    )


def _signed_in(conn: Connection, people: Iterable[int]) -> tuple[dict[int, int], dict[int, date]]:
    """By person, the number of their sessions now, and the day on which they last used a link."""
    values = {"people": sorted(people), "now": instant_text(now_utc())}
    running = conn.tuples(
        "select person, count(*) from session where person in :people and expires_at > :now group by person",
        values,
    )
    signed_in = conn.tuples(
        """
        select actor, max(at) from audit_event
         where action = 'sign_in.used' and actor in :people group by actor
        """,
        values,
    )
    return dict(running), {person: day_of(datetime.fromisoformat(at)) for person, at in signed_in}


def _does_not_have(conn: Connection, values: dict[str, Any], held: list[HeldRole]) -> Problem:
    """The problem of a role that a person does not have, with what they have instead."""
    address = values["email"]
    named = conn.value("select name from agency where id = :agency", {"agency": values["agency"]})
    step = SIGNING.get(values["role"], "")
    message = phrase(_IS_NOT[values["role"]], email=address, agency=named, step=step)
    if held:
        roles = all_of([role_called(each.role, each.agency_name) for each in held])
        remedy = phrase("They are %(roles)s. Say which of these to take away.", roles=roles)
    elif conn.value("select 1 from person where email = :email", {"email": address}):
        remedy = phrase("They have no role. There is nothing to take away.")
    else:
        remedy = phrase("Nobody has this address. Check how it is written.")
    return Problem("role", 0, 0, "not-held", "error", message, remedy)


def _who(by: Actor | None, organisation: str) -> str:
    if by is None:
        return organisation
    return by.email if by.name == by.email else f"{by.name} ({by.email})"
