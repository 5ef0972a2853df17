"""What an LMS is told about a learner's progress, in both editions of SCORM, and what is read back."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from elearn.content.course.model import Course
from tests.depth import deep
from tests.lms import Lms
from tests.player.conftest import Learner
from tests.sample_course import RIGHT, WRONG, sample_course

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("standard", ["scorm2004", deep("scorm12")])]
Make = Callable[..., Lms]


def status(lms: Lms, page: Page) -> tuple[str, str]:
    """Returns completion and success. SCORM 1.2 has one word for both."""
    cmi = lms.cmi(page)
    if lms.standard == "scorm12":
        return (cmi["core"]["lesson_status"],) * 2
    return cmi["completion_status"], cmi["success_status"]


def part(lms: Lms, page: Page, name: str) -> Any:
    """Returns the name of one element. SCORM 1.2 keeps some of them under `core` and by other names."""
    cmi = lms.cmi(page)
    if lms.standard == "scorm2004":
        return cmi[name]
    if name == "suspend_data":
        return cmi[name]
    return cmi["core"]["lesson_location" if name == "location" else name]


def begin(lms: Lms, context: BrowserContext, **options: object) -> tuple[Page, Learner]:
    page = lms.launch(context, **options)
    return page, Learner(lms.course(page))


def test_opening_says_incomplete_at_once_and_nothing_more(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, _ = begin(lms, context)
    assert status(lms, page) in {("incomplete", "incomplete"), ("incomplete", "unknown")}
    assert part(lms, page, "exit") == "suspend"
    assert lms.calls(page)[-1]["call"].endswith("Commit")
    assert not part(lms, page, "score").get("raw")


def test_every_step_of_a_pass_is_on_record(standard: str, lms_for: Make, context: BrowserContext) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    earned = 0
    for question, points in zip(RIGHT, (1, 2, 1, 1, 2), strict=True):
        learner.answer_all({question: RIGHT[question]})
        earned += points
        assert float(part(lms, page, "score")["raw"]) == pytest.approx(earned / 7 * 100, abs=0.01)
        assert part(lms, page, "suspend_data")
    assert part(lms, page, "location") == "before-you-go"
    assert status(lms, page) in {("passed", "passed"), ("completed", "passed")}
    # In 2004, some LMSs show nothing of an attempt that ended with "normal" when it is read again.
    assert part(lms, page, "exit") == ("" if standard == "scorm12" else "suspend")
    objectives = lms.cmi(page)["objectives"]
    assert [objectives[index]["id"] for index in "01"] == ["notice", "act"]
    assert {float(objectives[index]["score"]["raw"]) for index in "01"} == {100.0}
    key = "status" if standard == "scorm12" else "success_status"
    assert {objectives[index][key] for index in "01"} == {"passed"}
    assert not lms.refusals(page)
    assert not lms.outside


def test_each_answer_that_counts_is_an_interaction_in_the_standards_own_grammar(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.open("what-to-write-down")
    learner.answer("record", ["a", "c"])
    learner.answer("photograph", ["true"])
    first, second = (lms.cmi(page)["interactions"][index] for index in "01")
    response = "student_response" if standard == "scorm12" else "learner_response"
    comma = "," if standard == "scorm12" else "[,]"
    assert (first["id"], first["type"], first[response]) == ("record", "choice", f"a{comma}c")
    assert first["correct_responses"]["0"]["pattern"] == f"a{comma}b"
    assert first["result"] == ("wrong" if standard == "scorm12" else "incorrect")
    assert first["weighting"] == "2"
    assert first["objectives"]["0"]["id"] == "notice"
    assert (second["type"], second["result"]) == ("true-false", "correct")
    assert second[response] == ("t" if standard == "scorm12" else "true")
    assert second["time" if standard == "scorm12" else "timestamp"]
    learner.frame.click("[data-question=record] [data-part=again]")
    learner.answer("record", ["a", "b"])
    assert list(lms.cmi(page)["interactions"]) == ["0", "1"], "trying again is practice"
    assert not lms.refusals(page)


def test_an_lms_that_does_not_count_interactions_still_gets_each_of_them(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context, uncounted="yes")
    learner.answer_all({question: RIGHT[question] for question in ("first-words", "when-to-refer")})
    ids = [entry["id"] for entry in lms.cmi(page)["interactions"].values()]
    assert ids == ["first-words", "when-to-refer"]
    lms.close(page)
    page, learner = begin(lms, context, uncounted="yes")
    learner.answer_all({"record": RIGHT["record"]})
    held = lms.cmi(page)
    assert [entry["id"] for entry in held["interactions"].values()] == [
        "first-words",
        "when-to-refer",
        "record",
    ]
    outcomes = [entry["id"] for entry in held["objectives"].values()]
    assert len(set(outcomes)) == len(outcomes) > 1, "each outcome has a place of its own, in every session"


def test_an_answer_that_was_refused_for_a_while_leaves_no_gap(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.answer_all({"first-words": ["b"]})
    page.evaluate("() => { window.faults['cmi.interactions.1.type'] = 'throw' }")
    learner.answer_all({"when-to-refer": ["b"]})
    learner.frame.wait_for_selector("text=Not saved yet")
    page.evaluate("() => { window.faults = {} }")
    page.wait_for_function(
        "() => Object.values(cmi().interactions).some(each => each.id === 'when-to-refer' && each.result === 'correct')"
    )
    ids = [entry["id"] for entry in lms.cmi(page)["interactions"].values()]
    assert ids == ["first-words", "when-to-refer"]
    # To be sent again, an id is changed for a moment. An LMS may refuse that.
    asked = [call for call in lms.calls(page) if not str(call["args"][-1]).endswith("_")]
    assert not [call for call in asked if call["error"] in ("201", "351")]


def test_a_learner_returns_to_the_same_page_with_the_same_answers_and_order(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.answer_all({"first-words": ["b"]})
    learner.open("who-to-tell")
    learner.answer("when-to-refer", ["a"])
    order = learner.frame.locator("[data-question=when-to-refer] input").evaluate_all(
        "all => all.map(i => i.value)"
    )
    lms.close(page)
    page, learner = begin(lms, context)
    learner.is_on("Who to tell")
    form = learner.frame.locator("[data-question=when-to-refer]")
    assert form.locator("input").evaluate_all("all => all.map(i => i.value)") == order
    assert form.locator("input[value=a]").is_checked()
    assert "Not this time." in form.inner_text()
    learner.open("the-visit")
    assert learner.frame.is_checked("[data-question=first-words] input[value=b]")
    learner.answer_all({"disagree": ["b"]})
    ids = [entry["id"] for entry in lms.cmi(page)["interactions"].values()]
    assert ids == ["first-words", "when-to-refer", "disagree"]
    assert not lms.refusals(page)


def test_what_was_chosen_and_not_checked_comes_back_too(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.open("the-visit")
    learner.choose("first-words", ["c"])
    lms.close(page)
    page, learner = begin(lms, context)
    assert learner.frame.is_checked("[data-question=first-words] input[value=c]")
    assert learner.frame.is_visible("[data-question=first-words] [data-part=check]")


def test_a_learner_fails_sees_why_by_outcome_retries_and_passes(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.answer_all({**RIGHT, "disagree": WRONG["disagree"], "record": WRONG["record"]})
    # "failed" would end the attempt in some LMSs, and a retry there could not count.
    assert status(lms, page) in {("incomplete", "incomplete"), ("incomplete", "unknown")}
    assert part(lms, page, "exit") == "suspend"
    failed_score = float(part(lms, page, "score")["raw"])
    learner.open("_result")
    learner.is_on("Not passed yet")
    said = learner.frame.inner_text(".result")
    assert "42%: 3 of 7 points" in said
    assert "80% is needed to pass" in said
    assert learner.frame.locator(".outcome-pages a").all_inner_texts() == [
        "What to write down",
        "Before you go",
    ]
    assert "the 2 questions that you missed" in said
    learner.frame.click("[data-retry]")
    learner.frame.wait_for_selector("[data-page='what-to-write-down'][aria-current]")
    assert learner.frame.locator("[data-question=photograph] [data-part=check]").is_hidden()
    learner.answer("record", RIGHT["record"])
    assert float(part(lms, page, "score")["raw"]) > failed_score
    learner.answer_all({"disagree": RIGHT["disagree"]})
    assert status(lms, page) in {("passed", "passed"), ("completed", "passed")}
    learner.open("_result")
    learner.is_on("You have passed")
    assert "100%: 7 of 7 points" in learner.frame.inner_text(".result")
    assert not lms.refusals(page)


def test_attempts_run_out_and_the_page_says_so(standard: str, lms_for: Make, context: BrowserContext) -> None:
    course = sample_course()
    once = course.model_copy(update={"completion": course.completion.model_copy(update={"attempts": 1})})
    lms = lms_for(standard, once)
    page, learner = begin(lms, context)
    learner.answer_all({**RIGHT, **{name: WRONG[name] for name in ("record", "disagree")}})
    learner.open("_result")
    learner.is_on("Not passed")
    assert "You have used your one attempt" in learner.frame.inner_text(".again")
    assert learner.frame.locator("[data-retry]").count() == 0
    assert part(lms, page, "exit") == "suspend", "or the next opening would give new attempts"
    assert status(lms, page) in {("failed", "failed"), ("completed", "failed")}


def with_warning(course: Course) -> Course:
    """The sample course with a content warning on its last page."""
    from elearn.content.kinds.content_warning import ContentWarning

    *modules, last = course.modules
    *pages, page = last.pages
    warned = page.model_copy(
        update={"blocks": (ContentWarning(body="This page is about an injury."), *page.blocks)}
    )
    return course.model_copy(
        update={"modules": (*modules, last.model_copy(update={"pages": (*pages, warned)}))}
    )


def test_skipping_a_page_behind_a_warning_costs_nothing(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard, with_warning(sample_course()))
    page, learner = begin(lms, context)
    rest = {name: answer for name, answer in RIGHT.items() if name != "disagree"}
    learner.answer_all(rest)
    learner.open("before-you-go")
    assert learner.frame.is_hidden("[data-question=disagree]")
    learner.frame.click("[data-warning=skip]")
    learner.frame.wait_for_selector("[data-page='_result'][aria-current]")
    assert status(lms, page) in {("passed", "passed"), ("completed", "passed")}
    assert float(part(lms, page, "score")["raw"]) == 100
    said = learner.frame.inner_text(".result")
    assert "100%: 5 of 5 points" in said
    assert "Questions on pages that you skipped are not counted" in said
    assert "skipped" in learner.frame.inner_text("[data-page='before-you-go']")


def test_a_score_never_drops_and_a_status_never_goes_back(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.answer_all(RIGHT)
    before = part(lms, page, "score"), status(lms, page)
    lms.close(page)
    page, learner = begin(lms, context)
    learner.open("the-visit")
    learner.open("_result")
    assert (part(lms, page, "score"), status(lms, page)) == before
    learner.is_on("You have passed")


def test_state_that_cannot_be_read_is_set_aside_and_the_record_stays(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.answer_all(RIGHT)
    before = status(lms, page)
    page.evaluate(
        "() => { const kept = JSON.parse(localStorage.cmi); kept.cmi.suspend_data = kept.cmi.suspend_data.slice(0, 20);"
        " localStorage.cmi = JSON.stringify(kept) }"
    )
    kept = page.evaluate("() => localStorage.cmi")
    lms.close(page)
    page.evaluate("kept => { localStorage.clear(); localStorage.cmi = kept }", kept)  # in another browser
    page, learner = begin(lms, context)
    assert "could not read where you left off" in learner.frame.inner_text("#notices")
    learner.is_on("Before you go")  # the bookmark still holds
    assert status(lms, page) == before
    assert float(part(lms, page, "score")["raw"]) == 100


def test_progress_in_an_older_version_carries_over_what_still_fits(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.answer_all({"first-words": ["b"], "record": ["a", "b"]})
    lms.close(page)
    course = sample_course()
    first, second = course.modules
    visit, write_down = first.pages
    fewer = visit.model_copy(update={"title": "A visit", "blocks": visit.blocks[:-1]})
    newer = course.model_copy(
        update={
            "version": "2.0.0",
            "modules": (second, first.model_copy(update={"pages": (write_down, fewer)})),
        }
    )
    lms.files = lms_for(standard, newer).files
    page, learner = begin(lms, context)
    assert "has been updated" in learner.frame.inner_text("#notices")
    learner.is_on("What to write down")
    assert learner.frame.is_checked("[data-question=record] input[value=a]")
    assert "seen" in learner.frame.inner_text("[data-page='the-visit']")


def test_in_review_mode_nothing_is_set(standard: str, lms_for: Make, context: BrowserContext) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context, mode="review")
    learner.answer_all({"first-words": ["b"]})
    assert "Nothing is recorded" in learner.frame.inner_text("#notices")
    assert not [call for call in lms.calls(page) if "Set" in call["call"] or "Commit" in call["call"]]


def test_leaving_saves_ends_the_session_once_and_says_so(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.open("the-visit")
    learner.frame.click("#leave")
    learner.is_on("Saved. You can close this window.")
    assert learner.frame.locator("body").inner_text().strip() == "Saved. You can close this window."
    ends = ("LMSFinish", "Terminate")
    assert sum(call["call"] in ends for call in lms.calls(page)) == 1
    page.evaluate("() => document.querySelector('iframe').remove()")
    assert sum(call["call"] in ends for call in lms.calls(page)) == 1
    session = part(lms, page, "session_time")
    assert session not in ("PT0S", "00:00:00")


@pytest.mark.parametrize("fault", [deep("false"), "throw"])
def test_an_lms_that_refuses_is_asked_again_and_loses_nothing(
    standard: str, fault: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.open("the-visit")
    commit = "LMSCommit" if standard == "scorm12" else "Commit"
    page.evaluate("([name, fault]) => { window.faults = {[name]: fault} }", [commit, fault])
    learner.answer("first-words", ["b"])
    learner.frame.wait_for_selector("body.unsaved")
    assert "Not saved yet. We keep trying" in learner.frame.inner_text("#saved")
    assert "Not saved yet" in learner.frame.text_content("#live")
    page.evaluate("() => { window.faults = {} }")
    learner.frame.wait_for_selector("body:not(.unsaved)")
    assert "Saved again" in learner.frame.inner_text("#saved")
    kept = page.evaluate("() => JSON.parse(localStorage.cmi).cmi")
    assert [entry["id"] for entry in kept["interactions"].values()] == ["first-words"]


def test_what_an_lms_never_took_is_sent_at_the_next_opening_here(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.open("the-visit")
    names = (
        ["LMSCommit", "LMSSetValue", "LMSFinish"]
        if standard == "scorm12"
        else ["Commit", "SetValue", "Terminate"]
    )
    page.evaluate(
        "names => { window.faults = Object.fromEntries(names.map(name => [name, 'throw'])) }", names
    )
    learner.answer("first-words", ["b"])
    learner.frame.wait_for_selector("body.unsaved")
    lms.close(page)
    page, learner = begin(lms, context)
    learner.is_on("The visit")
    assert learner.frame.is_checked("[data-question=first-words] input[value=b]")
    assert float(part(lms, page, "score")["raw"]) > 0
    lms.settle(page)
    lms.close(page)
    # This opening reads back what the one before has sent, so that copy goes. It sends no more.
    lms.launch(context, mode="review")
    lms.course(page)
    assert page.evaluate("() => Object.keys(localStorage)") == ["cmi"]


def test_an_api_that_comes_late_is_found(standard: str, lms_for: Make, context: BrowserContext) -> None:
    lms = lms_for(standard)
    page, _ = begin(lms, context, late=700)
    assert status(lms, page)[0] == "incomplete"


def test_an_api_many_frames_up_is_found(standard: str, lms_for: Make, context: BrowserContext) -> None:
    lms = lms_for(standard)
    page, _ = begin(lms, context, frames=6)
    assert status(lms, page)[0] == "incomplete"


def test_an_api_in_the_opener_is_found(standard: str, lms_for: Make, context: BrowserContext) -> None:
    lms = lms_for(standard)
    page = lms.launch(context, popup=1)
    with page.expect_popup() as opened:
        page.evaluate("() => void window.openCourse()")
    opened.value.wait_for_selector("#steps button")
    assert status(lms, page)[0] == "incomplete"


def test_an_api_that_stands_for_another_window_is_waited_for_until_it_knows_what_was_saved(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.answer_all({"first-words": ["b"]})
    lms.close(page)
    page, learner = begin(lms, context, distant=300)
    learner.is_on("The visit")
    assert learner.frame.is_checked("[data-question=first-words] input[value=b]")
    learner.answer_all({"when-to-refer": RIGHT["when-to-refer"]})
    ids = [entry["id"] for entry in lms.cmi(page)["interactions"].values()]
    assert ids == ["first-words", "when-to-refer"]


def test_without_an_lms_the_learner_is_told_and_can_go_on(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context, absent=1)
    assert "We found no learning system" in learner.frame.inner_text("#notices")
    learner.answer_all({"first-words": ["b"]})
    with page.expect_event("framenavigated"):
        learner.frame.evaluate("() => location.reload()")
    learner = Learner(lms.course(page))
    learner.frame.wait_for_selector("[data-question=first-words]")
    learner.is_on("The visit")  # this window remembers
    assert learner.frame.is_checked("[data-question=first-words] input[value=b]")
