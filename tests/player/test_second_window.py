"""A course that a learner opens in a second window goes on there, and nothing is lost or written over."""

import pytest
from playwright.sync_api import BrowserContext, expect

from elearn.player.site import Standard, render_site
from tests.depth import deep
from tests.lms.lrs import Lrs
from tests.lms.served import package_frame
from tests.player.conftest import MEDIA, PAGE_OF, Learner
from tests.player.moodle import (
    SAVED,
    SCORM,
    Open,
    answered,
    at_the_visit,
    back,
    begin,
    desk,
    gone,
    moodle,
    passed,
    said,
)
from tests.sample_course import RIGHT, sample_course

__all__ = ["desk", "moodle"]
pytestmark = pytest.mark.browser
FIRST = "first-words"
REST = {name: RIGHT[name] for name in RIGHT if name != FIRST}
ELSEWHERE = "You have opened this course in another window. Go on there, and close this one."
UNSEEN = """
window.unseen = true;
Object.defineProperty(document, "visibilityState", { get: () => (top.unseen ? "hidden" : "visible") });
"""
"""A window that nobody sees: in the browser of a test, each is seen."""
SEE = """() => {
  window.unseen = false;
  for (const page of [document, document.querySelector("iframe").contentDocument]) {
    page.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }
}"""


def is_elsewhere(learner: Learner) -> None:
    expect(learner.frame.locator("h1")).to_have_text(ELSEWHERE)
    assert learner.frame.locator("#stage").count() == 0


@SCORM
@pytest.mark.parametrize("arrives", [deep(True), False])
def test_a_course_goes_on_in_the_window_that_was_opened_last(
    standard: Standard, arrives: bool, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    first, learner = at_the_visit(lms, context)
    if arrives:
        learner.answer(FIRST, RIGHT[FIRST])
        assert said(learner.frame) == "Saved"
    else:
        with gone(lms, context, "down"):
            learner.answer(FIRST, RIGHT[FIRST])
            learner.frame.wait_for_selector("body.unsaved")
    second, other = begin(lms, context)
    is_elsewhere(learner)
    other.answer_all(REST)
    assert said(other.frame) in SAVED
    lms.leave(first)
    lms.leave(second)
    assert passed(lms)
    assert answered(lms) == list(RIGHT)
    assert lms.score() == 100
    _, again = begin(lms, context)
    for question, options in RIGHT.items():
        again.open(PAGE_OF[question])
        for option in options:
            assert again.frame.is_checked(f"[data-question={question}] input[value='{option}']")


@SCORM
@pytest.mark.parametrize("how", ["reload", "second window"])
def test_what_was_saved_while_the_next_page_was_on_its_way_is_not_written_over(
    standard: Standard, how: str, moodle: Open, context: BrowserContext
) -> None:
    """The server makes a page with what it holds then. Until that page is there, the one before goes on."""
    lms = moodle(standard)
    first, learner = at_the_visit(lms, context)
    _, made, _ = lms.answer("GET", "/player", {"module": "0"}, "")
    learner.answer(FIRST, RIGHT[FIRST])
    assert said(learner.frame) == "Saved"
    page = first if how == "reload" else context.new_page()
    page.route("**/player?*", lambda route: route.fulfill(body=made, content_type="text/html"), times=1)
    page.goto(f"{lms.origin}/player?module=0")
    learner = Learner(lms.course(page))
    learner.answer_all(REST)
    assert said(learner.frame) in SAVED
    assert answered(lms) == list(RIGHT)
    lms.leave(page)


def test_a_window_that_nobody_has_seen_takes_nothing_over(moodle: Open, context: BrowserContext) -> None:
    lms = moodle("scorm2004")
    _, learner = at_the_visit(lms, context)
    behind = context.new_page()
    behind.add_init_script(UNSEEN)
    behind.goto(f"{lms.origin}/player?module=0")
    other = Learner(lms.course(behind))
    learner.answer(FIRST, RIGHT[FIRST])
    assert said(learner.frame) == "Saved"
    behind.evaluate(SEE)
    is_elsewhere(learner)
    assert other.frame.locator("#stage").count() == 1


def test_of_two_windows_that_open_at_once_one_goes_on(moodle: Open, context: BrowserContext) -> None:
    lms = moodle("scorm12")
    pages = [context.new_page() for _ in range(3)]
    for page in pages:
        page.goto(f"{lms.origin}/player?module=0", wait_until="commit")
    frames = [package_frame(page) for page in pages]
    for _ in range(400):
        left = [frame for frame in frames if not frame.locator("body.gone").count()]
        if len(left) <= 1:
            break
        pages[0].wait_for_timeout(25)
    [frame] = left
    learner = Learner(frame)
    learner.answer_all(RIGHT)
    assert said(learner.frame) in SAVED
    assert passed(lms)


def test_another_learner_another_course_and_a_course_that_was_left_are_not_touched(
    moodle: Open, context: BrowserContext
) -> None:
    lms = moodle("scorm12")
    _, learner = at_the_visit(lms, context)
    lms.learner = "learner-2"
    _, other = begin(lms, context)
    other.frame.click("#leave")
    expect(other.frame.locator("h1")).to_have_text("Saved. You can close this window.")
    begin(lms, context)
    expect(other.frame.locator("h1")).to_have_text("Saved. You can close this window.")
    learner.answer(FIRST, RIGHT[FIRST])
    assert said(learner.frame) == "Saved"


def test_in_cmi5_the_session_of_the_first_window_ends(context: BrowserContext) -> None:
    with Lrs(render_site(sample_course(), "cmi5", MEDIA).files) as lms:
        page = lms.launch(context)
        page.wait_for_selector("#steps button")
        learner = Learner(page)
        learner.answer_all({FIRST: RIGHT[FIRST]})
        second = lms.launch(context)
        second.wait_for_selector("#steps button")
        is_elsewhere(learner)
        other = Learner(second)
        other.answer_all(REST)
        second.wait_for_function("() => document.querySelector('#saved').dataset.saving === 'saved'")
        assert lms.verbs(0)[-1] == "terminated"
        assert lms.verbs() == ["initialized", *["answered"] * 4, "completed", "passed"]
        assert lms.state()["success"] == "passed"
        assert lms.faults == []


def test_one_who_closes_the_second_window_goes_on_by_opening_the_course_again(
    moodle: Open, context: BrowserContext
) -> None:
    lms = moodle("scorm12")
    first, _ = at_the_visit(lms, context)
    second, other = begin(lms, context)
    other.answer_all({FIRST: RIGHT[FIRST]})
    lms.leave(second)
    lms.leave(first)
    back(lms, context)
    assert answered(lms) == [FIRST]
