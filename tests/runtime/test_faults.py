"""Trouble with the disk, a form or an address harms nobody: work is kept, and nothing secret is shown."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from starlette.testclient import TestClient
from tests.runtime.conftest import ADA, COURSE, Place, register_blank

from elearn.database import Connection, Database, DatabaseBusy, DatabaseUnwritable
from elearn.runtime import context
from elearn.tracker import registrations, sessions


@pytest.fixture
def playable(place: Place) -> Place:
    """A place with a course to play."""
    register_blank(place.database, place.settings.packages)
    return place


def _failing(fault: Exception) -> Callable[[Database], object]:
    @contextmanager
    def write(_: Database, **__: object) -> Iterator[Connection]:
        raise fault
        yield

    return write


@pytest.mark.parametrize("fault", [DatabaseUnwritable("the disk is full"), DatabaseBusy("busy")])
def test_a_commit_that_the_disk_would_not_take_is_sent_again(
    playable: Place, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    registration = registrations.start(playable.database, playable.ada, COURSE)
    session = registrations.open_session(playable.database, registration.id, registration.person).id
    client = playable.client(playable.ada)
    body = {"session": session, "number": 1, "standard": "scorm2004", "cmi": {"location": "p1"}}
    with monkeypatch.context() as full:
        full.setattr(type(playable.database), "write", _failing(fault))
        answer = client.post("/commit", json=body)
    assert (
        answer.status_code == 503
    )  # the browser keeps a commit that was answered like this; it would drop a refused one
    assert client.post("/commit", json=body).json()["status"] == "applied"


def _opened(place: Place) -> tuple[TestClient, str, dict[str, object]]:
    """Ada's browser, the address at which her course opens, and a first commit of it."""
    registration = registrations.start(place.database, place.ada, COURSE)
    client, opening = place.client(place.ada), f"/play/{registration.id}/session"
    session = client.post(opening).json()["session"]
    return (
        client,
        opening,
        {"session": session, "number": 1, "standard": "scorm2004", "cmi": {"location": "p1"}},
    )


@pytest.mark.parametrize("found", [[1e999], {"a": [{"b": -1e999}]}])
def test_a_number_without_end_is_refused_and_the_course_opens_as_before(
    playable: Place, found: object
) -> None:
    client, opening, commit = _opened(playable)
    body = json.dumps({**commit, "cmi": {"learner_preference": found}}).replace("Infinity", "1e999")
    answer = client.post("/commit", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["status"]) == (400, "refused")
    assert client.post(opening).json()["cmi"]["entry"] == "ab-initio"


def test_a_commit_in_another_standard_than_the_courses_is_refused(playable: Place) -> None:
    client, _, commit = _opened(playable)
    answer = client.post("/commit", json={**commit, "standard": "scorm12"})
    assert answer.status_code == 422
    assert answer.json()["problem"] == "the course is in scorm2004, and this is in scorm12."
    assert client.post("/commit", json=commit).json()["status"] == "applied"


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "http://]", "//", ":"])
def test_a_request_whose_origin_is_no_address_is_not_from_our_page(place: Place, origin: str) -> None:
    assert place.client(origin=origin).post("/start", data={"email": ADA}).status_code == 403


def test_a_slash_at_the_end_of_an_address_leads_to_no_other_host(place: Place) -> None:
    answer = place.client().get("/start/", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_a_form_that_does_not_say_how_long_it_is_is_read_no_further_than_a_form_is_long(place: Place) -> None:
    parts = (part for part in [b"email=", *[b"x" * 1_000] * 200, b"@north.example"])
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert place.client().post("/start", content=parts, headers=kind).status_code == 413


def test_a_file_in_place_of_a_field_is_not_taken(place: Place) -> None:
    files = {"email": ("email", b"x" * 10)}
    assert place.client().post("/start", files=files).status_code == 400


def test_an_address_with_a_number_beyond_all_bounds_is_not_found(playable: Place) -> None:
    client = playable.client(playable.ada)
    assert client.get(f"/play/{10**30}").status_code == 404
    assert client.post(f"/play/{10**30}/session").status_code == 404


def test_a_course_named_in_a_link_leads_nowhere_else(playable: Place) -> None:
    answer = playable.client(playable.ada).get("/launch/old?course=../sign-out")
    assert "../sign-out" not in answer.text


def test_a_failure_is_logged_without_what_is_secret_in_an_address(
    place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    token = sessions.mint_sign_in(place.database, place.ada)
    monkeypatch.setattr(sessions, "redeem_sign_in", _raise)
    with caplog.at_level(logging.ERROR):
        assert _client(place).post(f"/sign-in/{token}").status_code == 500
    said = "".join(record.getMessage() for record in caplog.records)
    assert "/sign-in/" in said
    assert token not in said


def test_another_site_s_name_in_the_host_header_makes_no_page_ours(place: Place) -> None:
    rebound = {"Host": "elsewhere.example", "Origin": "http://elsewhere.example"}
    assert place.client().post("/start", data={"email": ADA}, headers=rebound).status_code == 403


def _raise(*_: object) -> int:
    raise RuntimeError("no")


def _client(place: Place) -> TestClient:
    client = place.client()
    return TestClient(
        place.app, base_url=place.address, headers=client.headers, raise_server_exceptions=False
    )


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://learn.example:443/start", "https://learn.example"),
        ("http://Learn.Example:80", "http://learn.example"),
        ("https://learn.example:80", "https://learn.example:80"),
        ("http://[::1]:8501", "http://[::1]:8501"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(address: str, origin: str) -> None:
    assert context.origin(address) == origin
