"""A learner in an LMS that behaves as Moodle does: nothing is lost, and "Saved" is said only if it is true.

"Nothing is lost" means: after the next opening in the same browser, the state, the answers, the score and the
interactions are all in the LMS.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from elearn.content.course.model import Course
from elearn.packaging.units import Structure, units
from elearn.player.site import Standard, render_site
from tests.desk import Desk
from tests.lms.moodle import CLOSED, Moodle
from tests.player.conftest import MEDIA, PAGE_OF, Learner
from tests.player.modules import module_page
from tests.player.test_answers import HARD
from tests.sample_course import RIGHT, WRONG, sample_course

pytestmark = pytest.mark.browser
SCORM = pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
SAVED = ("Saved", "Saved again. Nothing is lost.")
Open = Callable[..., Moodle]
FIRST = ["first-words", "record", "photograph"]
"""The questions of the first module. The others are in the second."""


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Desk]:
    """The browser that these learners share. Each has an LMS of their own, at an address of its own."""
    with Desk(browser, CLOSED) as shared:
        yield shared


_BUILT: dict[tuple[str, Structure, int | None], tuple[dict[str, bytes], tuple[str, ...]]] = {}


@pytest.fixture
def moodle() -> Iterator[Open]:
    """Opens an LMS with the sample course, whole or as a package of its modules."""
    opened: list[Moodle] = []

    def make(
        standard: Standard,
        structure: Structure = Structure.COURSE,
        attempts: int | None = 3,
        throwing: bool = False,
    ) -> Moodle:
        known = (standard, structure, attempts)
        if known not in _BUILT:
            _BUILT[known] = package(with_attempts(sample_course(), attempts), standard, structure)
        files, starts = _BUILT[known]
        lms = Moodle(files, standard, starts, throwing=throwing)
        opened.append(lms.__enter__())
        return lms

    yield make
    for lms in opened:
        lms.__exit__()


def with_attempts(course: Course, attempts: int | None) -> Course:
    completion = course.completion.model_copy(update={"attempts": attempts})
    return course.model_copy(update={"completion": completion})


def package(
    course: Course, standard: Standard, structure: Structure
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The pages of a package, and the first page of each module."""
    parts = {unit.launch: unit.course for unit in units(course, structure)}
    return render_site(course, standard, MEDIA, parts).files, tuple(parts)


def begin(lms: Moodle, context: BrowserContext, module: int = 0) -> tuple[Page, Learner]:
    page = lms.launch(context, module)
    return page, Learner(lms.course(page))


def said(frame: Frame) -> str:
    """What is said about saving, once no answer is awaited."""
    frame.wait_for_function("() => !document.body.matches('.saving:not(.unsaved)')")
    return frame.locator("#saved").text_content() or ""


def answered(lms: Moodle, module: int = 0) -> list[str]:
    return [str(each["id"]) for each in lms.interactions(module)]


def passed(lms: Moodle, module: int = 0) -> bool:
    return lms.status(module) in {("passed", "passed"), ("completed", "passed")}


@contextmanager
def gone(lms: Moodle, context: BrowserContext, how: str, page: Page | None = None) -> Iterator[None]:
    """The connection, the server or the session is gone in the block."""
    if how == "offline":
        context.set_offline(True)
    elif how == "down":
        lms.reach = "down"
    else:
        lms.expire()
    try:
        yield
    finally:
        if how == "offline":
            context.set_offline(False)
        elif how == "down":
            lms.reach = "up"
        else:
            lms.sign_in()


LOST = pytest.mark.parametrize("how", ["offline", "down", "expired"])


@SCORM
@LOST
def test_a_pass_while_nothing_arrives_is_not_called_saved_and_is_there_after_the_next_opening(
    standard: Standard, how: str, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    page, learner = begin(lms, context)
    learner.answer_all({"first-words": RIGHT["first-words"]})
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


@SCORM
def test_what_did_not_arrive_is_sent_again_in_the_same_session(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    page, learner = begin(lms, context)
    learner.answer_all({"first-words": RIGHT["first-words"]})
    learner.open(PAGE_OF["record"])
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
    page, learner = begin(lms, context)
    learner.open("the-visit")
    assert said(learner.frame) == "Saved"
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
    page, learner = begin(lms, context)
    learner.open("the-visit")
    assert said(learner.frame) == "Saved"
    lms.expire()
    learner.answer_all(RIGHT)
    learner.frame.wait_for_selector("body.unsaved")
    lms.to_login(page)
    assert not passed(lms)
    lms.sign_in()
    page, learner = begin(lms, context)
    assert said(learner.frame) in SAVED
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
    page, learner = begin(lms, context)
    assert said(learner.frame) in SAVED
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
    page, learner = begin(lms, context)
    learner.open("the-visit")
    assert said(learner.frame) == "Saved"
    lms.expire()
    lms.sign_in()  # in the other tab, so that the key of this page is no longer valid
    page.evaluate(HIDE, "hidden")
    learner.answer("first-words", RIGHT["first-words"])
    assert answered(lms) == [], "the beacon was sent, and the LMS said true"
    page.evaluate(HIDE, "visible")
    learner.frame.wait_for_selector("body.unsaved")
    lms.leave(page)
    page, learner = begin(lms, context)
    assert said(learner.frame) in SAVED
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
    page, learner = begin(lms, context)
    assert said(learner.frame) in SAVED
    assert answered(lms) == ["first-words", "record"]
    assert lms.score() == pytest.approx(300 / 7, abs=0.01)


@SCORM
def test_a_page_that_is_closed_before_the_server_has_answered_spoils_nothing(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard)
    page, learner = begin(lms, context)
    learner.open("the-visit")
    assert said(learner.frame) == "Saved"
    lms.silent.set()
    learner.answer("first-words", RIGHT["first-words"])
    lms.leave(page)
    (kept,) = lms.interactions()
    assert (kept["id"], kept["result"]) == ("first-words", "correct")
    lms.silent.clear()
    page, learner = begin(lms, context)
    assert said(learner.frame) == "Saved"
    assert answered(lms) == ["first-words"]


@SCORM
def test_a_copy_goes_only_when_the_same_was_read_back(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard, attempts=1)
    page, learner = begin(lms, context)
    learner.answer_all({**RIGHT, "disagree": WRONG["disagree"], "record": WRONG["record"]})
    assert said(learner.frame) == "Saved"
    copies = "() => Object.keys(localStorage).length"
    assert learner.frame.evaluate(copies) == 1
    lms.leave(page)
    page, learner = begin(lms, context)  # the attempt is over, so this only reads
    assert lms.mode() == "review"
    assert learner.frame.evaluate(copies) == 0


@SCORM
def test_a_failure_with_tries_left_leaves_the_attempt_open_and_the_retry_counts(
    standard: Standard, moodle: Open, context: BrowserContext
) -> None:
    lms = moodle(standard, attempts=2)
    page, learner = begin(lms, context)
    learner.answer_all({**RIGHT, "disagree": WRONG["disagree"], "record": WRONG["record"]})
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
    learner.answer_all({**RIGHT, "disagree": WRONG["disagree"], "record": WRONG["record"]})
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
    page, learner = begin(lms, context)
    assert said(learner.frame) == "Saved"
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
