"""A file that a page offered goes to someone who may have it when they fetch it, and to nobody else."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from contextvars import copy_context
from hashlib import sha256
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock
from urllib.parse import quote

import pytest
import streamlit as st
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.context import StreamlitHeaders
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app

from elearn.app import entry, owners, session
from elearn.database import Database
from elearn.problems import NotAllowed
from elearn.runtime.context import session_cookie
from elearn.settings import settings
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


Door = Callable[[ASGIApp], ASGIApp]


@pytest.fixture
def before(county: Database) -> Door:
    """Puts the app's door in front of something."""
    made = entry._door(county, "/start")
    return lambda inner: made.cls(inner, *made.args, **made.kwargs)


@pytest.fixture
def door(before: Door) -> TestClient:
    """The app's door, in front of an app that answers everything."""

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(Request(scope).url.path)(scope, receive, send)

    return TestClient(before(answering), follow_redirects=False)


@pytest.fixture
def secure_door(county: Database, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The app's door under https, in front of an app that sets a cookie as Streamlit does."""
    monkeypatch.setenv("ELEARN_BASE_URL", "https://learn.example")
    settings.cache_clear()

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        answer = PlainTextResponse(Request(scope).url.path)
        answer.headers.append("set-cookie", "_streamlit_xsrf=2|a; Path=/; SameSite=Lax")
        answer.headers.append("set-cookie", "other=1; Path=/; secure")
        await answer(scope, receive, send)

    made = entry._door(county, "/start")
    return TestClient(made.cls(answering, *made.args, **made.kwargs), follow_redirects=False)


def test_under_https_a_cookie_that_a_neighbouring_host_can_set_opens_nothing(
    county: Database, secure_door: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sessions.mint_session(county, person(county, "lea"))
    for name, opens in (("elearn_session", False), ("__Host-elearn_session", True)):
        cookie = f"{name}={token}"
        answer = secure_door.get("/", headers={"Cookie": cookie})
        assert answer.headers["location"] == ("/who-is-due" if opens else "/start")
        monkeypatch.setattr(st, "context", SimpleNamespace(headers=StreamlitHeaders([("cookie", cookie)])))
        assert (session.signed_in() is not None) == opens


def test_under_https_no_cookie_of_the_app_travels_otherwise(secure_door: TestClient) -> None:
    assert secure_door.get("/_stcore/health").headers.get_list("set-cookie") == [
        "_streamlit_xsrf=2|a; Path=/; SameSite=Lax; Secure",
        "other=1; Path=/; secure",
    ]


START = "/"
PAGES = ["/who-is-due", "/coverage/"]
FILE = f"/media/{'0123456789abcdef' * 4}.csv"
UPLOAD = "/_stcore/upload_file/session/file"


@pytest.mark.parametrize("path", [START, *PAGES, FILE])
@pytest.mark.parametrize("token", [None, "", "guessed", "ended"])
def test_nobody_comes_in_without_a_session_that_lasts(
    county: Database, door: TestClient, path: str, token: str | None
) -> None:
    if token == "ended":
        token = sessions.mint_session(county, person(county, "lea"))
        sessions.end_session(county, token)
    if token is not None:
        door.cookies.set(session_cookie(secure=False), token)
    answer = door.get(path)
    asked = "" if path == START else f"?next={quote(path.rstrip('/'), safe='')}"
    assert (answer.status_code, answer.headers.get("location")) == (
        (303, f"/start{asked}") if path in (START, *PAGES) else (403, None)
    )
    assert door.head(path).status_code == answer.status_code
    assert door.put(UPLOAD).status_code == 403


HTML = {"Accept": "text/html,*/*;q=0.8", "Sec-Fetch-Mode": "navigate"}


def test_the_page_that_was_asked_for_is_remembered_with_its_filters(door: TestClient) -> None:
    answer = door.get("/coverage/?as-at=2026-03-31&agency=north%20trust")
    asked = quote("/coverage?as-at=2026-03-31&agency=north%20trust", safe="")
    assert answer.headers["location"] == f"/start?next={asked}"


def test_an_address_that_is_nothing_says_so_and_shows_the_way(county: Database, door: TestClient) -> None:
    assert door.get("/nonsense", headers=HTML).status_code == 303, "whoever is signed out signs in first"
    door.cookies.set(session_cookie(secure=False), sessions.mint_session(county, person(county, "lea")))
    answer = door.get("/nonsense", headers=HTML)
    assert answer.status_code == 404
    assert "There is no page at this address" in answer.text
    assert 'href="/who-is-due"' in answer.text
    assert door.get("/Coverage", headers=HTML).headers["location"] == "/coverage"


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/_stcore/host-config", "/static/js/index.js", "/favicon.png"]
)
def test_what_streamlit_fetches_for_itself_is_left_to_it(
    county: Database, door: TestClient, path: str
) -> None:
    door.cookies.set(session_cookie(secure=False), sessions.mint_session(county, person(county, "lea")))
    assert door.get(path, headers={"Accept": "*/*", "Sec-Fetch-Mode": "cors"}).text == path


@pytest.mark.parametrize("path", PAGES)
def test_who_is_signed_in_comes_in_and_no_other_site_may_frame_what_they_see(
    county: Database, door: TestClient, path: str
) -> None:
    door.cookies.set(session_cookie(secure=False), sessions.mint_session(county, person(county, "ada")))
    answer = door.get(path)
    assert answer.text == path
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "name", ["/_stcore/metrics", "/_stcore/agent/mcp", "/app/static/a", "/component/a/b.js"]
)
def test_what_streamlit_answers_besides_is_closed_to_everyone(
    county: Database, door: TestClient, name: str
) -> None:
    door.cookies.set(session_cookie(secure=False), sessions.mint_session(county, person(county, "al")))
    for method in ("GET", "HEAD", "POST", "OPTIONS"):
        assert door.request(method, name, headers=HTML).status_code == 404


