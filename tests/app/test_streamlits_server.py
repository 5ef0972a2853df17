"""What Streamlit's own server answers: we have decided on each of its routes, and the door decides by the same path.

If these fail after an upgrade of Streamlit, read `streamlits.py`, `owners.py` and `closed.py` in `elearn/app` before
you change a test.
"""

import socket
import tomllib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
import streamlit as st
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as strategies
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, net_util
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.runtime import Runtime, memory_media_file_storage
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.web import bootstrap
from streamlit.web.server import server_util
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from elearn.app import closed, entry, refusals, streamlits
from elearn.database import Database
from elearn.problems import NotAllowed
from elearn.runtime import session_cookie
from elearn.tracker import sessions
from tests import loops
from tests.app.conftest import MAIN, person


@pytest.fixture
def options(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Streamlit's settings, which are put back afterwards."""
    monkeypatch.setattr(config, "_main_script_path", MAIN)
    config.get_config_options(force_reparse=True)
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    monkeypatch.setattr(net_util, "get_internal_ip", net_util.get_internal_ip)
    yield
    monkeypatch.undo()
    config.get_config_options(force_reparse=True)


@pytest.fixture(scope="module")
def routes() -> Iterator[list[BaseRoute]]:
    """Every route of Streamlit's server, also those that a setting opens."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "_main_script_path", MAIN)
        patch.setattr(Runtime, "_instance", None)
        config.get_config_options(force_reparse=True)
        for name in (
            "server.enableStaticServing",
            "server.scriptHealthCheckEnabled",
            "server.enableAgentApi",
        ):
            config.set_option(name, True)
        yield create_streamlit_routes(st.App(MAIN)._create_runtime())
    config.get_config_options(force_reparse=True)


def test_we_have_decided_on_each_route_of_streamlit_and_on_no_other(routes: list[BaseRoute]) -> None:
    assert {str(getattr(route, "path", route)) for route in routes} == set(streamlits.DECIDED)


def reached(routes: list[BaseRoute], scope: Scope) -> str | None:
    """The route by which Streamlit would answer. None: it would say that the method or the path is wrong."""
    for route in routes:
        if route.matches(scope)[0] is Match.FULL:
            return str(getattr(route, "path", ""))
    return None


class Streamlit:
    """Streamlit's routes, which note which of them is reached and answer nothing."""

    def __init__(self, routes: list[BaseRoute]) -> None:
        self.routes = routes
        self.reached: list[str | None] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached.append(reached(self.routes, scope))
        await PlainTextResponse("reached")(scope, receive, send)


def visit(door: ASGIApp, method: str, raw: str, root: str, token: str) -> int:
    """The status with which the door answers an address, in the spelling that a browser sends."""
    answered: list[Message] = []

    async def nothing() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def collect(event: Message) -> None:
        answered.append(event)

    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": root + unquote(raw),
        "raw_path": raw.encode(),
        "root_path": root,
        "query_string": b"",
        "headers": [
            (b"accept", b"text/html"),
            (b"cookie", f"{session_cookie(secure=False)}={token}".encode() if token else b"none=1"),
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
    }
    loops.run(door(scope, nothing, collect))
    return int(answered[0]["status"])


HASH = "0123456789abcdef" * 4
PRIVATE = [
    f"/media/{HASH}.csv",
    "/_stcore/upload_file/session/file",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/agent/mcp",
    "/app/static/a.html",
    "/component/a/b.js",
    "/auth/login",
]
SHIFTED = ["", "/", "//", "/./", "/coverage/../", "/static/..", "/coverage", ";", "\\", "%2e%2e/", "/%2f"]
ENDS = ["", "/", ".", "..", "/..", "%00", "%0a", "?", "#", ";a", "%20", "//"]


@strategies.composite
def spellings(draw: strategies.DrawFn) -> str:
    """A private address, spelt as somebody would who tries to get past us."""
    path = draw(strategies.sampled_from(PRIVATE))
    letters = draw(strategies.sets(strategies.integers(0, len(path) - 1), max_size=3))
    how = draw(strategies.sampled_from(["encoded", "upper", "twice", "same"]))
    changed = {"encoded": lambda c: f"%{ord(c):02x}", "upper": str.upper, "same": str}
    changed["twice"] = lambda c: f"%25{ord(c):02x}"
    spelt = "".join(changed[how](each) if at in letters else each for at, each in enumerate(path))
    return draw(strategies.sampled_from(SHIFTED)) + spelt + draw(strategies.sampled_from(ENDS))


@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    raw=spellings(),
    method=strategies.sampled_from(["GET", "HEAD", "PUT", "DELETE", "POST", "OPTIONS", "get"]),
    root=strategies.sampled_from(["", "/media", "/_stcore", "/x"]),
    signed_in=strategies.booleans(),
)
@example(raw=f"/%6dedia/{HASH}.csv", method="GET", root="", signed_in=True)
@example(raw=f"//media/{HASH}.csv", method="GET", root="", signed_in=True)
@example(raw=f"/media/{HASH}.csv", method="HEAD", root="/media", signed_in=False)
def test_no_spelling_of_a_private_address_reaches_it_without_the_right_session(
    county: Database, routes: list[BaseRoute], raw: str, method: str, root: str, signed_in: bool
) -> None:
    token = sessions.mint_session(county, person(county, "al")) if signed_in else ""
    streamlit = Streamlit(routes)
    made = entry._door(county, "/start", {"commit", "play", "start"})
    status = visit(made.cls(streamlit, *made.args, **made.kwargs), method, raw, root, token)
    allowed = {"", None, *(path for path, open_to in streamlits.DECIDED.items() if open_to == "open")}
    assert set(streamlit.reached) <= allowed
    if not signed_in:
        assert status in (303, 403, 404) or streamlit.reached == [None]


