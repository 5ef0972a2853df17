"""People and rights on screen, and what an open page does once its reader has lost the role."""

import ast
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import elearn.app
from elearn import mail
from elearn.app import session
from elearn.app.screens import SCREENS, Screen
from elearn.database import Database
from elearn.problems import NotAllowed
from elearn.settings import settings
from elearn.tracker import imports, languages, roles, sessions
from elearn.tracker.scope import actor
from tests.app.conftest import ROOT, person, said, screen

SignIn = Callable[[str], int]
WHO = {
    "author": "tom",
    "people": "lea",
    "import": "lea",
    "record": "lea",
    "govern": "bo",
    "coverage": "bo",
    "see-sign-off": "bo",
}
"""Someone who has a right without being an administrator."""


def press(app: AppTest, start: str) -> str:
    """Presses the first button whose label starts like this. Returns what the page says then."""
    next(each for each in app.button if each.label.startswith(start)).click()
    app.run()
    assert not app.exception
    return said(app)


def by_key(app: AppTest, kind: str, start: str) -> Any:
    return next(each for each in app.get(kind) if (each.key or "").startswith(start))


def opened(sign_in: SignIn, db: Database, name: str) -> AppTest:
    """The page of one of the six, as the administrator sees it."""
    sign_in("al")
    app = screen("rights", person=str(person(db, name))).run()
    assert not app.exception
    return app


def rows(db: Database) -> dict[str, int]:
    with db.read() as conn:
        tables = conn.column("select name from sqlite_master where type = 'table'")
        return {table: conn.value(f"select count(*) from {table}") for table in tables}


def test_the_list_says_who_has_which_role_and_finds_everyone_else_too(
    county: Database, sign_in: SignIn
) -> None:
    sign_in("al")
    app = screen("rights").run()
    words = said(app)
    assert all(each in words for each in ("Lea Lead", "North Trust", "Al Admin", "1 session"))
    assert "Ada Learner" not in words
    app.text_input(key="rights_search").set_value("north").run()
    words = said(app)
    assert "Lea Lead" in words
    assert "South" not in words
    app.text_input(key="rights_search").set_value("ada").run()
    assert "Nobody found" in said(app)
    app.segmented_control(key="rights_shown").set_value("Everyone").run()
    assert f'href="?person={person(county, "ada")}"' in said(app)


def test_a_role_is_given_by_form_and_one_that_is_refused_stays_as_typed(
    county: Database, sign_in: SignIn
) -> None:
    sign_in("al")
    app = screen("rights").run()
    by_key(app, "text_input", "rights_give_0_email").set_value("new@south")
    words = press(app, "Give the role")
    assert "is not an e-mail address" in words
    assert "No role is given." in words
    assert by_key(app, "text_input", "rights_give_0_email").value == "new@south"
    by_key(app, "text_input", "rights_give_0_email").set_value("new@south.example")
    by_key(app, "text_input", "rights_give_0_name").set_value("New Lead")
    by_key(app, "radio", "rights_give").set_value("lead")
    by_key(app, "selectbox", "rights_give").set_value("south")
    words = press(app, "Give the role")
    assert "new@south.example is now a lead of South Schools. Nobody had this address" in words
    assert "New Lead" in words
    assert actor(county, person(county, "new")).lead_of == {"south"}


def test_a_role_is_taken_away_and_the_page_says_who_did_it(county: Database, sign_in: SignIn) -> None:
    app = opened(sign_in, county, "lea")
    assert "Lead of North Trust" in said(app)
    words = press(app, "Take away")
    assert "Lea Lead is no longer a lead of North Trust." in words
    assert "Lea Lead has no role" in words
    assert "Lost a role" in words
    assert "Al Admin" in words
    assert not actor(county, person(county, "lea")).roles


def test_an_administrator_s_own_role_asks_first_and_the_last_one_stays(
    county: Database, sign_in: SignIn
) -> None:
    app = opened(sign_in, county, "al")
    assert "This is your own role" in press(app, "Take away")
    assert "This is your own role" not in press(app, "Keep it")
    press(app, "Take away")
    assert "Give the role of administrator to someone else first." in press(app, "Take my administrator")
    roles.give(county, "bo@north.example", "administrator", by=None)
    assert "This page is for administrators." in press(app, "Take my administrator")
    assert not actor(county, person(county, "al")).roles


