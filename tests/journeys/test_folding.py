"""The buttons in the rows of our own tables, which press Streamlit's: by keyboard, and without losing the place."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.serving import Demonstration

pytestmark = pytest.mark.browser


def test_the_board_opens_an_agency_by_keyboard_and_keeps_its_place(
    demo: Demonstration, tab: Callable[..., Page]
) -> None:
    page = tab("Board member", width=390, height=844)
    page.goto(f"{demo.app}/coverage")
    table = page.get_by_role("region", name="Coverage by agency and course")
    opens = table.get_by_role("button", name=re.compile(r"^Show the \d+ agencies of ")).last
    opens.wait_for()
    folded = table.get_by_role("rowheader").count()
    opens.press("Enter")
    expect(opens).to_have_attribute("aria-expanded", "true")
    expect(opens).to_be_focused()
    expect(opens).to_be_in_viewport()
    assert table.get_by_role("rowheader").count() > folded
    opens.press("Enter")
    expect(opens).to_have_attribute("aria-expanded", "false")
    expect(opens).to_be_focused()
    assert table.get_by_role("rowheader").count() == folded
