"""Whoever goes on while the answer to their last click is still on its way gets the page that they went to."""

import pytest
from playwright.sync_api import expect

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


def test_a_page_goes_on_after_quick_clicks_on_a_slow_line(demo: Demonstration, tab: SignIn) -> None:
    board = tab("Board member")
    board.add_init_script(SLOW_LINE)
    board.goto(f"{demo.app}/coverage")  # it has parts that Streamlit sends once and names later
    figures = board.locator("[data-figures-for]")
    expect(figures).to_be_visible()
    settle(board)
    by_menu(board, "My learning")
    expect(board.get_by_role("heading", level=1)).to_have_text("My learning")
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
