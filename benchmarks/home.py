"""From a learner's home to the page of the course where they were: one tap, at 390 pixels, in real Chromium.

    python -m benchmarks.home [openings]

The demonstration is served as `elearn demo` does it. The tap is on the button that comes with the page, before Streamlit
has started, and on the one that Streamlit has drawn; each also with the browser's processor slowed down four times.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.conftest import OPTIONS
from tests.serving import Demonstration, demonstration
from tests.setup import chromium

from benchmarks._budgets import Budgets, amount
from elearn.demo.workforce import PEOPLE
from elearn.look import Scheme

MOST = 2.0
"""Seconds from the tap to the page."""
SLOWER = 4
BUTTONS = {
    "before Streamlit has started": "#ahead .next .button",
    "once it is drawn": ".stMain .next .button",
}
SHOWN = "h1:visible"
_SCHEME: Scheme = "light"


def main() -> int:
    """The exit code: 0, or that of a broken budget."""
    budgets = Budgets()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        shared = Path(folder) / "shared"
        shared.mkdir()
        with demonstration(shared, Path(folder) / "served") as served:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=OPTIONS)
            context = _learner(browser, served)
            title = _begin(context, served)
            budgets.head()
            for when, button in BUTTONS.items():
                for slower in (1, SLOWER):
                    taps = [_tap(context, served, button, slower, title) for _ in range(int(amount(7, 1)))]
                    slowly = f", processor {slower} × slower" if slower > 1 else ""
                    budgets.row(f"from the tap to the page, {when}{slowly}", median(taps), MOST, "s")
            browser.close()
    return budgets.end()


def _learner(browser: Browser, served: Demonstration) -> BrowserContext:
    """A phone on which the demonstration's learner is signed in."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, color_scheme=_SCHEME
    )
    who = next(each.email for each in PEOPLE if each.role == "Learner")
    context.request.post(
        f"{served.runtime}/start/demonstration",
        form={"person": who},
        headers={"Origin": served.runtime},
        max_redirects=0,
    )
    return context


def _begin(context: BrowserContext, served: Demonstration) -> str:
    """Begins the course that is next, goes to its third page, and returns the heading there."""
    page = context.new_page()
    page.goto(f"{served.app}/learning")
    page.locator(BUTTONS["once it is drawn"]).click()
    frame = page.frame_locator("#package")
    for _page in range(3):
        frame.locator(SHOWN).wait_for()
        if frame.locator("[data-warning=read]:visible").count():
            frame.locator("[data-warning=read]:visible").click()
        frame.locator("#steps button, #steps a").last.click()
    title = frame.locator(SHOWN).inner_text()
    page.locator("#saved[data-state=saved]").wait_for()
    page.close()
    return title


def _tap(context: BrowserContext, served: Demonstration, button: str, slower: int, title: str) -> float:
    """Opens the home in a new tab and taps the button. Returns seconds from the tap until the page is shown."""
    page = context.new_page()
    if slower > 1:
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(f"{served.app}/learning", wait_until="commit")
    if not button.startswith("#ahead"):
        page.locator("#ahead").wait_for(state="detached", timeout=120_000)
    x, y = _middle(page, button)
    began = time.monotonic()
    page.touchscreen.tap(x, y)
    page.frame_locator("#package").locator(SHOWN, has_text=title).wait_for(timeout=120_000)
    took = time.monotonic() - began
    page.locator("#saved[data-state=saved]").wait_for(timeout=120_000)
    page.close()
    return took


def _middle(page: Page, button: str) -> tuple[float, float]:
    box = page.locator(button).bounding_box(timeout=120_000)
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


if __name__ == "__main__":
    sys.exit(main())
