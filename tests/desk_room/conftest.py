"""A desk with a trainer and a learner, a course in its folder, and drafts in memory."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from elearn.database import Database
from elearn.desk import Desk, routes
from elearn.desk.parts import Parts
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import Actor, give_role, sessions
from tests.desk_room.standins import DraftsStand, TextsStand
from tests.sample_course import SLUG, write_sample

PAGE = f"/desk/{SLUG}"


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
