"""A county of two agencies in a real database, and the app opened on it as any of its people."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import RerunData, RerunException, get_script_run_ctx
from streamlit.testing.v1 import AppTest

import elearn.app
from elearn.app import bars, questions, session
from elearn.database import Database, open_database
from elearn.reporting.coverage import CoverageRow
from elearn.settings import settings
from elearn.tracker import imports, sessions, standing
from elearn.tracker.scope import actor, give_role

ROOT = Path(__file__).parents[2]
MAIN = str(Path(elearn.app.__file__).with_name("main.py"))

FILES = {
    "agencies": "id,name,kind,parent,target,basis\n"
    "north,North Trust,acute health,,90,\nsouth,South Schools,school,,80,\n",
    "role-groups": "id,name,level\nr2,Regular contact,2\nr3,Mainly with children and families,3\n",
    "courses": "id,title,version,minutes\nneglect,Neglect,1,30\n",
    "people": "email,name,staff_number,agency,role_group,starts_on,ends_on\n"
    "ada@north.example,Ada Learner,1,north,r3,2020-01-01,\n"
    "tom@north.example,Tom Trainer,2,north,r3,2020-01-01,\n"
    "lea@north.example,Lea Lead,3,north,r3,2020-01-01,\n"
    "bo@north.example,Bo Board,4,north,r3,2020-01-01,\n"
    "al@south.example,Al Admin,5,south,r3,2020-01-01,\n"
    "sam@south.example,Sam Secret,6,south,r3,2020-01-01,\n",
    "requirements": "course,agency,role_group,from,to,due_within_days,renew_after_months\n"
    "neglect,,r3,2021-01-01,,30,12\n",
    "completions": "email,course,version,completed_on,score,passed\nbo@north.example,neglect,1,2020-02-01,90,yes\n",
}
ROLES = {"tom": "trainer", "lea": "lead", "bo": "board", "al": "administrator"}

# each AppTest searches the metadata of every installed package for components; they stay the same all the while
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def prepared_county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database file that each test's county starts as a copy of."""
    folder = tmp_path_factory.mktemp("county")
    with open_database(str(folder / "made.db")) as database:
        for kind, text in FILES.items():
            imports.apply(database, imports.preview(database, kind, text.encode(), f"{kind}.csv"))
        with database.write() as conn:
            for name, role in ROLES.items():
                give_role(conn, person(database, name), role, "north" if role == "lead" else None)
        database.backup(folder / "county.db")
    return folder / "county.db"


@pytest.fixture
def county(prepared_county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Six people at two agencies, one course that they must take, and nobody in date."""
    shutil.copyfile(prepared_county, tmp_path / "elearn.db")
    monkeypatch.setenv("ELEARN_DATABASE", str(tmp_path / "elearn.db"))
    monkeypatch.setenv("ELEARN_COURSES", str(ROOT / "courses"))
    monkeypatch.setenv("ELEARN_REVIEWS", str(ROOT / "reviews"))
    settings.cache_clear()
    st.cache_data.clear()
    with open_database() as database:
        yield database
    st.cache_resource.clear()
    settings.cache_clear()


@pytest.fixture
def nothing(empty_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database with one administrator in it and nothing else, and no folder of courses or reviews."""
    shutil.copyfile(empty_file, tmp_path / "elearn.db")
    monkeypatch.setenv("ELEARN_DATABASE", str(tmp_path / "elearn.db"))
    monkeypatch.setenv("ELEARN_COURSES", str(tmp_path / "courses"))
    monkeypatch.setenv("ELEARN_REVIEWS", str(tmp_path / "reviews"))
    settings.cache_clear()
    st.cache_data.clear()
    with open_database() as database:
        with database.write() as conn:
            conn.execute("insert into person (id, email, name) values (1, 'al@first.example', 'Al First')")
            give_role(conn, 1, "administrator")
        who = actor(database, 1)
        monkeypatch.setattr(session, "signed_in", lambda: who)
        yield database
    st.cache_resource.clear()
    settings.cache_clear()


def person(database: Database, name: str) -> int:
    """Returns the id of one of the six, by the first part of their address."""
    with database.read() as conn:
        return int(conn.value("select id from person where email like :start", {"start": f"{name}@%"}))


def spoil(database: Database) -> None:
    """Damages every page of the database's file but the first, as a bad disk may."""
    database.close()
    path = Path(database.place)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))


@pytest.fixture
def open_as(county: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a screen as one of the six, or as nobody if no name is given."""

    def opened(name: str | None, module: str | None = None, **query: str) -> AppTest:
        who = actor(county, person(county, name)) if name else None
        monkeypatch.setattr(session, "signed_in", lambda: who)
        return screen(module, **query).run()

    return opened


@pytest.fixture
def sign_in(county: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    """Signs one of the six in by a session, so that a screen reads their roles anew each time it runs.

    It returns their id.
    """

    def signed_in(name: str) -> int:
        token = sessions.mint_session(county, person(county, name))
        monkeypatch.setattr(session, "_token", lambda: token)
        return person(county, name)

    return signed_in


def screen(module: str | None, **query: str) -> AppTest:
    """Returns one screen at an address with this query, not run yet.

    Without a module, it is the whole app.
    """
    app = (
        AppTest.from_function(_one_screen, default_timeout=20, args=(module,))
        if module
        else AppTest.from_file(MAIN, default_timeout=20)
    )
    for key, value in query.items():
        app.query_params[key] = value
    return app


def _one_screen(screen: str) -> None:
    from elearn.app.main import runner
    from elearn.app.screens import SCREENS

    next(runner(each) for each in SCREENS if each.module == screen)()


def said(app: AppTest) -> str:
    """Returns everything that a page's HTML says, without the places where an address may continue on a new line."""
    return "\n".join(
        block.value if hasattr(block, "value") else block.proto.body for block in app.get("html")
    ).replace("<wbr>", "")


class Bar:
    """A page's progress bar, which keeps what it says. When it says `click_at`, the reader clicks once."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.click_at = ""

    def progress(self, share: float, text: str) -> None:
        self.said.append(text)
        if self.click_at and text.startswith(self.click_at):
            self.click_at = ""
            here = get_script_run_ctx()
            assert here is not None
            raise RerunException(RerunData(query_string=here.query_string))

    def empty(self) -> None:
        self.said.append("(gone)")


@pytest.fixture
def bar(county: Database, monkeypatch: pytest.MonkeyPatch) -> Bar:
    """The bar of all work on a page, even on one row or person."""
    found = Bar()
    monkeypatch.setattr(bars, "LONG", 1)
    monkeypatch.setattr(standing, "AT_ONCE", 1)
    monkeypatch.setattr(st, "progress", lambda *_: found)
    return found


@pytest.fixture
def changing(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The courses whose figures are being worked out. A test may change it."""
    courses = {"neglect"}
    for name in ("coverage", "trend"):
        real: Callable[..., Iterable[CoverageRow]] = getattr(questions, name)

        def told(*args: Any, real: Callable[..., Iterable[CoverageRow]] = real, **named: Any) -> Any:
            return [
                _unknown(row) if row.keys.get("course") in courses else row for row in real(*args, **named)
            ]

        monkeypatch.setattr(questions, name, told)
    return courses


def _unknown(row: CoverageRow) -> CoverageRow:
    return row._replace(in_scope=None, in_date=None, grace=None, lapsed=None, never=None, pending=True)
