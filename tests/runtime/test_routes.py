"""Launching, playing and committing by HTTP: who may, what is refused, and that nothing leaks."""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from tests import loops
from tests.runtime.conftest import COURSE, PAGE, Place, register_blank

from elearn.database import Connection
from elearn.runtime.app import routes
from elearn.runtime.context import session_cookie
from elearn.tracker import catalogue, registrations, sessions
from elearn.tracker.scope import actor, give_role


@pytest.fixture
def playable(place: Place) -> Place:
    """A place with a course to play."""
    register_blank(place.database, place.settings.packages)
    return place


def commit(session: str, number: int = 1, **values: Any) -> dict[str, Any]:
    """The body of a commit."""
    return {"session": session, "number": number, "standard": "scorm2004", "cmi": values, "final": False}


def opened(place: Place) -> tuple[int, str]:
    """Ada's registration, and an open session of it."""
    registration = registrations.start(place.database, place.ada, COURSE)
    return registration.id, registrations.open_session(
        place.database, registration.id, registration.person
    ).id


def commits(place: Place) -> int:
    with place.database.read() as connection:
        return int(connection.value("select coalesce(sum(last_commit), 0) from play_session"))


def test_the_way_back_leads_to_my_learning_whatever_a_role_starts_with(playable: Place) -> None:
    client = playable.client(playable.ada)
    address = f'href="{playable.settings.base_url}/learning"'
    assert address in client.get("/launch/old").text
    assert address in client.get(f"/play/{opened(playable)[0]}").text


def test_a_registration_is_its_owners_alone(playable: Place) -> None:
    registration, session = opened(playable)
    other = playable.client(playable.ben)
    assert other.get(f"/play/{registration}").status_code == 404
    assert other.post(f"/play/{registration}/session").status_code == 404
    assert other.post("/commit", json=commit(session)).status_code == 403
    assert playable.client().get(f"/play/{registration}").status_code == 401
    assert playable.client().post("/commit", json=commit(session)).status_code == 401
    assert commits(playable) == 0


def _doors(registration: int, session: str, code: str) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Every route that takes an id of somebody's registration, play session or certificate, with a request to it."""
    return {
        "/play/{registration:number}": ("GET", f"/play/{registration}", {}),
        "/play/{registration:number}/session": ("POST", f"/play/{registration}/session", {}),
        "/commit": ("POST", "/commit", {"json": commit(session, 2)}),
        "/certificate/{code}.pdf": ("GET", f"/certificate/{code}.pdf", {}),
    }


def test_every_door_to_what_is_somebodys_own_refuses_another_person(playable: Place) -> None:
    registration, session = opened(playable)
    own = playable.client(playable.ada)
    passed = commit(session, completion_status="completed", success_status="passed")
    code = own.post("/commit", json=passed).json()["certificate"]
    doors = _doors(registration, session, code)
    private = {
        path
        for path in (route.path for route in routes(playable.app.state.runtime))
        if "{registration" in path or "{session" in path or "{code" in path
    }
    assert private - {"/verify/{code}"} == doors.keys() - {"/commit"}
    other, unknown = playable.client(playable.ben), _doors(10_000, "made-up", "AAAAA-BBBBB-CCCCC-DDDDD")
    with playable.database.write() as connection:
        give_role(connection, playable.ben, "board")  # a role that sees no names opens nothing more
    for path, (method, address, more) in doors.items():
        refused = other.request(method, address, **more)
        not_there = other.request(*unknown[path][:2], **unknown[path][2])
        assert refused.status_code == (403 if path == "/commit" else 404), path
        assert not_there.status_code == 404, path
        if path != "/commit":
            assert refused.text == not_there.text, path
    assert commits(playable) == 1
    for path, (method, address, more) in doors.items():
        assert own.request(method, address, **more).status_code == 200, path


async def _call(place: Place, token: str, body: dict[str, Any]) -> dict[str, Any]:
    """Sends a commit to the app in this event loop. What is sent first reaches the writer first."""
    sent: list[Any] = []
    headers = {
        "origin": place.address,
        "cookie": f"{session_cookie(secure=False)}={token}",
        "content-type": "application/json",
    }
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/commit",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": json.dumps(body).encode()}

    async def send(event: Any) -> None:
        sent.append(event)

    await place.app(scope, receive, send)
    said: dict[str, Any] = json.loads(sent[1]["body"])
    return said


