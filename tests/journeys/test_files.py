"""Files that people bring and take away: rosters with wrong rows, lists of who is due, certificates."""

import csv
import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from elearn.database import open_database
from elearn.demo.workforce import BOARD
from elearn.tracker import imports, registrations, sessions
from elearn.tracker.progress import Progress
from tests.journeys import lists
from tests.journeys.conftest import SignIn
from tests.journeys.test_app_pages import settle
from tests.journeys.test_main_job import figure
from tests.serving import Demonstration

pytestmark = pytest.mark.browser

HEADER = "email,name,staff_number,agency,role_group,starts_on,ends_on\n"
GOOD = "wren.newcomer@fire.wrenshire.example,Wren Newcomer,F9001,fire,R2,2026-01-05,\n"
WRONG = "not-an-address,Nobody,F9002,nowhere,R2,31/06/2012,\n"
AGENCY, COURSE = "Wrenshire Fire and Rescue", "Safeguarding awareness"


@pytest.mark.deep
def test_a_roster_with_wrong_rows_changes_nothing_until_it_is_put_right(
    demo: Demonstration, tab: SignIn
) -> None:
    board = tab("Board member")
    before = figure(demo, board, AGENCY, COURSE)
    page = tab("Administrator")
    choose(demo, page, "roster.csv", HEADER + GOOD + WRONG)
    expect(page.get_by_role("alert")).to_contain_text("1 row cannot be applied")
    expect(page.get_by_role("button", name="Apply 1 row")).to_be_disabled()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the rejected rows").click()
    rejected = coming.value.path().read_text("utf-8-sig")
    assert "not-an-address" in rejected
    assert "Wren" not in rejected
    assert "31/06/2012" in rejected.splitlines()[1]
    assert figure(demo, board, AGENCY, COURSE) == before

    choose(demo, page, "roster.csv", HEADER + GOOD)
    page.get_by_role("button", name="Apply 1 row").click()
    expect(page.get_by_role("status").filter(has_text="1 row written")).to_be_visible()
    assert figure(demo, board, AGENCY, COURSE) == (before[0], before[1] + 1)
    page.goto(f"{demo.app}/people")
    page.get_by_role("radio", name="People").or_(
        page.get_by_role("button", name="People", exact=True)
    ).click()
    page.get_by_label("Name or e-mail").fill("newcomer")
    page.get_by_label("Name or e-mail").press("Enter")
    expect(page.get_by_role("rowheader", name="Wren Newcomer")).to_be_visible()

    choose(demo, page, "again.csv", HEADER + GOOD)
    expect(page.get_by_text("Everything in this file is known already.")).to_be_visible()


def test_a_workbook_that_was_cut_off_is_met_with_a_clear_message(demo: Demonstration, tab: SignIn) -> None:
    page = tab("Administrator")
    choose(demo, page, "roster.xlsx", b"PK\x03\x04\x14\x00\x06\x00\x08\x00 cut off here")
    expect(page.get_by_role("alert")).to_contain_text("This file cannot be read")
    expect(page.get_by_text("Traceback")).to_have_count(0)


def test_a_lead_takes_away_a_list_of_their_own_people_that_no_spreadsheet_would_run(
    demo: Demonstration, tab: SignIn
) -> None:
    row = "sum.total@community-health.wrenshire.example,=1+1 Total,C9001,community-health,R2,2024-01-05,\n"
    with open_database(str(demo.database)) as database:
        imports.apply(database, imports.preview(database, "people", (HEADER + row).encode(), "one.csv"))
    page = tab("Agency lead")
    page.goto(f"{demo.app}/who-is-due")
    page.get_by_role("region", name="People").wait_for()
    with page.expect_download() as coming:
        page.get_by_role("button", name="as CSV").click()
    lines = list(csv.DictReader(io.StringIO(coming.value.path().read_text("utf-8-sig"))))
    assert {line["Agency name"] for line in lines} == {"Wrenshire Community Health"}
    assert not [line for line in lines if line["Name"].startswith(("=", "+", "-", "@"))]
    assert [line for line in lines if "1+1 Total" in line["Name"]]
    page.get_by_label("Name or e-mail").fill("sum.total")
    page.get_by_label("Name or e-mail").press("Enter")
    settle(page)
    names = page.get_by_role("region", name="People").get_by_role("rowheader")
    expect(names.filter(has_not_text="=1+1 Total")).to_have_count(0)


