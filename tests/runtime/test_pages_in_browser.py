"""On every page axe finds nothing, nothing is wider than a narrow phone, and a keyboard is enough."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.axe import faults
from tests.desk import Desk
from tests.runtime.conftest import ADA, COURSE, Place, listening, register_blank, sign_in
from tests.serving import free_port

from elearn.runtime.app import create_app
from elearn.runtime.context import OfferedPerson, session_cookie
from elearn.tracker import registrations, withdrawals
from elearn.tracker.progress import Progress

pytestmark = pytest.mark.browser

PATHS = (
    "/start",
    "/sign-in/x",
    "/sign-out",
    "/verify",
    "/verify/{code}",
    "/verify/none",
    "/nowhere",
)


@pytest.fixture
def earned(live: Place) -> str:
    """The code of Ada's certificate, after she took a course."""
    register_blank(live.database, live.settings.packages)
    registration = registrations.start(live.database, live.ada, COURSE)
    session = registrations.open_session(live.database, registration.id, registration.person)
    with live.database.write() as connection:
        registrations.record(
            connection, registration.person, session.id, 1, Progress(completion="completed", success="passed")
        )
        return str(connection.value("select code from certificate"))


@pytest.fixture
def narrow(desk: Desk, learner: BrowserContext) -> Page:
    """A window 320 px wide."""
    page = desk.window()
    page.set_viewport_size({"width": 320, "height": 640})
    return page


def check(page: Page) -> None:
    """Fails if the page is wrong for somebody. Of what axe looks at, only the contrast differs in the dark."""
    page.emulate_media(color_scheme="light")
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, runOnly={"type": "rule", "values": ["color-contrast"]}) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    small = page.evaluate(
        """[...document.querySelectorAll("button, .primary, .quiet, input, header a")]
           .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"""
    )
    assert small == []


def test_every_page_of_words_is_accessible_at_320_pixels(narrow: Page, live: Place, earned: str) -> None:
    for path in PATHS:
        narrow.goto(path.format(code=earned))
        check(narrow)
    sign_in(narrow.context, live, live.ada)
    narrow.goto(f"/open/{COURSE}")
    expect(narrow.get_by_role("button", name="Open the course")).to_be_visible()
    check(narrow)
    for path in ("/record", "/record.pdf?from=soon"):
        narrow.goto(path)
        check(narrow)
    with live.database.read() as connection:
        [earned_by] = connection.column("select completion from certificate")
    withdrawals.withdraw(live.database, earned_by, "The wrong line was ticked.", by=None)
    narrow.goto(f"/verify/{earned}")
    expect(narrow.get_by_text("Revoked", exact=True)).to_be_visible()
    check(narrow)


def test_the_demonstrations_start_page_is_accessible_and_signs_in(narrow: Page, live: Place) -> None:
    port = free_port()
    address = f"http://localhost:{port}"
    settings = live.settings.model_copy(
        update={"demo": True, "runtime_url": address, "base_url": f"{address}/verify"}
    )
    offered = (
        OfferedPerson(ADA, "Ada Marsh", "Learner", "A health visitor with two courses due, and others done."),
    )
    with listening(create_app(live.database, settings, offered), port):
        narrow.goto(f"{address}/start")
        check(narrow)
        narrow.keyboard.press("Tab")  # the other language
        narrow.keyboard.press("Tab")
        narrow.keyboard.press("Enter")
        narrow.wait_for_url("**/verify")
    assert any(cookie["name"] == session_cookie(secure=False) for cookie in narrow.context.cookies())


def test_the_play_page_is_accessible_in_each_of_its_states(narrow: Page, live: Place, earned: str) -> None:
    sign_in(narrow.context, live, live.ada)
    registration = registrations.start(live.database, live.ada, COURSE)
    narrow.goto(f"/play/{registration.id}")
    frame = narrow.wait_for_selector("#package:not([hidden])").content_frame()
    assert frame is not None
    frame.wait_for_url("**/content/**")
    expect(narrow.locator("#saved")).to_have_attribute("data-state", "saved")
    check(narrow)
    narrow.route("**/commit", lambda route: route.abort())
    frame.evaluate("parent.API_1484_11.Initialize('')")
    frame.evaluate("parent.API_1484_11.Terminate('')")
    expect(narrow.locator("#trouble")).not_to_be_empty()
    check(narrow)
    narrow.unroute("**/commit")
    narrow.evaluate("dispatchEvent(new Event('online'))")
    expect(narrow.locator("#notice h2")).to_be_focused()
    check(narrow)