@pytest.fixture
def gareth_and_helena(county: Database) -> tuple[str, str]:
    """The sessions of two people."""
    gareth, helena = (sessions.mint_session(county, person(county, name)) for name in ("lea", "bo"))
    return gareth, helena


@pytest.fixture
def stored() -> MemoryMediaFileStorage:
    """Where Streamlit keeps files."""
    owners.keep_owners()
    owners.keep_owners()
    return MemoryMediaFileStorage("/media")


def made(county: Database, stored: MemoryMediaFileStorage, token: str | None, content: bytes) -> str:
    """The address of a file that was made for a session, or for nobody."""

    def make() -> str:
        if token is not None:
            who = sessions.session_actor(county, token)
            assert who is not None
            owners.asked_by(token, who)
        return stored.load_and_get_id(content, "text/csv", MediaFileKind.DOWNLOADABLE, "due.csv")

    return stored.get_url(copy_context().run(make))


def test_a_file_opens_for_the_session_that_asked_and_for_no_other(
    county: Database, door: TestClient, stored: MemoryMediaFileStorage, gareth_and_helena: tuple[str, str]
) -> None:
    gareth, helena = gareth_and_helena
    address = made(county, stored, gareth, b"names")
    assert address != made(county, stored, helena, b"names"), "the same content is a file for each"

    def asked(token: str) -> int:
        door.cookies.set(session_cookie(secure=False), token)
        return door.get(address).status_code

    assert asked(gareth) == 200
    assert asked(helena) == 403
    assert "opens only for the person" in door.get(address).text
    assert "content-disposition" not in door.get(address).headers, "so a browser shows the words"
    assert asked(sessions.mint_session(county, person(county, "lea"))) == 403, "he signed out and in again"
    assert asked(gareth) == 200
    with county.write() as conn:
        conn.execute("update role set agency = 'south' where role = 'lead'")
    assert asked(gareth) == 403, "it may show what only his earlier roles let him see"


