"""A lead opens somebody who is due, reads why, and asks for an exemption. An administrator approves; figures follow."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from elearn.database import open_database
from elearn.days import today
from elearn.reporting.coverage import coverage
from elearn.tracker import Scope, imports
from tests import axe
from tests.journeys.conftest import SignIn
from tests.serving import Demonstration

pytestmark = [pytest.mark.browser, pytest.mark.deep]

AHEAD = "#ahead"
REASON = "On a secondment until the spring"


@pytest.fixture
def as_before(demo: Demonstration) -> Iterator[None]:
    """Takes away afterwards what the test adds, because others count the same people."""
    yield
    with open_database(str(demo.database)) as db:
        with db.read() as conn:
            added = conn.column("select id from exemption where reason = :reason", {"reason": REASON})
        for id in added:
            imports.remove(db, "exemption", id)
        with db.write() as conn:
            conn.execute("delete from exemption_request where reason = :reason", {"reason": REASON})


def in_scope(demo: Demonstration, course: str) -> int:
    """How many people at the lead's agency are asked to take a course."""
    with open_database(str(demo.database)) as db:
        rows = coverage(db, Scope.of_agencies(["community-health"]), today(), ("course",))
    return next(row.in_scope or 0 for row in rows if row.keys["course"] == course)


@pytest.mark.usefixtures("as_before")
def test_a_lead_reads_why_and_asks_for_an_exemption_and_figures_follow(
    demo: Demonstration, tab: SignIn
) -> None:
    lead = tab("Agency lead", width=390, height=844)
    lead.goto(f"{demo.app}/who-is-due?show=never")
    first = lead.locator("a.row-link[href^='?person=']").first
    name = first.inner_text().replace("\u200b", "")
    first.focus()
    lead.keyboard.press("Enter")
    expect(lead.get_by_role("heading", level=2, name=name).first).to_be_visible()
    why = lead.locator(".why-said p").filter(has_text="Never: due").first
    expect(why).to_be_visible()
    lead.locator(AHEAD).wait_for(state="detached")
    expect(why).to_be_visible()
    assert lead.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe.faults(lead, ".stMain .stHtml:has(.why-states)") == []

    lead.get_by_text("Ask for an exemption").click()
    form = lead.get_by_test_id("stForm").filter(has_text="What they need not do")
    form.get_by_role("button", name="Send the request").click()
    expect(lead.get_by_text("Nothing is written in “Reason”.")).to_be_visible()
    form.get_by_role("textbox", name="Reason").fill(REASON)
    form.get_by_role("button", name="Send the request").click()
    expect(lead.get_by_text("Your request is with the administrators")).to_be_visible()
    expect(lead.get_by_text("Waits for an administrator")).to_be_visible()

    with open_database(str(demo.database)) as db, db.read() as conn:
        [(course, title)] = conn.tuples(
            "select course, title from exemption_request r join course on course.id = r.course"
            " where reason = :reason",
            {"reason": REASON},
        )
    before = in_scope(demo, course)
    admin = tab("Administrator", width=1280, height=900)
    admin.goto(f"{demo.app}/requirements")
    admin.locator("a[href^='?asked=']").click()
    expect(admin.get_by_role("heading", name=f"Exemption asked for: {title}")).to_be_visible()
    expect(admin.get_by_text(REASON)).to_be_visible()
    admin.locator(AHEAD).wait_for(state="detached")
    admin.get_by_role("button", name="Approve it").click()
    expect(admin.get_by_text("The exemption is approved")).to_be_visible()
    assert in_scope(demo, course) == before - 1

    lead.reload()
    expect(lead.get_by_text(f"Reason: {REASON}").first).to_be_visible()
    lead.goto(f"{demo.app}/who-is-due")
    expect(lead.get_by_label("Exemptions", exact=True)).to_contain_text(title)
