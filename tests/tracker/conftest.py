"""A small fictional county in a real database, filled through the same imports as a real one."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from elearn.database.sqlite import Database, open_database
from elearn.tracker import catalogue, imports, scope
from elearn.tracker.imports.staging import Applied

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
    id,title,version,minutes
    neglect,Neglect,2,30
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
    content: str = "",
    by: int | None = None,
) -> None:
    """Registers a course of ours. `content` stands for its words: other content has another hash."""
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


def person(db: Database, email: str) -> int:
    """Returns the id of a person by their address."""
    with db.read() as conn:
        found: int = conn.value("select id from person where email = :email", {"email": email})
    return found


@pytest.fixture
def db(empty_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    shutil.copyfile(empty_file, tmp_path / "elearn.db")
    with open_database(str(tmp_path / "elearn.db")) as opened:
        yield opened


@pytest.fixture(scope="session")
def county_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database file that each test's county starts as a copy of."""
    folder = tmp_path_factory.mktemp("tracker")
    with open_database(str(folder / "made.db")) as db:
        fill(db)
        with db.write() as conn:
            scope.give_role(conn, _id(conn, "ann@council.example"), "lead", "council")
            scope.give_role(conn, _id(conn, "di@trust.example"), "administrator")
        db.backup(folder / "county.db")
    return folder / "county.db"


@pytest.fixture
def county(db: Database, county_file: Path) -> Database:
    """Five agencies, three role groups, four people, one course of ours and one of others."""
    db.close()  # so that no connection knows what the file held
    shutil.copyfile(county_file, db.path)
    db.migrate()  # nothing is pending: it sets how the file is written, which a backup does not keep
    return db


def _id(conn: object, email: str) -> int:
    return conn.value("select id from person where email = :email", {"email": email})  # type: ignore[attr-defined,no-any-return]


def counts(db: Database) -> dict[str, int]:
    """Returns how many rows each table of facts has, to show that nothing changed."""
    with db.read() as conn:
        tables = conn.column(
            """
            select name from sqlite_master
             where type = 'table' and name not like 'sqlite%' and name not in ('change', 'standing_code')
            """
        )
        return {table: conn.value(f"select count(*) from {table}") for table in tables}
