"""Who may do what, and whose rows they may read. Both are decided here and nowhere else.

An `Actor` gives a `Scope`, which is passed down to the query and becomes a condition there. If a scope is not valid,
it gives no rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from types import MappingProxyType
from typing import Any, Literal

from elearn.database import Connection, Database
from elearn.phrases import joined, phrase
from elearn.problems import InputFault, NotAllowed, NotFound, Problem
from elearn.translations import N_, Words, said
from elearn.translations import gettext as _

Right = Literal[
    "author",
    "coverage",
    "people",
    "import",
    "administer",
    "record",
    "govern",
    "sign",
    "see-sign-off",
    "sessions",
]

SIGNING: Mapping[str, str] = MappingProxyType(
    {
        "subject-expert": phrase("Subject expert"),
        "de-identification": phrase("De-identification"),
        "legal": phrase("Legal and parallel processes"),
        "accessibility": phrase("Accessibility"),
        "approver": phrase("Approval"),
    }
)
"""The steps of sign-off in their order, by the role that signs each, with their titles. No other role signs one."""
_RIGHTS: dict[str, frozenset[Right]] = {
    "trainer": frozenset({"author", "see-sign-off", "sessions"}),
    "lead": frozenset({"coverage", "people", "import", "record", "sessions"}),
    "board": frozenset({"coverage", "record", "govern", "see-sign-off", "sessions"}),
    "administrator": frozenset(
        {
            "author",
            "coverage",
            "people",
            "import",
            "administer",
            "record",
            "govern",
            "see-sign-off",
            "sessions",
        }
    ),
    **dict.fromkeys(SIGNING, frozenset[Right]({"sign", "see-sign-off"})),
}
HELD = """(select person, role, agency from role
           union all select person, role, cast(null as text) from signing_role)"""
"""Every role that people have, as a table in SQL, those that sign among them."""
BY_THEMSELVES = f"""(person.registered = 1
                     and not exists (select 1 from post own_post where own_post.person = person.id)
                     and not exists (select 1 from {HELD} own_role where own_role.person = person.id))"""
"""The SQL condition that the row `person` is of somebody who registered by themselves, and who is nobody's staff.

