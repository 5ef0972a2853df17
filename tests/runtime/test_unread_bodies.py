"""Over a real connection: who is refused gets the answer, whatever they still send, and nobody holds a connection."""

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
from playwright.sync_api import BrowserContext
from tests.runtime.conftest import COURSE, Place, listening, register_blank

from elearn.runtime import bodies
from elearn.runtime.context import session_cookie
from elearn.serve import connections
from elearn.tracker import registrations

LARGE = 1_400_000


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for an answer."""
    monkeypatch.setattr(bodies, "WAIT", 0.0)
    monkeypatch.setattr(bodies, "PAUSE", 0.0)


@contextmanager
def connected(place: Place) -> Iterator[socket.socket]:
    host, port = place.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 60) as connection:
        yield connection


def head(place: Place, length: int, *more: str, origin: str = "") -> bytes:
    lines = (
        "POST /commit HTTP/1.1",
        f"Host: {place.address.removeprefix('http://')}",
        f"Origin: {origin or place.address}",
        "Content-Type: application/json",
        f"Content-Length: {length}",
        *more,
        "\r\n",
    )
    return "\r\n".join(lines).encode()


def answered(connection: socket.socket) -> tuple[int, bytes]:
    """The status and all that comes until the server closes. Raises ConnectionResetError if it does so rudely."""
    whole = b""
    while part := connection.recv(65_536):
        whole += part
    return int(whole[9:12]), whole


@pytest.mark.parametrize(("origin", "status"), [("", 401), ("https://elsewhere.example", 403)])
def test_who_is_refused_gets_the_answer_after_sending_everything(
    live: Place, origin: str, status: int
) -> None:
    with connected(live) as visitor:
        visitor.sendall(head(live, LARGE, origin=origin) + b"x" * LARGE)
        found, whole = answered(visitor)
    assert found == status
    assert b"connection: close" in whole
    assert json.loads(whole.partition(b"\r\n\r\n")[2])["problem"]


def test_who_waits_with_the_body_has_the_answer_at_once(live: Place) -> None:
    with connected(live) as visitor:
        visitor.sendall(head(live, LARGE, "Expect: 100-continue"))
        assert visitor.recv(65_536).startswith(b"HTTP/1.1 401")


def test_a_body_that_nobody_wants_is_not_read_for_ever(live: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "THROWN_AWAY_WITHIN", 0.01)
    with connected(live) as visitor:
        visitor.sendall(head(live, LARGE) + b"x")
        assert answered(visitor)[0] == 401


def test_a_page_that_expects_no_body_throws_away_what_comes(live: Place) -> None:
    with connected(live) as visitor:
        visitor.sendall(head(live, LARGE).replace(b"/commit", b"/sign-out") + b"x" * LARGE)
        assert answered(visitor)[0] == 303


def test_a_connection_serves_the_next_commit_if_the_last_was_read(live: Place) -> None:
    register_blank(live.database, live.settings.packages)
    registration = registrations.start(live.database, live.ada, COURSE)
    session = registrations.open_session(live.database, registration.id, live.ada).id
    cookie = f"Cookie: {session_cookie(secure=False)}={live.session(live.ada)}"
    with connected(live) as learner:
        for number in (1, 2):
            said = {"session": session, "number": number, "standard": "scorm2004", "cmi": {}}
            body = json.dumps(said).encode()
            learner.sendall(head(live, len(body), cookie) + body)
            whole = b""
            while not whole.endswith(b"}"):
                whole += learner.recv(65_536)
            assert b'"applied"' in whole


def test_headers_may_not_be_of_any_length(live: Place) -> None:
    with connected(live) as visitor:
        visitor.sendall(b"GET /start HTTP/1.1\r\nX: ")
        with pytest.raises((BrokenPipeError, ConnectionResetError)):  # noqa: PT012  # when the server has closed
            while True:
                visitor.sendall(b"x" * 65_536)
    with connected(live) as visitor:
        visitor.sendall(b"GET /start HTTP/1.1\r\nX: " + b"x" * (connections.LONGEST_HEAD + 1))
        assert answered(visitor)[0] == 431


@pytest.mark.parametrize(
    ("begun", "more"),
    [(b"0\r\n", b"a: b\r\n" * 10_000), (b"0\r\na: ", b"x" * 65_536), (b"1;a=", b"x" * 65_536)],
    ids=["headers behind it", "a header behind it", "words on a chunk"],
)
def test_what_comes_around_a_body_may_not_be_of_any_length(live: Place, begun: bytes, more: bytes) -> None:
    sent = 0
    with connected(live) as visitor:
        visitor.sendall(in_chunks(live) + begun)
        with suppress(BrokenPipeError, ConnectionResetError):
            while sent < 30_000_000:
                visitor.sendall(more)
                sent += len(more)
    assert sent < 30_000_000, "what the system keeps under way, and not more"


def test_a_form_may_come_in_the_smallest_chunks(live: Place) -> None:
    form = b"".join(b"1\r\n%c\r\n" % each for each in b"email=nobody@elsewhere.example&next=" + b"a" * 8_000)
    with connected(live) as visitor:
        visitor.sendall(in_chunks(live) + form + b"0\r\n\r\n")
        assert visitor.recv(12) == b"HTTP/1.1 200"


def in_chunks(place: Place) -> bytes:
    """The head of a request for a link, whose form comes in chunks."""
    host = place.address.removeprefix("http://")
    lines = (
        "POST /start HTTP/1.1",
        f"Host: {host}",
        f"Origin: {place.address}",
        "Transfer-Encoding: chunked",
    )
    return "\r\n".join([*lines, "\r\n"]).encode()


@pytest.mark.parametrize("begun", [b"", b"GET /start HTTP/1.1\r\nX: "])
def test_headers_may_not_take_any_time(live: Place, monkeypatch: pytest.MonkeyPatch, begun: bytes) -> None:
    monkeypatch.setattr(connections, "HEAD_WITHIN", 0.01)
    with connected(live) as visitor:
        visitor.sendall(begun)
        assert visitor.recv(1) == b""


def test_a_stop_waits_neither_for_a_body_nor_for_who_reads_nothing(
    place: Place, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "ENDS_WITHIN", 0.01)
    cookie = f"Cookie: {session_cookie(secure=False)}={place.session(place.ada)}"
    large = b"GET /assets/none/scorm-again/scorm2004.min.js HTTP/1.1\r\nHost: localhost\r\n\r\n"
    running = listening(place.app, port)
    with ExitStack() as visitors:
        with running:
            sender, reader = (visitors.enter_context(connected(place)) for _ in range(2))
            reader.sendall(large * 200)
            sender.sendall(head(place, 100, cookie) + b"{")
            with connected(place) as other:
                other.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                assert answered(other)[0] == 200, "it has read what came before"
        assert not running.thread.is_alive()


@pytest.mark.deep
def test_a_browser_gets_the_answer_to_a_body_that_was_not_wanted(
    live: Place, learner: BrowserContext
) -> None:
    page = learner.new_page()
    page.goto(f"{live.address}/start")
    found = page.evaluate(
        """async () => {
          const said = { method: "POST", headers: { "Content-Type": "application/json" }, body: "x".repeat(1_400_000) };
          const found = [];
          for (let turn = 0; turn < 5; turn++) found.push((await (await fetch("/commit", said)).json()).status);
          return found;
        }"""
    )
    assert found == ["signed-out"] * 5
