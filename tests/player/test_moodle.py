"""A learner in an LMS that behaves as Moodle does: nothing is lost, and "Saved" is said only if it is true.

"Nothing is lost" means: after the next opening in the same browser, the state, the answers, the score and the
interactions are all in the LMS. `test_moodle_attempts.py` has what attempts and modules do there.
"""

import pytest
from playwright.sync_api import BrowserContext, expect

from elearn.player.site import Standard
from tests.depth import deep
from tests.player.conftest import PAGE_OF, press
from tests.player.moodle import (
    FAILED,
    SAVED,
    SCORM,
    Open,
    answered,
    at_the_visit,
    back,
    begin,
    desk,
    gone,
    has_come,
    moodle,
    passed,
    said,
    with_a_rating,
)
from tests.sample_course import RIGHT, sample_course

__all__ = ["desk", "moodle"]
pytestmark = pytest.mark.browser


LOST = pytest.mark.parametrize("how", ["offline", deep("down"), "expired", deep("asked")])


@SCORM
@LOST
def test_a_pass_while_nothing_arrives_is_not_called_saved_and_is_there_after_the_next_opening(
    standard: Standard, how: str, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    page, learner = begin(lms, context)
    learner.answer_all({"first-words": RIGHT["first-words"]})
    has_come(learner.frame)
    assert said(learner.frame) == "Saved"
    with gone(lms, context, how):
        learner.answer_all({name: RIGHT[name] for name in RIGHT if name != "first-words"})
        learner.frame.wait_for_selector("body.unsaved")
        learner.frame.click("#leave")
        expect(learner.frame.locator("h1")).to_contain_text("Not saved yet. We keep trying")
        assert not passed(lms)
        page.close()
    page, learner = begin(lms, context)
    # What the closing page sent may have arrived after all. Then the attempt is over, and this opening only reads.
    assert said(learner.frame) in {*SAVED, "Not recorded"}
    assert passed(lms)
    assert lms.score() == 100
    assert answered(lms) == list(RIGHT)
    for question, options in RIGHT.items():
        learner.open(PAGE_OF[question])
        for option in options:
            assert learner.frame.is_checked(f"[data-question={question}] input[value='{option}']")


@pytest.mark.parametrize(
    ("standard", "collects"), [("scorm12", "last"), ("scorm2004", "last"), ("scorm2004", "launch")]
)
def test_what_did_not_arrive_is_sent_again_in_the_same_session(
    standard: Standard, collects: str, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard, collects=collects)
    page, learner = begin(lms, context)
    learner.answer_all({"first-words": RIGHT["first-words"]})
    learner.open(PAGE_OF["record"])
    has_come(learner.frame)
    assert said(learner.frame) == "Saved"
    lms.reach = "down"  # so the first commit that is lost holds an answer
    learner.answer("record", RIGHT["record"])
    learner.frame.wait_for_selector("body.unsaved")
    learner.answer_all({name: RIGHT[name] for name in list(RIGHT)[2:]})
    learner.frame.wait_for_selector("body.unsaved")
    lms.reach = "up"
    page.evaluate("() => document.querySelector('iframe').contentWindow.dispatchEvent(new Event('online'))")
    learner.frame.wait_for_selector("body:not(.unsaved)")
    assert said(learner.frame) == "Saved again. Nothing is lost."
    assert passed(lms)
    assert lms.score() == 100
    kept = lms.interactions()
    assert [each["id"] for each in kept] == list(RIGHT)
    assert {each["result"] for each in kept} == {"correct"}
    response = "student_response" if standard == "scorm12" else "learner_response"
    assert kept[1][response] == ("a,b" if standard == "scorm12" else "a[,]b")
    assert kept[1]["correct_responses.0.pattern"] == kept[1][response]
    assert {each["type"] for each in kept} == {"choice", "true-false"}


@SCORM
def test_leaving_waits_for_a_connection_and_then_says_saved(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    page, learner = at_the_visit(lms, context)
    with gone(lms, context, "offline"):
        learner.answer_all(RIGHT)
        learner.frame.click("#leave")
        expect(learner.frame.locator("h1")).to_contain_text("Not saved yet")
    expect(learner.frame.locator("h1")).to_have_text("Saved. You can close this window.")
    assert passed(lms)
    assert answered(lms) == list(RIGHT)
    lms.leave(page)


@SCORM
def test_a_session_that_ends_and_moves_the_page_to_the_sign_in_loses_nothing(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    page, learner = at_the_visit(lms, context)
    lms.expire()
    learner.answer_all(RIGHT)
    learner.frame.wait_for_selector("body.unsaved")
    lms.to_login(page)
    assert not passed(lms)
    lms.sign_in()
    learner = back(lms, context)
    assert passed(lms)
    assert answered(lms) == list(RIGHT)


@SCORM
def test_with_a_session_renewed_in_another_tab_nothing_is_called_saved_that_is_not(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    page, learner = begin(lms, context)
    lms.expire()
    lms.sign_in()
    learner.answer_all(RIGHT)
    learner.frame.wait_for_selector("body.unsaved")
    assert not passed(lms)
    lms.leave(page)
    learner = back(lms, context)
    assert passed(lms)
    assert answered(lms) == list(RIGHT)


HIDE = """(state) => {
  for (const page of [document, document.querySelector("iframe").contentDocument]) {
    Object.defineProperty(page, "visibilityState", { value: state, configurable: true });
    page.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }
}"""
"""The learner looks at another tab, or back."""


@SCORM
def test_what_is_sent_while_nobody_sees_the_page_proves_nothing(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    page, learner = at_the_visit(lms, context)
    lms.expire()
    lms.sign_in()  # in the other tab, so that the key of this page is no longer valid
    page.evaluate(HIDE, "hidden")
    learner.answer("first-words", RIGHT["first-words"])
    assert answered(lms) == [], "the beacon was sent, and the LMS said true"
    page.evaluate(HIDE, "visible")
    learner.frame.wait_for_selector("body.unsaved")
    lms.leave(page)
    learner = back(lms, context)
    assert answered(lms) == ["first-words"]


@SCORM
def test_a_look_at_another_tab_needs_no_more_than_that(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    page, learner = begin(lms, context)
    learner.answer_all({"first-words": RIGHT["first-words"]})
    assert said(learner.frame) == "Saved"
    page.evaluate(HIDE, "hidden")
    page.evaluate(HIDE, "visible")
    assert said(learner.frame) == "Saved"
    assert answered(lms) == ["first-words"]


@SCORM
def test_a_tab_that_is_killed_keeps_what_was_answered_last(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    page, learner = begin(lms, context)
    lms.reach = "down"
    learner.answer_all({"first-words": RIGHT["first-words"], "record": RIGHT["record"]})
    lms.kill(page)
    lms.reach = "up"
    learner = back(lms, context)
    assert answered(lms) == ["first-words", "record"]
    assert lms.score() == pytest.approx(300 / 7, abs=0.01)


@SCORM
def test_a_page_that_is_closed_before_the_server_has_answered_spoils_nothing(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    page, learner = at_the_visit(lms, context)
    lms.silent.set()
    learner.answer("first-words", RIGHT["first-words"])
    lms.leave(page)
    (kept,) = lms.interactions()
    assert (kept["id"], kept["result"]) == ("first-words", "correct")
    lms.silent.clear()
    learner = back(lms, context)
    assert answered(lms) == ["first-words"]


@SCORM
def test_a_copy_goes_only_when_the_same_was_read_back(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard, attempts=1)
    page, learner = begin(lms, context)
    learner.answer_all(FAILED)
    assert said(learner.frame) == "Saved"
    copies = "() => Object.keys(localStorage).length"
    assert learner.frame.evaluate(copies) == 1
    lms.leave(page)
    page, learner = begin(lms, context)  # the attempt is over, so this only reads
    assert lms.mode() == "review"
    assert learner.frame.evaluate(copies) == 0


@SCORM
def test_an_answer_that_was_given_again_is_kept_too(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    """A question without a right answer is told each time that it is answered."""
    lms = moodle(standard, course=with_a_rating(sample_course()))
    page, learner = begin(lms, context)
    learner.open("the-visit")
    learner.answer("sure", ["1"])
    assert said(learner.frame) == "Saved"
    with gone(lms, context, "down"):
        press(learner.frame.locator("[data-question=sure] [data-part=again]"))
        learner.answer("sure", ["2"])
        learner.frame.wait_for_selector("body.unsaved")
        lms.kill(page)
    back(lms, context)
    assert answered(lms) == ["sure", "sure"]


def test_a_picture_that_did_not_come_comes_when_the_connection_is_back(
    moodle: Open, context: BrowserContext
) -> None:
    lms = moodle("scorm12")
    _, learner = begin(lms, context)
    picture = "() => document.querySelector('#stage img')?.naturalWidth"
    with gone(lms, context, "offline"):
        learner.open("the-visit")
        learner.frame.wait_for_function(f"() => ({picture})() === 0")
    learner.frame.wait_for_function(f"() => ({picture})() > 0")


@SCORM
def test_of_a_server_that_never_answers_us_there_is_only_the_word_of_the_lms(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    lms.heads = False
    page, learner = at_the_visit(lms, context)
    learner.answer_all(RIGHT)
    assert said(learner.frame) == "Saved"
    assert passed(lms)
    lms.leave(page)
