"""In which order a commit is looked at, and what becomes of those that come together, late or not at all."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from tests import loops
from tests.runtime.conftest import Place, register_blank
from tests.runtime.test_hostile_bodies import GOOD, opened

from elearn.runtime import bodies
from elearn.runtime.context import session_cookie
from elearn.runtime.scorm import commits
from elearn.tracker import sessions


@pytest.fixture
def playable(place: Place) -> Place:
    """A place with a course to play."""
    register_blank(place.database, place.settings.packages)
    return place


Receive = Callable[[], Awaitable[dict[str, Any]]]


async def _post(place: Place, token: str, receive: Receive, **headers: str) -> tuple[int, dict[str, Any]]:
    """The status and the JSON with which /commit answers in this event loop."""
    sent: list[Any] = []
    said = {
        "origin": place.address,
        "cookie": f"{session_cookie(secure=False)}={token}",
        "content-type": "application/json",
        "content-length": "1000",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/commit",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in said.items()],
    }

    async def send(event: Any) -> None:
        sent.append(event)

    async def after_the_answer() -> dict[str, Any]:
        if wants_no_body and not any(event["type"] == "http.response.body" for event in sent):
            raise AssertionError("the body was read before the answer")
        return {"type": "http.disconnect"}

    wants_no_body = receive is _unwanted
    await place.app(scope, after_the_answer if wants_no_body else receive, send)
    return sent[0]["status"], json.loads(sent[1]["body"])


async def _unwanted() -> dict[str, Any]:
    raise AssertionError


def test_nothing_of_a_body_is_read_before_all_else_is_known(
    playable: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "WAIT", 0.0)
    good, made_up = playable.session(playable.ada), playable.session(playable.ada)
    sessions.end_session(playable.database, made_up)
    long = str(commits.LONGEST_BODY + 1)

    async def everything() -> None:
        for status, word, token, headers in (
            (403, "not-allowed", made_up, {"origin": "https://elsewhere.example", "content_length": long}),
            (401, "signed-out", made_up, {"content_length": long, "content_type": "text/plain"}),
            (401, "signed-out", "x" * 1_000, {"content_length": "1400000"}),
            (401, "signed-out", "", {}),
            (413, "refused", good, {"content_length": long, "content_type": "text/plain"}),
            (413, "refused", good, {"content_length": "9" * 18}),
            (415, "refused", good, {"content_encoding": "br"}),
            (415, "refused", good, {"transfer_encoding": "gzip, chunked"}),
            (422, "refused", good, {"content_type": "text/plain"}),
        ):
            found = await _post(playable, token, _unwanted, **headers)
            assert (found[0], found[1]["status"]) == (status, word), headers

    loops.run(everything())


def test_a_body_that_does_not_come_is_not_waited_for_and_the_browser_keeps_its_work(
    playable: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commits, "BODY_WITHIN", 0.01)
    monkeypatch.setattr(bodies, "THROWN_AWAY_WITHIN", 0.01)
    token = playable.session(playable.ada)

    async def never() -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    status, said = loops.run(_post(playable, token, never))
    assert (status, said["status"]) == (408, None)  # outbox.js drops what is "refused", and sends this again
    assert said["problem"]


def test_cookies_that_are_too_long_cost_nobody_their_work(playable: Place) -> None:
    client = playable.client(playable.ada)
    client.cookies.set("of-another-program", "x" * bodies.LONGEST_HEAD)
    answer = client.post("/commit", json=json.loads(GOOD.replace("@", opened(playable))))
    assert (answer.status_code, answer.json()["status"]) == (431, None)
    assert "cookies" in answer.json()["problem"]


def test_a_body_that_was_said_to_be_shorter_is_read_no_further(playable: Place) -> None:
    token, given = playable.session(playable.ada), []

    async def more() -> dict[str, Any]:
        given.append(1)
        return {"type": "http.request", "body": b"x" * 500_000, "more_body": len(given) < 100}

    assert loops.run(_post(playable, token, more))[0] == 413
    assert len(given) <= 5 + bodies.MOST_THROWN_AWAY // 500_000 + 1


def test_a_session_that_was_good_a_moment_ago_lets_nobody_in(playable: Place) -> None:
    session, token = opened(playable), playable.session(playable.ada)
    client = playable.client()
    client.cookies.set(session_cookie(secure=False), token)
    body = json.loads(GOOD.replace("@", session))
    assert client.post("/commit", json=body).json()["status"] == "applied"
    sessions.end_session(playable.database, token)
    again = [client.post("/commit", json={**body, "number": 2}) for _ in range(2)]
    assert [answer.status_code for answer in again] == [401, 401]
    assert again[0].json() == again[1].json()  # the first from the transaction, the second before the body


def test_commits_of_one_cookie_keep_their_order_however_long_they_take_to_read(playable: Place) -> None:
    session, token = opened(playable), playable.session(playable.ada)
    answers = {str(number): {"id": f"q{number}"} for number in range(1_500)}

    def body(number: int) -> bytes:
        said = {"interactions": answers} if number % 2 else {}
        return json.dumps({**json.loads(GOOD), "session": session, "number": number, "cmi": said}).encode()

    async def everything() -> list[Any]:
        def receive(number: int) -> Receive:
            async def received() -> dict[str, Any]:
                return {"type": "http.request", "body": body(number)}

            return received

        return await asyncio.gather(*[_post(playable, token, receive(number)) for number in (1, 2, 3, 4)])

    assert len(body(1)) > commits.READ_AT_ONCE > len(body(2))
    assert [said["status"] for _, said in loops.run(everything())] == ["applied"] * 4


def test_one_cookie_cannot_have_any_number_of_commits_under_way(playable: Place) -> None:
    token, reading = playable.session(playable.ada), 0

    async def everything() -> list[tuple[int, dict[str, Any]]]:
        enough = asyncio.Event()

        async def slow() -> dict[str, Any]:
            nonlocal reading
            reading += 1
            await enough.wait()
            return {"type": "http.request", "body": b"{"}

        waiting = [asyncio.ensure_future(_post(playable, token, slow)) for _ in range(8)]
        while reading < 8:
            await asyncio.sleep(0)
        refused = await _post(playable, token, _unwanted)
        enough.set()
        return [refused, *await asyncio.gather(*waiting)]

    found = loops.run(everything())
    assert [status for status, _ in found] == [429, *[400] * 8]
    assert found[0][1]["status"] is None
