"""Whoever goes on while an answer is on its way, or after the app has forgotten their page, gets what they want."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn
from tests.journeys.test_app_pages import by_menu, settle
from tests.serving import Demonstration

pytestmark = pytest.mark.browser

SLOW_LINE = """
    window.wait = 0  // for how many milliseconds each message of the server is on its way
    const Quick = WebSocket
    window.WebSocket = class extends Quick {
        later(listener) { return listener && (event => setTimeout(() => listener.call(this, event), window.wait)) }
        addEventListener(kind, listener, ...more) {
            super.addEventListener(kind, kind === 'message' ? this.later(listener) : listener, ...more)
        }
        set onmessage(listener) { super.onmessage = this.later(listener) }
    }
"""
LONG, LESS = 700, 350

FORGOTTEN = """
    window.connections = 0
    const First = WebSocket
    window.WebSocket = class extends First {
        constructor(address, protocols) {
            super(address, protocols.slice(0, 2))  // the third part says which page it was: the app does not know it
            window.connection = this
        }
        send(message) {
            if (window.asked !== this) window.connections += 1
            window.asked = this
            super.send(message)
        }
    }
"""


@pytest.mark.deep
def test_a_page_goes_on_after_quick_clicks_on_a_slow_line(demo: Demonstration, tab: SignIn) -> None:
    board = tab("Board member")
    board.add_init_script(SLOW_LINE)
    board.goto(f"{demo.app}/coverage")  # it has parts that Streamlit sends once and names later
    figures = board.locator("[data-figures-for]")
    expect(figures).to_be_visible()
    settle(board)
    by_menu(board, "My learning")
    expect(board.get_by_role("heading", level=1)).to_have_text(["My learning"])
    settle(board)
    board.evaluate(f"window.wait = {LONG}")
    for title in ("Is a review due?", "My learning"):
        by_menu(board, title)
        board.wait_for_timeout(LESS)  # the server has drawn the page, and the browser does not know yet
    by_menu(board, "Coverage")
    expect(figures).to_be_visible()
    board.evaluate("window.wait = 0")
    by_menu(board, "Themes")
    expect(board.get_by_role("heading", level=1, name="Themes")).to_be_visible()
    settle(board)


@pytest.mark.deep
def test_a_page_goes_on_when_it_comes_back_to_an_app_that_has_forgotten_it(
    demo: Demonstration, tab: SignIn
) -> None:
    """The app was started again, or the page was away for more than two minutes."""
    page = tab("Administrator")
    page.add_init_script(FORGOTTEN)
    page.goto(f"{demo.app}/requirements")
    settle(page)
    page.locator("summary", has_text="Add an exemption").click()
    reason = page.get_by_role("textbox", name="Reason")
    reason.fill("On long leave")
    reason.press("Tab")
    come_back(page)
    expect(reason).to_have_value("On long leave")
    search = page.get_by_label("Course, agency, role group or edition")
    search.fill("neglect")
    search.press("Enter")
    page.wait_for_url("**/requirements?search=neglect")
    expect(search).to_have_value("neglect")
    page.goto(f"{demo.app}/imports")
    settle(page)
    roster = {"name": "agencies.csv", "mimeType": "text/csv", "buffer": b"id,name\nnew,New\n"}
    page.locator("input[type=file]").set_input_files(roster)
    page.get_by_role("region", name="Preview").wait_for()
    come_back(page)
    expect(page.get_by_role("alert")).to_contain_text("Choose the file once more")
    with page.expect_download():
        page.get_by_role("button", name="Get an empty file").click()


def come_back(page: Page) -> None:
    """Ends the connection of a page, and waits until it has another one and is drawn anew."""
    page.evaluate("connection.close()")
    page.wait_for_function("connections === 2")
    settle(page)
