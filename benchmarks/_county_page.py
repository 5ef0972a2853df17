"""The board's page of a county in Chromium: how long it takes to show and to answer, and how large it is."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Error, Page, sync_playwright
from tests.conftest import OPTIONS
from tests.setup import chromium

from benchmarks._clients import free_port, wait_for
from elearn.database import open_database
from elearn.runtime import session_cookie
from elearn.tracker import sessions
from elearn.tracker.scope import give_role

FIRST_FIGURES = ".headline .figure, .cards .figure, table.grid"
_AHEAD = "#ahead"
"""The first figures that came with the page. They go once Streamlit has drawn its own."""
_IDLE = "[data-test-script-state=notRunning]"


class NoBrowser(Exception):
    """Raised if there is no Chromium."""


class Opening(NamedTuple):
    """One opening of the page.

    Seconds to the first figures and until Streamlit has drawn them too, the characters of its HTML at the end, and
    milliseconds until it has answered: an agency of the table is `opened`, one is `found` by a part of its name, and
    one is `chosen`.
    """

    figures: float
    drawn: float
    size: int
    answers: dict[str, float]


def measure(database: str, openings: int) -> dict[str, float]:
    """Opens the board's page in a new browser context so many times.

    Returns seconds to the first figures (`first`: the first opening after the start; `seconds`: the median of the
    others), until Streamlit has drawn them too (`drawn`), `kb`: the page's HTML when it is whole, and the medians of
    the others' `answers`. Raises NoBrowser if there is none.
    """
    with browsing(database) as (browser, app):
        token = _board_session(database)
        found = [_open(browser, app, token) for _ in range(openings + 1)]
    first, *others = found
    return {
        "first": first.figures,
        "seconds": median(each.figures for each in others),
        "drawn": median(each.drawn for each in others),
        "kb": max(each.size for each in found) / 1000,
        **{name: median(each.answers[name] for each in others) for name in first.answers},
    }


@contextmanager
def browsing(database: str) -> Iterator[tuple[Browser, int]]:
    """Chromium, and the port of the app on a database, which run until the block ends. Raises NoBrowser."""
    app, runtime = free_port(), free_port()
    settings = {
        "ELEARN_DATABASE": database,
        "ELEARN_BASE_URL": f"http://localhost:{app}",
        "ELEARN_RUNTIME_URL": f"http://localhost:{runtime}",
        "ELEARN_DESK_URL": f"http://localhost:{free_port()}",
    }
    command = [sys.executable, "-m", "elearn.cli", "serve"]
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=OPTIONS)
        except Error as error:
            raise NoBrowser("there is no Chromium") from error
        server = subprocess.Popen(
            command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(app)
            wait_for(runtime)
            yield browser, app
        finally:
            server.terminate()
            server.wait(30)
            browser.close()


def _board_session(database: str) -> str:
    """The session of a member of the board, as its cookie has it."""
    with open_database(database) as db:
        with db.write() as conn:
            person = conn.value("select min(id) from person")
            give_role(conn, person, "board")
        return sessions.mint_session(db, person)


def _open(browser: Browser, port: int, token: str) -> Opening:
    """Opens the page, and uses it once it is whole."""
    context = browser.new_context()
    context.add_cookies(
        [{"name": session_cookie(secure=False), "value": token, "url": f"http://localhost:{port}"}]
    )
    page = context.new_page()
    page.set_default_timeout(120_000)
    begun = time.perf_counter()
    page.goto(f"http://localhost:{port}/coverage", wait_until="commit")
    page.wait_for_selector(FIRST_FIGURES)
    seconds = time.perf_counter() - begun
    page.wait_for_selector(_AHEAD, state="detached")
    page.wait_for_selector(FIRST_FIGURES)
    drawn = time.perf_counter() - begun
    page.wait_for_selector(_IDLE, state="attached")
    size = int(page.evaluate("document.documentElement.outerHTML.length"))
    answers = _answers(page)
    context.close()
    return Opening(seconds, drawn, size, answers)


def _answers(page: Page) -> dict[str, float]:
    """Milliseconds until an agency is opened, is searched for, and is chosen. A small county has nothing to search."""
    page.set_default_timeout(15_000)
    page.wait_for_timeout(1_000)  # the chart is drawn last
    page.locator("table.grid button[aria-expanded=false]").first.focus()
    opened = page.locator("table.grid button[aria-expanded=true]").first
    waits = {"opened": _ms(lambda: page.keyboard.press("Enter"), opened.wait_for)}
    page.wait_for_selector(_IDLE, state="attached")
    search = page.get_by_placeholder("Part of its name").first
    if search.count():
        search.fill("school")
        found = page.locator(".st-key-board_agency input[aria-label*=' found)']")
        waits["found"] = _ms(lambda: page.keyboard.press("Enter"), found.wait_for)
        page.wait_for_selector(_IDLE, state="attached")
    option = page.get_by_role("option").nth(1)
    while not option.is_visible():  # a list closes if the page is drawn
        page.locator(".st-key-board_agency").get_by_role("combobox").press("ArrowDown")
        page.wait_for_timeout(500)
    row = page.get_by_role("rowheader", name=option.inner_text().strip()).first
    waits["chosen"] = _ms(option.click, row.wait_for)
    return waits


def _ms(act: Callable[[], None], answered: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    answered()
    return (time.perf_counter() - begun) * 1000