def test_a_file_is_forgotten_in_time_and_one_of_nobody_opens_for_nobody(
    county: Database,
    door: TestClient,
    stored: MemoryMediaFileStorage,
    gareth_and_helena: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gareth, _ = gareth_and_helena
    door.cookies.set(session_cookie(secure=False), gareth)
    unasked = made(county, stored, None, b"of nobody")
    assert door.get(unasked).status_code == 403
    address = made(county, stored, gareth, b"names")
    stored.delete_file(address.removeprefix("/media/").partition(".")[0])
    assert door.get(address).status_code == 403
    address = made(county, stored, gareth, b"names")
    assert door.get(address).status_code == 200
    monkeypatch.setattr(owners, "LASTS", -1.0)
    assert made(county, stored, gareth, b"names") == address
    assert door.get(address).status_code == 403


def test_a_file_is_saved_and_never_shown_on_our_pages_account(
    county: Database, door: TestClient, stored: MemoryMediaFileStorage, gareth_and_helena: tuple[str, str]
) -> None:
    gareth, _ = gareth_and_helena
    address = made(county, stored, gareth, b"<script>")
    door.cookies.set(session_cookie(secure=False), gareth)
    headers = door.get(address).headers
    assert headers["cache-control"] == "private, no-store"
    assert headers["content-disposition"] == "attachment"
    assert headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in headers["content-security-policy"]


class Pages:
    """A stand-in for Streamlit, which counts who connects and repeats what it is told."""

    def __init__(self) -> None:
        self.connected: list[Headers] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        self.connected.append(socket.headers)
        await socket.accept()
        with suppress(WebSocketDisconnect):
            while True:
                await socket.send_bytes(await socket.receive_bytes())


def saying(kind: str) -> bytes:
    """A message of a page."""
    return BackMsg(**{kind: {} if kind == "rerun_script" else True}).SerializeToString()


RERUN = saying("rerun_script")
STREAM = "/_stcore/stream"
OURS = "http://localhost:8501"


@pytest.mark.parametrize(
    ("path", "origin", "token"),
    [
        (STREAM, "https://elsewhere.example", "good"),
        (STREAM, "http://localhost:8501.elsewhere.example", "good"),
        (STREAM, "http://127.0.0.1:8501", "good"),
        (STREAM, "https://localhost:8501", "good"),
        (STREAM, "null", "good"),
        (STREAM, "", "good"),
        (STREAM, None, "good"),
        (STREAM, OURS, None),
        (STREAM, OURS, ""),
        (STREAM, OURS, "guessed"),
        (STREAM, OURS, "ended"),
        ("/coverage/_stcore/stream", OURS, "good"),
        ("//_stcore/stream", OURS, "good"),
        ("/anything", OURS, "good"),
    ],
)
def test_a_connection_is_refused_before_streamlit_hears_of_it(
    county: Database, before: Door, path: str, origin: str | None, token: str | None
) -> None:
    pages = Pages()
    browser = TestClient(before(pages))
    given = sessions.mint_session(county, person(county, "lea"))
    if token == "ended":
        sessions.end_session(county, given)
    if token is not None:
        browser.cookies.set(session_cookie(secure=False), given if token in ("good", "ended") else token)
    headers = {} if origin is None else {"Origin": origin}
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        browser.websocket_connect(f"ws://testserver{path}", headers=headers),
    ):
        pass
    assert refused.value.code == 1008
    assert pages.connected == []


@pytest.fixture
def page(county: Database, before: Door) -> Iterator[tuple[WebSocketTestSession, Pages, str]]:
    """A page of a lead that has connected, Streamlit's stand-in, and the lead's session."""
    pages, token = Pages(), sessions.mint_session(county, person(county, "lea"))
    browser = TestClient(before(pages))
    browser.cookies.set(session_cookie(secure=False), token)
    with browser.websocket_connect(STREAM, headers={"Origin": OURS, "X-Elearn-Session": "forged"}) as socket:
        yield socket, pages, token


def test_a_page_of_ours_connects_and_streamlit_knows_whose_it_is(
    page: tuple[WebSocketTestSession, Pages, str],
) -> None:
    socket, pages, token = page
    socket.send_bytes(RERUN)
    assert socket.receive_bytes() == RERUN
    [whose] = pages.connected[0].getlist("x-elearn-session")
    assert whose == sha256(token.encode()).hexdigest()


