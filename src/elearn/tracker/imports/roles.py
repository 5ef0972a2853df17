"""Roles: what people may do beside their own learning. A row gives a role, and creates the person if needed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.problems import Problem
from elearn.tracker import audit, changes
from elearn.tracker.imports.base import Column, Kind, Progress, Sheet, unheard
from elearn.tracker.imports.cells import email, one_of, person_name, reference
from elearn.tracker.imports.examining import line_reader
from elearn.tracker.imports.filerows import FileRow, rows
from elearn.tracker.imports.known import Known, known_agencies
from elearn.tracker.imports.other_headers import AGENCY, EMAIL
from elearn.tracker.scope import HELD, ROLES, give_role, role_in_words

_EMAIL = Column(
    "email",
    email,
    also=EMAIL,
    about=phrase("the person’s work e-mail address; if nobody has it, a person is made"),
)
_ROLE = Column("role", one_of(*ROLES), about=phrase("one of %(roles)s", roles=", ".join(ROLES)))
_AGENCY = Column(
    "agency",
    reference,
    needed=False,
    blank=None,
    about=phrase("for a lead, id or name of the agency; otherwise blank"),
    also=AGENCY,
)
_LEFT_OUT = {
    "email": (phrase("No e-mail address is given."), phrase("Write the person's work e-mail address.")),
    "role": (phrase("No role is given."), phrase("Choose one of %(roles)s.", roles=", ".join(ROLES))),
}
_NAME = Column(
    "name", person_name, needed=False, blank="", about=phrase("the person’s name, if they are new")
)


@dataclass(frozen=True, slots=True)
class Given:
    """What giving a role did. `created`: the person is new here. `already`: they had the role, so nothing changed."""

    person: int
    email: str
    role: str
    agency: str | None
    agency_name: str | None
    created: bool
    already: bool

    @property
    def words(self) -> str:
        """The role in words, as in “a lead of North Trust”."""
        return role_in_words(self.role, self.agency_name)


class Roles(Kind):
    """`email,role,agency`."""

    name = "roles"
    columns: ClassVar[tuple[Column, ...]] = (_EMAIL, _ROLE, _AGENCY)
    row = phrase("a role that someone gets")
    example = (
        ("robin.finch@council.example", "lead", "example-council"),
        ("sam.heron@council.example", "trainer", ""),
        ("alex.linnet@council.example", "board", ""),
        ("alex.linnet@council.example", "approver", ""),
    )
    holdable = False
    imported_only = False
    leaves_others = True

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        agencies = known_agencies(conn, sheet)
        for line in sheet.lines:
            _check(line, agencies)
        sheet.once(("email", "role", "agency"), (), phrase("role"))
        emails = sorted({line.values["email"] for line in sheet.good()})
        held = set(
            conn.tuples(
                f"""
                select p.email, r.role, r.agency from {HELD} r join person p on p.id = r.person
                 where p.email in :emails
                """,
                {"emails": emails},
            )
        )
        for line in sheet.good():
            if (line.values["email"], line.values["role"], line.values["agency"]) in held:
                line.action = "unchanged"
        _note_new_people(conn, sheet, emails)

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        actor: int | None = conn.value(
            "select b.by from import_batch b where b.id = :batch", {"batch": batch}
        )
        for line in lines:
            write_role(conn, line, actor)
        return ()


class _Named(Roles):
    """A role that is given by a command or a form, which may name a person who is new."""

    columns = (*Roles.columns, _NAME)


def read_role(conn: Connection, email: str, role: str, agency: str | None, name: str = "") -> FileRow:
    """One role as it was typed, examined as a row of a file is. It says what is wrong in `problems`."""
    kind = _Named()
    cells = [email.strip(), role.strip(), (agency or "").strip(), name.strip()]
    places = {column.name: place for place, column in enumerate(kind.columns)}
    line = line_reader(kind, places, len(cells))(0, cells)
    line.problems = tuple(_of_a_form(each) for each in line.problems)
    _check(line, known_agencies(conn))
    return line


def _of_a_form(problem: Problem) -> Problem:
    """A form and a command have no cells, so what is left blank is said in other words."""
    if problem.rule != "blank":
        return problem
    message, remedy = _LEFT_OUT[problem.path]
    return replace(problem, message=message, remedy=remedy)


def write_role(conn: Connection, line: FileRow, actor: int | None) -> Given:
    """Gives the role of a row without problems, creates the person if needed, and audits both."""
    address, role, agency = (line.values[name] for name in ("email", "role", "agency"))
    name = line.values.get("name") or address
    person: int | None = conn.value("select id from person where email = :email", {"email": address})
    created = person is None
    if person is None:
        person = int(
            conn.value(
                "insert into person (email, name) values (:email, :name) returning id",
                {"email": address, "name": name},
            )
        )
        audit.note(conn, "person.added", actor=actor, subject=str(person))
        changes.note(conn)
    else:  # someone who was created without a name gets one as soon as somebody writes it
        conn.execute(
            "update person set name = :name where id = :person and name = email",
            {"person": person, "name": name},
        )
    changes.note_people(conn, {person})
    given = give_role(conn, person, role, agency)
    if given:
        audit.note(
            conn,
            "role.given",
            actor=actor,
            subject=str(person),
            detail={"role": role, "agency": agency},
        )
    called = conn.value("select name from agency where id = :agency", {"agency": agency})
    return Given(person, address, role, agency, called, created, not given)


def _check(line: FileRow, agencies: Known) -> None:
    """Reject a row that names an unknown agency, a lead without an agency, or another role with one."""
    agencies.resolve(line, "agency")
    role = line.values.get("role")
    if role is None or "agency" not in line.values:
        return
    agency = line.values["agency"]
    if role == "lead" and agency is None:
        message = phrase("A lead is the lead of an agency, and none is given.")
        line.reject("agency", "no-agency", message, phrase("Say which agency."))
    elif role != "lead" and agency is not None:
        message = phrase("Only a lead has an agency, and the role here is %(role)s.", role=role)
        line.reject("agency", "agency", message, phrase("Leave the agency out, or give the role of lead."))


def _note_new_people(conn: Connection, sheet: Sheet, emails: list[str]) -> None:
    """Note the rows whose address nobody has, because applying them makes a new person of each."""
    known = set(conn.column("select email from person where email in :emails", {"emails": emails}))
    new = [line.number for line in sheet.good() if line.values["email"] not in known]
    if new:
        sheet.notes.append(
            phrase(
                "Nobody has the address in %(rows)s yet, so a new person is made for each address. If it is mistyped, "
                "correct the file first.",
                rows=rows(new),
            )
        )