def test_all_sessions_of_a_person_end_with_their_number(county: Database, sign_in: SignIn) -> None:
    lea = person(county, "lea")
    tokens = [sessions.mint_session(county, lea) for _ in range(2)]
    words = press(opened(sign_in, county, "lea"), "End all sessions (2)")
    assert "2 sessions of Lea Lead ended" in words
    assert [sessions.session_person(county, token) for token in tokens] == [None, None]
    assert session.signed_in() is not None


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[mail.Mail]:
    """The e-mails that were sent."""
    monkeypatch.setenv("ELEARN_SMTP_URL", "smtp://mail.example")
    settings.cache_clear()
    letters: list[mail.Mail] = []

    def send(_: object, letter: mail.Mail) -> str:
        letters.append(letter)
        return "250 queued as 7"

    monkeypatch.setattr(mail, "send", send)
    return letters


def test_an_invitation_says_who_invites_to_what_and_where_and_signs_nobody_in(
    county: Database, sign_in: SignIn, sent: list[mail.Mail]
) -> None:
    words = press(opened(sign_in, county, "lea"), "Send an invitation")
    assert "The mail server answered: 250 queued as 7" in words
    [letter] = sent
    assert (letter.to, letter.language) == ("lea@north.example", "en")
    for each in ("Al Admin", "a lead of North Trust", "who is due", f"{settings().runtime_url}/start"):
        assert each in letter.text
        assert each in letter.html
    assert "/sign-in/" not in letter.text + letter.html
    assert "Was sent an invitation" in said(opened(sign_in, county, "lea"))


def test_an_invitation_speaks_the_language_of_whoever_is_invited(
    county: Database, sign_in: SignIn, sent: list[mail.Mail]
) -> None:
    lea = person(county, "lea")
    languages.choose(county, lea, "cy", by=actor(county, lea))
    press(opened(sign_in, county, "lea"), "Send an invitation")
    [letter] = sent
    assert letter.language == "cy"
    for each in ("Rydych yn arweinydd ar gyfer North Trust.", "/start?language=cy", "Nid oes cyfrinair."):
        assert each in letter.text
    assert '<html lang="cy">' in letter.html


def test_an_invitation_that_is_not_sent_says_why_and_is_not_in_the_audit(
    county: Database, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sign_in, county, "lea")
    assert "ELEARN_SMTP_URL" in press(app, "Send an invitation")
    monkeypatch.setenv("ELEARN_SMTP_URL", "smtp://mail.example")
    settings.cache_clear()

    def refuse(*_: object) -> str:
        raise mail.MailNotSent("It answered: 550 no such mailbox.")

    monkeypatch.setattr(mail, "send", refuse)
    assert "550 no such mailbox" in press(app, "Send an invitation")
    assert "Was sent an invitation" not in said(opened(sign_in, county, "lea"))


@pytest.mark.parametrize("number", ["999", "../x", "1e3", "9" * 40])
def test_a_person_who_is_not_there_is_said_kindly(sign_in: SignIn, number: str) -> None:
    sign_in("al")
    app = screen("rights", person=number).run()
    assert not app.exception
    assert "There is no such person here" in said(app)


def test_a_lead_of_an_agency_whose_id_is_another_agency_s_name_is_made_and_unmade(
    county: Database, sign_in: SignIn
) -> None:
    imports.enter(county, "agencies", {"id": "east", "name": "North"})
    imports.enter(county, "agencies", {"id": "west", "name": "south"})
    for agency in ("north", "south"):
        app = opened(sign_in, county, "ada")
        by_key(app, "radio", "rights_give").set_value("lead")
        by_key(app, "selectbox", "rights_give").set_value(agency)
        words = press(app, "Give the role")
        assert "is now a lead of" in words
        assert f"{imports.BY_ID}{agency}" not in words
        words = press(app, "Take away: Lead of")
        assert "is no longer a lead of" in words
        assert roles_of(county, "ada") == []


def roles_of(db: Database, name: str) -> list[Any]:
    with db.read() as conn:
        return conn.rows("select role from role where person = :person", {"person": person(db, name)})


