"""Attempts, reviews and modules in an LMS that behaves as Moodle does."""

import pytest
from playwright.sync_api import Browser, BrowserContext

from elearn.packaging.units import Structure
from elearn.player.site import Standard
from tests.player.conftest import Learner
from tests.player.modules import module_page
from tests.player.moodle import (
    FAILED,
    FIRST,
    SAVED,
    SCORM,
    Open,
    answered,
    back,
    begin,
    desk,
    moodle,
    passed,
    said,
)
from tests.player.test_answers import HARD
from tests.sample_course import RIGHT

__all__ = ["desk", "moodle"]
pytestmark = pytest.mark.browser


@SCORM
def test_a_failure_with_tries_left_leaves_the_attempt_open_and_the_retry_counts(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard, attempts=2)
    page, learner = begin(lms, context)
    learner.answer_all(FAILED)
    assert said(learner.frame) == "Saved"
    lms.leave(page)
    assert lms.mode() == "normal"
    page, learner = begin(lms, context)
    learner.open("_result")
    learner.frame.click("[data-retry]")
    learner.answer_all({"disagree": RIGHT["disagree"], "record": RIGHT["record"]})
    assert said(learner.frame) == "Saved"
    assert passed(lms)


@SCORM
def test_when_the_attempt_is_over_no_retry_is_offered_and_a_new_attempt_is_new(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard, attempts=1)
    page, learner = begin(lms, context)
    learner.answer_all(FAILED)
    assert said(learner.frame) == "Saved"
    assert lms.status()[1] == "failed"
    lms.leave(page)
    page, learner = begin(lms, context)
    again = "start a new attempt in your learning system"
    assert again in learner.frame.inner_text("#notices").lower()
    learner.open("_result")
    assert again in learner.frame.inner_text(".again").lower()
    assert learner.frame.locator("[data-retry]").count() == 0
    learner.open("who-to-tell")
    assert learner.frame.is_checked("[data-question=when-to-refer] input[value=b]"), (
        "a review shows the answers"
    )
    lms.leave(page)
    lms.new_attempt()
    learner = back(lms, context)
    assert answered(lms) == []
    assert lms.status()[0] == "incomplete", "nothing of the attempt before counts for this one"
    assert not learner.frame.locator("[data-standing=seen]").count()


@SCORM
def test_a_review_after_a_pass_shows_the_answers(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    page, learner = begin(lms, context)
    learner.answer_all(RIGHT)
    assert said(learner.frame) == "Saved"
    lms.leave(page)
    assert lms.mode() == "review"
    page, learner = begin(lms, context)
    learner.open("who-to-tell")
    assert learner.frame.is_checked("[data-question=when-to-refer] input[value=b]")
    assert passed(lms)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_modules_begin_and_end_in_any_order(
    order: tuple[int, int], moodle: Open, context: BrowserContext
) -> None:
    lms = moodle("scorm12", Structure.MODULES)
    page, learner = begin(lms, context, order[0])
    for place, module in enumerate(order):
        if place:
            learner = Learner(lms.open_module(page, module))
        names = [name for name in RIGHT if (name in FIRST) == (module == 0)]
        learner.answer_all({name: RIGHT[name] for name in names})
        assert said(learner.frame) in SAVED
        assert answered(lms, module) == names
        assert passed(lms, module)


@pytest.mark.deep
@SCORM
def test_a_module_that_may_not_begin_says_so_and_keeps_what_was_answered(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard, Structure.MODULES, throwing=standard == "scorm12")
    page, learner = begin(lms, context)
    learner.answer_all({name: RIGHT[name] for name in FIRST})
    assert said(learner.frame) == "Saved"
    learner = Learner(lms.open_module(page, 1))
    assert "did not let this course begin" in learner.frame.inner_text("#notices")
    rest = {name: RIGHT[name] for name in RIGHT if name not in FIRST}
    learner.answer_all({"when-to-refer": RIGHT["when-to-refer"]})
    assert learner.frame.locator("body.unsaved").count()
    if standard == "scorm2004":  # which says at once that it cannot begin
        learner = Learner(lms.open_module(page, 1))  # the same once more, and what was kept stays kept
    learner.answer_all({"disagree": RIGHT["disagree"]})
    lms.leave(page)
    page, learner = begin(lms, context, 1)
    assert not passed(lms, 1)
    learner.frame.click("[data-found=found_yes]")
    assert said(learner.frame) in SAVED
    assert passed(lms, 1)
    assert answered(lms, 1) == list(rest)
    lms.leave(page)
    page, learner = begin(lms, context, 1)
    assert not learner.frame.locator("[data-notice=found]").count()


def test_answers_that_somebody_else_gave_count_for_nobody(moodle: Open, context: BrowserContext) -> None:
    lms = moodle("scorm2004", Structure.MODULES)
    page, learner = begin(lms, context)
    learner = Learner(lms.open_module(page, 1))
    learner.answer_all({"disagree": RIGHT["disagree"]})
    lms.leave(page)
    lms.learner = "learner-2"
    page, learner = begin(lms, context, 1)
    assert "Was it you?" in learner.frame.inner_text("[data-notice=found]")
    learner.frame.click("[data-found=found_no]")
    assert said(learner.frame) in SAVED
    assert answered(lms, 1) == []
    copies = learner.frame.evaluate("() => Object.keys(localStorage).length")
    assert copies == 2, "each learner's own: of one module each"


_OFFER = """([type, response, patterns, place]) => {
  const element = `cmi.interactions.${place}`;
  const set = (name, value) => API_1484_11.SetValue(`${element}.${name}`, value);
  const right = (each, at) => set(`correct_responses.${at}.pattern`, each);
  return [set("id", `q-${place}`), set("type", type), ...patterns.map(right), set("learner_response", response)];
}"""
_WRITE = """async (answers) => {
  const { grammar2004 } = await import("/player/browser/adapters/grammar2004.js");
  return answers.map(grammar2004).map(({ type, response, patterns }) => [type, response, patterns]);
}"""


def test_every_response_and_pattern_is_legal_where_only_letters_digits_underscores_and_full_stops_are(
    moodle: Open, context: BrowserContext, browser: Browser
) -> None:
    # A number that is open to one side, or has more than five digits, is legal in the standard and not there.
    hard = [each for each in HARD if "range" not in each]
    with module_page(browser) as modules:
        written = modules.evaluate(_WRITE, hard)
    lms = moodle("scorm2004")
    page, _ = begin(lms, context)
    for place, (type, response, patterns) in enumerate(written):
        assert set(page.evaluate(_OFFER, [type, response, patterns, place])) == {"true"}, (type, response)
