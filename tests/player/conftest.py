"""A learner taking the sample course, in a simple LMS or in none."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Locator, Page, expect

from elearn.content.course.model import Course
from elearn.player.site import Standard, render_site
from tests.lms import Lms
from tests.sample_course import PICTURE, sample_course

MEDIA = {PurePosixPath("media/rings.svg"): PICTURE.encode()}
PAGE_OF = {
    "first-words": "the-visit",
    "record": "what-to-write-down",
    "photograph": "what-to-write-down",
    "when-to-refer": "who-to-tell",
    "disagree": "before-you-go",
}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """An empty browser for one learner."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def lms_for() -> Callable[..., Lms]:
    """Makes a simple LMS of a standard with the sample course, or another course, in it."""

    def make(standard: Standard, course: Course | None = None) -> Lms:
        return Lms(render_site(course or sample_course(), standard, MEDIA).files, standard)

    return make


def press(locator: Locator) -> None:
    """Clicks, when only the effect matters. The journeys and keyboard tests click as a person does.

    Moving the pointer takes most of the time of a test.
    """
    locator.evaluate("element => { if (!element.checked) element.click(); }")


class Learner:
    """What a person does in the course."""

    def __init__(self, frame: Frame | Page) -> None:
        self.frame = frame

    def is_on(self, title: str) -> None:
        """Waits until the page of that title is shown; fails if it never is."""
        expect(self.frame.locator("h1").first).to_have_text(title, use_inner_text=True)

    def next(self) -> None:
        """Takes the button to the next page."""
        target = self.frame.get_attribute("#steps .primary", "data-go")
        press(self.frame.locator("#steps .primary"))
        self._arrive(target)

    def open(self, page: str) -> None:
        """Chooses a page in the contents."""
        press(self.frame.locator(f"[data-page='{page}']"))
        self._arrive(page)

    def _arrive(self, page: str | None) -> None:
        self.frame.wait_for_selector(f"[data-page='{page}'][aria-current]", state="attached")
        self.frame.wait_for_function("page => history.state && history.state.page === page", arg=page)

    def choose(self, question: str, options: list[str]) -> None:
        """Chooses, without checking."""
        form = self.frame.locator(f"[data-question='{question}']")
        for option in options:
            press(form.locator(f"input[value='{option}']"))

    def answer(self, question: str, options: list[str]) -> str:
        """Chooses and checks. Returns what is said."""
        self.choose(question, options)
        form = self.frame.locator(f"[data-question='{question}']")
        press(form.locator("[data-part=check]"))
        return form.locator("[data-part=said]").inner_text()

    def answer_all(self, answers: dict[str, list[str]]) -> None:
        """Answers each question on its page."""
        for question, options in answers.items():
            self.open(PAGE_OF[question])
            self.answer(question, options)
