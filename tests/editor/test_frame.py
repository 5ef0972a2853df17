"""The frame of the desk in a browser, without its server: panes, bar and outline, by keyboard and with a mouse."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Page, Route, expect

import elearn
from elearn.desk.words import frame, outline, sync
from elearn.look import css_variables
from tests.axe import faults
from tests.depth import deep

SOURCE = Path(elearn.__file__).parent
HARNESS = Path(__file__).with_name("frame_harness.js")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:"


def _html() -> str:
    environment = Environment(
        loader=FileSystemLoader(SOURCE / "desk/templates"), autoescape=True, undefined=StrictUndefined
    )
    environment.globals["_"] = str
    words = json.dumps({**frame.WORDS, **outline.WORDS, **sync.WORDS})
    values = {"lang": "en", "title": "A course", "assets": "/assets", "state": "{}", "links": "{}"}
    return environment.get_template("editor.html").render(words=words, nonce="n", **values)


def _answer(route: Route) -> None:
    """Our scripts as they are: a browser needs no bundle."""
    path = route.request.url.split("desk.test/", 1)[1]
    if not path:
        headers = {"Content-Security-Policy": POLICY}
        route.fulfill(body=_html(), content_type="text/html", headers=headers)
    elif path == "assets/tokens.css":
        route.fulfill(body=css_variables(), content_type="text/css")
    elif path == "assets/desk.css":
        sheets = [SOURCE / "desk/css" / name for name in ("frame.css", "outline.css")]
        route.fulfill(body="\n".join(each.read_text("utf-8") for each in sheets), content_type="text/css")
    elif path == "assets/desk.js":
        route.fulfill(body=HARNESS.read_text("utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body=(SOURCE / path).read_text("utf-8"), content_type="text/javascript")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, bypass_csp=True, reduced_motion="reduce"
    )
    context.route("**/*", _answer)
    opened = context.new_page()
    opened.goto("http://desk.test/")
    yield opened
    context.close()


def _done(page: Page) -> dict[str, Any]:
    """The last action that was sent."""
    done: dict[str, Any] = page.evaluate("actions.at(-1)")
    return done


def test_the_outline_and_the_panes_work_by_keyboard(page: Page) -> None:
    press = page.keyboard.press
    row = page.locator('[data-key="one.md#one-a"]')
    row.focus()
    press("F2")
    page.keyboard.type("Renamed")
    press("Enter")
    expect(page.get_by_role("treeitem", name="Renamed, Errors: 1")).to_be_focused()
    assert _done(page) == {
        "action": "rename-page",
        "file": "one.md",
        "page": "one-a",
        "title": "Renamed",
        "whole": True,
    }

    press("Alt+ArrowDown")
    expect(page.locator("#say")).to_have_text("“Renamed” is now number 2 in “Module one”.")
    press("Alt+ArrowDown")
    expect(page.locator("#say")).to_have_text("“Renamed” is now number 1 in “Module two”.")
    assert _done(page)["to"] == {"file": "two.md", "before": "two-a"}
    expect(page.locator('[data-key="two.md#one-a"]')).to_be_focused()

    press("Shift+F10")
    expect(page.get_by_role("menuitem", name="Open")).to_be_focused()
    assert faults(page) == []
    press("a")
    press("Enter")
    page.keyboard.type("Quite new")
    press("Enter")
    expect(page.get_by_role("treeitem", name="Quite new")).to_be_focused()
    press("Delete")
    expect(page.locator("#told")).to_contain_text("“Quite new” is deleted.")
    expect(page.get_by_role("treeitem", name="Page two a")).to_be_focused()
    page.locator("#told").get_by_role("button", name="Undo").focus()
    press("Enter")
    assert _done(page) == {"action": "undo"}
    expect(page.locator("#told")).to_have_text("Undone: Text changed")
    expect(page.get_by_role("treeitem", name="Page two a")).to_be_focused()

    row = page.locator('[data-key="course.md"]')
    row.focus()
    page.keyboard.type("module t")
    expect(page.get_by_role("treeitem", name="Module two")).to_be_focused()
    press("F6")
    expect(page.locator("#page-heading")).to_be_focused()
    press("Control+s")
    assert _done(page) == {"action": "save"}

    row = page.locator('[data-key="two.md#two-b"]')
    row.focus()
    press("Control+d")
    page.wait_for_function("window.named === 'copy'")
    expect(page.locator("#told")).to_have_text("“Page two b” is copied.")
    page.evaluate("desk.sync.go('two.md', 'two-b')")
    row.focus()
    press("Delete")
    expect(page.locator("#page-heading")).to_have_text("Page two b")
    assert page.evaluate("desk.store.state.page.id") == "copy", "the one beside it is shown"
    expect(page.locator('[data-key="two.md#copy"]')).to_be_focused()
    page.evaluate("document.activeElement.remove()")
    expect(page.get_by_role("treeitem", name="Question banks")).to_be_focused()


@pytest.mark.deep
def test_a_page_is_dragged_to_another_place(page: Page) -> None:
    row, over = page.locator('[data-key="two.md#two-b"]'), page.locator('[data-key="two.md#two-a"]')
    here, there = row.bounding_box(), over.bounding_box()
    assert here
    assert there
    page.mouse.move(here["x"] + 80, here["y"] + 9)
    page.mouse.down()
    page.mouse.move(there["x"] + 80, there["y"] + 12)
    page.mouse.move(there["x"] + 80, there["y"] + 4)
    page.mouse.up()
    page.wait_for_function("actions.length === 1")
    assert _done(page)["to"] == {"file": "two.md", "before": "two-a"}


@pytest.mark.deep
def test_what_nobody_sees_makes_no_second_scroll_bar(page: Page) -> None:
    """A label for screen readers is in a form that is longer than its pane."""
    page.locator("#cards").evaluate(
        """host => {
          host.innerHTML = "<p></p><p><span class='unseen'>Answer</span></p>";
          host.firstChild.style.height = "5000px";
        }"""
    )
    heights = page.evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert heights[0] == heights[1]


@pytest.mark.parametrize("scheme", ["light", deep("dark")])
@pytest.mark.parametrize("width", [1280, deep(1100), 1099, deep(390), 320])
def test_nothing_is_wider_than_the_window(page: Page, width: int, scheme: Any) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(color_scheme=scheme)
    for pane in ("outline", "page", "preview", "findings"):
        page.evaluate("pane => desk.open(pane)", pane)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults(page) == []
