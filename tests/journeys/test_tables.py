"""Wide tables: names stay in sight, edges say where there is more, and figures lead to what is behind them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import axe
from tests.serving import Demonstration

pytestmark = pytest.mark.browser


def left(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return box["x"]


def width(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return box["width"]


def test_a_wide_table_keeps_its_names_and_shows_where_there_is_more(
    demo: Demonstration, tab: Callable[..., Page]
) -> None:
    page = tab("Board member", width=390, height=844)
    page.goto(f"{demo.app}/coverage")
    table = page.get_by_role("region", name="Coverage by agency and course")
    name = table.get_by_role("rowheader").first
    first = table.get_by_role("columnheader").first
    expect(table).to_have_attribute("data-more", "right down")
    for place in (name, first):
        assert width(place) <= 0.45 * width(table)
    before = left(name), left(first)
    table.evaluate("each => each.scrollTo(200, 300)")
    expect(table).to_have_attribute("data-more", "left right up down")
    assert (left(name), left(first)) == before
    table.evaluate("each => each.scrollTo(each.scrollWidth, each.scrollHeight)")
    expect(table).to_have_attribute("data-more", "left up")
    assert (left(name), left(first)) == before

    page.set_viewport_size({"width": 1280, "height": 844})
    table.evaluate("each => each.scrollTo(0, 0)")
    expect(table).to_have_attribute("data-more", re.compile("down"))
    top = first.bounding_box()
    table.evaluate("each => each.scrollTo(0, 300)")
    expect(table).to_have_attribute("data-more", re.compile("up down"))
    assert first.bounding_box() == top  # the head row stays


@pytest.mark.deep
def test_a_figure_leads_to_its_view_and_to_its_people(demo: Demonstration, tab: Callable[..., Page]) -> None:
    page = tab("Administrator")
    page.goto(f"{demo.app}/coverage")
    table = page.get_by_role("region", name="Coverage by agency and course")
    place = "Wrenshire Police × Information sharing"
    figure = table.get_by_role("link", name=f"Open {place}")
    people = table.get_by_role("link", name=f"to remind: people of {place}")
    query = "course=information-sharing&agency=police"
    expect(figure).to_have_attribute("href", f"coverage?{query}")
    expect(people).to_have_attribute("href", f"who-is-due?{query}")
    assert axe.faults(page, ".heat") == []

    agency = table.get_by_role("link", name="Wrenshire Police", exact=True)
    agency.focus()
    page.keyboard.press("ArrowRight")  # past the courses that nobody there is asked to take
    expect(table.get_by_role("link", name="Open Wrenshire Police ×").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(agency).not_to_be_focused()
    assert table.locator("a[tabindex='0']").count() == 1  # the Tab key leaves the table after one link

    page.evaluate("window.stillHere = true")
    people.click()
    heading = page.get_by_role("heading", level=1, name="Who is due")
    expect(heading).to_be_focused()
    assert page.url == f"{demo.app}/who-is-due?{query}"
    assert page.evaluate("window.stillHere")
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Coverage")).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 844})
    figure.click()
    expect(page).to_have_url(f"{demo.app}/coverage?{query}")
    expect(page.get_by_role("region", name="Coverage by agency and course")).to_have_count(0)


def test_the_board_is_led_to_figures_and_not_to_people(demo: Demonstration, tab: Callable[..., Page]) -> None:
    page = tab("Board member")
    page.goto(f"{demo.app}/coverage")
    table = page.get_by_role("region", name="Coverage by agency and course")
    expect(table.get_by_role("link", name="Open Wrenshire Police × Information sharing")).to_be_visible()
    assert page.locator(".stMain a[href*='who-is-due']").count() == 0