Whoever gets a post or a role is staff from then on, as if an agency had named them first.
"""
ROLES = {
    "administrator": "bring in files, give roles, and see and change everything",
    "trainer": "write courses, check and publish them, and read every review",
    "board": "see the coverage of every agency as counts without names, and keep the registers of reviews",
    "lead": "see who is due at their own agency and its children, and bring in its files",
    "subject-expert": "sign that what a course teaches is right",
    "de-identification": "sign that nothing in a course could lead to a child, a family or a case",
    "legal": "sign that a course harms no court case, inquiry or other parallel process",
    "accessibility": "sign that everybody can use a course",
    "approver": "approve a course that others wrote, as the last of those who sign",
}
"""Each role, and what it lets a person do, in words that follow “may”."""
_CALLED = {
    "administrator": phrase("an administrator"),
    "trainer": phrase("a trainer"),
    "board": phrase("a member of the board"),
    "lead": phrase("a lead"),
    **{role: phrase("somebody who signs the step “%(step)s”", step=step) for role, step in SIGNING.items()},
}
RIGHTS: Mapping[Right, str] = Words(
    {
        "author": N_("write, check and publish courses"),
        "coverage": N_("see coverage"),
        "people": N_("see by name who is due"),
        "import": N_("bring in files"),
        "administer": N_("administer agencies, people and requirements"),
        "record": N_("record dissemination and actions"),
        "govern": N_("keep the registers of reviews"),
        "sign": N_("sign a step of sign-off"),
        "see-sign-off": N_("see where courses are in their sign-off"),
        "sessions": N_("see taught sessions"),
    }
)
"""What each right lets a person do, in words that follow “the right to”."""
_REFUSALS: Mapping[Right, str] = Words(
    {
        "author": N_("The library of courses is for trainers."),
        "coverage": N_("Coverage is for agency leads and the board."),
        "people": N_("The names of people who are due are for their own agency's lead."),
        "import": N_("Files are imported by an administrator or an agency's lead."),
        "administer": N_("This page is for administrators."),
        "record": N_("Dissemination and actions are kept by agency leads, the board and administrators."),
        "govern": N_("The registers of reviews are kept by the board and administrators."),
        "sign": N_("Courses are signed by those who have the role for the step."),
        "see-sign-off": N_("Sign-off is for trainers, for those who sign, and for the board."),
        "sessions": N_("Taught sessions are for trainers, agency leads, the board and administrators."),
    }
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows may be read: everyone's, those of some agencies and their children, one person's, or none.

    It is hashable, so that it can be part of the key of a cache.
    """

    kind: Literal["everyone", "agencies", "person", "nothing"] = "nothing"
    agencies: frozenset[str] = field(default_factory=frozenset)
    person: int | None = None

    @classmethod
    def everyone(cls) -> "Scope":
        """Every row."""
        return cls("everyone")

    @classmethod
    def of_agencies(cls, agencies: Iterable[str]) -> "Scope":
        """The rows of these agencies and their children. No agency gives no rows."""
        named = frozenset(agencies)
        return cls("agencies", named) if named else cls.nothing()

    @classmethod
    def of_person(cls, person: int) -> "Scope":
        """One person's own rows."""
        return cls("person", person=person)

    @classmethod
    def nothing(cls) -> "Scope":
        """No rows."""
        return cls()

    def on_agency(self, column: str) -> str:
        """The SQL condition that a column with an agency is in this scope. Pass `params` with the query."""
        if self.kind == "everyone":
            return "1 = 1"
        if self.kind == "agencies" and self.agencies:
            return f"{column} in (select agency from agency_within where within in :scope_agencies)"
        return "1 = 0"

    def has_agency(self, within: Iterable[str]) -> bool:
        """`on_agency` for an agency that is in memory. `within` are the agencies that it is within, itself too."""
        return self.kind == "everyone" or (self.kind == "agencies" and not self.agencies.isdisjoint(within))

    def on_person(self, column: str) -> str:
        """The SQL condition that a column with a person is in this scope. Pass `params` with the query.

        The people of an agency are all who have or had a post there.
        """
        if self.kind == "everyone":
            return "1 = 1"
        if self.kind == "agencies" and self.agencies:
            return f"{column} in (select person from post where {self.on_agency('post.agency')})"
        if self.kind == "person" and self.person is not None:
            return f"{column} = :scope_person"
        return "1 = 0"

    def on_few_people(self, column: str) -> str:
        """`on_person` for a query that finds a few people in another way: it looks at their posts alone.

        `on_person` lists everybody of the scope first, which takes longer than a page may in a large agency.
        """
        if self.kind != "agencies" or not self.agencies:
            return self.on_person(column)
        return f"""exists (select 1 from post scope_post
                            where scope_post.person = {column} and {self.on_agency("scope_post.agency")})"""

    @property
    def params(self) -> dict[str, Any]:
        """The parameters that the conditions of this scope name."""
        if self.kind == "agencies":
            return {"scope_agencies": sorted(self.agencies)}
        return {"scope_person": self.person} if self.kind == "person" else {}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who is signed in, with their roles. It is read again for each action and never kept.

    `lead_of` are the agencies that they lead, without their children. `language` is the one that they chose, or "".
    `roles` has those that sign, too. `registered`: they registered by themselves and are nobody's staff, so they see
    only what is for everyone (`BY_THEMSELVES`).
    """

    person: int
    name: str
    email: str
    roles: frozenset[str]
    lead_of: frozenset[str]
    language: str = ""
    registered: bool = False

    @property
    def signs(self) -> frozenset[str]:
        """The steps of sign-off that the person may sign, by the names of their roles (`SIGNING`)."""
        return self.roles & SIGNING.keys()

    def may(self, right: Right) -> bool:
        """Whether one of the person's roles gives the right."""
        return any(right in _RIGHTS.get(role, ()) for role in self.roles)

    def must(self, right: Right) -> None:
        """Raises NotAllowed if the person does not have the right. The message says who has it."""
        if not self.may(right):
            needed = _("It needs the right to %(right)s.", right=RIGHTS[right])
            raise NotAllowed(joined((_REFUSALS[right], needed)))

    def roles_in_words(self) -> str:
        """The person's roles in words that follow “you are”: `a lead and a trainer`. "" if they have none."""
        called = [said(_CALLED[role]) for role in ROLES if role in self.roles]
        return reduce(
            lambda first, second: _("%(first)s and %(second)s", first=first, second=second), called or [""]
        )

    def coverage_scope(self) -> Scope:
        """The agencies whose figures the person may see. The board and administrators see all, a lead their own."""
        if self.roles & {"board", "administrator"}:
            return Scope.everyone()
        return Scope.of_agencies(self.lead_of)

    def people_scope(self) -> Scope:
        """The people whom the person may see by name. A lead sees those of their own agencies, and the board nobody."""
        if "administrator" in self.roles:
            return Scope.everyone()
        return Scope.of_agencies(self.lead_of)

    def own_scope(self) -> Scope:
        """The person's own learning."""
        return Scope.of_person(self.person)

    def record_scope(self) -> Scope:
        """The agencies whose dissemination, actions and impact the person may read and write."""
        return self.coverage_scope() if self.may("record") else Scope.nothing()

    def archive_scope(self) -> Scope:
        """The people whose requests to the archive the person may read. Those who decide may read all of them."""
        return Scope.everyone() if self.may("govern") else self.own_scope()

    def import_scope(self) -> Scope:
        """The agencies whose files the person may import."""
        return self.people_scope() if self.may("import") else Scope.nothing()


