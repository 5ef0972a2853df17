"""The top of a screen, which a page holds before Streamlit has started: what the screen draws, and nothing else."""

import logging
import re
import threading
from collections.abc import Callable

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from elearn.app import ahead, entry
from elearn.app.screens import SCREENS, board
from elearn.database import Database
from elearn.runtime import SESSION_COOKIE
from elearn.settings import settings
from elearn.tracker import imports, sessions
from tests.app.conftest import person, said

Open = Callable[..., AppTest]
Visit = Callable[[str], TestClient]
STREAMLITS = "<html><head><title>Streamlit</title></head><body><div id='root'></div></body></html>"
CARDS = re.compile(r'<ul class="cards".*?</ul>', re.S)


async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    """The page as Streamlit has it: the same file for everyone, which a browser may keep."""
    asked = {name for name, _ in scope["headers"]}
    if b"if-none-match" in asked:
        answer: Response = Response(status_code=304)
    elif scope["path"] == "/themes":
        answer = PlainTextResponse("no page")
    else:
        answer = HTMLResponse(STREAMLITS, headers={"ETag": '"1"', "Cache-Control": "public, max-age=3600"})
    await answer(scope, receive, send)


@pytest.fixture
def visit(county: Database, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Signs one of the six in, in a browser of their own. Pages wait for figures, however busy the machine is."""
    allow(monkeypatch, 60)
    made = entry._door(county, "/start")

    def browser_of(name: str) -> TestClient:
        visitor = TestClient(made.cls(streamlit, *made.args, **made.kwargs), follow_redirects=False)
        visitor.cookies.set(SESSION_COOKIE, sessions.mint_session(county, person(county, name)))
        return visitor

    return browser_of


def allow(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Sets for how long a page may wait."""
    monkeypatch.setenv("ELEARN_FIRST_FIGURES_WITHIN", str(seconds))
    settings.cache_clear()


def test_it_has_the_figures_that_the_screen_draws(visit: Visit, open_as: Open) -> None:
    [cards] = CARDS.findall(visit("bo").get("/coverage").text)
    assert "0 of 6" in cards
    assert cards in said(open_as("bo", "board"))


def test_a_lead_has_the_figures_of_their_own_agency(visit: Visit, open_as: Open) -> None:
    [cards] = CARDS.findall(visit("lea").get("/coverage").text)
    assert "0 of 4" in cards
    assert cards in said(open_as("lea", "board"))


@pytest.mark.parametrize("name", ["ada", "tom"])
def test_who_may_see_no_coverage_gets_streamlits_page_alone(visit: Visit, name: str) -> None:
    assert visit(name).get("/coverage").text == STREAMLITS


def test_whoever_loses_the_right_gets_no_figure_the_next_time(county: Database, visit: Visit) -> None:
    visitor = visit("bo")
    assert "0 of 6" in visitor.get("/coverage").text
    with county.write() as conn:
        conn.execute("delete from role where role = 'board'")
    assert visitor.get("/coverage").text == STREAMLITS


def test_screens_that_have_no_top_stay_as_they_are(visit: Visit) -> None:
    for screen in SCREENS:
        if screen.module not in ("board", "themes"):
            assert visit("bo").get(f"/{screen.path}").text == STREAMLITS


def test_the_page_is_whole_and_is_kept_by_nobody(visit: Visit) -> None:
    answer = visit("bo").get("/coverage", headers={"If-None-Match": '"1"', "Range": "bytes=0-9"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"
    assert "etag" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.headers["content-security-policy"]
    assert answer.text.endswith("</body></html>")
    assert answer.text.startswith(STREAMLITS.removesuffix("</body></html>"))


def test_an_answer_that_is_no_page_stays_as_it_is(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_content", lambda *_: "figures")
    answer = visit("bo").get("/themes")
    assert answer.text == "no page"
    assert int(answer.headers["content-length"]) == len("no page")


def test_a_page_does_not_wait_for_figures_that_take_long(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on, went_on = threading.Event(), threading.Event()

    def slow(_: object) -> str:
        may_go_on.wait()
        went_on.set()
        return "figures"

    monkeypatch.setattr(board, "ahead", slow)
    allow(monkeypatch, 0.01)
    assert visit("bo").get("/coverage").text == STREAMLITS
    may_go_on.set()
    assert went_on.wait(20)


def test_an_operator_can_do_without(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, 0)
    monkeypatch.setattr(board, "ahead", lambda _: pytest.fail("nobody waits for it"))
    assert visit("bo").get("/coverage").text == STREAMLITS


def test_if_it_cannot_be_drawn_streamlits_page_comes_alone(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: object) -> str:
        raise RuntimeError("a template is broken")

    monkeypatch.setattr(board, "ahead", broken)
    with caplog.at_level(logging.ERROR):
        assert visit("bo").get("/coverage").text == STREAMLITS
    assert "Coverage" in caplog.text


@pytest.mark.usefixtures("changing")
def test_figures_that_are_being_worked_out_have_words_and_no_number(visit: Visit) -> None:
    page = visit("bo").get("/coverage").text
    assert "Figures are being worked out" in page
    assert '<p class="figure big">Being worked out</p>' in page
    assert "0 of 6" not in page


def test_a_title_is_escaped(county: Database, visit: Visit) -> None:
    renamed = b"id,title,version,minutes\nneglect,<b>Neglect</b> & more,2,30\n"
    imports.apply(county, imports.preview(county, "courses", renamed, "courses.csv"))
    page = visit("bo").get("/coverage").text
    assert "&lt;b&gt;Neglect&lt;/b&gt; &amp; more" in page
    assert "<b>Neglect" not in page


def test_without_any_figure_streamlits_page_comes_alone(nothing: Database) -> None:
    made = entry._door(nothing, "/start")
    visitor = TestClient(made.cls(streamlit, *made.args, **made.kwargs), follow_redirects=False)
    visitor.cookies.set(SESSION_COOKIE, sessions.mint_session(nothing, 1))
    assert visitor.get("/coverage").text == STREAMLITS
