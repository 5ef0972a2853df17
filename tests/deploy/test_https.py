"""Behind a proxy, under one name and by https: what a browser does with `__Host-`, and the whole way of a learner."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.deploy.test_proxy import PATTERNS, Site, leads_to, running
from tests.deploy.tls import HttpsProxy, certificate
from tests.runtime.conftest import ADA, BEN
from tests.runtime.test_journeys_in_browser import answer, both_say, go_to
from tests.sample_course import RIGHT, load_sample
from tests.serving import environment, free_port

from elearn.database import open_database
from elearn.publishing.prepared import publish
from elearn.tracker import registrations, sessions

pytestmark = [
    pytest.mark.browser,
    pytest.mark.deep,  # the name and the attributes of the cookie are in tests/runtime/test_cookie.py
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed"),
]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """elearn as two processes, and a proxy that leads to them as the Caddyfile says. Ada has begun a course."""
    proxy, app, runtime = free_port(), free_port(), free_port()
    address = f"https://localhost:{proxy}"
    settings = environment(
        tmp_path,
        ELEARN_BASE_URL=address,
        ELEARN_RUNTIME_URL=address,
        ELEARN_APP_PORT=str(app),
        ELEARN_RUNTIME_PORT=str(runtime),
        ELEARN_DESK_PORT=str(free_port()),
    )
    (pattern,) = PATTERNS["Caddyfile"]

    def port_of(path: str) -> int:
        return runtime if any(leads_to(each, path) for each in pattern.split()) else app

    with ExitStack() as stack:
        database = stack.enter_context(open_database(settings["ELEARN_DATABASE"]))
        course = load_sample(tmp_path / "courses")
        publish(database, course, tmp_path / "packages")
        insert = "insert into person (email, name) values (:email, :name) returning id"
        with database.write() as connection:
            ada = connection.value(insert, {"email": ADA, "name": "Ada Marsh"})
            connection.value(insert, {"email": BEN, "name": "Ben Fell"})
        registrations.start(database, ada, course.slug)
        serve, printed = [sys.executable, "-m", "elearn.cli", "serve"], tmp_path / "elearn.log"
        well = [f"http://127.0.0.1:{app}/_stcore/health", f"http://127.0.0.1:{runtime}/health"]
        stack.enter_context(running(serve, printed, well, **settings))
        stack.enter_context(HttpsProxy(proxy, certificate(tmp_path), port_of))
        yield Site(address, database, ada, printed)


@pytest.fixture
def visitor(site: Site, browser: Browser) -> Iterator[BrowserContext]:
    """Ada's browser. A neighbouring host has set a cookie there, with a session of Ben's.

    The cookie has the name without `__Host-`.
    """
    context = browser.new_context(base_url=site.address, ignore_https_errors=True, reduced_motion="reduce")
    ben = sessions.person_by_email(site.database, BEN)
    assert ben is not None
    planted = sessions.mint_session(site.database, ben)
    context.add_cookies([{"name": "elearn_session", "value": planted, "url": site.address}])
    yield context
    context.close()


def session_cookies(context: BrowserContext) -> list[tuple[str, bool | None, bool | None]]:
    """The cookies that hold a session here: name, `Secure`, `HttpOnly`."""
    return [
        (cookie["name"], cookie.get("secure"), cookie.get("httpOnly"))
        for cookie in context.cookies()
        if cookie["name"].endswith("elearn_session") and cookie["name"] != "elearn_session"
    ]


def sign_in(page: Page, site: Site) -> None:
    """Asks for My learning, and comes there by the link that is mailed."""
    page.goto("/learning")
    expect(page).to_have_url(f"{site.address}/start?next=%2Flearning")
    page.get_by_label("Work e-mail address").fill(ADA)
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading", name="Look in your inbox")).to_be_visible()
    page.goto(site.link())
    page.get_by_role("button", name="Sign me in").click()
    expect(page).to_have_url(f"{site.address}/learning")


def test_by_https_a_learner_signs_in_takes_a_course_and_signs_out(
    site: Site, visitor: BrowserContext, browser: Browser
) -> None:
    page = visitor.new_page()
    with page.expect_websocket(lambda socket: socket.url.endswith("/_stcore/stream")):
        sign_in(page, site)
    page.wait_for_function("document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'")
    assert session_cookies(visitor) == [("__Host-elearn_session", True, True)]
    others = [cookie for cookie in visitor.cookies() if cookie["name"] != "elearn_session"]
    assert [cookie["name"] for cookie in others if not cookie.get("secure")] == []

    start = page.get_by_role("link", name="Go on with A small mark")
    copied = str(start.get_attribute("href"))
    start.click()
    page.wait_for_url("**/play/*")
    frame = page.frame_locator("#package")
    go_to(frame, "The visit")
    answer(frame, "first-words", RIGHT["first-words"])
    both_say(page, frame, "saved", "saved")
    with site.database.read() as connection:
        assert connection.column(
            "select person from registration r join interaction i on i.registration = r.id"
        ) == [site.ada]

    stranger = browser.new_context(ignore_https_errors=True)
    elsewhere = stranger.new_page()
    elsewhere.goto(copied)
    expect(elsewhere.get_by_label("Work e-mail address")).to_be_visible()
    assert session_cookies(stranger) == []
    stranger.close()

    page.goto("/sign-out")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{site.address}/start")
    assert session_cookies(visitor) == []
    page.goto("/learning")
    expect(page).to_have_url(f"{site.address}/start?next=%2Flearning")
