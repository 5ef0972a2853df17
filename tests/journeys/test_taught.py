"""A taught session from the plan to the figures: a lead takes the register on a phone, and coverage follows."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from elearn.database import Database, open_database
from elearn.days import today
from elearn.reporting import State, who
from elearn.tracker import Scope
from elearn.tracker.taught import of_person
from tests import axe
from tests.journeys.lists import choose
from tests.serving import Demonstration

pytestmark = pytest.mark.browser
COURSE, AGENCY = "child-protection-process", "community-health"


def state_of(db: Database, email: str) -> set[str]:
    """Where somebody stands with the course today."""
    states: tuple[State, ...] = ("in_date", "grace", "lapsed", "never")
    lead = Scope.of_agencies([AGENCY])
    return {each.state for each in who(db, lead, today(), states=states, course=COURSE, search=email).rows}


@pytest.mark.deep
def test_a_lead_plans_a_session_and_takes_its_register_on_a_phone(
    demo: Demonstration, tab: Callable[..., Page]
) -> None:
    with open_database(str(demo.database)) as db:
        waiting = who(db, Scope.of_agencies([AGENCY]), today(), course=COURSE, states=("never",)).rows[0]
        page = tab("Agency lead", width=390, height=844)
        page.goto(f"{demo.app}/taught-sessions")
        page.get_by_text("Plan a session").click()
        form = page.get_by_test_id("stForm")
        choose(form, "Course", "The child protection process")
        form.get_by_label("Place", exact=True).fill("The seminar room")
        form.get_by_role("button", name="Plan the session").click()
        page.get_by_text("The session is planned.").wait_for()
        page.get_by_role("link", name="The child protection process").first.click()
        page.get_by_role("definition").filter(has_text="The seminar room").wait_for()
        find = page.get_by_label("Find somebody to put on the list")
        find.fill(waiting.email)
        find.press("Enter")
        page.get_by_role("button", name="Book:").click()
        here = page.get_by_role("radio", name="Here", exact=True)
        here.click()
        expect(page.get_by_text("1 booked and came")).to_be_visible()
        assert state_of(db, waiting.email) == {"in_date"}
        assert axe.faults(page, ".stHtml") == []
        with db.read() as conn:
            person = conn.value("select id from person where email = :email", {"email": waiting.email})
        assert of_person(db, Scope.of_person(person), today())[0].state == "attended"
        page.get_by_role("radio", name="Not here", exact=True).click()
        expect(page.get_by_text("1 did not come")).to_be_visible()
        assert state_of(db, waiting.email) == {waiting.state}
