"""A runtime with two people and a course, in a real database. In this process, or on a port for a browser."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.desk import Desk
from tests.serving import free_port

from elearn.database import Database
from elearn.runtime.app import create_app
from elearn.runtime.context import OfferedPerson, session_cookie
from elearn.serve.connections import Connection
from elearn.settings import Settings
from elearn.tracker import sessions
from elearn.tracker.catalogue import register_course

COURSE = "a-blank-course"
ADA, BEN = "ada@north.example", "ben@north.example"
PAGE = "<!doctype html><html lang='en-GB'><title>A blank course</title><main><h1>Nothing here but a page</h1></main>"


@dataclass
class Place:
    """Where a runtime works: its database, its settings, its address, and the people in it."""

    database: Database
    settings: Settings
    app: Starlette
    address: str
    ada: int
    ben: int

    def session(self, person: int) -> str:
        """The value of a signed-in person's cookie."""
        return sessions.mint_session(self.database, person)

    def client(self, person: int | None = None, *, origin: str | None = None) -> TestClient:
        """A simple browser that sends the headers of one of our pages. With `person`, they are signed in."""
        client = TestClient(self.app, base_url=self.address, headers={"Origin": origin or self.address})
        client.follow_redirects = False
        if person is not None:
            client.cookies.set(session_cookie(secure=False), self.session(person))
        return client


def register_blank(place_database: Database, packages: Path, standard: str = "scorm2004") -> None:
    """Registers a course of one page that does nothing by itself."""
    folder = packages / COURSE / standard
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    with place_database.write() as connection:
        register_course(
            connection,
            COURSE,
            title="A blank course",
            version="1.0.0",
            minutes=5,
            standard=standard,
            package=f"{COURSE}/{standard}",
            sha256=standard,
            outcomes={"notice": "Notice a mark"},
            recommendations=(),
        )


def sign_in(context: BrowserContext, place: Place, person: int) -> None:
    """Gives the browser a session."""
    context.add_cookies(
        [{"name": session_cookie(secure=False), "value": place.session(person), "url": place.address}]
    )


@pytest.fixture(scope="session")
def port() -> int:
    """Where each runtime listens in its turn. A browser keeps what it has read and compiled for one address."""
    return free_port()


@pytest.fixture
def place(db: Database, address: str, tmp_path: Path, port: int) -> Place:
    """A runtime in this process."""
    return _place(db, address, tmp_path, port)


def _place(database: Database, where: str, folder: Path, port: int) -> Place:
    address = f"http://localhost:{port}"
    settings = Settings(
        database=where,
        packages=folder / "packages",
        base_url=f"{address}/verify",  # the app is another process; one of our own pages takes its place here
        runtime_url=address,
        organisation="A partnership",
    )
    people = []
    with database.write() as connection:
        for email, name in ((ADA, "Ada Marsh"), (BEN, "Ben Fell")):
            people.append(
                connection.value(
                    "insert into person (email, name) values (:email, :name) returning id",
                    {"email": email, "name": name},
                )
            )
    offered = (OfferedPerson(ADA, "Ada Marsh", "Learner", "Takes courses."),)
    return Place(database, settings, create_app(database, settings, offered), address, *people)


@pytest.fixture
def live(place: Place, port: int) -> Iterator[Place]:
    """The same runtime, listening on its port."""
    with listening(place.app, port):
        yield place


@pytest.fixture(scope="session")
def desk(browser: Browser, port: int) -> Iterator[Desk]:
    """The browser that the learners of one worker share."""
    address = f"http://localhost:{port}"
    with Desk(browser, f"{address}/closed", base_url=address) as shared:
        yield shared


@pytest.fixture
def learner(desk: Desk, live: Place) -> Iterator[BrowserContext]:
    """An empty browser for one learner."""
    yield desk.sit_down()
    desk.leave()


class listening:
    """Serves an app on a port while the block lasts."""

    def __init__(self, app: Starlette, port: int) -> None:
        config = uvicorn.Config(app, http=Connection, host="localhost", port=port, log_level="warning")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()
        until = monotonic() + 20
        while not self.server.started:
            assert monotonic() < until, "the runtime did not start"
            sleep(0.01)

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)
