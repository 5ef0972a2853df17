"""A desk with a trainer and a learner, a course in its folder, and drafts in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from elearn.database import Database
from elearn.desk import Desk, make_desk, routes
from elearn.desk.parts import Parts
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import Actor, give_role, sessions
from tests.desk_room.standins import DraftsStand, TextsStand
from tests.sample_course import SLUG, write_sample

PAGE = f"/desk/{SLUG}"
FILE = "01-noticing.md"
AT = {"file": FILE, "page": "the-visit"}


@dataclass
class Room:
    """The desk, its drafts, and its people: Ada writes courses, and Ben does not."""

    desk: Desk
    drafts: DraftsStand
    ada: int
    ben: int

    def client(self, person: int | None = None, *, origin: str = "") -> TestClient:
        """A simple browser on the desk's own pages. With `person`, they are signed in."""
        where = self.desk.settings
        client = TestClient(
            Starlette(routes=routes(self.desk)),
            base_url=where.desk_url,
            headers={"Origin": origin or where.desk_url},
            follow_redirects=False,
        )
        if person is not None:
            token = sessions.mint_session(self.desk.database, person)
            client.headers["Cookie"] = f"{session_cookie(secure=where.secure)}={token}"
        return client

    def sent(self, **more: Any) -> dict[str, Any]:
        """What a browser sends with a change."""
        return {
            "seq": 0,
            "window": "w",
            "request": "",
            "at": {"file": "course.md", "page": "_start"},
            **more,
        }

    def change(self, client: TestClient, **more: Any) -> httpx.Response:
        """The answer to a change."""
        return client.post(f"{PAGE}/change", json=self.sent(**more))


@pytest.fixture
def room(db: Database, address: str, tmp_path: Path) -> Room:
    """A desk in this process."""
    write_sample(tmp_path / "courses")
    settings = Settings(database=address, courses=tmp_path / "courses", reviews=tmp_path / "reviews")
    with db.write() as connection:
        insert = "insert into person (email, name) values (:email, :name) returning id"
        ada = connection.value(insert, {"email": "ada@north.example", "name": "Ada Marsh"})
        ben = connection.value(insert, {"email": "ben@north.example", "name": "Ben Fell"})
        give_role(connection, ada, "trainer")
    drafts = DraftsStand(settings.courses)

    def folders(action: Any, who: Actor) -> dict[str, str]:
        return {"said": f"{who.name} did {action['action']}."}

    return Room(Desk(db, settings, Parts(drafts, TextsStand(), folders)), drafts, ada, ben)


@dataclass
class Writer:
    """Somebody at the desk. Each has a desk of their own, as after a new start of the process."""

    client: TestClient
    window: str
    requests: int = 0

    def state(self, **at: str) -> dict[str, Any]:
        """The state of a page."""
        return dict(self.client.get(f"{PAGE}/state", params={**AT, **at}).json())

    def post(self, way: str, seq: int, **more: Any) -> httpx.Response:
        """The answer to something that changes the course. Each request has another id, if none is given."""
        self.requests += 1
        request = f"{self.window}-{self.requests}"
        sent = {"seq": seq, "window": self.window, "request": request, "at": AT, **more}
        return self.client.post(f"{PAGE}/{way}", json=sent)

    def does(self, action: str, seq: int, **more: Any) -> httpx.Response:
        """The answer to a button."""
        return self.post("change", seq, action={"action": action, **more})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a small course."""
    write_sample(tmp_path / "courses")
    return tmp_path / "courses" / SLUG


@pytest.fixture
def come(db: Database, address: str, tmp_path: Path, folder: Path) -> Callable[[str], Writer]:
    """Signs a trainer in at a desk that has just been started."""
    places = {"courses": folder.parent, "reviews": tmp_path / "reviews", "packages": tmp_path / "published"}
    settings = Settings(database=address, **places)
    people: dict[str, int] = {}
    windows = count(1)

    def comes(name: str) -> Writer:
        if name not in people:
            with db.write() as connection:
                given = {"email": f"{name}@north.example", "name": name}
                insert = "insert into person (email, name) values (:email, :name) returning id"
                people[name] = connection.value(insert, given)
                give_role(connection, people[name], "trainer")
        token = sessions.mint_session(db, people[name])
        headers = {"Origin": settings.desk_url, "Cookie": f"{session_cookie(secure=settings.secure)}={token}"}
        app = Starlette(routes=routes(make_desk(db, settings)))
        return Writer(TestClient(app, base_url=settings.desk_url, headers=headers), f"{name}-{next(windows)}")

    return comes
