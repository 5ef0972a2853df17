"""What has broken other editors, in a real browser on a real desk: nothing is lost, and no word is untrue."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from elearn.database import Database
from elearn.desk.words.sync import WORDS
from elearn.tracker import sessions
from tests.editor.writing import Writing, browsing, writing


def test_what_is_typed_is_saved_undone_and_kept(
    db: Database, address: str, tmp_path: Path, browser: Browser
) -> None:
    """Nothing is in the console meanwhile."""
    with writing(db, address, tmp_path) as desk, browsing(desk, browser) as context:
        page = desk.window(context)
        _bold_alone_is_a_change(desk, page)
        _undo_after_a_paste(page)
        _the_last_field_needs_no_blur(desk, context, page)


@pytest.mark.deep
def test_nothing_is_lost_when_something_goes_wrong(
    db: Database, address: str, tmp_path: Path, browser: Browser
) -> None:
    with writing(db, address, tmp_path) as desk, browsing(desk, browser) as context:
        page = desk.window(context)
        _the_preview_goes_on(page)
        _an_error_leaves_the_text(desk, page)
        _a_found_draft_is_not_overwritten(desk, page)
        _a_session_that_has_ended(desk, context, page)
        _a_second_window(desk, context, page)


def _first(page: Page) -> Locator:
    """The field of the first block, which is open."""
    card = page.locator(".card").first
    field = card.locator("[contenteditable]")
    # CodeMirror comes after the first paint. A card that is opened before has a plain text area.
    while not field.count():
        card.locator(".card-edit").click()
    field.click()
    return field


def _kept(page: Page) -> None:
    expect(page.locator("#status")).to_contain_text(WORDS["sync_kept"])


def _bold_alone_is_a_change(desk: Writing, page: Page) -> None:
    """openedx-platform#31212."""
    field = _first(page)
    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.press("Shift+ControlOrMeta+ArrowRight")
    page.keyboard.press("ControlOrMeta+b")
    page.keyboard.press("ControlOrMeta+s")
    expect(page.locator("#told")).to_contain_text("Saved.")
    expect(field).to_contain_text("**A** health visitor")
    assert "**A** health visitor" in desk.text()


def _undo_after_a_paste(page: Page) -> None:
    """directus#20655: Undo takes back what was pasted, and no more."""
    field = _first(page)
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" Typed.")
    expect(page.locator("#undo")).not_to_have_attribute("aria-disabled", "true")
    _kept(page)
    page.evaluate(
        """() => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/html", "<p>Pasted <b>words</b></p>");
          clipboardData.setData("text/plain", "Pasted words");
          const paste = { clipboardData, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
        }"""
    )
    expect(field).to_contain_text("Typed.Pasted **words**")
    page.keyboard.press("ControlOrMeta+z")
    expect(field).not_to_contain_text("Pasted")
    expect(field).to_contain_text("Nobody speaks of it. Typed.")
    expect(field).to_be_focused()


def _the_preview_goes_on(page: Page) -> None:
    """tinacms#3023: while somebody types without a pause."""
    _first(page)
    page.keyboard.press("ControlOrMeta+End")
    preview = page.frame_locator("iframe:not(.coming)").locator("#stage")
    for n in range(600):
        page.keyboard.type("x")
        if n > 30 and "xxx" in preview.inner_text():
            break
    else:
        raise AssertionError("the preview stands still while somebody types")
    page.keyboard.type(" done")
    expect(preview).to_contain_text("x done")


def _an_error_leaves_the_text(desk: Writing, page: Page) -> None:
    """decap-cms#1752: a server with a fault, one that is away, and one to whom it is too much."""
    answers = iter([(500, "<html>"), (503, ""), (200, ""), (413, "<html>")])

    def wrong(route: Route) -> None:
        status, body = next(answers, (200, ""))
        if status == 200:
            return route.continue_()
        return route.fulfill(status=status, body=body)

    page.route("**/change", wrong)
    field = _first(page)
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" In spite of it.")
    expect(page.locator("#status")).to_contain_text(WORDS["sync_failing"])
    expect(field).to_contain_text("In spite of it.")
    _kept(page)
    page.keyboard.type(" Too much.")
    expect(page.locator("#status")).to_contain_text(WORDS["sync_refused"])
    expect(page.locator(".card").first).to_contain_text(WORDS["sync_too_long"])
    expect(field).to_contain_text("In spite of it. Too much.")
    page.keyboard.type(" Less.")
    _kept(page)
    expect(field).to_contain_text("In spite of it. Too much. Less.")
    expect(page.locator(".card").first).not_to_contain_text(WORDS["sync_too_long"])
    page.unroute("**/change")
    desk.wrong.clear()


def _a_found_draft_is_not_overwritten(desk: Writing, page: Page) -> None:
    """decap-cms#5055: by the load that follows."""
    page.route("**/change", lambda route: route.abort())
    _first(page)
    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.type("Found again. ")
    page.once("dialog", lambda asks: asks.accept())
    page.reload()
    expect(_first(page)).to_contain_text("Found again. A health visitor")
    page.unroute("**/change")
    page.evaluate("dispatchEvent(new Event('online'))")
    _kept(page)
    expect(_first(page)).to_contain_text("Found again. A health visitor")
    desk.wrong.clear()
    page.reload()
    expect(_first(page)).to_contain_text("Found again. A health visitor")


def _the_last_field_needs_no_blur(desk: Writing, context: BrowserContext, page: Page) -> None:
    """xerteonlinetoolkits#595: neither to save it nor to close the window."""
    _first(page)
    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.type("Saved at once. ")
    page.keyboard.press("ControlOrMeta+s")
    expect(page.locator("#save")).to_have_attribute("aria-disabled", "true")
    assert "Saved at once. **A** health" in desk.text()
    page.keyboard.type("Closed at once. ")
    page.close()
    again = desk.window(context)
    expect(again.locator(".card").first).to_contain_text("Saved at once. Closed at once. A health")


def _a_session_that_has_ended(desk: Writing, context: BrowserContext, page: Page) -> None:
    """xerteonlinetoolkits#1083: somebody signs in again in place."""
    sessions.end_sessions(desk.database, desk.ada, by=None)
    field = _first(page)
    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.type("Signed out. ")
    dialog = page.get_by_role("dialog", name=WORDS["signin_heading"])
    expect(dialog).to_be_visible()
    expect(field).to_contain_text("Signed out. Found again.")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=WORDS["signin_again"]).click()
    desk.sign_in(context)
    dialog.get_by_role("button", name=WORDS["signin_look"]).click()
    expect(dialog).to_have_count(0)
    expect(field).to_be_focused()
    _kept(page)
    desk.wrong.clear()


def _a_second_window(desk: Writing, context: BrowserContext, page: Page) -> None:
    other = desk.window(context)
    expect(_first(other)).to_contain_text("Signed out. Found again.")
    other.keyboard.press("ControlOrMeta+Home")
    other.keyboard.type("In another window. ")
    _kept(other)
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(_first(page)).to_contain_text("In another window. Signed out.")