def test_a_lead_who_edits_the_address_sees_no_other_agency(demo: Demonstration, tab: SignIn) -> None:
    page = tab("Agency lead")
    for path in (
        "/people",
        "/requirements",
        "/courses",
        "/coverage?agency=police",
        "/who-is-due?agency=police",
    ):
        page.goto(demo.app + path)
        page.get_by_role("heading", level=1).wait_for()
        settle(page)
        for other in ("Wrenshire Police", "Wrenshire schools", "Early years settings"):
            expect(page.get_by_text(other)).to_have_count(0)


def test_a_learner_takes_away_a_certificate_that_a_screen_reader_can_read(
    demo: Demonstration, sign_in_by_link: Callable[[str], Page]
) -> None:
    with open_database(str(demo.database)) as database:
        person = sessions.person_by_email(database, BOARD.email)
        assert person is not None
        begun = registrations.start(database, person, "when-is-a-review-held")
        opened = registrations.open_session(database, begun.id, person)
        with database.write() as conn:
            passed = Progress("completed", "passed", 90.0, 1.0, ended=True)
            registrations.record(conn, person, opened.id, 1, passed)
    page = sign_in_by_link(BOARD.email)
    page.goto(f"{demo.app}/learning")
    address = page.get_by_role("link", name="Certificate (PDF): When is a review held").get_attribute("href")
    answer = page.context.request.get(str(address))
    assert answer.headers["content-type"] == "application/pdf"
    pdf = PdfReader(io.BytesIO(answer.body()))
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in pdf.root_object
    assert pdf.metadata is not None
    assert pdf.metadata.title
    assert "When is a review held" in pdf.pages[0].extract_text()


def test_signing_out_in_one_tab_ends_the_other_at_its_next_action(
    demo: Demonstration, sign_in: SignIn
) -> None:
    first = sign_in("Administrator")
    second = first.context.new_page()
    second.goto(f"{demo.app}/requirements")
    second.get_by_role("region", name="Requirements").wait_for()
    first.get_by_role("link", name="Sign out").click()
    first.get_by_role("button", name="Sign out").click()
    first.wait_for_url(f"{demo.runtime}/start")
    second.get_by_label("Course, agency, role group or edition").fill("neglect")
    second.get_by_label("Course, agency, role group or edition").press("Enter")
    second.wait_for_url(f"{demo.runtime}/start?next=%2Frequirements")
    expect(second.get_by_role("heading", level=1)).to_be_visible()
    expect(second.get_by_role("region", name="Requirements")).to_have_count(0)


def test_a_page_at_another_address_than_its_own_says_so_and_leads_there(
    demo: Demonstration, tab: SignIn
) -> None:
    page = tab("Board member")
    elsewhere = demo.app.replace("localhost", "127.0.0.1")
    [cookie] = [each for each in page.context.cookies() if each.get("httpOnly")]
    page.context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": elsewhere}])
    page.goto(f"{elsewhere}/coverage?as-at=2026-03-31")
    expect(page.get_by_role("heading", level=1)).to_have_text(["Open this page at its own address"])
    expect(page).to_have_title("Learning from reviews")
    way = page.get_by_role("link", name="Open it there")
    expect(way).to_have_attribute("href", f"{demo.app}/coverage?as-at=2026-03-31")


def choose(demo: Demonstration, page: Page, name: str, content: str | bytes) -> None:
    """Opens Imports and chooses a roster file."""
    page.goto(f"{demo.app}/imports")
    lists.choose(page, "What is in the file", "People and their posts")
    data = content.encode() if isinstance(content, str) else content
    uploader = page.get_by_test_id("stFileUploader").filter(has_text="File of people and their posts")
    uploader.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
