"""Somebody without an e-mail address signs in with a code from their lead, on a phone, and takes a course."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from elearn.database import open_database
from elearn.days import today
from elearn.demo.county import WHEN_HELD
from elearn.reporting import State, who
from elearn.tracker import imports, sign_in_codes
from elearn.tracker.scope import Scope
from tests import axe
from tests.journeys.conftest import CALM, launch
from tests.serving import Demonstration

pytestmark = pytest.mark.browser
IN_DATE: tuple[State, ...] = ("in_date",)


@pytest.fixture
def someone(demo: Demonstration) -> sign_in_codes.Holder:
    """Somebody who is new at the agency of the demonstration's lead, and whom a file gives no address."""
    roster = (
        "email,name,staff_number,agency,role_group,starts_on\n"
        f",Kit Moss-Fielding,00CH77,community-health,R2,{today()}\n"
    )
    with open_database(str(demo.database)) as database:
        imports.apply(database, imports.preview(database, "people", roster.encode(), "people.csv"))
        person = sign_in_codes.find(database, "community-health", "00CH77")
        return sign_in_codes.holder_of(database, person, by=None)


@pytest.mark.deep
def test_a_lead_makes_a_code_and_a_learner_signs_in_with_it_on_a_phone_and_is_in_date(
    demo: Demonstration, someone: sign_in_codes.Holder, tab: Callable[..., Page], browser: Browser
) -> None:
    lead = tab("Agency lead")
    lead.goto(f"{demo.app}/sign-in-codes")
    lead.get_by_role("link", name=someone.name, exact=True).wait_for()
    lead.get_by_role("link", name=someone.name, exact=True).click()
    lead.get_by_role("button", name="Make a code to sign in").click()
    code = lead.locator("strong.code").inner_text()
    assert axe.faults(lead) == []
    with lead.expect_download() as slip:
        lead.get_by_role("button", name="Download 1 slip to print (PDF)").click()
    assert slip.value.path().read_bytes().startswith(b"%PDF")

    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, **CALM
    )
    phone = context.new_page()
    phone.goto(f"{demo.runtime}/start")
    phone.get_by_role("link", name="Sign in with a staff number").click()
    assert axe.faults(phone) == []
    phone.get_by_label("Staff number").fill(someone.staff_number)
    phone.get_by_label("Code", exact=True).fill("1234 5678 9012")
    phone.get_by_role("button", name="Sign in", exact=True).click()
    expect(phone.get_by_role("alert")).to_contain_text("That did not sign you in.")
    assert axe.faults(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.get_by_label("Code", exact=True).fill(code)
    phone.get_by_role("button", name="Sign in", exact=True).click()
    phone.get_by_role("heading", level=1).wait_for()
    taking = launch(phone, WHEN_HELD, "Start")
    taking.start()
    taking.through(taking.course.pages())
    expect(phone.locator("#certificate")).to_be_visible()
    context.close()
    with open_database(str(demo.database)) as database:
        [row] = [
            each
            for each in who(
                database,
                Scope.everyone(),
                today(),
                course=WHEN_HELD,
                states=IN_DATE,
                search=someone.name,
            ).rows
            if each.person == someone.person
        ]
    assert row.email == ""
