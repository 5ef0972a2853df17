"""After a quick exit, nothing on the screen names the course, and what the learner did is saved."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page

from elearn.content.course.courses import read_course
from elearn.content.course.model import Course
from elearn.player.site import render_preview, render_site
from tests.depth import deep
from tests.lms import BETWEEN, CLOSED, ORIGIN, Lms
from tests.lms.lrs import Lrs
from tests.player.conftest import MEDIA, Learner
from tests.player.test_tracking import begin
from tests.sample_course import FILES, SLUG

pytestmark = pytest.mark.browser
Make = Callable[..., Lms]
SCORM = pytest.mark.parametrize("standard", ["scorm2004", deep("scorm12")])
WAYS = pytest.mark.parametrize("way", ["button", "keys"])
TITLE = "A small mark"
_BLOCK = "\n:::{quick-exit}\nYou can be out of this in one movement.\n:::\n"
_ENDS = {"scorm12": "LMSFinish", "scorm2004": "Terminate"}
_CALLS = {
    "scorm12": ["LMSCommit", "LMSSetValue", "LMSFinish", "LMSGetLastError"],
    "scorm2004": ["Commit", "SetValue", "Terminate", "GetLastError"],
}
_SEEN = """() => {
  const hidden = getComputedStyle(document.documentElement).display === "none";
  const frames = hidden ? [] : [...document.querySelectorAll("iframe, frame")].map((frame) => frame.title);
  return [document.title, hidden ? "" : document.body?.innerText ?? "", ...frames].join("\\n");
}"""


def course_with_exit() -> Course:
    course, _ = read_course(SLUG, {**FILES, "course.md": FILES["course.md"] + _BLOCK})
    return course


def names() -> list[str]:
    """What tells somebody that this is the course, or that it was one."""
    course = course_with_exit()
    titles = [each.title for each in (*course.modules, *course.pages())]
    return [course.title, *titles, "Saved", "course", "The course"]


def seen(page: Page) -> str:
    """All that can be read on the screen, in every frame and title."""
    return "\n".join(_of(frame) for frame in page.frames)


def _of(frame: Frame) -> str:
    try:
        shown: str = frame.evaluate(_SEEN)
    except Error:  # it has gone
        shown = ""
    return shown


def nothing_is_left(page: Page) -> None:
    """Waits until the windows have moved away. Fails if anything still names the course."""
    page.wait_for_url("about:blank")
    text = seen(page)
    assert not [name for name in names() if name in text]
    assert not [frame.url for frame in page.frames if "/package/" in frame.url]


def take_exit(frame: Frame | Page, page: Page, way: str) -> None:
    """Presses the button, or Esc three times while the course has the focus."""
    if way == "button":
        frame.evaluate("() => setTimeout(() => document.querySelector('.quick-exit-leave').click())")
        return
    frame.locator("h1").first.focus()
    for _ in range(3):
        page.keyboard.press("Escape")


def saved_answers(page: Page) -> list[str]:
    """The questions whose answers the LMS holds after all of its windows have gone."""
    page.goto(CLOSED)
    found: list[str] = page.evaluate(
        "() => Object.values(JSON.parse(localStorage.cmi).cmi.interactions).map((each) => each.id)"
    )
    return found


def answered(learner: Learner) -> None:
    learner.open("the-visit")
    learner.answer("first-words", ["b"])
    learner.open("_start")


@SCORM
@WAYS
def test_in_an_lms_the_page_around_the_course_goes_too(
    standard: str, way: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard, course_with_exit())
    page, learner = begin(lms, context, named=TITLE)
    assert TITLE in seen(page)
    answered(learner)
    take_exit(learner.frame, page, way)
    nothing_is_left(page)
    assert saved_answers(page) == ["first-words"]
    assert not lms.outside


def test_esc_is_heard_while_the_focus_is_in_the_page_around_the_course(
    lms_for: Make, context: BrowserContext
) -> None:
    page, _ = begin(lms_for("scorm12", course_with_exit()), context, named=TITLE)
    page.evaluate("() => { document.querySelector('h1').tabIndex = 0; document.querySelector('h1').focus() }")
    for _ in range(3):
        page.keyboard.press("Escape")
    nothing_is_left(page)


@WAYS
def test_it_works_before_the_lms_has_answered(way: str, lms_for: Make, context: BrowserContext) -> None:
    page = lms_for("scorm12", course_with_exit()).launch(context, late=60_000, named=TITLE)
    page.frame_locator("iframe").locator(".quick-exit-leave").wait_for()
    take_exit(page.frames[1], page, way)
    nothing_is_left(page)


@pytest.mark.parametrize("foreign", [{}, {"foreign": 1}], ids=["ours", "foreign"])
def test_frames_between_go_too(foreign: dict[str, int], lms_for: Make, context: BrowserContext) -> None:
    page, learner = begin(lms_for("scorm12", course_with_exit()), context, frames=3, named=TITLE, **foreign)
    answered(learner)
    learner.frame.click(".quick-exit-leave")
    nothing_is_left(page)
    assert saved_answers(page) == ["first-words"]


def portal(lms: Lms, context: BrowserContext, sandbox: str) -> tuple[Page, Learner]:
    """The LMS in a frame of a page of another site, which also names the course."""
    page = lms.launch(context)
    page.goto(f"{BETWEEN}/frames.html?1&{ORIGIN}")
    page.evaluate(
        """([address, title, sandbox]) => {
          document.title = title;
          const frame = document.createElement("iframe");
          if (sandbox) frame.sandbox = sandbox;
          frame.src = address;
          frame.style = "width: 600px; height: 600px";
          document.querySelector("iframe").replaceWith(frame);
        }""",
        [f"{ORIGIN}/lms.html?scorm12&named={TITLE}", TITLE, sandbox],
    )
    return page, Learner(lms.course(page))


def test_a_portal_of_another_site_is_moved_away(lms_for: Make, context: BrowserContext) -> None:
    page, learner = portal(lms_for("scorm12", course_with_exit()), context, "")
    answered(learner)
    learner.frame.click(".quick-exit-leave")
    nothing_is_left(page)
    assert saved_answers(page) == ["first-words"]


def test_a_portal_that_cannot_be_moved_keeps_only_its_own_words(
    lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for("scorm12", course_with_exit())
    page, learner = portal(lms, context, "allow-scripts allow-same-origin allow-forms")
    answered(learner)
    learner.frame.click(".quick-exit-leave")
    learner.frame.wait_for_url("about:blank")
    outer, *inner = page.frames
    assert _of(outer).strip() == TITLE
    assert not [name for name in names() for frame in inner if name in _of(frame)]
    assert saved_answers(page) == ["first-words"]


@pytest.mark.parametrize("popup", ["plain", "frameset"])
def test_a_window_that_the_lms_opened_closes_and_the_one_that_opened_it_is_moved_away(
    popup: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for("scorm12", course_with_exit())
    page = lms.launch(context, popup=popup, named=TITLE)
    with page.expect_popup() as opened:
        page.evaluate("() => void window.openCourse()")
    learner = Learner(lms.course(opened.value))
    answered(learner)
    with opened.value.expect_event("close"):
        take_exit(learner.frame, opened.value, "button")
    nothing_is_left(page)
    assert saved_answers(page) == ["first-words"]


@SCORM
@pytest.mark.parametrize("fault", ["false", "throw"])
def test_an_lms_that_fails_does_not_stop_the_exit_and_gets_the_work_at_the_next_opening(
    standard: str, fault: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard, course_with_exit())
    page, learner = begin(lms, context, named=TITLE)
    page.evaluate(
        "([names, fault]) => { window.faults = Object.fromEntries(names.map((name) => [name, fault])) }",
        [_CALLS[standard], fault],
    )
    answered(learner)
    learner.frame.evaluate("() => setTimeout(() => document.querySelector('.quick-exit-leave').click())")
    nothing_is_left(page)
    page, learner = begin(lms, context)
    learner.open("the-visit")
    assert learner.frame.is_checked("[data-question=first-words] input[value=b]")


@SCORM
def test_the_screen_is_empty_before_anything_is_saved(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard, course_with_exit())
    page, learner = begin(lms, context, named=TITLE)
    answered(learner)
    page.evaluate(
        """([api, end]) => {
          const before = window[api][end];
          window[api][end] = (...args) => {
            const { document: inner } = document.querySelector("iframe").contentWindow;
            const hidden = getComputedStyle(document.documentElement).display;
            const found = [document.title, hidden, inner.title, inner.body.innerHTML, window.turn];
            localStorage.atTheEnd = JSON.stringify(found);
            return before(...args);
          };
        }""",
        ["API" if standard == "scorm12" else "API_1484_11", _ENDS[standard]],
    )
    learner.frame.evaluate(
        """() => setTimeout(() => {
          parent.turn = "the same turn, so nothing was painted";
          document.querySelector('.quick-exit-leave').click();
          setTimeout(() => { parent.turn = "a later one" });
        })"""
    )
    nothing_is_left(page)
    page.goto(CLOSED)
    found = page.evaluate("() => JSON.parse(localStorage.atTheEnd)")
    assert found == ["about:blank", "none", "about:blank", "", "a later one"]


def test_nothing_of_the_course_is_left_for_a_printer_or_a_screen_reader(
    lms_for: Make, context: BrowserContext
) -> None:
    page, learner = begin(lms_for("scorm12", course_with_exit()), context, named=TITLE)
    page.evaluate("() => { window.API.LMSFinish = () => { throw new Error('slow') } }")
    found: list[str] = learner.frame.evaluate(
        """() => {
          document.querySelector('.quick-exit-leave').click();
          return [document.documentElement.outerHTML, location.hash, parent.document.documentElement.style.cssText];
        }"""
    )
    html, address, style = found
    assert not [name for name in names() if name in html]
    assert (address, style) == ("", "display: none !important;")
    page.wait_for_url("about:blank")  # or closing the course would fall into the leaving


def alone(lms: Lms, context: BrowserContext) -> tuple[Page, Learner]:
    """The course in a window of its own, without an LMS."""
    page = lms.window(context)
    page.goto(f"{ORIGIN}/package/index.html")
    return page, Learner(lms.course(page))


@pytest.mark.parametrize("way", ["button", deep("keys")])
def test_back_and_forward_do_not_lead_to_the_course(way: str, lms_for: Make, context: BrowserContext) -> None:
    lms = Lms(render_site(course_with_exit(), "none", MEDIA).files, "scorm12")
    page, learner = alone(lms, context)
    assert page.evaluate("() => history.length") <= 2, (
        "back leads to what another test visited in this window"
    )
    answered(learner)
    take_exit(page, page, way)
    nothing_is_left(page)
    for step in (page.go_back, page.go_back, page.go_forward, page.go_forward, page.go_forward):
        step()
        page.wait_for_timeout(400)
        text = seen(page)
        assert not [name for name in names() if name in text], page.url
    page.goto(f"{ORIGIN}/package/index.html")
    Learner(lms.course(page)).is_on(TITLE)


def test_back_does_not_lead_to_the_page_around_the_course(lms_for: Make, context: BrowserContext) -> None:
    page, learner = begin(lms_for("scorm12", course_with_exit()), context, named=TITLE)
    answered(learner)
    learner.frame.click(".quick-exit-leave")
    nothing_is_left(page)
    page.go_back()
    page.wait_for_timeout(400)
    text = seen(page)
    assert not [name for name in names() if name in text], page.url


def test_a_page_from_the_browsers_cache_stays_empty(lms_for: Make, context: BrowserContext) -> None:
    page, learner = begin(lms_for("scorm12", course_with_exit()), context)
    found: str = learner.frame.evaluate(
        """() => {
          document.querySelector('.quick-exit-leave').click();
          dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
          return document.documentElement.outerHTML;
        }"""
    )
    assert not [name for name in names() if name in found]
    nothing_is_left(page)


def test_a_cmi5_session_ends_while_the_window_moves_away(context: BrowserContext) -> None:
    with Lrs(render_site(course_with_exit(), "cmi5", MEDIA).files) as lms:
        page = lms.launch(context)
        page.wait_for_selector("#steps button")
        answered(Learner(page))
        page.evaluate("() => setTimeout(() => document.querySelector('.quick-exit-leave').click())")
        nothing_is_left(page)
        for _ in range(100):
            if "terminated" in lms.verbs(0):
                break
            page.wait_for_timeout(20)
        assert lms.verbs(0) == ["initialized", "answered", "terminated"]
        assert lms.faults == []


def test_the_author_of_a_preview_keeps_what_is_around_it(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_content("<title>Preview</title><h1>The app</h1><iframe title='Preview'></iframe>")
    html = render_preview(course_with_exit(), MEDIA)
    page.locator("iframe").evaluate("(frame, html) => { frame.srcdoc = html }", html)
    page.wait_for_function(
        "() => document.querySelector('iframe').contentDocument?.querySelector('#steps button')"
    )
    page.frames[1].click(".quick-exit-leave")
    page.wait_for_function("() => document.querySelector('iframe').contentDocument.body.innerHTML === ''")
    page.wait_for_timeout(600)
    assert page.locator("h1").is_visible()
    assert page.title() == "Preview"
    context.close()


def test_leaving_in_the_ordinary_way_says_that_the_work_is_saved(
    lms_for: Make, context: BrowserContext
) -> None:
    page, learner = begin(lms_for("scorm12", course_with_exit()), context, named=TITLE)
    learner.frame.click("#leave")
    learner.is_on("Saved. You can close this window.")
    assert page.locator("h1").first.is_visible()
