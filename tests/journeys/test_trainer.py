"""A trainer opens a course, sees it as a learner will, and takes away a package that an LMS accepts."""

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from elearn.packaging.validate.package import validate_package
from tests.journeys.conftest import SignIn
from tests.journeys.taking import course
from tests.serving import Demonstration

pytestmark = pytest.mark.browser

SLUG = "when-is-a-review-held"
PHONE = 390
FRAME = "iframe[srcdoc]"


def test_a_trainer_sees_a_course_on_a_phone_s_width_and_takes_away_a_valid_package(
    demo: Demonstration, tab: SignIn
) -> None:
    title = course(SLUG).title
    page = tab("Trainer")
    wrong = faults(page)
    page.goto(f"{demo.app}/courses")
    page.get_by_role("link", name=f"Open {title}").click()
    preview = page.frame_locator(FRAME)
    preview.get_by_role("heading", level=1, name=title).wait_for()
    preview.locator("#steps button, #steps a").last.click()
    first = course(SLUG).pages()[0].title
    expect(preview.locator("h1:visible")).to_have_text(first)

    page.get_by_role("radio", name="Phone").click()
    expect(page.locator(FRAME)).to_have_css("width", f"{PHONE}px", timeout=30_000)
    preview.locator("h1:visible").wait_for()
    assert preview.locator(":root").evaluate("root => root.scrollWidth <= root.clientWidth")

    page.get_by_role("radio", name="Outcomes").click()
    page.get_by_role("heading", name="Nothing hangs loose").wait_for()
    page.get_by_role("radio", name="Exports").click()
    page.get_by_text("Fill in your own local pathway").wait_for()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download for SCORM 1.2").click()
    assert coming.value.suggested_filename == f"{SLUG}-{course(SLUG).version}-scorm12.zip"
    checked = validate_package(coming.value.path())
    assert (checked.valid, checked.standard, checked.problems) == (True, "scorm12", ())
    assert wrong == []


def faults(page: Page) -> list[str]:
    """The faults of ours in the page from now on. The list fills as they happen."""
    found: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        # Streamlit looks for its own files below a page's address first, before it finds them at the root
        if message.type == "error" and "/_stcore/" not in where:
            found.append(f"{message.text} ({where})")

    page.on("console", hear)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found
