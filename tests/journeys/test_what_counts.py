"""An administrator says what counts: they see what it changes, save it, and the figures follow."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from elearn.database import open_database
from elearn.tracker import imports
from tests.journeys.lists import choose
from tests.serving import Demonstration

pytestmark = [pytest.mark.browser, pytest.mark.deep]


def test_new_hours_are_required_after_their_effect_was_seen_and_the_figures_follow(
    demo: Demonstration, tab: Callable[..., Page]
) -> None:
    page = tab("Administrator")
    page.goto(f"{demo.app}/requirements")
    page.get_by_text("Add hours or an update").first.click()
    page.get_by_role("textbox", name="Id of the hours or update").fill("fire-hours")
    page.get_by_role("textbox", name="Title of the hours or update").fill("Hours for the fire service")
    choose(page, "What is required", "Hours of learning")
    page.get_by_role("button", name="Add hours or an update").click()
    expect(page.get_by_text("A requirement can name it now.")).to_be_visible()

    page.get_by_text("Add a requirement", exact=True).first.click()
    choose(page, "Course, hours or update", "Hours for the fire")
    choose(page, "Agency", "Wrenshire Fire")
    show = page.get_by_role("button", name="Show what it changes").first
    show.click()
    expect(page.get_by_text("“Required from” is blank.")).to_be_visible()
    page.get_by_role("textbox", name="Required from").fill("01/01/2024")
    page.get_by_role("textbox", name="Months in which hours count").fill("36")
    page.get_by_role("textbox", name="Hours", exact=True).fill("0.5")
    show.click()

    effect = page.get_by_role("heading", name="What it changes")
    expect(effect).to_be_focused()
    caught = page.get_by_text(re.compile(r"It catches \d+ people\."))
    people = int(re.findall(r"\d+", caught.inner_text())[0])
    assert people > 1
    after = page.get_by_role("region", name="Coverage before and after").get_by_role("row").nth(1)
    share = re.findall(r"\d+ of \d+", after.inner_text())[-1]
    assert share.endswith(f"of {people}")
    page.get_by_role("button", name="Back to the form").click()
    expect(page.get_by_role("textbox", name="Hours", exact=True)).to_have_value("0.5")
    page.get_by_role("button", name="Show what it changes").first.click()
    page.get_by_role("button", name="I have seen it: save").click()
    expect(page.get_by_text("figures count it")).to_be_visible()
    expect(page.get_by_text("0.5 hours in 3 years, from courses")).to_be_visible()

    page.goto(f"{demo.app}/coverage?course=fire-hours")
    expect(page.get_by_role("main")).to_contain_text(share)


NOTE = "The board compared the two"


@pytest.fixture
def as_before(demo: Demonstration) -> Iterator[None]:
    """Takes away afterwards what the test adds, because others count the same people."""
    yield
    with open_database(str(demo.database)) as db:
        with db.read() as conn:
            added = conn.column("select id from equivalence where note = :note", {"note": NOTE})
        for id in added:
            imports.remove(db, "equivalence", id)


@pytest.mark.usefixtures("as_before")
def test_passes_of_another_course_count_once_their_effect_was_seen(
    demo: Demonstration, tab: Callable[..., Page]
) -> None:
    page = tab("Administrator")
    was = in_date(demo, page)
    page.goto(f"{demo.app}/requirements")
    page.get_by_text("Add an equivalence").first.click()
    choose(page, "Course that is required", "Escalation")
    choose(page, "Course whose passes count for it", "Sexual abuse in the family")
    choose(page, "Why it counts", "Equivalent")
    page.get_by_role("textbox", name="Passes count from").fill("01/01/2020")
    page.get_by_role("textbox", name="Note").fill(NOTE)
    form = page.get_by_test_id("stForm").filter(
        has=page.get_by_role("textbox", name=re.compile("Passes count from"))
    )
    form.get_by_role("button", name="Show what it changes").click()
    whole = page.get_by_role("region", name="Coverage before and after").get_by_role("row").nth(1)
    before, after = re.findall(r"\d+ of \d+", whole.inner_text().replace(",", ""))
    assert int(after.split()[0]) > int(before.split()[0])
    assert after.split()[-1] == before.split()[-1]
    page.get_by_role("button", name="I have seen it: save").click()
    expect(page.get_by_text("The equivalence is added.")).to_be_visible()
    assert in_date(demo, page) > was


def in_date(demo: Demonstration, page: Page) -> int:
    """How many people the board's page says are in date with Escalation."""
    page.goto(f"{demo.app}/coverage?course=escalation")
    headline = page.get_by_role("region", name="Headline figure")
    expect(headline).to_contain_text("people in date")
    return int(re.findall(r"([\d,]+) of", headline.inner_text())[0].replace(",", ""))
