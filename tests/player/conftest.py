"""A learner taking the sample course, in a simple LMS or in none."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Locator, Page, expect

from elearn.content.course.model import Course
from elearn.player.site import Standard, render_site
from tests.desk import Desk
from tests.lms import CLOSED, Lms
from tests.sample_course import PICTURE, sample_course

MEDIA = {PurePosixPath("media/rings.svg"): PICTURE.encode()}
PAGE_OF = {
    "first-words": "the-visit",
    "record": "what-to-write-down",
    "photograph": "what-to-write-down",
    "when-to-refer": "who-to-tell",
    "disagree": "before-you-go",
}


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[Desk]:
    """The browser that the learners of one worker share."""
    with Desk(browser, CLOSED) as shared:
        yield shared


@pytest.fixture
def context(desk: Desk) -> Iterator[BrowserContext]:
    """An empty browser for one learner."""
    yield desk.sit_down()
    desk.leave()


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


_STEPS = """
const soon = () => scheduler.postTask(() => {}, { delay: 5 });  // also if the test has stopped the clock
const found = async (find, what) => {
  for (let times = 0; times < 4000; times++, await soon()) {
    const one = find();
    if (one) return one;
  }
  throw new Error(`${what}: it never came`);
};
const here = (page) => document.querySelector(`[data-page="${page}"][aria-current]`) && history.state?.page === page;
"""
"""Each step is one call into the browser: several small ones take longer than what they do."""
_OPEN = f"""async (page) => {{{_STEPS}
  (await found(() => document.querySelector(`[data-page="${{page}}"]`), page)).click();
  await found(() => here(page), page);
}}"""
_ARRIVE = f"async (page) => {{{_STEPS} await found(() => here(page), page); }}"
_NEXT = f"""async () => {{{_STEPS}
  const button = await found(() => document.querySelector("#steps .primary"), "next");
  const page = button.dataset.go;
  button.click();
  await found(() => here(page), page);
}}"""
_ANSWER = f"""async ([question, options, check]) => {{{_STEPS}
  const form = await found(() => document.querySelector(`[data-question="${{question}}"]`), question);
  for (const option of options) {{
    const input = await found(() => form.querySelector(`input[value="${{option}}"]`), option);
    if (!input.checked) input.click();
  }}
  if (!check) return "";
  form.querySelector("[data-part=check]").click();
  return form.querySelector("[data-part=said]").innerText;
}}"""


class Learner:
    """What a person does in the course, when only the effect matters. See `press`."""

    def __init__(self, frame: Frame | Page) -> None:
        self.frame = frame

    def is_on(self, title: str) -> None:
        """Waits until the page of that title is shown; fails if it never is."""
        expect(self.frame.locator("h1").first).to_have_text(title, use_inner_text=True)

    def next(self) -> None:
        """Takes the button to the next page."""
        self.frame.evaluate(_NEXT)

    def open(self, page: str) -> None:
        """Chooses a page in the contents."""
        self.frame.evaluate(_OPEN, page)

    def arrive(self, page: str) -> None:
        """Waits until the page is shown."""
        self.frame.evaluate(_ARRIVE, page)

    def choose(self, question: str, options: list[str]) -> None:
        """Chooses, without checking."""
        self.frame.evaluate(_ANSWER, [question, options, False])

    def answer(self, question: str, options: list[str]) -> str:
        """Chooses and checks. Returns what is said."""
        said: str = self.frame.evaluate(_ANSWER, [question, options, True])
        return said

    def answer_all(self, answers: dict[str, list[str]]) -> None:
        """Answers each question on its page."""
        for question, options in answers.items():
            self.open(PAGE_OF[question])
            self.answer(question, options)
