"""Takes the pictures of the README and the pages beside it from the running demonstration: `make screenshots`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.conftest import OPTIONS
from tests.serving import Demonstration, demonstration
from tests.setup import chromium

PICTURES = Path(__file__).with_name("pictures")
COMING = "[data-testid=stStatusWidget], [data-stale=true], [data-testid=stSkeleton]"
"""What stands on a page while something of it is still to come."""
SIZES = {"desktop": (1280, 860), "phone": (390, 844)}
SHOTS = (
    ("Learner", "/", "learning-phone"),
    ("Trainer", "/courses?course=bruising-in-non-mobile-infants", "course-desktop"),
    ("Agency lead", "/who-is-due", "due-desktop"),
    ("Board member", "/", "coverage-desktop"),
    ("Board member", "/", "coverage-phone"),
    ("Administrator", "/imports", "imports-desktop"),
    ("Board member", "/reviews?review=wrenshire-2023-harbour", "review-desktop"),
    ("Board member", "/themes", "themes-desktop"),
    ("Board member", "/notifications", "notifications-desktop"),
    ("Learner", "/reviews", "reviews-phone"),
    ("Board member", "/is-a-review-due", "decision-aid-phone"),
    ("Learner", "/", "player-desktop"),
    ("Learner", "/", "player-phone"),
)


def main() -> None:
    """Writes each picture at the sizes that the pages show."""
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        demonstration(Path(folder), Path(folder) / "served") as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=OPTIONS)
        for role, path, name in SHOTS:
            take(browser, demo, role, path, name)
        browser.close()


def take(browser: Browser, demo: Demonstration, role: str, path: str, name: str) -> None:
    """One picture of one page, as one of the demonstration's people sees it."""
    width, height = SIZES[name.rpartition("-")[2]]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(f"{demo.runtime}/start")
    page.locator("button", has_text=role).first.click()
    page.get_by_role("link", name="Sign out").wait_for()
    page.goto(demo.app + path)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(3_000)  # what has not begun to come cannot be waited for
    page.wait_for_function(f"!document.querySelector('{COMING}')")
    if name.startswith("player"):
        into_a_course(page)
    elif name.startswith("course"):
        page.frame_locator("iframe").get_by_role("heading", level=1).wait_for()
    page.screenshot(path=PICTURES / f"{name}.png")
    context.close()


def into_a_course(page: Page) -> None:
    """From My learning to the first page of the first course."""
    page.locator("a.button.primary").first.click()
    course = page.frame_locator("#package")
    course.locator("h1:visible").wait_for()
    course.locator("#steps button, #steps a").last.click()
    course.locator("h1:visible").wait_for()


if __name__ == "__main__":
    main()
