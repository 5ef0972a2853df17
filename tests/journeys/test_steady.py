"""What somebody presses or types into stays where it is: the page does not move it, and does not draw it anew."""

import pytest
from playwright.sync_api import ElementHandle, Locator, expect

from tests.journeys.conftest import SignIn
from tests.journeys.lists import drawn, unfold
from tests.serving import Demonstration

pytestmark = [pytest.mark.browser, pytest.mark.deep]


def test_an_expander_opens_and_closes_at_once_and_cuts_nothing_off(demo: Demonstration, tab: SignIn) -> None:
    page = tab("Administrator")
    page.goto(f"{demo.app}/requirements")
    summary = page.get_by_text("Add hours or an update").first
    expander = page.locator("details").filter(has=summary)
    button = expander.get_by_role("button", name="Add hours or an update")
    summary.click()
    drawn(page)
    bottom = "(each) => each.getBoundingClientRect().bottom"
    assert expander.evaluate(bottom) > button.evaluate(bottom)
    assert expander.evaluate("(each) => getComputedStyle(each).overflow") == "visible"
    summary.click()
    drawn(page)
    drawn(page)
    assert not expander.evaluate("(each) => each.open")


def test_a_list_stays_open_while_what_was_chosen_before_changes_the_form(
    demo: Demonstration, tab: SignIn
) -> None:
    page = tab("Administrator")
    page.goto(f"{demo.app}/requirements")
    page.get_by_text("Add a requirement", exact=True).first.click()
    renewal = page.get_by_role("combobox", name="A renewal counts").first
    agency = node(page.get_by_role("combobox", name="Agency", exact=True).first)
    course = page.get_by_role("combobox", name="Course, hours or update").first
    unfold(course)
    course.fill("Hours of learning for named")
    page.get_by_role("option").first.click()
    expect(renewal).to_be_hidden()
    page.get_by_text("Months in which hours count").wait_for()
    assert agency.evaluate("(each) => each.isConnected")


def node(found: Locator) -> ElementHandle:
    """This very element of the page, and not what is drawn in its place later."""
    return found.element_handle()
