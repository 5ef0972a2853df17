"""Learning from elsewhere, and a regular update: recorded on a phone, approved by the lead, and counted at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from elearn.database import open_database
from elearn.days import today
from elearn.demo.outside import UPDATE
from elearn.demo.workforce import LEAD
from tests.serving import Demonstration
from tests.tracker.outside import picture

pytestmark = [pytest.mark.browser, pytest.mark.deep]


def named(demo: Demonstration, place: int) -> tuple[int, str]:
    """The id and the address of one of the lead's named professionals, of whom hours and an update are required."""
    with open_database(str(demo.database)) as db, db.read() as conn:
        found = conn.tuples(
            """
            select distinct p.id, p.email from post join person p on p.id = post.person
             where agency = :agency and role_group = 'R4' and ends_on is null and p.email <> :lead order by p.id
            """,
            {"agency": LEAD.agency, "lead": LEAD.email},
        )
    id, email = found[place]
    return id, email


def fill_day(page: Page) -> None:
    """Types the first day of this month."""
    page.get_by_role("group", name="When it was").get_by_role("spinbutton").first.click()
    page.keyboard.type(today().replace(day=1).strftime("%d%m%Y"))
    page.keyboard.press("Tab")


def test_a_learner_records_it_with_a_picture_and_the_hours_turn_in_date(
    demo: Demonstration, sign_in_by_link: Callable[[str], Page], sign_in: Callable[..., Page]
) -> None:
    id, email = named(demo, 3)
    page = sign_in_by_link(email)
    page.goto(f"{demo.app}/learning-from-elsewhere")
    expect(page.get_by_text("Not enough yet")).to_be_visible()
    page.get_by_role("link", name="Record what you learned").click()
    page.get_by_label("What it was called").press_sequentially("Regional conference")
    page.get_by_role("spinbutton", name="Hours").press_sequentially("12")
    page.get_by_text("With others, and I took part").click()
    fill_day(page)
    page.get_by_role("textbox", name="What you learned").press_sequentially("I ask more.")
    page.wait_for_timeout(100)
    page.reload()
    expect(page.get_by_label("What it was called")).to_have_value("Regional conference")
    expect(page.get_by_role("textbox", name="What you learned")).to_have_value("I ask more.")
    expect(page.get_by_role("spinbutton", name="Hours")).to_have_value("12")
    expect(page.get_by_role("radio", name="With others, and I took part")).to_be_checked()
    expect(page.get_by_role("group", name="When it was").get_by_role("spinbutton").first).to_have_text("01")
    page.get_by_role("textbox", name="Who provided it").fill("Wrenshire University")
    page.locator("input[type=file]").set_input_files(
        {"name": "IMG_1.png", "mimeType": "image/png", "buffer": picture()}
    )
    page.get_by_role("button", name="Send it to your lead").click()
    expect(page.get_by_text("It is recorded.")).to_be_visible()
    expect(page.get_by_text("Waiting for a decision")).to_be_visible()

    lead = sign_in("Agency lead")
    lead.goto(f"{demo.app}/who-is-due")
    lead.get_by_role("link", name="Decide").click()
    lead.get_by_role("link", name="Regional conference").click()
    with lead.expect_download() as downloading:
        lead.get_by_role("button", name="Download the evidence (IMG_1.png)").click()
    assert downloading.value.path().read_bytes() == picture()
    lead.get_by_role("button", name="Approve it").click()
    expect(lead.get_by_text("It is approved and counts now.")).to_be_visible()
    lead.goto(f"{demo.app}/who-is-due?person={id}")
    required = lead.get_by_role("row", name="Hours of learning for named professionals")
    expect(required).to_contain_text("In date until")

    page.goto(f"{demo.app}/learning-from-elsewhere")
    expect(page.locator(".state.good").first).to_contain_text("Enough")
    page.get_by_role("link", name="Record what you learned").click()
    expect(page.get_by_label("What it was called")).to_have_value("")


def test_an_update_with_a_reflection_is_in_date_from_today(
    demo: Demonstration, sign_in_by_link: Callable[[str], Page], sign_in: Callable[..., Page]
) -> None:
    id, email = named(demo, 1)
    page = sign_in_by_link(email)
    page.goto(f"{demo.app}/learning-from-elsewhere?update={UPDATE}")
    expect(page.get_by_text("Nobody else can read your reflection here.")).to_be_visible()
    page.get_by_text("Peer review").click()
    page.get_by_role("textbox", name="Your reflection").fill("I wait a little longer for the answer.")
    page.get_by_role("button", name="Save the reflection").click()
    expect(page.get_by_text("The update counts from today.")).to_be_visible()
    page.get_by_text("Correct the reflection of").click()
    page.get_by_role("textbox", name="Your reflection").last.fill("I wait longer, and ask once more.")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("It is corrected. It keeps its day.")).to_be_visible()
    lead = sign_in("Agency lead")
    lead.goto(f"{demo.app}/who-is-due?person={id}")
    expect(lead.get_by_text("What they wrote is theirs.")).to_be_visible()
    assert "ask once more" not in lead.content()
