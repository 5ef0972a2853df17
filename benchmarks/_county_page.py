"""The board's page of a county in Chromium: how long until its first figures show, and how large it is."""

import os
import subprocess
import sys
import time
from statistics import median

from playwright.sync_api import Browser, Error, sync_playwright
from tests.conftest import OPTIONS
from tests.setup import chromium

from benchmarks._clients import free_port, wait_for
from elearn.database import open_database
from elearn.runtime import SESSION_COOKIE
from elearn.tracker import sessions
from elearn.tracker.scope import give_role

FIRST_FIGURES = ".headline .figure, .cards .figure, table.grid"


class NoBrowser(Exception):
    """Raised if there is no Chromium."""


def measure(database: str, openings: int) -> dict[str, float]:
    """Opens the board's page in a new browser context so many times.

    Returns seconds to the first figures (`first`: the first opening after the start; `seconds`: the median of the
    others), and `kb`: the page's HTML when it is whole. Raises NoBrowser if there is none.
    """
    app, runtime = free_port(), free_port()
    settings = {
        "ELEARN_DATABASE": database,
        "ELEARN_BASE_URL": f"http://localhost:{app}",
        "ELEARN_RUNTIME_URL": f"http://localhost:{runtime}",
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
            token = _board_session(database)
            found = [_open(browser, app, token) for _ in range(openings + 1)]
        finally:
            server.terminate()
            server.wait(30)
            browser.close()
    (first, _), *others = found
    return {
        "first": first,
        "seconds": median(seconds for seconds, _ in others),
        "kb": max(size for _, size in found) / 1000,
    }


def _board_session(database: str) -> str:
    """The session of a member of the board, as its cookie has it."""
    with open_database(database) as db:
        with db.write() as conn:
            person = conn.value("select min(id) from person")
            give_role(conn, person, "board")
        return sessions.mint_session(db, person)


def _open(browser: Browser, port: int, token: str) -> tuple[float, float]:
    """Opens the page. Returns the seconds to its first figures, and the characters of its HTML at the end."""
    context = browser.new_context()
    context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": f"http://localhost:{port}"}])
    page = context.new_page()
    page.set_default_timeout(120_000)
    begun = time.perf_counter()
    page.goto(f"http://localhost:{port}/coverage", wait_until="commit")
    page.wait_for_selector(FIRST_FIGURES)
    seconds = time.perf_counter() - begun
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached")
    size = float(page.evaluate("document.documentElement.outerHTML.length"))
    context.close()
    return seconds, size
