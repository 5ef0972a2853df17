"""On every page axe finds nothing, nothing is wider than a narrow phone, and a keyboard is enough."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.axe import faults
from tests.runtime.conftest import ADA, COURSE, Place, listening, register_blank
from tests.serving import free_port

from elearn.runtime.app import create_app
from elearn.runtime.context import SESSION_COOKIE, OfferedPerson
from elearn.tracker import registrations
from elearn.tracker.progress import Progress

pytestmark = pytest.mark.browser

PATHS = (
    "/start",
    "/sign-in/x",
    "/sign-out",
    "/launch/old",
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
    session = registrations.open_session(live.database, registration.id)
    with live.database.write() as connection:
        registrations.record(connection, session.id, 1, Progress(completion="completed", success="passed"))
        return str(connection.value("select code from certificate"))


@pytest.fixture
def narrow(browser: Browser, live: Place) -> Iterator[BrowserContext]:
    """A browser 320 px wide."""
    context = browser.new_context(
        base_url=live.address, viewport={"width": 320, "height": 640}, reduced_motion="reduce"
    )
    yield context
    context.close()


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


def test_every_page_of_words_is_accessible_at_320_pixels(
    narrow: BrowserContext, live: Place, earned: str
) -> None:
    page = narrow.new_page()
    for path in PATHS:
        page.goto(path.format(code=earned))
        check(page)


def test_the_demonstrations_start_page_is_accessible_and_signs_in(
    narrow: BrowserContext, live: Place
) -> None:
    port = free_port()
    address = f"http://localhost:{port}"
    settings = live.settings.model_copy(
        update={"demo": True, "runtime_url": address, "base_url": f"{address}/verify"}
    )
    offered = (
        OfferedPerson(ADA, "Ada Marsh", "Learner", "A health visitor with two courses due, and others done."),
    )
    page = narrow.new_page()
    with listening(create_app(live.database, settings, offered), port):
        page.goto(f"{address}/start")
        check(page)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/verify")
    assert any(cookie["name"] == SESSION_COOKIE for cookie in narrow.cookies())


def test_the_play_page_is_accessible_in_each_of_its_states(
    narrow: BrowserContext, live: Place, earned: str
) -> None:
    narrow.add_cookies([{"name": SESSION_COOKIE, "value": live.session(live.ada), "url": live.address}])
    registration = registrations.start(live.database, live.ada, COURSE)
    page = narrow.new_page()
    page.goto(f"/play/{registration.id}")
    frame = page.wait_for_selector("#package:not([hidden])").content_frame()
    assert frame is not None
    frame.wait_for_url("**/content/**")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    check(page)
    narrow.route("**/commit", lambda route: route.abort())
    frame.evaluate("parent.API_1484_11.Initialize('')")
    frame.evaluate("parent.API_1484_11.Terminate('')")
    expect(page.locator("#trouble")).not_to_be_empty()
    check(page)
    narrow.unroute("**/commit")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#notice h2")).to_be_focused()
    check(page)
