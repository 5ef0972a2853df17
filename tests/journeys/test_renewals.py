"""An administrator says when a renewal counts, which edition asks and what replaced what; the board’s figures follow.

The days are those of the worked examples in docs/coverage.md.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from elearn.database import open_database
from elearn.tracker import imports
from tests.journeys.lists import choose
from tests.serving import Demonstration

pytestmark = [pytest.mark.browser, pytest.mark.deep]

WHO = "pat@harbour.example"
Bring = Callable[..., None]


@pytest.fixture
def bring(demo: Demonstration) -> Iterator[Bring]:
    """Imports rows, the header first. There is a new agency, where one person works and nobody else."""
    with open_database(str(demo.database)) as db:

        def brought(kind: str, *lines: str) -> None:
            imports.apply(db, imports.preview(db, kind, "\n".join(lines).encode(), f"{kind}.csv"))

        brought("agencies", "id,name,kind,parent,target,basis", "harbour,Harbour watch,watch,,,roster")
        brought("role-groups", "id,name,level", "watch,Watch,")
        person = f"{WHO},Pat Tern,H1,harbour,watch,2020-01-01,"
        brought("people", "email,name,staff_number,agency,role_group,starts_on,ends_on", person)
        yield brought


def passed(bring: Bring, course: str, *days: str) -> None:
    """The person passed a course that is taught elsewhere on these days."""
    bring("courses", "id,title,version,minutes", f"{course},{course.title()},,")
    rows = [f"{WHO},{course},,{each},,yes" for each in days]
    bring("completions", "email,course,version,completed_on,score,passed", *rows)


def required(bring: Bring, course: str, months: int) -> None:
    """A course is required at the new agency from 1 January 2024, every so many months."""
    header = "course,agency,role_group,from,to,due_within_days,renew_after_months"
    bring("requirements", header, f"{course},harbour,,2024-01-01,,0,{months}")


def in_date(demo: Demonstration, page: Page, course: str, day: str) -> str:
    """How many the board's page says are in date at the new agency on a day, such as “1 of 1”."""
    page.goto(f"{demo.app}/coverage?course={course}&agency=harbour&as-at={day}")
    headline = page.get_by_role("region", name="Headline figure")
    return re.findall(r"\d+ of \d+", headline.inner_text())[0]


def form_with(page: Page, field: str) -> Locator:
    """The form that has a field."""
    return page.get_by_test_id("stForm").filter(has=page.get_by_role("textbox", name=field, exact=True))


def fill(form: Locator, **fields: str) -> None:
    """Fills in fields by their labels, in which `_` stands for a space, looks at what it changes, and saves it."""
    for label, text in fields.items():
        form.get_by_role("textbox", name=label.replace("_", " "), exact=True).fill(text)
    form.get_by_role("button", name="Show what it changes").click()
    expect(form.page.get_by_role("heading", name="What it changes")).to_be_focused()
    form.page.get_by_role("button", name="I have seen it: save").click()
    expect(form.page.get_by_role("heading", name="What it changes")).to_be_hidden()


def change(demo: Demonstration, page: Page, course: str, choice: tuple[str, str], **fields: str) -> None:
    """Changes the requirement of a course."""
    page.goto(f"{demo.app}/requirements?search={course}")
    page.get_by_role("main").get_by_role("link", name=course.title()).first.click()
    page.get_by_text("Change this requirement").wait_for()
    choose(page, *choice)
    fill(form_with(page, "Required from"), **fields)


def test_renewals_count_from_the_old_expiry_and_then_to_a_fixed_day(
    demo: Demonstration, tab: Callable[..., Page], bring: Bring
) -> None:
    passed(bring, "mooring", "2024-03-10", "2024-12-10")
    required(bring, "mooring", 12)
    page = tab("Administrator")
    assert in_date(demo, page, "mooring", "2025-12-11") == "0 of 1"

    early = {"Months_that_a_renewal_may_be_early": "3"}
    change(demo, page, "mooring", ("A renewal counts", "From the old expiry"), **early)
    assert in_date(demo, page, "mooring", "2026-03-10") == "1 of 1"
    assert in_date(demo, page, "mooring", "2026-03-11") == "0 of 1"

    change(demo, page, "mooring", ("A renewal counts", "To a day of the year"), Day_of_the_year="31 March")
    assert in_date(demo, page, "mooring", "2026-03-31") == "1 of 1"


def test_two_editions_stand_side_by_side_and_the_one_that_is_further_behind_decides(
    demo: Demonstration, tab: Callable[..., Page], bring: Bring
) -> None:
    passed(bring, "tides", "2024-03-01", "2026-02-01")
    bring("editions", "id,standard,edition,from,to", "harbour-4,Harbour standard,4th,2020-01-01,2025-12-31")
    header = "course,agency,role_group,from,to,due_within_days,renew_after_months,edition"
    bring("requirements", header, "tides,harbour,,2024-01-01,,0,36,harbour-4")
    page = tab("Administrator")
    page.goto(f"{demo.app}/requirements")
    page.get_by_text("Add an edition", exact=True).first.click()
    edition = {"Id_of_the_edition": "harbour-5", "Standard": "Harbour standard", "Edition": "5th"}
    fill(form_with(page, "Id of the edition"), **edition, In_effect_from="01/10/2025")
    expect(page.get_by_text("The edition is added.")).to_be_visible()
    page.get_by_text("Add a requirement", exact=True).first.click()
    choose(page, "Course, hours or update", "Tides")
    choose(page, "Agency", "Harbour watch")
    choose(page, "Edition of a standard", "Harbour standard, 5th")
    months = {"Months_until_it_is_taken_again": "12"}
    fill(form_with(page, "Required from"), Required_from="01/01/2025", **months)

    assert in_date(demo, page, "tides", "2025-09-30") == "1 of 1"
    assert in_date(demo, page, "tides", "2025-10-01") == "0 of 1"
    assert in_date(demo, page, "tides", "2026-02-01") == "1 of 1"
    page.goto(f"{demo.app}/requirements?edition-search=harbour&effect-on=2025-11-01")
    editions = page.get_by_role("region", name="Editions of standards")
    expect(editions.locator(".state.good")).to_have_count(2)


def test_a_pass_of_a_replaced_course_counts_if_the_requirement_says_so(
    demo: Demonstration, tab: Callable[..., Page], bring: Bring
) -> None:
    passed(bring, "lamps", "2024-06-01")
    passed(bring, "lights")
    required(bring, "lights", 36)
    page = tab("Administrator")
    page.goto(f"{demo.app}/requirements")
    page.get_by_text("Add an equivalence").first.click()
    choose(page, "Course that is required", "Lights")
    choose(page, "Course whose passes count for it", "Lamps")
    choose(page, "Why it counts", "Replaced")
    fill(form_with(page, "Passes count from"), Passes_count_from="01/01/2020")
    expect(page.get_by_text("The equivalence is added.")).to_be_visible()
    assert in_date(demo, page, "lights", "2026-01-01") == "0 of 1"

    change(demo, page, "lights", ("Courses that it replaced", "They count"))
    assert in_date(demo, page, "lights", "2026-01-01") == "1 of 1"
