"""The pages themselves: for every person and every screen, with nothing loaded from elsewhere."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext

from elearn.content.course.courses import read_course
from elearn.player.site import render_preview
from tests.axe import faults
from tests.depth import deep
from tests.lms import Lms
from tests.player.conftest import MEDIA, Learner
from tests.player.test_tracking import with_warning
from tests.sample_course import FILES, RIGHT, SLUG, WRONG, sample_course

pytestmark = pytest.mark.browser
Make = Callable[..., Lms]
PLACES = ["_start", "the-visit", "what-to-write-down", "who-to-tell", "before-you-go", "_result"]


def sideways(learner: Learner) -> int:
    """Returns how many pixels the page is wider than its window."""
    wide: int = learner.frame.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), deep(320, "light")])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    width: int, scheme: str, browser: Browser, lms_for: Make
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    lms = lms_for("scorm12", with_warning(sample_course()))
    page = lms.launch(context, absent=1)
    learner = Learner(lms.course(page))

    def look(place: str) -> None:
        assert (place, faults(learner.frame)) == (place, [])
        assert (place, sideways(learner)) == (place, 0)

    look("introduction")
    learner.next()
    learner.answer("first-words", WRONG["first-words"])
    learner.frame.locator(".reveal summary").evaluate_all("all => all.forEach(each => each.click())")
    look("a wrong answer")
    learner.frame.click("[data-question=first-words] [data-part=show]")
    look("the answer shown")
    learner.next()
    learner.answer("record", ["a"])
    learner.answer("photograph", ["true"])
    look("partly right, and right")
    learner.next()
    learner.answer("when-to-refer", RIGHT["when-to-refer"])
    look("perspective and pathway")
    learner.next()
    look("a content warning")
    learner.frame.click("[data-warning=read]")
    learner.answer("disagree", WRONG["disagree"])
    look("read on")
    learner.next()
    look("the result")
    if width < 800:
        learner.frame.click("#menu")
        look("the drawer")
        learner.frame.click("#contents-close")
    learner.frame.click("[data-finish]")
    look("finished")
    assert not lms.outside
    context.close()


def test_the_whole_course_can_be_taken_with_a_keyboard(lms_for: Make, context: BrowserContext) -> None:
    lms = lms_for("scorm2004")
    page = lms.launch(context)
    learner = Learner(lms.course(page))
    keys = page.keyboard
    learner.frame.locator("h1").focus()

    def tab_to(selector: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            if learner.frame.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{selector} is out of the keyboard's reach")

    for place in PLACES[1:-1]:
        tab_to("#steps .primary")
        keys.press("Enter")
        learner.arrive(place)
        assert learner.frame.evaluate("() => document.activeElement.tagName") == "H1"
        for form in learner.frame.locator("[data-question]").all():
            name = form.get_attribute("data-question") or ""
            if name == "record":
                for option in RIGHT[name]:
                    tab_to(f"[data-question={name}] input[value={option}]")
                    keys.press("Space")
            else:
                tab_to(f"[data-question={name}] input")
                keys.press("Space")
                for _ in range(4):
                    if form.locator(f"input[value={RIGHT[name][0]}]").is_checked():
                        break
                    keys.press("ArrowDown")
            tab_to(f"[data-question={name}] [data-part=check]")
            keys.press("Enter")
            assert learner.frame.evaluate("() => document.activeElement.textContent.includes('Right.')")
    tab_to("#steps .primary")
    keys.press("Enter")
    learner.arrive("_result")
    learner.is_on("You have passed")
    tab_to("[data-finish]")
    keys.press("Enter")
    learner.is_on("Saved. You can close this window.")


def test_the_skip_link_comes_first_and_leads_to_the_page(lms_for: Make, context: BrowserContext) -> None:
    course, _ = read_course(SLUG, {name: text.replace("who-to-tell", "main") for name, text in FILES.items()})
    lms = lms_for("scorm12", course)
    page = lms.launch(context, absent=1)
    learner = Learner(lms.course(page))
    learner.frame.evaluate("() => document.activeElement.blur()")
    learner.frame.locator(".skip").focus()
    assert learner.frame.evaluate("() => document.querySelector('a, button').className") == "skip"
    page.keyboard.press("Enter")
    assert learner.frame.evaluate("() => document.activeElement.tagName") == "H1"
    learner.open("main")
    learner.is_on("Who to tell")  # a page may have the name that the link has


def test_on_a_phone_the_contents_keep_focus_until_closed(browser: Browser, lms_for: Make) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    lms = lms_for("scorm12")
    page = lms.launch(context, absent=1)
    learner = Learner(lms.course(page))
    learner.frame.click("#menu")
    assert learner.frame.get_attribute("#drawer", "role") == "dialog"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert learner.frame.evaluate(
            "() => document.activeElement === document.body || !!document.activeElement.closest('#drawer')"
        )
    learner.frame.locator("#contents-close").focus()
    page.keyboard.press("Escape")
    assert learner.frame.is_hidden("#contents")
    assert learner.frame.evaluate("() => document.activeElement.id") == "menu"
    learner.frame.click("#menu")
    learner.frame.click("[data-page='who-to-tell']")
    learner.arrive("who-to-tell")
    assert learner.frame.is_hidden("#contents")
    context.close()


def test_the_browsers_back_leads_to_the_page_before(lms_for: Make, context: BrowserContext) -> None:
    lms = lms_for("scorm12")
    page = lms.launch(context, absent=1)
    learner = Learner(lms.course(page))
    learner.next()
    learner.next()
    learner.frame.evaluate("() => history.back()")
    learner.arrive("the-visit")
    learner.is_on("The visit")


def test_a_module_that_does_not_load_can_be_asked_for_again(lms_for: Make, context: BrowserContext) -> None:
    lms = lms_for("scorm12")
    lms.broken = {"modules/acting.js"}
    page = lms.launch(context)
    learner = Learner(lms.course(page))
    learner.open("the-visit")
    learner.frame.click("[data-page='who-to-tell']")
    learner.frame.wait_for_selector(".page .notice")
    assert "did not load" in learner.frame.inner_text(".page")
    lms.broken = set()
    learner.frame.click(".page button")
    learner.frame.wait_for_selector("[data-question=when-to-refer]")


def test_a_reflection_is_private_and_stays_while_the_course_is_open(
    lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for("scorm12")
    page = lms.launch(context)
    learner = Learner(lms.course(page))
    learner.open("before-you-go")
    learner.frame.fill("textarea", "I will ask who else looks after the baby")
    assert "Only you see this" in learner.frame.inner_text(".reflection")
    learner.open("the-visit")
    learner.open("before-you-go")
    assert learner.frame.input_value("textarea") == "I will ask who else looks after the baby"
    assert "looks after" not in str(lms.calls(page))


def test_checking_without_an_answer_asks_for_one(lms_for: Make, context: BrowserContext) -> None:
    lms = lms_for("scorm12")
    page = lms.launch(context)
    learner = Learner(lms.course(page))
    learner.open("the-visit")
    assert learner.answer("first-words", []) == "Choose an answer first, then check it."
    assert not lms.cmi(page)["interactions"]


def test_a_preview_is_one_document_that_needs_and_records_nothing(browser: Browser) -> None:
    html = render_preview(with_warning(sample_course()), MEDIA)
    assert not re.search(r'(src|href)="(?!data:|#|https?:)[^"]', html)
    context = browser.new_context(viewport={"width": 800, "height": 700})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "data:" not in request.url else None)
    page.set_content(
        "<!doctype html><title>Preview</title><iframe title='Preview' width=780 height=680></iframe>"
    )
    page.locator("iframe").evaluate("(frame, html) => { frame.srcdoc = html }", html)
    page.wait_for_function(
        "() => document.querySelector('iframe').contentDocument?.querySelector('#steps button')"
    )
    learner = Learner(page.frames[1])
    assert "Preview. Nothing is recorded." in learner.frame.inner_text("#notices")
    learner.frame.click("#steps .primary")
    learner.frame.wait_for_selector("[data-question=first-words]")
    assert learner.frame.locator(".image img").evaluate(
        "image => image.decode().then(() => image.naturalWidth)"
    )
    assert "Right." in learner.answer("first-words", RIGHT["first-words"])
    assert not [url for url in asked if not url.startswith("about:")]
    context.close()
