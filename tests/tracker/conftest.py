"""A small fictional county in a real database, filled through the same imports as a real one."""

from datetime import date
from textwrap import dedent

import pytest

from elearn.database import Database
from elearn.tracker import catalogue, imports, scope
from elearn.tracker.imports.staging import Applied
from elearn.tracker.taught import NewSession, planning
from tests.engines import Engine

AGENCIES = """\
    id,name,kind,parent,target,basis
    council,Wrenshire Council,council,,95,
    social-work,Social work teams,council,council,,
    schools,Schools of Wrenshire,schools,,,
    oak-school,Oak School,school,schools,,
    trust,Wren Valley Trust,health,,,headcount
"""
ROLE_GROUPS = """\
    id,name,level
    R1,Incidental contact,1
    R2,Regular contact,2
    R3,Mainly with children,3
"""
COURSES = """\
    id,title,version,minutes,kind
    neglect,Neglect,2,30,
    learning-hours,Hours of learning,,,hours
"""
PEOPLE = """\
    email,name,staff_number,agency,role_group,starts_on,ends_on
    ann@council.example,Ann Bell,C1,council,R1,2023-04-01,
    bo@council.example,Bo Carr,C2,social-work,R3,2023-04-01,
    cy@school.example,Cy Dunn,S1,oak-school,R2,2023-09-01,2024-08-31
    cy@school.example,Cy Dunn,S1,schools,R2,2024-09-01,
    di@trust.example,Di Eames,T1,trust,R3,2023-01-01,
"""


def bring(db: Database, kind: str, text: str, **options: object) -> Applied:
    """Imports a file given as text."""
    data = dedent(text).encode()
    return imports.apply(db, imports.preview(db, kind, data, f"{kind}.csv", **options))  # type: ignore[arg-type]


def register(
    db: Database,
    course: str = "bruising",
    version: str = "1.0.0",
    *,
    assessed: bool = True,
    pass_mark: float | None = 80,
    content: str = "",
    by: int | None = None,
) -> None:
    """Registers a course of ours. `content` stands for its words: other content has another hash.

    If it is not assessed, it has no pass mark, whatever `pass_mark` says.
    """
    with db.write() as conn:
        catalogue.register_course(
            conn,
            course,
            title=f"About {course}",
            version=version,
            minutes=20,
            standard="scorm2004",
            package=f"{course}/{version}{content}",
            sha256=version + content,
            outcomes={"refer": "Refer without delay"},
            recommendations=["wrenshire-ww1#r1"],
            assessed=assessed,
            pass_mark=pass_mark if assessed else None,
            by=by,
        )


def fill(db: Database) -> None:
    """Imports five agencies, three role groups, four people and a course of others, and registers one of ours."""
    for kind, text in (
        ("agencies", AGENCIES),
        ("role-groups", ROLE_GROUPS),
        ("courses", COURSES),
        ("people", PEOPLE),
    ):
        bring(db, kind, text)
    register(db)


def plan_first_session(db: Database, kind: str = "attendance") -> None:
    """Plans the taught session that files of attendance here name by its number, if a file is one of these."""
    if kind == "attendance":
        assert planning.plan(db, None, NewSession("neglect", date(2024, 3, 5), "inter", minutes=60)) == 1


def person(db: Database, email: str) -> int:
    """Returns the id of a person by their address."""
    with db.read() as conn:
        found: int = conn.value("select id from person where email = :email", {"email": email})
    return found


@pytest.fixture
def begins_as(request: pytest.FixtureRequest, engine: Engine) -> str:
    """What a test's database is a copy of: the county if the test asks for it, and else an empty one."""
    if "county" in request.fixturenames:
        return engine.made("county", fill_and_give_roles)
    return engine.made("empty", lambda _: None)


@pytest.fixture
def county(db: Database) -> Database:
    """The test's database, with five agencies, three role groups, four people, one course of ours and one of others."""
    return db


def fill_and_give_roles(db: Database) -> None:
    """What `fill` imports, with a lead and an administrator."""
    fill(db)
    with db.write() as conn:
        scope.give_role(conn, _id(conn, "ann@council.example"), "lead", "council")
        scope.give_role(conn, _id(conn, "di@trust.example"), "administrator")


def _id(conn: object, email: str) -> int:
    return conn.value("select id from person where email = :email", {"email": email})  # type: ignore[attr-defined,no-any-return]


def counts(db: Database) -> dict[str, int]:
    """Returns how many rows each table of facts has, to show that nothing changed."""
    with db.read() as conn:
        tables = [
            table
            for table in (each.name for each in conn.tables())
            if table not in ("change", "standing_code")
        ]
        return {table: conn.value(f"select count(*) from {table}") for table in tables}
