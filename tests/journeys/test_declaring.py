"""A lead asks for an agency's figures by a link, and somebody without an account sends them from a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from elearn.database import open_database
from tests import axe
from tests.journeys.conftest import CALM
from tests.serving import Demonstration

pytestmark = pytest.mark.browser


@pytest.mark.deep
def test_figures_are_asked_for_by_a_link_and_come_from_a_phone(
    demo: Demonstration, tab: Callable[..., Page], browser: Browser
) -> None:
    page = tab("Administrator")
    page.goto(f"{demo.app}/figures-to-ask-for")
    page.get_by_role("textbox", name="For whom").fill("Data office")
    page.get_by_role("button", name="Make the link").click()
    address = page.locator(".made-link").inner_text().strip()
    assert axe.faults(page) == []

    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, **CALM
    )
    phone = context.new_page()
    phone.goto(address)
    assert axe.faults(phone) == []
    fields = phone.locator("input[name$=_people]")
    fields.first.fill("twelve")
    phone.get_by_role("button", name="Check these figures").click()
    expect(phone.get_by_role("alert")).to_contain_text("is not a whole number")
    phone.evaluate(
        "document.querySelectorAll('.pair input').forEach((each, place) => { each.value = place ? '1' : '' })"
    )
    phone.get_by_role("button", name="Check these figures").click()
    assert axe.faults(phone) == []
    for answer in ("unknown", "yes"):
        phone.evaluate(
            f"document.querySelectorAll('input[value={answer}]').forEach(each => {{ each.checked = true }})"
        )
    phone.get_by_role("button", name="Go on").click()
    expect(phone.get_by_role("heading", name="Is this right?")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.get_by_role("button", name="Keep these figures").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you")
    context.close()
    with open_database(str(demo.database)) as database, database.read() as conn:
        sources = conn.column(
            "select source from headcount where source like 'Link %' "
            "union select source from aggregate_return where source like 'Link %'"
        )
    assert [each.partition(": ")[2] for each in sources] == ["Data office"]
