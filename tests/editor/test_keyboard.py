"""A trainer without a mouse on a real desk: all that can be done with a page, and nothing in the console."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from elearn.database import Database
from elearn.desk.words import frame
from tests.axe import faults
from tests.editor.writing import IN_FOCUS, browsing, tab_to, writing

THE_VISIT = '[data-key="01-noticing.md#the-visit"]'


@pytest.mark.deep
def test_a_page_is_written_by_keyboard_alone(
    db: Database, address: str, tmp_path: Path, browser: Browser
) -> None:
    with writing(db, address, tmp_path) as desk, browsing(desk, browser) as context:
        page = desk.window(context)
        _the_bar_is_one_line(page)
        _outline(page)
        _cards(page)
        _text(page)
        _bar(page)
        assert "Pages that came first" in desk.text()
        assert "A sentence at the top." in desk.text()


def _the_bar_is_one_line(page: Page) -> None:
    """On a wide window, in a language with longer words too, and on a phone nothing is cut off."""
    address = page.url
    for language in ("cy", "en"):
        page.goto(f"{address}&language={language}")
        for width, most in ((390, 120), (1100, 64), (1280, 64)):
            page.set_viewport_size({"width": width, "height": 800})
            expect(page.locator("#save")).to_be_visible()
            expect(page.locator("#status")).not_to_have_text("")
            page.evaluate("() => new Promise(requestAnimationFrame)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.locator("#bar").evaluate("bar => bar.offsetHeight") <= most, f"{language} {width}"


def _outline(page: Page) -> None:
    press, heading = page.keyboard.press, page.locator("#page-heading")
    tab_to(page, page.get_by_role("link", name="Go to the outline"))
    press("Enter")
    tab_to(page, page.locator(THE_VISIT))
    press("F2")
    page.keyboard.type("Pages that came first")
    press("Enter")
    expect(page.locator(THE_VISIT)).to_be_focused()
    expect(heading).to_have_text("Pages that came first")

    press("Alt+ArrowDown")
    expect(page.locator("#say")).to_have_text("“Pages that came first” is now number 2 in “Noticing”.")
    expect(page.locator(THE_VISIT)).to_be_focused()
    press("ControlOrMeta+z")
    expect(page.locator("#told")).to_contain_text("Undone: ")
    expect(page.locator("#outline-tree [data-type=page]").first).to_have_attribute(
        "data-key", "01-noticing.md#the-visit"
    )
    expect(page.locator(THE_VISIT)).to_be_focused()

    press("ControlOrMeta+d")
    expect(page.get_by_label("Title of the page")).to_be_focused()
    page.keyboard.type("The copy")
    press("Enter")
    expect(page.get_by_role("treeitem", name="The copy")).to_have_attribute("aria-current", "page")
    assert page.evaluate(IN_FOCUS)
    expect(page.locator("#told")).to_have_text("")

    press("F6")
    press("F6")
    press("F6")
    expect(page.locator("#outline-heading")).to_be_focused()
    tab_to(page, page.get_by_role("treeitem", name="The copy"))
    press("Delete")
    expect(heading).to_have_text("What to write down")
    expect(page.get_by_role("treeitem", name="What to write down")).to_be_focused()
    press("ControlOrMeta+z")
    expect(page.get_by_role("treeitem", name="The copy")).to_be_visible()
    expect(heading).to_have_text("The copy")
    press("ControlOrMeta+Shift+z")
    expect(page.get_by_role("treeitem", name="The copy")).to_have_count(0)
    assert page.evaluate(IN_FOCUS)
    press("Home")
    page.keyboard.type("pages that")
    expect(page.locator(THE_VISIT)).to_be_focused()
    press("Enter")
    expect(heading).to_have_text("Pages that came first")


def _cards(page: Page) -> None:
    press, cards = page.keyboard.press, page.locator(".card")
    kinds = page.locator(".card-kind")
    expect(page.locator("#page-heading")).to_be_focused()
    tab_to(page, cards.first.locator(".card-edit"))
    press("Enter")
    expect(cards.first.locator("[contenteditable], textarea")).to_be_focused()
    press("ControlOrMeta+Home")
    page.keyboard.type("A sentence at the top. ")
    press("Escape")
    expect(cards.first.locator(".card-edit")).to_be_focused()
    expect(cards.first.locator(".card-picture")).to_be_visible()

    press("Alt+ArrowDown")
    expect(kinds).to_have_text(["Image", "Text", "Callout", "Choose one"])
    expect(cards.nth(1).locator(".card-edit")).to_be_focused()
    expect(page.locator("#say")).to_have_text("Moved. It is now number 2 of 4.")
    tab_to(page, cards.nth(2).locator(".card-copy"))
    press("Enter")
    expect(kinds).to_have_text(["Image", "Text", "Callout", "Callout", "Choose one"])
    expect(cards.nth(3).locator(".card-edit")).to_be_focused()
    tab_to(page, cards.nth(3).locator(".card-delete"))
    press("Enter")
    expect(page.locator(".card-gone button")).to_be_focused()
    press("Enter")
    expect(kinds).to_have_text(["Image", "Text", "Callout", "Callout", "Choose one"])
    expect(cards.nth(3).locator(".card-edit")).to_be_focused()
    press("ControlOrMeta+z")
    expect(kinds).to_have_text(["Image", "Text", "Callout", "Choose one"])
    assert page.evaluate(IN_FOCUS)

    tab_to(page, page.locator(".card-plus").nth(2), "Shift+Tab")
    press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    press("Escape")
    expect(page.locator(".card-plus").nth(2)).to_be_focused()
    press("Enter")
    page.keyboard.type("callout")
    press("Enter")
    expect(kinds).to_have_count(5)
    expect(cards.nth(2).get_by_label("Heading", exact=True)).to_be_focused()
    press("ControlOrMeta+z")
    expect(kinds).to_have_count(4)
    assert page.evaluate(IN_FOCUS)
    assert faults(page, iframes=False) == []  # axe speaks to frames, and the console says so


def _text(page: Page) -> None:
    press = page.keyboard.press
    tab_to(page, page.get_by_role("button", name="Text", exact=True), "Shift+Tab")
    press("Enter")
    text = page.get_by_role("textbox", name="The text of “Pages that came first”")
    expect(text).to_be_focused()
    press("ControlOrMeta+End")
    page.keyboard.type("\n\nA last paragraph.")
    expect(page.locator("#undo")).to_have_attribute(
        "title", frame.WORDS["bar_undo_what"] % {"what": "typing"}
    )
    press("ControlOrMeta+z")
    expect(text).not_to_contain_text("A last paragraph.")
    expect(text).to_be_focused()
    press("ControlOrMeta+y")
    expect(text).to_contain_text("A last paragraph.")
    expect(text).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Text", exact=True), "Shift+Tab")
    press("Enter")
    expect(page.locator(".card-kind").last).to_have_text("Text")
    assert page.evaluate(IN_FOCUS)


def _bar(page: Page) -> None:
    press = page.keyboard.press
    page.keyboard.type("!")
    press("ControlOrMeta+s")
    expect(page.locator("#told")).to_contain_text("Saved.")
    assert page.evaluate(IN_FOCUS)
    press("ControlOrMeta+s")
    expect(page.locator("#say")).to_have_text("There is nothing to save.")
