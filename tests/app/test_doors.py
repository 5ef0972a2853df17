"""A file that a page offered goes to someone who may have it when they fetch it, and to nobody else."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app

from elearn.app import entry, session
from elearn.database import Database
from elearn.problems import NotAllowed
from elearn.runtime.context import SESSION_COOKIE
from elearn.tracker import sessions
from tests.app.conftest import ROOT, person, said, spoil

Open = Callable[..., AppTest]


@pytest.fixture
def offered(county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bytes]:
    """The list that a lead's page offers as a file.

    It is fetched in the way that Streamlit does when somebody presses the button.
    """
    token = sessions.mint_session(county, person(county, "lea"))
    caught: list[Any] = []
    monkeypatch.setattr(session, "_token", lambda: token)
    monkeypatch.setattr(st, "download_button", lambda _label, data, **_: caught.append(data))
    open_as("lea", "due")
    [content] = caught
    assert b"Ada Learner" in content()
    return lambda: bytes(content())


def test_a_lead_who_is_one_no_longer_gets_no_list(county: Database, offered: Callable[[], bytes]) -> None:
    with county.write() as conn:
        conn.execute("delete from role where role = 'lead'")
    with pytest.raises(NotAllowed):
        offered()


def test_a_lead_who_has_signed_out_gets_no_list(county: Database, offered: Callable[[], bytes]) -> None:
    sessions.end_session(county, session._token())
    with pytest.raises(NotAllowed, match="signed out"):
        offered()


def test_a_lead_moved_to_another_agency_gets_the_list_of_that_one(
    county: Database, offered: Callable[[], bytes]
) -> None:
    with county.write() as conn:
        conn.execute("update role set agency = 'south' where role = 'lead'")
    assert b"Ada Learner" not in offered()
    assert b"Sam Secret" in offered()


@pytest.mark.parametrize("slug", ["..", ".", "", "../courses", "a\0b", "x" * 5_000])
def test_an_address_names_no_folder_but_a_course_s(open_as: Open, slug: str) -> None:
    app = open_as("tom", "courses", course=slug)
    assert not app.exception
    assert ("There is no course" in said(app)) == bool(slug)


@pytest.fixture
def door(county: Database) -> TestClient:
    """The app's door, in front of an app that answers everything."""

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(Request(scope).url.path)(scope, receive, send)

    made = entry._door(county, "/start")
    return TestClient(made.cls(answering, *made.args, **made.kwargs), follow_redirects=False)


START = "/"
PAGES = ["/who-is-due", "/coverage/"]
FILES = ["/media/6473c7e16241fee2c61539be1654d7b0.csv", "/_stcore/upload_file/session/file"]


@pytest.mark.parametrize("path", [START, *PAGES, *FILES])
@pytest.mark.parametrize("token", [None, "", "guessed", "ended"])
def test_nobody_comes_in_without_a_session_that_lasts(
    county: Database, door: TestClient, path: str, token: str | None
) -> None:
    if token == "ended":
        token = sessions.mint_session(county, person(county, "lea"))
        sessions.end_session(county, token)
    if token is not None:
        door.cookies.set(SESSION_COOKIE, token)
    answer = door.get(path)
    asked = "" if path == START else f"?next={quote(path.rstrip('/'), safe='')}"
    assert (answer.status_code, answer.headers.get("location")) == (
        (303, f"/start{asked}") if path in (START, *PAGES) else (403, None)
    )


HTML = {"Accept": "text/html,*/*;q=0.8", "Sec-Fetch-Mode": "navigate"}


def test_the_page_that_was_asked_for_is_remembered_with_its_filters(door: TestClient) -> None:
    answer = door.get("/coverage/?as-at=2026-03-31&agency=north%20trust")
    asked = quote("/coverage?as-at=2026-03-31&agency=north%20trust", safe="")
    assert answer.headers["location"] == f"/start?next={asked}"


def test_an_address_that_is_nothing_says_so_and_shows_the_way(county: Database, door: TestClient) -> None:
    assert door.get("/nonsense", headers=HTML).status_code == 303, "whoever is signed out signs in first"
    door.cookies.set(SESSION_COOKIE, sessions.mint_session(county, person(county, "lea")))
    answer = door.get("/nonsense", headers=HTML)
    assert answer.status_code == 404
    assert "There is no page at this address" in answer.text
    assert 'href="/who-is-due"' in answer.text
    assert door.get("/Coverage", headers=HTML).headers["location"] == "/coverage"


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/static/js/index.js", "/favicon.png", "/coverage/_stcore/health"]
)
def test_what_streamlit_fetches_for_itself_is_left_to_it(
    county: Database, door: TestClient, path: str
) -> None:
    door.cookies.set(SESSION_COOKIE, sessions.mint_session(county, person(county, "lea")))
    assert door.get(path, headers={"Accept": "*/*", "Sec-Fetch-Mode": "cors"}).text == path


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_who_is_signed_in_comes_in_and_no_other_site_may_frame_what_they_see(
    county: Database, door: TestClient, path: str
) -> None:
    door.cookies.set(SESSION_COOKIE, sessions.mint_session(county, person(county, "ada")))
    answer = door.get(path)
    assert answer.text == path
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (answer.headers.get("cache-control") == "private, no-store") == (path in FILES)


def test_streamlit_finds_the_app_and_with_it_the_door() -> None:
    assert discover_asgi_app(ROOT / "streamlit_app.py").is_asgi_app


def test_a_database_that_is_gone_lets_nobody_in_and_says_so_calmly(
    county: Database, door: TestClient
) -> None:
    door.cookies.set(SESSION_COOKIE, sessions.mint_session(county, person(county, "lea")))
    county.path.rename(county.path.with_suffix(".gone"))
    answer = door.get("/who-is-due")
    assert answer.status_code == 503
    assert str(county.path) not in answer.text
    assert door.get("/_stcore/health").status_code == 200, "the process lives, and is not to be started again"


def test_a_damaged_database_is_said_to_be_damaged(
    county: Database, door: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    door.cookies.set(SESSION_COOKIE, sessions.mint_session(county, person(county, "lea")))
    spoil(county)
    answer = door.get("/who-is-due")
    assert answer.status_code == 503
    assert answer.text.startswith("The database is damaged.")
    assert str(county.path) not in answer.text
    [logged] = [record for record in caplog.records if record.name == "elearn.runtime"]
    assert "put back the latest backup" in logged.getMessage()
    assert logged.exc_info is None
    assert door.get("/_stcore/health").status_code == 200
