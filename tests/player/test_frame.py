"""The bars at the top and at the foot leave the page free, in every window and with every message."""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page

from elearn.content.course.model import Course, Theme
from elearn.player.languages import translations
from elearn.player.site import render_site
from elearn.player.words import english
from tests.conftest import OPTIONS
from tests.depth import deep
from tests.lms import Lms
from tests.player.conftest import MEDIA, Learner
from tests.sample_course import RIGHT, sample_course
from tests.setup import chromium

pytestmark = pytest.mark.browser
Make = Callable[..., Lms]

TITLE = (
    "Recognising and responding to bruising in babies who cannot yet move by themselves: a review's lessons"
)
LOGO = PurePosixPath("media/logo.svg")
DRAWN = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="360" height="60"><rect width="360" height="60"/></svg>'
)
SIZES = [
    *((width, 568) for width in (320, 345, 360, 390, 430, 480, 520, 544, 545)),
    *((width, 500) for width in (560, 600, 650, 700, 768, 800, 860, 896, 897, 960, 1024, 1280)),
    (320, 256),
    (568, 320),
    (650, 360),
    (1280, 400),
]
"""Phones upright and on their side, Moodle's frame (650 by 500), windows that are zoomed, and a desk's."""
SAYINGS = ("saved", "saved_again", "not_saved", "not_recorded")
LONG = {
    "saved": "Zwischengespeichert",
    "saved_again": "Erneut zwischengespeichert. Es ist nichts verloren gegangen.",
    "not_saved": "Noch nicht gespeichert. Wir versuchen es weiter; lassen Sie dieses Fenster geöffnet.",
    "not_recorded": "Nicht aufgezeichnet",
    "leave": "Schnell verlassen",
    "contents": "Inhaltsverzeichnis",
}
"""Words as long as those of a language for which we have no catalogue yet."""

_LOOK = """async (wordings) => {
  const found = [];
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const measured = () => Math.ceil(document.querySelector(".top").getBoundingClientRect().height) + "px"
    === getComputedStyle(document.documentElement).getPropertyValue("--head").trim();
  // A busy machine may paint before the bars have been measured anew.
  const settled = async () => { for (let times = 0; times < 500 && (!times || !measured()); times++) await painted(); };
  const bar = (selector) => document.querySelector(selector);
  const box = (part) => part.getBoundingClientRect();
  const shown = (part) => part && box(part).width > 1 && getComputedStyle(part).clipPath === "none"
    && (part.innerText.trim() || part.id === "menu" || part.matches("img"));
  const stuck = (part) => ["sticky", "fixed"].includes(getComputedStyle(part).position);
  const apart = (a, b) => a.right <= b.left + 0.5 || b.right <= a.left + 0.5
    || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5;
  const inside = (a, b) => a.left > -0.5 && a.right < innerWidth + 0.5
    && a.top > b.top - 0.5 && a.bottom < b.bottom + 0.5;
  const root = document.documentElement;

  for (const [key, words] of wordings) {
    const expect = (holds, what) => holds || found.push(`${innerWidth}x${innerHeight} "${words.text}": ${what}`);
    bar("#saved").textContent = words.text;
    bar("#saved").dataset.saving = key;
    bar("#leave").textContent = words.leave;
    bar("#menu span").textContent = words.contents;
    document.body.classList.toggle("unsaved", key === "not_saved");
    await settled();

    scrollTo(0, 0);
    const top = bar(".top");
    const foot = bar("#steps");
    const first = bar(".notice") ?? bar("#stage h1");
    expect(box(first).top >= box(top).bottom, "the header covers what comes first");
    expect(!stuck(foot) || box(foot).height <= innerHeight * 0.2, "the foot is tall");
    expect(root.scrollWidth <= root.clientWidth, "the page scrolls sideways");

    const parts = ["#menu", ".logo", ".bar-title", "#saved", "#leave"].map(bar).filter(shown);
    expect(parts.includes(bar("#leave")), "there is no way to leave");
    expect(key !== "not_saved" || parts.includes(bar("#saved")), "the message is hidden");
    for (const part of parts) {
      const name = part.id || part.className;
      expect(inside(box(part), box(top)), `${name} leaves the bar`);
      expect(part.scrollWidth <= part.clientWidth + 1, `${name} is wider than its place`);
      expect(part.matches(".bar-title") || part.scrollHeight <= part.clientHeight + 1, `${name} is cut off`);
      for (const other of parts.slice(parts.indexOf(part) + 1)) {
        expect(apart(box(part), box(other)), `${name} lies over ${other.id || other.className}`);
      }
    }

    scrollTo(0, root.scrollHeight);
    expect(box(top).bottom <= innerHeight * 0.2 + 1, "the header is tall");
    const warns = key === "not_saved" && box(bar("#saved")).height < innerHeight * 0.18;
    expect(!warns || box(bar("#saved")).top > -0.5, "the message cannot be seen");
    const last = bar("#stage").lastElementChild.lastElementChild;
    expect(box(last).bottom <= box(foot).top + 0.5, "the foot covers the last lines");
    expect(box(foot).bottom <= innerHeight + 1, "the foot is below the window");
    if (getComputedStyle(bar("#drawer")).position === "sticky") {
      const start = Math.max(0, box(top).bottom);
      expect(Math.abs(box(bar("#drawer")).top - start) <= 1, "the contents do not begin below the header");
    }
  }
  return found;
}"""
_FOCUS = """async () => {
  const found = [];
  const kinds = ["a[href]", "button", "input", "textarea", "summary", "[tabindex='0']"];
  const all = [...document.querySelectorAll(kinds.map((kind) => `#stage ${kind}`).join())];
  for (const each of [...all, ...all.toReversed()]) {
    if (!each.getClientRects().length || each.disabled) continue;
    each.focus();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const box = each.getBoundingClientRect();
    for (const y of [box.top + 1, box.bottom - 1]) {
      const over = document.elementFromPoint(box.left + box.width / 2, y);
      if (over && !over.closest(".top, #steps")) continue;
      found.push(`${innerWidth}x${innerHeight}: ${each.outerHTML.slice(0, 60)} at ${Math.round(y)}`);
    }
  }
  return found;
}"""