def test_behind_a_proxy_under_https_a_page_connects_from_the_name_that_people_see(
    county: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELEARN_BASE_URL", "https://learn.example.org")
    settings.cache_clear()
    made, pages = entry._door(county, "/start"), Pages()
    browser = TestClient(made.cls(pages, *made.args, **made.kwargs), base_url="http://127.0.0.1:8501")
    browser.headers["Cookie"] = (
        f"{session_cookie(secure=True)}={sessions.mint_session(county, person(county, 'lea'))}"
    )
    with browser.websocket_connect(STREAM, headers={"Origin": "https://learn.example.org"}) as socket:
        socket.send_bytes(RERUN)
        assert socket.receive_bytes() == RERUN
    with (
        pytest.raises(WebSocketDisconnect),
        browser.websocket_connect(STREAM, headers={"Origin": "http://127.0.0.1:8501"}),
    ):
        pass


def test_under_https_streamlits_own_cookie_travels_by_https_alone(
    county: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        answer = PlainTextResponse("ok")
        answer.set_cookie("_streamlit_xsrf", "1")
        answer.set_cookie("ours", "2", secure=True)
        await answer(scope, receive, send)

    monkeypatch.setenv("ELEARN_BASE_URL", "https://learn.example.org")
    settings.cache_clear()
    made = entry._door(county, "/start")
    health = TestClient(made.cls(answering, *made.args, **made.kwargs)).get("/_stcore/health")
    set_ = health.headers.get_list("set-cookie")
    assert sorted(each.partition("=")[0] for each in set_) == ["_streamlit_xsrf", "ours"]
    assert all(each.count("Secure") == 1 for each in set_)


@pytest.mark.parametrize("ends", ["signed out", "all sessions ended", "nobody knows"])
def test_a_connection_ends_at_the_next_message_when_the_session_has(
    county: Database,
    page: tuple[WebSocketTestSession, Pages, str],
    monkeypatch: pytest.MonkeyPatch,
    ends: str,
) -> None:
    socket, _, token = page
    if ends == "signed out":
        sessions.end_session(county, token)
    elif ends == "all sessions ended":
        sessions.end_sessions(county, person(county, "lea"), by=None)
    else:
        monkeypatch.setattr(sessions, "session_person", Mock(side_effect=RuntimeError))
    socket.send_bytes(RERUN)
    with pytest.raises(WebSocketDisconnect):
        socket.receive_bytes()


@pytest.mark.parametrize("way", [spoil, lambda county: county.path.rename(county.path.with_suffix(".gone"))])
def test_a_page_that_has_connected_may_say_that_the_database_is_damaged(
    county: Database, page: tuple[WebSocketTestSession, Pages, str], way: Callable[[Database], None]
) -> None:
    """It asks anew who is signed in, and shows nothing else. See `test_damaged.py`."""
    socket, _, _ = page
    way(county)
    socket.send_bytes(RERUN)
    assert socket.receive_bytes() == RERUN


@pytest.mark.parametrize("kind", ["clear_cache", "load_git_info", "set_run_on_save"])
def test_what_no_page_of_ours_asks_does_not_reach_streamlit(
    page: tuple[WebSocketTestSession, Pages, str], kind: str
) -> None:
    socket, _, _ = page
    socket.send_bytes(saying(kind))
    install = BackMsg()
    install.backend_operation_request.install_skills.SetInParent()
    socket.send_bytes(install.SerializeToString())
    socket.send_bytes(RERUN)
    assert socket.receive_bytes() == RERUN


def test_streamlit_finds_the_app_and_with_it_the_door() -> None:
    assert discover_asgi_app(ROOT / "streamlit_app.py").is_asgi_app


def test_a_database_that_is_gone_lets_nobody_in_and_says_so_calmly(
    county: Database, door: TestClient
) -> None:
    door.cookies.set(session_cookie(secure=False), sessions.mint_session(county, person(county, "lea")))
    county.path.rename(county.path.with_suffix(".gone"))
    answer = door.get("/who-is-due")
    assert answer.status_code == 503
    assert str(county.path) not in answer.text
    assert door.get("/_stcore/health").status_code == 200, "the process lives, and is not to be started again"


def test_a_damaged_database_is_said_to_be_damaged(
    county: Database, door: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    door.cookies.set(session_cookie(secure=False), sessions.mint_session(county, person(county, "lea")))
    spoil(county)
    answer = door.get("/who-is-due")
    assert answer.status_code == 503
    assert answer.text.startswith("The database is damaged.")
    assert str(county.path) not in answer.text
    [logged] = [record for record in caplog.records if record.name == "elearn.runtime"]
    assert "put back the latest backup" in logged.getMessage()
    assert logged.exc_info is None
    assert door.get("/_stcore/health").status_code == 200
