"""What a page holds before Streamlit has drawn it: what the screen will draw, grey blocks, and nothing else."""

import logging
import re
import threading
from collections.abc import Callable

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from elearn.app import entry
from elearn.app.screens import SCREENS, Screen, board
from elearn.database import Database
from elearn.runtime import session_cookie
from elearn.settings import settings
from elearn.tracker import imports, languages, sessions
from elearn.tracker.scope import actor
from elearn.translations import gettext, speaking
from tests.app.conftest import person, said

Open = Callable[..., AppTest]
Visit = Callable[[str], TestClient]
STREAMLITS = "<html><head><title>Streamlit</title></head><body><div id='root'></div></body></html>"
CARDS = re.compile(r'<ul class="cards".*?</ul>', re.S)
HEAD = re.compile(r"<h1>(.*?)</h1>\s*(?:<p class=\"lead\">(.*?)</p>)?", re.S)
GREY = '<div class="ahead-blocks" aria-hidden="true">'


async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    """The page as Streamlit has it: the same file for everyone, which a browser may keep."""
    asked = {name for name, _ in scope["headers"]}
    if b"if-none-match" in asked:
        answer: Response = Response(status_code=304)
    elif scope["path"] == "/themes" and b"no-page" in scope["query_string"]:
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
        visitor.cookies.set(session_cookie(secure=False), sessions.mint_session(county, person(county, name)))
        return visitor

    return browser_of


def top(page: str) -> str:
    """What a page shows at once, without what it keeps for later."""
    return page.partition('<div id="ahead"')[2].partition("<template")[0]


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
def test_who_may_see_no_coverage_reads_whose_it_is(visit: Visit, open_as: Open, name: str) -> None:
    page = top(visit(name).get("/coverage").text)
    assert "This page is not yours" in page
    assert "Coverage is for agency leads and the board." in page
    assert "Coverage is for agency leads and the board." in said(open_as(name, "board"))
    assert "0 of" not in page


@pytest.mark.parametrize("query", ["as-at=2021-03-31", "course=neglect", "agency=north", "anything=1"])
def test_an_address_that_asks_for_other_figures_has_none(visit: Visit, query: str) -> None:
    page = top(visit("bo").get(f"/coverage?{query}").text)
    assert HEAD.findall(page) == [("Coverage", board.LEAD)]
    assert GREY in page
    assert not CARDS.findall(page)


@pytest.mark.parametrize(
    "screen", [each for each in SCREENS if each.module != "courses"], ids=lambda screen: screen.module
)
def test_each_screen_has_its_heading_at_once(visit: Visit, open_as: Open, screen: Screen) -> None:
    """Courses takes seconds, because it checks each of them: a journey opens it."""
    page = top(visit("al").get(f"/{screen.path}").text)
    assert HEAD.findall(page) == HEAD.findall(said(open_as("al", screen.module)))


def test_a_heading_is_in_the_language_in_which_its_screen_will_be_drawn(
    county: Database, visit: Visit, open_as: Open
) -> None:
    """The bar is in the person's language on every screen, and the next reader's page is in theirs."""
    ada = person(county, "ada")
    languages.choose(county, ada, "cy", by=actor(county, ada))
    for screen in SCREENS:
        page = visit("ada").get(f"/{screen.path}").text
        assert HEAD.findall(top(page)) == HEAD.findall(said(open_as("ada", screen.module)))
        assert ">Fy nysgu</a>" in top(page)
    assert re.findall(r'<main class="stMainBlockContainer" lang="(.*?)">', page)[1:] == ["cy"] * 6
    assert "<h1>Themâu</h1>" in page
    assert "<h1>Themes</h1>" in visit("sam").get("/learning").text