def test_the_parts_of_streamlit_that_we_lean_on_are_as_they_were() -> None:
    """See `owners.py` and `closed.py`: what they replace must be what Streamlit calls."""
    called = memory_media_file_storage.MemoryMediaFileStorage.load_and_get_id
    inner = getattr(called, "__wrapped__", called).__code__
    assert "_calculate_file_id" in inner.co_names
    stored = MemoryMediaFileStorage("/media")
    assert stored.get_file(
        stored.load_and_get_id(b"a", "text/csv", st.runtime.media_file_storage.MediaFileKind.MEDIA)
    )
    assert "get_external_ip" in server_util.is_url_from_allowed_origins.__code__.co_names
    assert "get_external_ip" in bootstrap._print_url.__code__.co_names


@pytest.fixture
def alone_in_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails whatever asks for an address, or connects, in this process."""

    def outside(*given: object) -> None:
        pytest.fail(f"it asked for {given[-1]}")

    for name in ("getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, outside)
    monkeypatch.setattr(socket.socket, "connect", outside)


@pytest.mark.usefixtures("options", "alone_in_the_world")
def test_streamlit_says_where_it_is_without_asking_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    """This runs before any code of ours when somebody starts the app with `streamlit run`."""
    assert config.get_option("server.headless")
    bootstrap._print_url(is_running_hello=False)
    assert "http://localhost:" in capsys.readouterr().out


@pytest.mark.usefixtures("options", "alone_in_the_world")
def test_a_page_of_another_site_makes_streamlit_ask_nobody() -> None:
    closed.close("https://learn.example.org")
    assert not server_util.is_url_from_allowed_origins("https://elsewhere.example")
    assert server_util.is_url_from_allowed_origins("https://learn.example.org")


@pytest.mark.usefixtures("options")
def test_what_keeps_people_safe_holds_where_no_file_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "get_config_files", lambda _name: [])
    monkeypatch.setenv("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "true")
    config.get_config_options(force_reparse=True, options_from_flags={"client.showErrorDetails": "full"})
    assert config.get_option("browser.gatherUsageStats")
    closed.close("http://localhost:8501")
    for key, value in closed.ALWAYS.items():
        assert config.get_option(key) == value
    shipped = tomllib.loads(closed.SHIPPED.read_text(encoding="utf-8"))
    assert config.get_option("theme.dark.linkColor") == shipped["theme"]["dark"]["linkColor"]
    assert config.get_option("server.maxUploadSize") == shipped["server"]["maxUploadSize"]


@pytest.mark.usefixtures("options")
def test_the_app_s_own_file_says_the_same_for_when_it_is_read_again() -> None:
    """Streamlit reads its files anew when one of them changes, and forgets what we have set."""
    for key, value in closed.ALWAYS.items():
        assert config.get_option(key) == value


@pytest.mark.parametrize("why", [NotAllowed("You are signed out."), ValueError("a fault of ours")])
def test_a_button_says_why_it_gives_no_file_if_we_know(why: Exception) -> None:
    def refuse() -> bytes:
        raise why

    refusals.tell_refusals()
    files = MediaFileManager(MemoryMediaFileStorage("/media"))
    request = BackendOperationRequest(request_id="1", session_id="s")
    request.deferred_file.file_id = "f"
    files._deferred_callables["f"] = {"callable": refuse}  # type: ignore[typeddict-item]
    answer = loops.run(DeferredFileHandler(lambda: files).handle(request, "s"))
    assert (answer.error_msg == "You are signed out.") is isinstance(why, NotAllowed)
    assert "a fault of ours" not in str(answer.error_msg)