def take_every_role(db: Database, name: str) -> None:
    with db.write() as conn:
        conn.execute("delete from role where person = :person", {"person": person(db, name)})


@pytest.fixture
def one_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder of courses with only this course in it, because reading all of them takes seconds."""
    slug = "when-is-a-review-held"
    shutil.copytree(ROOT / "courses" / slug, tmp_path / "courses" / slug)
    monkeypatch.setenv("ELEARN_COURSES", str(tmp_path / "courses"))
    settings.cache_clear()
    return slug


@pytest.mark.parametrize("each", [each for each in SCREENS if each.right], ids=lambda each: each.module)
def test_an_open_page_is_closed_at_the_next_action_of_someone_who_lost_the_role(
    county: Database, sign_in: SignIn, one_course: str, each: Screen
) -> None:
    name = WHO.get(each.right or "", "al")
    sign_in(name)
    app = screen(each.module, **({"course": one_course} if each.module == "courses" else {})).run()
    assert "That did not work" not in said(app)
    take_every_role(county, name)
    before = rows(county)
    for button in app.button[:1]:
        button.click()
    app.run()
    assert not app.exception
    words = said(app)
    assert "This page is not yours" in words
    assert any(role in words for role in ("trainer", "lead", "board", "administrator"))
    assert not [each for each in ("Trust", "Secret", "<table", "review?") if each in words]
    assert not app.button
    assert rows(county) == before


def test_who_loses_a_role_no_longer_decides_on_requests_nor_reads_what_is_restricted(
    county: Database, sign_in: SignIn
) -> None:
    sign_in("bo")
    requests = screen("requests").run()
    restricted = screen("reviews", review="marrowshire-2021-kestrel").run()
    assert "To decide" in said(requests)
    assert "school secretary" in said(restricted)
    take_every_role(county, "bo")
    assert "To decide" not in said(requests.run())
    words = said(restricted.run())
    assert "This review is not open to you" in words
    assert "school secretary" not in words


def test_a_file_that_a_page_offered_is_not_given_once_the_roles_are_others(
    county: Database, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[Callable[[], bytes]] = []
    monkeypatch.setattr(st, "download_button", lambda _label, data, **_: caught.append(data))
    sign_in("lea")
    screen("board").run()
    assert caught
    assert b"north" in caught[0]()
    with county.write() as conn:
        conn.execute("update role set agency = 'south' where role = 'lead'")
    with pytest.raises(NotAllowed, match="roles have changed"):
        caught[0]()
    take_every_role(county, "lea")
    with pytest.raises(NotAllowed, match="agency leads and the board"):
        caught[0]()


OFFERING = ("download_button", "downloads.button", "button")
"""What offers a file: Streamlit's own button, and ours on top of it."""


def offered() -> Iterator[tuple[str, ast.Call]]:
    """Every call that offers a file to download in the app, with its place."""
    for file in sorted(Path(elearn.app.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _offers(ast.unparse(node.func)):
                yield f"{file.name}:{node.lineno}", node


def _offers(called: str) -> bool:
    return called in OFFERING or called.endswith(".download_button")


def test_every_file_that_a_page_offers_asks_again_who_wants_it() -> None:
    """A file is a function that asks for the rights when it is fetched, or it is `session.only_for(right, …)`."""
    calls = list(offered())
    assert len(calls) > 8
    unguarded = [
        place
        for place, call in calls
        if ast.unparse(call.args[1]) != "content"
        and not ast.unparse(call.args[1]).startswith(("session.only_for(", "_later("))
    ]
    assert unguarded == []


GIVEN_AWAY = {
    "image",
    "audio",
    "video",
    "pdf",
    "logo",
    "map",
    "pydeck_chart",
    "pyplot",
    "dataframe",
    "data_editor",
}
"""What puts its content where a browser fetches it, and asks nobody then. A logo is ours, and of a file."""


def test_nothing_else_on_a_page_puts_what_it_shows_where_a_browser_fetches_it() -> None:
    used = {
        f"{file.name}: {ast.unparse(node)}"
        for file in Path(elearn.app.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in GIVEN_AWAY and ast.unparse(node.value) == "st"
    }
    assert used == {"main.py: st.logo"}