def long_course(*, logo: bool) -> Course:
    """The sample course with a long title, long titles of pages, and perhaps a logo."""
    course = sample_course()
    modules = tuple(
        module.model_copy(
            update={
                "pages": tuple(
                    page.model_copy(update={"title": f"{page.title}, and what the review said about it"})
                    for page in module.pages
                )
            }
        )
        for module in course.modules
    )
    theme = Theme(logo=str(LOGO), logo_alt="Wrenshire") if logo else course.theme
    return course.model_copy(update={"title": TITLE, "modules": modules, "theme": theme})


def wordings() -> list[tuple[str, dict[str, str]]]:
    """Each message of the bar, in each language."""
    welsh = translations("cy")
    return [
        (key, {"text": words[key], "leave": words["leave"], "contents": words["contents"]})
        for words in (english(), welsh, LONG)
        for key in SAYINGS
    ]


def opened(browser: Browser, *, logo: bool) -> tuple[BrowserContext, Page, Frame]:
    """A window in which the long course is open and the LMS refuses to save an answer."""
    context = browser.new_context(viewport={"width": 650, "height": 500}, reduced_motion="reduce")
    lms = Lms(render_site(long_course(logo=logo), "scorm12", {**MEDIA, LOGO: DRAWN}).files, "scorm12")
    page = lms.launch(context)
    learner = Learner(lms.course(page))
    learner.open("what-to-write-down")
    page.evaluate("() => { window.faults = { LMSCommit: 'false' } }")
    learner.answer("record", RIGHT["record"])
    learner.frame.wait_for_selector("body.unsaved")
    return context, page, learner.frame


@pytest.mark.parametrize("logo", [deep(True), deep(False)], ids=["logo", "no-logo"])
def test_no_bar_covers_the_page_at_any_width_with_any_message(logo: bool, browser: Browser) -> None:
    context, page, frame = opened(browser, logo=logo)
    found: list[str] = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        found += frame.evaluate(_LOOK, wordings())
    assert not found, "\n".join(found)
    context.close()


def test_a_bar_that_large_text_makes_tall_does_not_stick(browser: Browser) -> None:
    options = [*OPTIONS, "--blink-settings=defaultFontSize=32"]  # twice the usual, as a person may set it
    large = browser.browser_type.launch(executable_path=chromium.find(), args=options)
    _, page, frame = opened(large, logo=True)
    assert frame.evaluate("() => getComputedStyle(document.documentElement).fontSize") == "32px"
    found: list[str] = []
    for width, height in ((320, 568), (390, 844), (650, 500), (1024, 768), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        found += frame.evaluate(_LOOK, wordings()[:4])
    assert not found, "\n".join(found)
    large.close()


def test_a_control_that_has_focus_is_never_under_a_bar(browser: Browser) -> None:
    context, page, frame = opened(browser, logo=True)
    found: list[str] = []
    for width, height in ((320, 568), (650, 500), (650, 360), (568, 320), (1280, 500)):
        page.set_viewport_size({"width": width, "height": height})
        found += frame.evaluate(_FOCUS)
    assert not found, "\n".join(found)
    context.close()


def test_all_of_a_long_title_is_in_the_contents_of_a_narrow_window(browser: Browser) -> None:
    context, page, frame = opened(browser, logo=True)
    page.set_viewport_size({"width": 320, "height": 568})
    frame.click("#menu")
    assert TITLE in frame.inner_text("#contents")
    context.close()


def test_notices_are_part_of_the_page(lms_for: Make, context: BrowserContext) -> None:
    lms = lms_for("scorm12")
    page = lms.launch(context, mode="review")
    page.set_viewport_size({"width": 320, "height": 568})
    frame = Learner(lms.course(page)).frame
    found: list[Any] = frame.evaluate(_LOOK, wordings())
    assert not found, "\n".join(found)
    assert frame.locator(".notice").count()
    assert frame.locator("#notices").evaluate("notices => getComputedStyle(notices).position") == "static"
