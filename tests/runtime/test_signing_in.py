"""Signing in by a one-time link or as a demonstration person, signing out, and who is not let in."""

import logging
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from tests.runtime.conftest import ADA, Place

from elearn.database import Database
from elearn.runtime.app import create_app
from elearn.runtime.context import OfferedPerson, session_cookie
from elearn.tracker import give_role, sessions

LINK = re.compile(r"/sign-in/[\w-]+")


def asked_link(client: TestClient, caplog: pytest.LogCaptureFixture, address: str = ADA) -> str | None:
    """Asks for a link and returns its path from the log, or None."""
    app = client.app
    assert isinstance(app, Starlette)
    app.state.runtime.links.settle()
    caplog.clear()
    with caplog.at_level(logging.WARNING, "elearn.runtime"):
        assert client.post("/start", data={"email": address}).status_code == 200
        app.state.runtime.links.settle()
    found = LINK.search(caplog.text)
    return found[0] if found else None


def test_a_link_signs_in_once_and_opening_it_uses_nothing_up(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    client = place.client()
    link = asked_link(client, caplog)
    assert link
    for _scanner in range(3):
        assert "Sign me in" in client.get(link).text
    answer = client.post(link)
    assert answer.status_code == 303
    assert answer.headers["location"] == place.settings.base_url
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age" in cookie
    assert "Domain" not in cookie
    assert sessions.session_person(place.database, client.cookies[session_cookie(secure=False)]) == place.ada
    assert place.client().post(link).status_code == 410


def test_the_answer_is_the_same_for_an_address_that_nobody_has(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    client = place.client()
    known = client.post("/start", data={"email": ADA})
    unknown = client.post("/start", data={"email": "nobody@north.example"})
    assert known.text == unknown.text
    assert asked_link(client, caplog, "nobody@north.example") is None


def test_every_address_is_looked_up_in_one_way_and_a_link_is_made_after_the_answer(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it takes as long for an address that nobody has."""
    events: list[str] = []

    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            events.append(str(message["type"]))
            await send(message)

        await place.app(scope, receive, sent)

    def look(database: Database, address: str) -> int | None:
        events.append("looked up")
        return place.ada if address == ADA else None

    monkeypatch.setattr(sessions, "person_by_email", look)
    monkeypatch.setattr(place.app.state.runtime.links, "ask", lambda *_: events.append("link"))
    client = TestClient(noting, base_url=place.address, headers={"Origin": place.address})
    for address in (ADA, "nobody@north.example"):
        assert client.post("/start", data={"email": address}).status_code == 200
    answered = ["looked up", "http.response.start", "http.response.body"]
    assert events == [*answered, "link", *answered]


def test_without_an_administrator_the_start_page_says_how_to_give_the_first(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    client = place.client()
    before = client.get("/start").text
    assert "Nobody can get in yet" in before
    assert "elearn role give YOU@YOUR.ORG administrator" in before
    assert ADA not in before
    with place.database.write() as connection:
        give_role(connection, place.ben, "board")
    assert client.get("/start").text == before
    with place.database.write() as connection:
        give_role(connection, place.ada, "administrator")
    assert "administrator" not in client.get("/start").text
    assert asked_link(client, caplog)


@pytest.mark.parametrize("email", ["", "nobody", "@", "a b@c.example", "x" * 300 + "@c.example"])
def test_what_is_no_address_is_said_kindly(place: Place, email: str) -> None:
    answer = place.client().post("/start", data={"email": email})
    assert answer.status_code == 400
    assert "name@example.org" in answer.text


def test_a_link_that_was_made_up_does_nothing(place: Place) -> None:
    answer = place.client().post("/sign-in/made-up")
    assert answer.status_code == 410
    assert "set-cookie" not in answer.headers


def test_signing_out_ends_the_session_everywhere(place: Place) -> None:
    client = place.client(place.ada)
    token = client.cookies[session_cookie(secure=False)]
    assert client.post("/sign-out").headers["location"] == "/start"
    assert sessions.session_person(place.database, token) is None


def test_the_demonstration_offers_its_people_and_nobody_else(place: Place) -> None:
    settings = place.settings.model_copy(update={"demo": True})
    app = create_app(
        place.database, settings, (OfferedPerson(ADA, "Ada Marsh", "Learner", "Takes courses."),)
    )
    client = TestClient(
        app, base_url=place.address, headers={"Origin": place.address}, follow_redirects=False
    )
    assert "Ada Marsh" in client.get("/start").text
    assert "administrator" not in client.get("/start").text
    assert client.post("/start/demonstration", data={"person": ADA}).status_code == 303
    assert client.post("/start/demonstration", data={"person": "ben@north.example"}).status_code == 403
    with place.database.read() as conn:
        used = conn.column("select actor from audit_event where action = 'sign_in.used'")
    assert used == [place.ada], "People and rights says when somebody last signed in, and reads it there."


def test_without_the_demonstration_nobody_is_offered(place: Place) -> None:
    client = place.client()
    assert "Ada Marsh" not in client.get("/start").text
    assert client.post("/start/demonstration", data={"person": ADA}).status_code == 403


@pytest.mark.parametrize(
    "path", ["/start", "/start/demonstration", "/sign-in/x", "/sign-out", "/open/x", "/commit"]
)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:8502.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {},
    ],
)
def test_a_post_from_elsewhere_is_refused(place: Place, path: str, headers: dict[str, str]) -> None:
    client = TestClient(place.app, base_url=place.address, headers=headers)
    client.cookies.set(session_cookie(secure=False), place.session(place.ada))
    answer = client.post(path, content=b"{}", headers={"Content-Type": "application/json"})
    assert answer.status_code == 403
    assert "another site" in answer.text


def test_over_https_the_cookie_never_travels_otherwise(place: Place) -> None:
    settings = place.settings.model_copy(update={"base_url": "https://learn.example", "demo": True})
    app = create_app(
        place.database, settings, (OfferedPerson(ADA, "Ada Marsh", "Learner", "Takes courses."),)
    )
    client = TestClient(app, base_url="https://learn.example", headers={"Origin": "https://learn.example"})
    answer = client.post("/start/demonstration", data={"person": ADA}, follow_redirects=False)
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["strict-transport-security"]
