"""What the programs that take pictures of the app share: a browser, somebody signed in, and a page that is done."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.conftest import OPTIONS
from tests.serving import ROOT, Demonstration, Installation
from tests.setup import chromium

from elearn.database import open_database
from elearn.look import Scheme
from elearn.runtime import session_cookie
from elearn.tracker import sessions

SCREENS = ROOT / "var" / "screens"
"""Where pictures lie that are not kept with the source."""
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SIZES = {"desktop": (1280, 860), "phone": (390, 844)}
_DONE = """() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-testid=stStatusWidget], [data-stale=true], #ahead, [data-testid=stSkeleton]')"""


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser, until the block ends."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.find(), args=OPTIONS)
        yield launched
        launched.close()


def signed_in(browser: Browser, where: Demonstration | Installation, email: str) -> BrowserContext:
    """A browser window's worth of cookies in which the person with this address is signed in."""
    with open_database(str(where.database)) as database:
        person = sessions.person_by_email(database, email)
        assert person is not None, email
        token = sessions.mint_session(database, person)
    context = browser.new_context(reduced_motion="reduce")
    context.add_cookies([{"name": session_cookie(secure=False), "value": token, "url": where.app}])
    return context


def settle(page: Page, pause: int = 250) -> None:
    """Waits until everything is drawn. `pause` is in milliseconds: what has not begun to come cannot be waited for."""
    page.get_by_role("heading", level=1).first.wait_for()
    page.wait_for_function(_DONE)
    page.wait_for_timeout(pause)
    page.wait_for_function(_DONE)
