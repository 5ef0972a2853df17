"""What a person sees in a real Chromium: opening the list and a course, and from a key to the words in the preview."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Frame, Page, sync_playwright
from tests.conftest import OPTIONS
from tests.setup import chromium

from elearn.runtime import session_cookie

SCREEN = {"width": 1280, "height": 800}
_WATCHED = """
(() => {
  const times = (window.times = {});
  let clicked = false;
  const look = () => {
    if (document.querySelectorAll('#home-host a[href^="/desk/"]').length) times.listed ??= performance.now();
    const edit = document.querySelector(".card .card-edit");
    if (edit) times.card ??= performance.now();
    if (edit && !clicked) {
      clicked = true;
      edit.click();
    }
    if (document.querySelector(".card.open .form .field, .card.open .card-text")) times.usable ??= performance.now();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
})();
"""
_KEYS = """
addEventListener("keydown", (event) => (window.lastKey = performance.timeOrigin + event.timeStamp), true);
"""
_SEEN = """
() => {
  window.seen = {};
  const look = () => {
    const now = performance.timeOrigin + performance.now();
    for (const [word] of document.getElementById("stage").textContent.matchAll(/k\\d+k/g)) window.seen[word] ??= now;
  };
  const all = { subtree: true, childList: true, characterData: true };
  new MutationObserver(() => requestAnimationFrame(look)).observe(document, all);
}
"""


@contextmanager
def browsing() -> Iterator[Browser]:
    """A Chromium while the block lasts."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.find(), args=OPTIONS)
        try:
            yield launched
        finally:
            launched.close()


@contextmanager
def _window(browser: Browser, port: int, cookie: str) -> Iterator[tuple[BrowserContext, Page]]:
    """A new window with an empty cache, in which somebody is signed in."""
    context = browser.new_context(viewport=SCREEN, reduced_motion="reduce")  # type: ignore[arg-type]
    name = session_cookie(secure=False)
    context.add_cookies([{"name": name, "value": cookie, "url": f"http://127.0.0.1:{port}"}])
    try:
        yield context, context.new_page()
    finally:
        context.close()


def opened(browser: Browser, port: int, cookie: str, path: str, until: str) -> dict[str, float]:
    """Milliseconds from asking for a page: to its first paint, and until the list or a card can be used (`until`).

    `kB` is what came over the line, in kilobytes.
    """
    with _window(browser, port, cookie) as (context, page):
        context.add_init_script(_WATCHED)
        page.goto(f"http://127.0.0.1:{port}{path}", wait_until="commit")
        page.wait_for_function("until => window.times && window.times[until]", arg=until, timeout=30_000)
        page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
        found: dict[str, float] = page.evaluate(
            """
            () => {
              const came = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
              const bytes = came.reduce((sum, each) => sum + each.transferSize, 0);
              const painted = performance.getEntriesByName("first-contentful-paint")[0].startTime;
              const answered = performance.getEntriesByType("navigation")[0].responseEnd;
              return { ...window.times, painted, answered, kB: bytes / 1000 };
            }
            """
        )
        return found


class Waited(NamedTuple):
    """Milliseconds from the last key of a word: until it was sent, until the answer had come, until it was shown."""

    sent: float
    answered: float
    shown: float


def key_to_preview(browser: Browser, port: int, cookie: str, course: str, words: int) -> list[Waited]:
    """What each of so many words waited for that were typed into a card, until the right pane showed it."""
    with _window(browser, port, cookie) as (_, page):
        page.goto(f"http://127.0.0.1:{port}/desk/{course}?{_page_of_text(page, port, course)}")
        page.locator(".card-edit:visible").first.wait_for()
        page.evaluate(_KEYS)
        page.locator(".card", has=page.locator(".card-kind", has_text="Text")).first.locator(
            ".card-edit"
        ).click()
        writing = page.locator(".card.open .cm-content").first
        writing.wait_for()
        frame = _player(page)
        frame.evaluate(_SEEN)
        writing.focus()
        page.keyboard.press("Control+End")
        return [_typed(page, frame, f"k{number}k") for number in range(words)]


def _page_of_text(page: Page, port: int, course: str) -> str:
    """The query of the address of a page that begins with a text."""
    state: dict[str, Any] = page.request.get(f"http://127.0.0.1:{port}/desk/{course}/state").json()
    return next(
        f"file={file['file']}&page={each['id']}"
        for file in state["outline"][len(state["outline"]) // 2 :]
        for each in file["pages"]
        if file["kind"] == "module" and each["blocks"] and each["blocks"][0]["kind"] == "text"
    )


def _player(page: Page) -> Frame:
    """The frame with the player, once it shows a page."""
    page.locator(".preview-box iframe:not(.coming)").first.wait_for()
    frame = next(each for each in page.frames if each.url.split("?")[0].endswith("/preview"))
    frame.wait_for_selector("#stage h1")
    return frame


def _typed(page: Page, frame: Frame, word: str) -> Waited:
    """Types a word and waits until it is shown."""
    page.evaluate("() => performance.clearResourceTimings()")
    page.keyboard.type(f" {word}", delay=80)
    page.wait_for_timeout(400)
    frame.wait_for_function("word => window.seen[word]", arg=word, timeout=30_000)
    pressed, sent, answered = page.evaluate(
        """
        () => {
          const changes = performance.getEntriesByType("resource").filter((each) => each.name.endsWith("/change"));
          const { startTime, responseEnd } = changes[changes.length - 1];
          return [window.lastKey, performance.timeOrigin + startTime, performance.timeOrigin + responseEnd];
        }
        """
    )
    seen: float = frame.evaluate("word => window.seen[word]", word)
    page.wait_for_timeout(300)
    return Waited(sent - pressed, answered - pressed, seen - pressed)