@pytest.mark.parametrize(
    ("address", "module", "query"),
    [
        ("people", "directory", {"agency": "north"}),
        ("people", "directory", {"shown": "people"}),
        ("requirements", "requirements", {"requirement": "1"}),
    ],
)
def test_an_address_with_parameters_has_the_heading_of_what_it_asks_for(
    visit: Visit, open_as: Open, address: str, module: str, query: dict[str, str]
) -> None:
    page = top(visit("al").get(f"/{address}", params=query).text)
    assert HEAD.findall(page) == HEAD.findall(said(open_as("al", module, **query)))


@pytest.mark.parametrize("address", ["courses?course=neglect", "reviews?review=lantern"])
def test_a_heading_that_is_not_known_yet_is_left_grey(visit: Visit, address: str) -> None:
    page = top(visit("tom").get(f"/{address}").text)
    assert not HEAD.findall(page)
    assert GREY in page


def test_the_bar_has_the_menu_and_the_name(visit: Visit) -> None:
    page = visit("tom").get("/themes").text
    bar = page.partition('<div class="ahead-bar"')[2].partition("<main")[0]
    assert re.findall(r">([^<>]+)</(?:a|span)>\s", bar)[:6] == [
        "My learning",
        "Catalogue",
        "Courses",
        "Sign-off",
        "Taught sessions",
        "Reviews",
    ]
    assert '<span class="name">Tom Trainer</span>' in bar
    assert "/sign-out" in bar
    assert "Administration" not in page


def test_the_frame_and_the_menu_are_in_the_language_of_the_person(visit: Visit) -> None:
    welsh = {"Accept-Language": "cy"}
    with speaking("cy"):
        learning, themes = gettext("My learning"), gettext("Themes")
    assert learning != "My learning"
    page = top(visit("tom").get("/learning", headers=welsh).text)
    assert HEAD.findall(page)[0][0] == learning
    assert f'data-words="{learning}" aria-current="page"' in page
    page = top(visit("tom").get("/themes", headers=welsh).text)
    assert HEAD.findall(page)[0][0] == themes
    assert f'data-words="{learning}"' in page


def test_the_page_has_the_heading_of_each_screen_to_which_the_menu_leads(visit: Visit) -> None:
    page = visit("ada").get("/learning").text
    led_to = ["/learning", "/catalogue", "/reviews", "/themes", "/archive-requests", "/is-a-review-due"]
    assert re.findall(r'<template class="ahead-frame" data-path="(.*?)"', page) == led_to


def test_whoever_loses_the_right_gets_no_figure_the_next_time(county: Database, visit: Visit) -> None:
    visitor = visit("bo")
    assert "0 of 6" in visitor.get("/coverage").text
    with county.write() as conn:
        conn.execute("delete from role where role = 'board'")
    page = visitor.get("/coverage").text
    assert "This page is not yours" in page
    assert "0 of 6" not in page


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
    answer = visit("bo").get("/themes?no-page")
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
    page = top(visit("bo").get("/coverage").text)
    assert HEAD.findall(page) == [("Coverage", board.LEAD)]
    assert "figures" not in page
    may_go_on.set()
    assert went_on.wait(20)


def test_an_operator_can_do_without(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, 0)
    monkeypatch.setattr(board, "ahead", lambda _: pytest.fail("nobody waits for it"))
    assert GREY in top(visit("bo").get("/coverage").text)


def test_if_it_cannot_be_drawn_the_heading_comes_alone(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: object) -> str:
        raise RuntimeError("a template is broken")

    monkeypatch.setattr(board, "ahead", broken)
    with caplog.at_level(logging.ERROR):
        assert GREY in top(visit("bo").get("/coverage").text)
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


def test_without_any_figure_the_heading_comes_alone(nothing: Database) -> None:
    made = entry._door(nothing, "/start")
    visitor = TestClient(made.cls(streamlit, *made.args, **made.kwargs), follow_redirects=False)
    visitor.cookies.set(session_cookie(secure=False), sessions.mint_session(nothing, 1))
    assert GREY in top(visitor.get("/coverage").text)