def _in_one_group(place: Place, *calls: Callable[[], Awaitable[Any]]) -> list[Any]:
    """Sends all of these while the writer is busy, so that they share its next transaction. Returns the answers."""
    begun, held = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        begun.set()
        held.wait(20)

    async def everything() -> list[Any]:
        place.app.state.runtime.writer.submit(hold)
        assert begun.wait(20)
        waiting = [asyncio.ensure_future(call()) for call in calls]
        await asyncio.sleep(0)
        held.set()
        return await asyncio.gather(*waiting)

    return loops.run(everything())


def test_a_session_that_ends_between_two_commits_of_one_group_stops_the_next(playable: Place) -> None:
    _, session = opened(playable)
    token = playable.session(playable.ada)
    writer = playable.app.state.runtime.writer
    assert loops.run(_call(playable, token, commit(session, 1)))["status"] == "applied"  # the cookie is known
    ended = "delete from session where person = :person"
    said = _in_one_group(
        playable,
        lambda: _call(playable, token, commit(session, 2)),
        lambda: writer.write(lambda connection: connection.execute(ended, {"person": playable.ada})),
        lambda: _call(playable, token, commit(session, 3)),
    )
    assert (said[0]["status"], said[2]["status"]) == ("applied", "signed-out")
    assert commits(playable) == 2


def test_after_goodbye_the_next_commit_of_the_same_group_is_not_taken(playable: Place) -> None:
    _, session = opened(playable)
    token, other = playable.session(playable.ada), playable.session(playable.ben)
    said = _in_one_group(
        playable,
        lambda: _call(playable, token, {**commit(session, 1), "final": True}),
        lambda: _call(playable, token, commit(session, 2)),
        lambda: _call(playable, other, commit(session, 3)),
    )
    assert [answer["status"] for answer in said] == ["applied", "ended", "not-allowed"]
    assert commits(playable) == 1


def test_a_commit_is_applied_once_and_in_order(playable: Place) -> None:
    _, session = opened(playable)
    client = playable.client(playable.ada)
    answers = [client.post("/commit", json=commit(session, number)) for number in (1, 1, 3, 2, 3)]
    assert [answer.json()["status"] for answer in answers] == [
        "applied",
        "duplicate",
        "gap",
        "applied",
        "applied",
    ]
    assert answers[2].status_code == 409
    assert answers[2].json()["expected"] == 2


def test_after_goodbye_nothing_more_is_taken(playable: Place) -> None:
    _, session = opened(playable)
    client = playable.client(playable.ada)
    assert client.post("/commit", json={**commit(session), "final": True}).json()["status"] == "applied"
    assert client.post("/commit", json=commit(session, 2)).json()["status"] == "ended"


def test_a_pass_gives_a_certificate_and_is_never_taken_back(playable: Place) -> None:
    registration, session = opened(playable)
    client = playable.client(playable.ada)
    passed = {"completion_status": "completed", "success_status": "passed", "score": {"scaled": "0.9"}}
    answer = client.post("/commit", json=commit(session, 1, **passed)).json()
    assert answer["certificate"]
    client.post("/commit", json=commit(session, 2, completion_status="incomplete", success_status="failed"))
    again = registrations.find(playable.database, registration, playable.ada)
    assert (again.completion, again.success, again.score) == ("completed", "passed", 90)


