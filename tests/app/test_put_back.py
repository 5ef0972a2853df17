"""What somebody typed is put back into a field that takes nothing at first, or is drawn anew: it is never lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from elearn import app

pytestmark = pytest.mark.browser

SCRIPTS = Path(app.__file__).parent
DRAFT = """<p data-draft="1" data-revision="0"></p>
<div class="stTextArea st-key-intake_1_f1_words"><textarea aria-label="Words"></textarea></div>"""
FORM = """<p data-keep="form" data-owner="7"></p>
<div class="stTextArea st-key-form_0_words"><textarea aria-label="Words"></textarea></div>"""
KEPT = {
    "typed": """sessionStorage.setItem("elearn-tab", "mine");
        localStorage.setItem("elearn-typed:intake_1_f1_words:mine",
                             JSON.stringify({value: "All of it", was: "", at: Date.now()}))""",
    "keeping": """sessionStorage.setItem("elearn-kept:7:form:words", JSON.stringify({value: "All of it", was: ""}))""",
}
PAGES = {"typed": DRAFT, "keeping": FORM}
TAKES_NOTHING = """
    let times = 0;
    document.querySelector("textarea").addEventListener("input", (event) => {
      if (times++ < 3) event.target.value = "";
    })"""
"""As a field does that its program has not connected yet."""
FORGETS = """
    let once = true;
    document.querySelector("textarea").addEventListener("input", (event) => {
      if (once) setTimeout(() => { event.target.value = ""; window.forgot = true }, 100);
      once = false;
    })"""
"""As a field does that gets its own words only later."""


@pytest.fixture
def open_with(browser: Browser) -> Iterator[Callable[[str, str], Page]]:
    """Opens a page with a script of the app, in a browser that keeps words of a field, which does as it is told."""
    context = browser.new_context()

    def opened(name: str, does: str) -> Page:
        script = (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
        body = f"{PAGES[name]}<script>{KEPT[name]};{does};</script><script>{script}</script>"
        page = context.new_page()

        def answer(route: Route) -> None:
            route.fulfill(body=f"<!doctype html><body>{body}</body>", content_type="text/html; charset=utf-8")

        page.route("**/*", answer)
        page.goto("http://elearn.example/page")
        return page

    yield opened
    context.close()


@pytest.mark.parametrize("name", KEPT)
def test_a_field_that_takes_nothing_at_first_is_filled_once_it_does(
    open_with: Callable[[str, str], Page], name: str
) -> None:
    page = open_with(name, TAKES_NOTHING)
    expect(page.get_by_label("Words")).to_have_value("All of it")
    kept = page.evaluate("JSON.stringify([...Object.values(localStorage), ...Object.values(sessionStorage)])")
    assert "All of it" in kept


def test_a_draft_s_field_that_forgets_what_was_put_back_gets_it_again(
    open_with: Callable[[str, str], Page],
) -> None:
    page = open_with("typed", FORGETS)
    page.wait_for_function("window.forgot")
    expect(page.get_by_label("Words")).to_have_value("All of it")
    assert "All of it" in page.evaluate("JSON.stringify(Object.values(localStorage))")
