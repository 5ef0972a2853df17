"""Anyone registers, takes an open course and gets a certificate, and counts nowhere. One tap leads a learner on."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from elearn.database import open_database
from elearn.days import today
from elearn.demo.setup import OPEN_COURSE
from elearn.reporting.coverage import coverage
from elearn.tracker import Scope, registering
from tests import axe
from tests.journeys.conftest import CALM, SignIn, person_with
from tests.journeys.taking import Taking, course
from tests.journeys.test_ahead import before_streamlit
from tests.serving import Demonstration

pytestmark = [pytest.mark.browser, pytest.mark.deep]

PAT = "pat.parent@home.example"


def opened(page: Page, slug: str) -> Taking:
    """The course that is open in the player."""
    page.wait_for_url("**/play/*")
    frame = page.wait_for_selector("#package:visible").content_frame()
    assert frame is not None
    frame.wait_for_selector("h1:visible")
    return Taking(page, frame, course(slug))


def figures(demo: Demonstration) -> list[object]:
    with open_database(str(demo.database)) as database:
        return list(coverage(database, Scope.everyone(), today(), ("agency", "course")))


def link_of(demo: Demonstration) -> str:
    """The link that Pat's mail would hold."""
    now = datetime.now(UTC)
    with open_database(str(demo.database)) as database:
        made = registering.mint_in_turn(
            database, PAT, name="Pat Parent", language="en", asked_at=now, now=now
        )
    return f"{demo.runtime}/register/{made.token}?next=/open/{OPEN_COURSE}"


def test_anyone_registers_takes_an_open_course_and_counts_nowhere(
    demo: Demonstration, browser: Browser
) -> None:
    before = figures(demo)
    context = browser.new_context(viewport={"width": 390, "height": 844}, **CALM)
    page = context.new_page()
    page.goto(f"{demo.runtime}/start")
    page.get_by_role("link", name="See the open courses").click()
    assert axe.faults(page) == []
    page.get_by_role("link", name="Take When is a review held").click()
    page.get_by_label("Your name").fill("Pat Parent")
    page.get_by_label("E-mail address").fill("pat.parent at home")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_label("E-mail address")).to_have_value("pat.parent at home")
    assert axe.faults(page) == []
    page.get_by_label("E-mail address").fill(PAT)
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your inbox")

    page.goto(link_of(demo))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Register and sign in").click()
    taking = opened(page, OPEN_COURSE)
    taking.start()
    taking.through(taking.course.pages())
    expect(page.locator("#certificate")).to_be_visible()
    certificate = page.locator("#certificate").get_attribute("href")
    pdf = context.request.get(f"{demo.runtime}{certificate}")
    assert (pdf.status, pdf.body()[:4]) == (200, b"%PDF")

    page.goto(f"{demo.app}/learning")
    expect(page.locator(".stMain").get_by_text("Passed on")).to_be_visible()
    expect(page.get_by_role("link", name="Archive requests")).to_have_count(0)
    assert figures(demo) == before
    context.close()


def test_one_tap_on_the_home_leads_to_the_last_page_before_streamlit_has_started(
    demo: Demonstration, tab: SignIn
) -> None:
    page = tab(person_with("Learner").role, width=390, height=844)
    page.goto(f"{demo.app}/learning")
    page.locator(".stMain .next .button").click()
    page.wait_for_url("**/play/*")
    frame = page.frame_locator("#package")
    for _page in range(2):
        if frame.locator("[data-warning=read]:visible").count():
            frame.locator("[data-warning=read]:visible").click()
        frame.locator("#steps button, #steps a").last.click()
    where = frame.locator("h1:visible").inner_text()
    expect(page.locator("#saved[data-state=saved]")).to_be_visible()

    page.goto("about:blank")
    before_streamlit(page, f"{demo.app}/learning")
    assert axe.faults(page, "#ahead") == []
    button = page.locator("#ahead .next .button")
    expect(button).to_be_in_viewport()
    expect(page.locator("#ahead .next")).to_contain_text("left")
    button.click()
    expect(page.frame_locator("#package").locator("h1:visible")).to_have_text(where)