@pytest.mark.parametrize(
    ("cmi", "names"),
    [
        ({"completion_status": "banana"}, "completion_status"),
        ({"score": {"raw": "9999"}}, "score.raw"),
        ({"score": {"scaled": "1.5"}}, "score.scaled"),
        ({"score": {"raw": "5", "min": "10", "max": "0"}}, "score.max"),
        ({"progress_measure": "2"}, "progress_measure"),
        ({"session_time": "PT10"}, "session_time"),
        ({"session_time": "P0"}, "session_time"),
        ({"suspend_data": "x" * 64_001}, "suspend_data"),
        ({"interactions": {"0": {"id": "q", "result": "banana"}}}, "result"),
        ({"interactions": {"0": {"type": "choice"}}}, "id"),
        ({"interactions": [1]}, "interactions"),
        ({"objectives": {"0": {"id": "o", "score": {"scaled": "NaN"}}}}, "score.scaled"),
        ({"location": ["a"]}, "location"),
    ],
)
def test_a_value_that_is_not_allowed_is_named_and_changes_nothing(
    playable: Place, cmi: dict[str, Any], names: str
) -> None:
    _, session = opened(playable)
    client = playable.client(playable.ada)
    body = json.dumps(commit(session, 1, **cmi))
    answer = client.post("/commit", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["status"] == "refused"
    assert names in answer.json()["problem"]
    assert commits(playable) == 0


def test_content_is_for_people_who_are_signed_in(playable: Place) -> None:
    address = f"/content/{COURSE}/scorm2004/index.html"
    assert playable.client().get(address).status_code == 403
    answer = playable.client(playable.ben).get(address)
    assert answer.text == PAGE
    assert "immutable" in answer.headers["cache-control"]
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "..%2fsecret.txt",
        "%2e%2e/secret.txt",
        "a/../../secret.txt",
        "/etc/passwd",
        ".hidden",
        "link",
        "",
    ],
)
def test_content_never_leaves_its_folder(playable: Place, path: str) -> None:
    packages: Path = playable.settings.packages
    (packages.parent / "secret.txt").write_text("secret", encoding="utf-8")
    (packages / ".hidden").write_text("secret", encoding="utf-8")
    (packages / "link").symlink_to(packages.parent / "secret.txt")
    answer = playable.client(playable.ada).get(f"/content/{path}")
    assert answer.status_code == 404
    assert answer.text != "secret"


def test_every_answer_carries_safe_headers(playable: Place) -> None:
    client = playable.client()
    for path in ("/", "/start", "/health", "/nowhere", "/commit", "/play/1", "/content/x", "/assets/x/y"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert "frame-ancestors" in headers["content-security-policy"], path
        assert headers["referrer-policy"] == "same-origin", path


def test_a_page_that_is_not_there_says_so_in_plain_words(place: Place) -> None:
    answer = place.client().get("/nowhere")
    assert answer.status_code == 404
    assert "Nothing is here" in answer.text


def test_a_failure_of_ours_shows_no_traceback(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place.app.state.runtime, "person", lambda _request: 1 / 0)
    answer = place.client().get("/play/1")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "Traceback" not in answer.text


def test_no_path_is_one_that_streamlit_keeps(place: Place) -> None:
    for route in routes(place.app.state.runtime):
        assert route.path.split("/")[1] not in ("", "_stcore", "media", "component", "static")


def test_files_of_ours_are_kept_by_browsers_until_they_change(place: Place) -> None:
    client = place.client()
    page = client.get("/start").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in client.get(address).headers["cache-control"]
    assert client.get("/assets/earlier/runtime.css").headers["cache-control"] == "no-cache"
    assert client.get("/assets/earlier/%2e%2e/pages.py").status_code == 404


def test_health_is_said_without_signing_in(place: Place) -> None:
    assert place.client().get("/health").json() == {"status": "ok"}


def test_a_withdrawn_version_cannot_be_launched_and_one_that_was_begun_goes_on(playable: Place) -> None:
    _, session = opened(playable)
    with playable.database.write() as connection:
        give_role(connection, playable.ben, "trainer")
    trainer = actor(playable.database, playable.ben)
    catalogue.withdraw(playable.database, COURSE, "1.0.0", reason="A number was wrong.", by=trainer)

    ticket = sessions.mint_ticket(playable.database, playable.ben, COURSE)
    for answer in (
        playable.client(playable.ben).get(f"/launch/{ticket}?course={COURSE}"),
        playable.client(playable.ben).post(f"/open/{COURSE}"),
    ):
        assert answer.status_code == 404
        assert "not open at the moment" in answer.text

    client = playable.client(playable.ada)
    again = client.post(f"/open/{COURSE}").headers["location"]
    assert client.get(again).status_code == 200
    assert client.post(f"{again}/session").json()["content"] == f"/content/{COURSE}/scorm2004/index.html"
    passed = {"completion_status": "completed", "success_status": "passed", "score": {"scaled": "0.9"}}
    assert client.post("/commit", json=commit(session, 1, **passed)).json()["certificate"]
