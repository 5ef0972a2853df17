"""Nothing that a learner has earned is lost, whatever the LMS, the browser or the connection does.

Where to find the test of each thing that has broken other packages:

====================================  =========================================================================
suspend data: limits, cut, old, new    test_suspend; test_tracking (set aside, older version); test_site (refused)
status: incomplete at once, not ours   test_tracking (opening, every step), test_closed_after_every_action
completion and success apart           test_tracking (both standards in each test)
time formats                           test_times_are_in_each_standards_own_grammar
commit on change, finish once          test_tracking (leaving), test_closed_after_every_action
never unload, logout or adl.nav        test_what_lms_and_browsers_punish_is_not_in_the_script
exit is suspend until done             test_tracking (opening, every step, attempts run out)
API late, absent, in frames, opener    test_tracking; foreign frames and framesets here
"true" that is not saved, "false"      test_a_minute_of_refusals_loses_nothing
Initialize refused for a while         test_an_lms_that_lets_nobody_begin_is_asked_until_it_does
the same course in two windows         test_second_window; one that begins late here
offline at exit                        test_tracking (next opening), test_cmi5 (not acknowledged), test_moodle
"true" by beacon, changed values only  test_moodle, test_interruptions (any of it, at any moment)
session over, renewed, moved to login  test_moodle
"failed" ends an attempt, review       test_moodle (tries left, tries used up, new attempt, pass)
a hyphen in a response loses it        test_moodle (every response and pattern)
several SCOs in one player             test_moodle (any order, one that may not begin)
header over the page                   test_frame
score never drops, final state saved   test_tracking, test_closed_after_every_action
interactions' grammar and numbers      test_tracking, test_question_kinds
review and browse set nothing          test_tracking, test_cmi5
launch parameters dropped              test_cmi5; SCORM needs none
====================================  =========================================================================
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Page

from elearn.assets import asset
from elearn.player.site import render_site
from tests.depth import deep, examples
from tests.lms import Lms
from tests.lms.lrs import Lrs
from tests.lms.served import package_frame
from tests.player.conftest import MEDIA, PAGE_OF, Learner
from tests.player.modules import module_page
from tests.player.test_tracking import begin, part, status
from tests.sample_course import RIGHT, sample_course

pytestmark = pytest.mark.browser
Make = Callable[..., Lms]
SCORM = pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
POINTS = dict(zip(RIGHT, (1, 2, 1, 1, 2), strict=True))


def call(standard: str, name: str) -> str:
    """Returns what a standard calls Initialize, SetValue and Commit."""
    return f"LMS{name}" if standard == "scorm12" else name


def again(lms: Lms, page: Page) -> Learner:
    """Closes the window, and lets the learner come back."""
    page.reload()
    return Learner(lms.course(page))


@pytest.mark.parametrize("standard", ["scorm2004", deep("scorm12")])
def test_closed_after_every_action(standard: str, lms_for: Make, context: BrowserContext) -> None:
    lms = lms_for(standard)
    earned, done = 0, list[str]()
    page, learner = begin(lms, context)
    for question in RIGHT:
        learner = again(lms, page)
        assert float(part(lms, page, "score").get("raw") or 0) == pytest.approx(earned / 7 * 100, abs=0.01)
        assert status(lms, page)[0] == "incomplete"
        assert part(lms, page, "exit") == "suspend"
        if done:
            assert learner.frame.is_visible(f"[data-question={done[-1]}] [data-part=verdict]")
        learner.open(PAGE_OF[question])
        if standard == "scorm12":
            learner = again(lms, page)
            assert learner.frame.is_visible(f"[data-question={question}]"), "where they were"
        learner.choose(question, RIGHT[question])
        if standard == "scorm12":
            learner = again(lms, page)
            for option in RIGHT[question]:
                assert learner.frame.is_checked(f"[data-question={question}] input[value='{option}']")
        learner.answer(question, [])
        earned += POINTS[question]
        done.append(question)
    again(lms, page)
    assert status(lms, page) in {("passed", "passed"), ("completed", "passed")}
    assert float(part(lms, page, "score")["raw"]) == 100
    assert [each["id"] for each in lms.cmi(page)["interactions"].values()] == done
    assert not lms.refusals(page)


@pytest.mark.parametrize(("down", "slow"), [deep("", False), deep("unsaved", False), ("unsaved", True)])
def test_a_cmi5_window_closed_after_every_answer_says_each_thing_once(
    down: str, slow: bool, context: BrowserContext
) -> None:
    """If the store has an answer but not the state with it, the next session reports the answer again.

    If the store is also slow, that session ends before the store has acknowledged what was reported again.
    """
    with Lrs(render_site(sample_course(), "cmi5", MEDIA).files) as lms:
        lms.down, lms.slow = down, slow
        for question in RIGHT:
            page = lms.launch(context)
            page.wait_for_selector("#steps button")
            Learner(page).answer_all({question: RIGHT[question]})
            page.close()
            lms.wait_until_last("terminated")
        lms.down, lms.slow = "", False
        last = lms.launch(context)
        last.wait_for_selector("[data-notice=already_done]")
        last.wait_for_function("() => document.getElementById('saved').textContent.includes('Saved')")
        verbs = [verb for number in range(len(lms.sessions)) for verb in lms.verbs(number)]
        assert {verb: verbs.count(verb) for verb in set(verbs)} == {
            "initialized": 6,
            "answered": 5,
            "completed": 1,
            "passed": 1,
            "terminated": 5,
        }
        assert lms.faults == []


@pytest.mark.parametrize(
    ("standard", "fault"),
    [deep("scorm12", "true"), ("scorm12", "false"), deep("scorm2004", "true"), ("scorm2004", "throw")],
)
def test_a_minute_of_refusals_loses_nothing(
    standard: str, fault: str, lms_for: Make, context: BrowserContext
) -> None:
    context.clock.install()
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.open("the-visit")
    names = (
        [call(standard, "Commit"), call(standard, "SetValue")]
        if fault != "true"
        else [call(standard, "Commit")]
    )
    page.evaluate("([names, fault]) => { for (const name of names) faults[name] = fault }", [names, fault])
    learner.answer("first-words", ["b"])
    learner.answer_all({"record": ["a", "b"]})
    context.clock.run_for(60_000)
    assert "Not saved yet" in learner.frame.inner_text("#saved")
    page.evaluate("() => { window.faults = {} }")
    context.clock.run_for(31_000)
    learner.frame.wait_for_selector("body:not(.unsaved)")
    kept = page.evaluate("() => JSON.parse(localStorage.cmi).cmi")
    assert [each["id"] for each in kept["interactions"].values()] == ["first-words", "record"]
    lms.close(page)
    page, learner = begin(lms, context)
    assert learner.frame.is_checked("[data-question=record] input[value=a]")


@SCORM
def test_an_lms_that_lets_nobody_begin_is_asked_until_it_does(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, learner = begin(lms, context)
    learner.answer_all({"first-words": ["b"]})
    lms.close(page)
    context.clock.install()
    page = lms.launch(context, refuse=call(standard, "Initialize"))
    context.clock.run_for(6_000)
    learner = Learner(lms.course(page))
    assert "did not let this course begin" in learner.frame.inner_text("#notices")
    learner.answer_all({"record": ["a", "b"]})
    page.evaluate("() => { window.faults = {} }")
    context.clock.run_for(31_000)
    learner.frame.wait_for_selector("body:not(.unsaved)")
    assert float(part(lms, page, "score")["raw"]) == pytest.approx(3 / 7 * 100, abs=0.01), (
        "both answers count"
    )
    assert [each["id"] for each in lms.cmi(page)["interactions"].values()] == ["first-words", "record"]


@pytest.mark.deep
def test_a_window_that_may_begin_only_late_gives_way_to_one_that_was_opened_after_it(
    lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for("scorm12")
    first = lms.launch(context, refuse="LMSInitialize")
    lms.course(first).wait_for_selector("[data-notice=refused]")
    second = lms.launch(context)
    learner = Learner(lms.course(second))
    first.evaluate("() => { window.faults = {} }")
    package_frame(first).evaluate("() => dispatchEvent(new Event('online'))")
    package_frame(first).wait_for_selector("body.gone")
    learner.answer_all({"first-words": ["b"]})
    assert [each["id"] for each in lms.cmi(second)["interactions"].values()] == ["first-words"]
    third = lms.launch(context)
    lms.course(third)
    learner.frame.wait_for_selector("body.gone")


@SCORM
def test_the_api_is_found_past_a_host_that_is_not_ours_and_in_a_window_with_frames(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard)
    page, _ = begin(lms, context, frames=3, foreign=1)
    assert "between.example" in {frame.url.split("/")[2] for frame in page.frames}
    assert status(lms, page)[0] == "incomplete"
    page = lms.launch(context, popup="frameset")
    with page.expect_popup() as opened:
        page.evaluate("() => void window.openCourse()")
    lms.course(opened.value)
    page.wait_for_function("() => calls.some(call => call.call.endsWith('Commit') && call.result === 'true')")


def test_what_lms_and_browsers_punish_is_not_in_the_script() -> None:
    for standard in ("scorm12", "scorm2004", "cmi5", "none"):
        script = asset(f"player/core/{standard}.js").decode()
        assert not re.findall(
            r"adl\.nav|[\"'](?:unload|beforeunload|logout|log-out)[\"']|XMLHttpRequest|sendBeacon", script
        )


_TIMES = """async values => {
  const { duration, timespan, timeOfDay, timestamp } = await import("/player/browser/time.js");
  return values.map(([seconds, at]) => {
    const moment = new Date(at);
    return [timespan(seconds), duration(seconds), timeOfDay(moment), timestamp(moment)];
  });
}"""


@pytest.mark.property
def test_times_are_in_each_standards_own_grammar(browser: Browser) -> None:
    with module_page(browser) as page:

        @settings(max_examples=examples(20))
        @given(st.lists(st.tuples(st.floats(0, 4e7), st.integers(0, 4_000_000_000_000)), min_size=1))
        def hold(values: list[tuple[float, int]]) -> None:
            found: list[list[Any]] = page.evaluate(
                _TIMES, [*values, (0, 0), (59.999, 0), (3600, 0), (59.995, 1)]
            )
            for span, length, clock, moment in found:
                assert re.fullmatch(r"\d{4}:[0-5]\d:[0-5]\d\.\d{2}", span), "SCORM 1.2 RTE 3.4, CMITimespan"
                assert re.fullmatch(r"PT(?=\d)(\d+H)?([0-5]?\dM)?([0-5]?\d(\.\d{1,2})?S)?", length), (
                    "4th ed. RTE 4.1.1.7"
                )
                assert re.fullmatch(r"[0-2]\d:[0-5]\d:[0-5]\d", clock)
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,2}Z", moment), (
                    "4th ed. RTE 4.1.1.6"
                )

        hold()