def actor(db: Database, person: int) -> Actor:
    """The person with their roles as they are now. Raises NotFound if there is no such person."""
    with db.read() as conn:
        found = conn.row(
            f"""
            select name, email, language, case when {BY_THEMSELVES} then 1 else 0 end as registered
              from person where id = :person
            """,
            {"person": person},
        )
        roles = conn.rows(f"select role, agency from {HELD} r where person = :person", {"person": person})
    if found is None:
        raise NotFound(_("There is no such person here. Sign in again."))
    lead_of = frozenset(role["agency"] for role in roles if role["role"] == "lead" and role["agency"])
    held = frozenset(role["role"] for role in roles if role["role"] != "lead" or role["agency"])
    return Actor(
        person, found["name"], found["email"], held, lead_of, found["language"], bool(found["registered"])
    )


def has_administrator(db: Database) -> bool:
    """Whether anybody is an administrator. Without one, nobody can set up the installation."""
    with db.read() as conn:
        return bool(conn.value("select count(*) from role where role = 'administrator'"))


def role_in_words(role: str, agency_name: str | None) -> str:
    """A role as one says it of a person: “an administrator”, “a lead of North Trust”."""
    return said(role_called(role, agency_name))


def role_called(role: str, agency_name: str | None) -> str:
    """`role_in_words` for later: a phrase."""
    return phrase("a lead of %(agency)s", agency=agency_name) if role == "lead" else _CALLED[role]


def give_role(conn: Connection, person: int, role: str, agency: str | None = None) -> bool:
    """Gives a person a role of `ROLES`: `lead` is of `agency` and its children.

    Returns False if they have it already. `roles.give` also checks what was typed, and audits it.
    Raises ValueError if a lead has no agency, or if another role has one.
    """
    if (role == "lead") != (agency is not None):
        raise ValueError("a lead has an agency, and no other role has one")
    if role in SIGNING:
        given = conn.execute(
            "insert into signing_role (person, role) values (:person, :role) on conflict (person, role) do nothing",
            {"person": person, "role": role},
        )
        return bool(given)
    given = conn.execute(
        """
        insert into role (person, role, agency) select :person, :role, :agency
         where not exists (select 1 from role where person = :person and role = :role
                              and coalesce(agency, '') = coalesce(:agency, ''))
        """,
        {"person": person, "role": role, "agency": agency},
    )
    return bool(given)


def take_role(conn: Connection, person: int, role: str, agency: str | None = None) -> bool:
    """Takes a role away from a person. Returns False if they did not have it.

    Raises InputFault if nobody would be an administrator any more. Nothing else removes a role, so that a database
    with an administrator always has one.
    """
    values = {"person": person, "role": role, "agency": agency}
    if role in SIGNING:
        return bool(conn.execute("delete from signing_role where person = :person and role = :role", values))
    this = "role = :role and coalesce(agency, '') = coalesce(:agency, '')"
    if not conn.value(f"select count(*) from role where person = :person and {this}", values):
        return False
    if role == "administrator" and not conn.value(
        "select count(*) from role where role = :role and person <> :person", values
    ):
        message = phrase(
            "This is the last administrator. Without one, nobody could give roles or bring in files."
        )
        remedy = phrase("Give the role of administrator to someone else first.")
        raise InputFault([Problem("role", 0, 0, "last-administrator", "error", message, remedy)])
    return bool(conn.execute(f"delete from role where person = :person and {this}", values))
