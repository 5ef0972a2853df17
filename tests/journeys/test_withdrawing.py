"""A certificate that anyone can check, until its completion is withdrawn; and a person's whole record."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from elearn.database import Database, open_database
from elearn.days import today
from elearn.demo.county import WHEN_HELD
from elearn.reporting.coverage import coverage
from elearn.tracker import Scope, my_learning, registrations
from elearn.tracker.progress import Progress
from tests.journeys.conftest import SignIn
from tests.serving import Demonstration

pytestmark = pytest.mark.browser
WHY = "The wrong line of the list was ticked."


@pytest.mark.deep
def test_a_certificate_is_checked_then_withdrawn_and_coverage_follows(
    demo: Demonstration, tab: SignIn, sign_in_by_link: Callable[[str], Page], tmp_path: Path
) -> None:
    with open_database(str(demo.database)) as database:
        person, email, agency = somebody_due(database)
        before = in_date(database, agency)
        earn(database, person)
        assert in_date(database, agency) == before + 1

        learner = sign_in_by_link(email)  # at 390 px
        learner.goto(f"{demo.app}/learning")
        link = learner.get_by_role("link", name="Certificate (PDF): When is a review held")
        checks = address_on(learner.context.request.get(str(link.get_attribute("href"))).body())
        learner.goto(checks)
        expect(learner.get_by_text("Valid", exact=True)).to_be_visible()
        expect(learner.get_by_text("Non-participatory learning")).to_be_visible()
        assert learner.evaluate("document.documentElement.scrollWidth") <= 390

        administrator = tab("Administrator")
        administrator.goto(f"{demo.app}/people?person={person}")
        administrator.get_by_text("Withdraw a completion").click()
        administrator.get_by_role("textbox", name="Why").fill(WHY)
        administrator.get_by_role("button", name="Withdraw this completion").click()
        expect(administrator.get_by_text("is withdrawn. Its certificate is revoked.")).to_be_visible()
        assert in_date(database, agency) == before

    learner.reload()
    expect(learner.get_by_text("Revoked", exact=True)).to_be_visible()
    expect(learner.get_by_text(WHY)).to_have_count(0)
    learner.goto(f"{demo.app}/learning")
    expect(learner.get_by_text(WHY)).to_be_visible()
    learner.get_by_role("link", name="Your record, as PDF or CSV").click()
    for button, start in (("Download as PDF", b"%PDF"), ("Download as CSV", b"\xef\xbb\xbfWhat,")):
        with learner.expect_download() as coming:
            learner.get_by_role("button", name=button).click()
        assert coming.value.path().read_bytes().startswith(start)
    assert WHY in coming.value.path().read_text("utf-8-sig")


def somebody_due(database: Database) -> tuple[int, str, str]:
    """Somebody who must still take a course of ours, with one post: their id, address and agency."""
    with database.read() as conn:
        people = conn.tuples(
            """
            select p.id, p.email, min(post.agency) from person p join post on post.person = p.id
             where post.agency = 'fire' group by p.id, p.email having count(*) = 1 order by p.id limit 200
            """
        )
    for id, email, agency in people:
        mine = my_learning(database, Scope.of_person(id), today())
        if any(each.course.id == WHEN_HELD for each in mine.due):
            return id, email, agency
    raise AssertionError("nobody has to take it")


def earn(database: Database, person: int) -> None:
    """Passes the course, as its player would say it."""
    begun = registrations.start(database, person, WHEN_HELD)
    opened = registrations.open_session(database, begun.id, person)
    with database.write() as conn:
        registrations.record(
            conn, person, opened.id, 1, Progress("completed", "passed", 90.0, 1.0, ended=True)
        )


def in_date(database: Database, agency: str) -> int:
    """How many people of an agency are in date with the course today."""
    rows = coverage(database, Scope.everyone(), today(), ("agency", "course"), within=agency)
    [found] = [row.in_date for row in rows if row.keys == {"agency": agency, "course": WHEN_HELD}]
    assert found is not None
    return found


def address_on(certificate: bytes) -> str:
    """Where the QR code on a certificate leads, as a camera reads it."""
    [page] = pypdfium2.PdfDocument(io.BytesIO(certificate))
    [found] = zxingcpp.read_barcodes(page.render(scale=1.5).to_pil())
    return str(found.text)
