"""Everyone starts on their own work, and what waits there is theirs alone."""

from collections.abc import Callable
from datetime import date

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from elearn.app import entry
from elearn.app.screens import first_screen
from elearn.database import Database
from elearn.runtime import session_cookie
from elearn.tracker import imports, sessions
from elearn.tracker.registers import actions
from elearn.tracker.scope import actor, give_role
from tests.app.conftest import person, said

Open = Callable[..., AppTest]
STARTS = {"ada": "learning", "tom": "courses", "lea": "who-is-due", "bo": "coverage", "al": "set-up"}


def test_everyone_starts_on_the_work_of_their_role(county: Database) -> None:
    for name, path in STARTS.items():
        assert first_screen(actor(county, person(county, name))).path == path


@pytest.mark.parametrize(
    ("roles", "path"),
    [
        (("trainer", "administrator"), "set-up"),
        (("lead", "board"), "coverage"),
        (("trainer", "lead"), "who-is-due"),
    ],
)
def test_who_has_several_roles_starts_on_the_widest(
    county: Database, roles: tuple[str, ...], path: str
) -> None:
    ada = person(county, "ada")
    with county.write() as conn:
        for role in roles:
            give_role(conn, ada, role, "north" if role == "lead" else None)
    assert first_screen(actor(county, ada)).path == path


@pytest.mark.parametrize(("name", "path"), STARTS.items())
def test_the_address_without_a_page_leads_there(county: Database, name: str, path: str) -> None:
    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("the page")(scope, receive, send)

    made = entry._door(county, "/start")
    visitor = TestClient(made.cls(behind, *made.args, **made.kwargs), follow_redirects=False)
    visitor.cookies.set(session_cookie(secure=False), sessions.mint_session(county, person(county, name)))
    answer = visitor.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{path}")
    assert visitor.get(f"/{path}").text == "the page"


@pytest.mark.parametrize("name", STARTS)
def test_the_app_opens_without_a_page_in_its_address(open_as: Open, name: str) -> None:
    app = open_as(name)
    assert not app.exception
    assert "<h1>" in said(app)
    assert 'href="learning"' in said(app)


def test_a_lead_sees_the_last_file_and_the_late_actions_of_their_own_agency(
    county: Database, open_as: Open
) -> None:
    words = said(open_as("lea", "due"))
    assert "No file has come in for your agency yet" in words
    assert "No action of your agency is overdue" in words

    lead, admin = (actor(county, person(county, name)) for name in ("lea", "al"))
    file = b"agency,role_group,as_at,headcount\nnorth,r3,2026-01-01,4\n"
    found = imports.preview(county, "headcounts", file, "north heads.csv", "north", by=lead)
    imports.apply(county, found, lead)
    for agency, action in (("north", "Brief the night shift"), ("south", "Write to every school")):
        actions.add(
            county,
            admin,
            recommendation="wrenshire-2022-orchard#r1",
            agency=agency,
            action=action,
            due=date(2026, 1, 31),
        )
    words = said(open_as("lea", "due"))
    assert "north heads.csv" in words
    assert "1 action overdue" in words
    assert "Brief the night shift" in words
    assert "Write to every school" not in words
    assert "What else waits for you" not in said(open_as("al", "due"))
