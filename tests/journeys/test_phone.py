"""The app on a phone: the menu goes away by itself, the header stays, and lists are blocks that fit."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests import axe
from tests.serving import Demonstration

pytestmark = pytest.mark.browser


def left_of(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return box["x"]


def right(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"]


@pytest.mark.deep
def test_the_menu_of_a_phone_goes_away_by_itself(demo: Demonstration, tab: Callable[..., Page]) -> None:
    page = tab("Administrator", width=390, height=844)
    page.goto(f"{demo.app}/requirements")
    page.get_by_role("heading", level=1, name="Requirements").wait_for()
    opens = page.get_by_test_id("stExpandSidebarButton")
    menu = page.get_by_test_id("stSidebar")
    chosen = menu.get_by_role("link", name="Requirements")
    opens.click()
    expect(chosen).to_be_focused()
    page.keyboard.press("Escape")
    expect(opens).to_be_focused()
    expect(chosen).not_to_be_in_viewport()
    opens.click()
    expect(chosen).to_be_focused()
    page.mouse.click(375, 420)
    expect(chosen).not_to_be_in_viewport()
    opens.click()
    menu.get_by_role("link", name="Who is due").click()
    expect(page.get_by_role("heading", level=1, name="Who is due")).to_be_focused()
    expect(menu.get_by_role("link", name="Who is due")).not_to_be_in_viewport()


def test_lists_fit_on_a_phone_and_the_header_stays_while_the_page_is_drawn(
    demo: Demonstration, tab: Callable[..., Page]
) -> None:
    page = tab("Agency lead", width=390, height=844)
    left: list[int] = []

    def hold(socket: WebSocketRoute) -> None:
        """Passes on everything, until a test says how many more messages come from the server."""
        server = socket.connect_to_server()

        def answer(message: str | bytes) -> None:
            if left:
                left[0] -= 1
            if not left or left[0] >= 0:
                socket.send(message)

        server.on_message(answer)
        socket.on_message(server.send)

    page.route_web_socket("**/_stcore/stream", hold)
    page.goto(f"{demo.app}/who-is-due")
    people = page.get_by_role("region", name="People", exact=True)
    people.wait_for()
    opens = page.get_by_test_id("stExpandSidebarButton")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert right(opens) <= left_of(page.locator(".who"))
        assert people.evaluate("each => each.scrollWidth <= each.clientWidth")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        row = people.get_by_role("row").nth(1)
        expect(row.get_by_role("rowheader")).to_be_visible()
        assert row.locator("th .small").evaluate("each => each.querySelectorAll('wbr').length") > 1
    assert axe.faults(page, ".stMain .scroll:has(.stack)") == []

    page.set_viewport_size({"width": 800, "height": 844})  # a menu with hardly room for it
    page.wait_for_function(
        """() => {
          const shown = (each) => each.getBoundingClientRect();
          const items = [...document.querySelectorAll("[data-testid=stTopNav] :is(a, button)")].map(shown);
          const { left } = shown(document.querySelector(".who"));
          return items.some(({ width }) => width) && items.every(({ right }) => right <= left);
        }"""
    )

    page.set_viewport_size({"width": 390, "height": 844})
    left.append(2)
    page.get_by_role("textbox", name="Name or e-mail").fill("nobody")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('h1').closest('.stElementContainer')).opacity < 1"
    )
    for name in ("My learning", "Sign out"):
        link = page.locator(".who").get_by_role("link", name=name)
        assert link.evaluate(
            "each => { const { x, y, width, height } = each.getBoundingClientRect();"
            " return document.elementFromPoint(x + width / 2, y + height / 2) === each }"
        )
