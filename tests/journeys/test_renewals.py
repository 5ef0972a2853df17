"""An administrator says when a renewal counts, which edition asks and what replaced what; the board’s figures follow.

The days are those of the worked examples in docs/coverage.md.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from elearn.database import open_database
from elearn.tracker import imports
from tests.serving import Demonstration

pytestmark = [pytest.mark.browser, pytest.mark.deep]

WHO = "pat@harbour.example"


@pytest.fixture
def learn(demo: Demonstration) -> Iterator[Callable[[str, str], None]]:
    """Puts one person and nobody else at a new agency, whose passes of courses taught elsewhere are known."""
    with open_database(str(demo.database)) as db:

        def bring(kind: str, *lines: str) -> None:
            imports.apply(db, imports.preview(db, kind, "\n".join(lines).encode(), f"{kind}.csv"))

        bring("agencies", "id,name,kind,parent,target,basis", "harbour,Harbour watch,watch,,,roster")
        bring("role-groups", "id,name,level", "watch,Watch,")
        person = f"{WHO},Pat Tern,H1,harbour,watch,2020-01-01,"
        bring("people", "email,name,staff_number,agency,role_group,starts_on,ends_on", person)

        def passed(course: str, *days: str) -> None:
            bring("courses", "id,title,version,minutes", f"{course},{course.title()},,")
            rows = [f"{WHO},{course},,{each},,yes" for each in days]
            bring("completions", "email,course,version,completed_on,score,passed", *rows)

        yield passed


def in_date(demo: Demonstration, page: Page, course: str, day: str) -> str:
    """How many the board's page says are in date at the new agency on a day, such as “1 of 1”."""
    page.goto(f"{demo.app}/coverage?course={course}&agency=harbour&as-at={day}")
    main = page.get_by_role("main")
    headline = page.get_by_role("region", name="Headline figure")
    expect(headline.or_(main.get_by_text("No requirement names anyone")).first).to_be_visible()
    if not headline.count():
        return "nobody"
    return re.findall(r"\d+ of \d+", headline.inner_text())[0]


def choose(page: Page, label: str, text: str) -> None:
    """Chooses the option that says a text, or begins with it."""
    box = page.get_by_role("combobox", name=label, exact=True).first
    box.click()
    box.fill(text)
    page.get_by_role("option").filter(has_text=re.compile(rf"^{text}")).first.click()


def save(page: Page, form: Locator) -> None:
    """Looks at what a rule changes, and saves it."""
    form.get_by_role("button", name="Show what it changes").click()
    expect(page.get_by_role("heading", name="What it changes")).to_be_focused()
    page.get_by_role("button", name="I have seen it: save").click()


def form_with(page: Page, field: str) -> Locator:
    """The form that has a field."""
    return page.get_by_test_id("stForm").filter(has=page.get_by_role("textbox", name=field, exact=True))


def require(demo: Demonstration, page: Page, course: str, **more: str) -> None:
    """Adds a requirement of a course at the new agency, from 1 January 2024, each year."""
    page.goto(f"{demo.app}/requirements")
    page.get_by_text("Add a requirement", exact=True).first.click()
    choose(page, "Course, hours or update", course.title())
    choose(page, "Agency", "Harbour watch")
    form = form_with(page, "Required from")
    for label, text in {
        "Required from": "01/01/2024",
        "Months until it is taken again": "12",
        **more,
    }.items():
        if label in ("Edition of a standard", "Courses that it replaced"):
            choose(page, label, text)
        else:
            form.get_by_role("textbox", name=label, exact=True).fill(text)
    save(page, form)
    expect(page.get_by_text("figures count it")).to_be_visible()


def test_renewals_count_from_completion_then_from_the_old_expiry_then_to_a_fixed_day(
    demo: Demonstration, tab: Callable[..., Page], learn: Callable[..., None]
) -> None:
    learn("mooring", "2024-03-10", "2024-12-10")
    page = tab("Administrator")
    require(demo, page, "mooring")
    assert in_date(demo, page, "mooring", "2025-12-10") == "1 of 1"
    assert in_date(demo, page, "mooring", "2025-12-11") == "0 of 1"

    renew(demo, page, "From the old expiry", {"Months that a renewal may be early": "3"})
    assert in_date(demo, page, "mooring", "2026-03-10") == "1 of 1"
    assert in_date(demo, page, "mooring", "2026-03-11") == "0 of 1"

    renew(demo, page, "To a day of the year", {"Day of the year": "31 March"})
    assert in_date(demo, page, "mooring", "2026-03-31") == "1 of 1"
    assert in_date(demo, page, "mooring", "2026-04-01") == "0 of 1"


def renew(demo: Demonstration, page: Page, way: str, fields: dict[str, str]) -> None:
    """Changes from when a renewal of the requirement counts."""
    page.goto(f"{demo.app}/requirements?search=mooring")
    page.get_by_role("main").get_by_role("link", name="Mooring").first.click()
    choose(page, "A renewal counts", way)
    form = form_with(page, "Required from")
    for label, text in fields.items():
        form.get_by_role("textbox", name=label, exact=True).fill(text)
    save(page, form)
    expect(page.get_by_role("heading", name="What it changes")).to_be_hidden()


def test_two_editions_stand_side_by_side_and_the_one_that_is_further_behind_decides(
    demo: Demonstration, tab: Callable[..., Page], learn: Callable[..., None]
) -> None:
    learn("tides", "2024-03-01", "2026-02-01")
    page = tab("Administrator")
    for edition, first, last in (("4th", "01/01/2020", "31/12/2025"), ("5th", "01/10/2025", "")):
        page.goto(f"{demo.app}/requirements")
        page.get_by_text("Add an edition", exact=True).first.click()
        form = form_with(page, "Id of the edition")
        for label, text in {
            "Id of the edition": f"harbour-{edition}",
            "Standard": "Harbour standard",
            "Edition": f"{edition} edition",
            "In effect from": first,
            "In effect until": last,
        }.items():
            form.get_by_role("textbox", name=label, exact=True).fill(text)
        save(page, form)
        expect(page.get_by_text("The edition is added.")).to_be_visible()
    every = {"Edition of a standard": "Harbour standard, 4", "Months until it is taken again": "36"}
    require(demo, page, "tides", **every)
    require(
        demo, page, "tides", **{"Edition of a standard": "Harbour standard, 5", "Required from": "01/01/2025"}
    )

    assert in_date(demo, page, "tides", "2025-09-30") == "1 of 1"
    assert in_date(demo, page, "tides", "2025-10-01") == "0 of 1"
    assert in_date(demo, page, "tides", "2026-02-01") == "1 of 1"
    assert in_date(demo, page, "tides", "2027-02-02") == "0 of 1"
    page.goto(f"{demo.app}/requirements?edition-search=harbour&effect-on=2025-11-01")
    editions = page.get_by_role("region", name="Editions of standards")
    expect(editions.get_by_text("in effect", exact=True)).to_have_count(2)


def test_a_pass_of_a_replaced_course_counts_if_the_requirement_says_so(
    demo: Demonstration, tab: Callable[..., Page], learn: Callable[..., None]
) -> None:
    learn("lamps", "2024-06-01")
    learn("lights")
    page = tab("Administrator")
    require(demo, page, "lights", **{"Months until it is taken again": "36"})
    page.goto(f"{demo.app}/requirements")
    page.get_by_text("Add an equivalence").first.click()
    choose(page, "Course that is required", "Lights")
    choose(page, "Course whose passes count for it", "Lamps")
    choose(page, "Why it counts", "Replaced")
    form = form_with(page, "Passes count from")
    form.get_by_role("textbox", name="Passes count from").fill("01/01/2020")
    save(page, form)
    expect(page.get_by_text("The equivalence is added.")).to_be_visible()
    assert in_date(demo, page, "lights", "2026-01-01") == "0 of 1"

    page.goto(f"{demo.app}/requirements?search=lights")
    page.get_by_role("main").get_by_role("link", name="Lights").first.click()
    choose(page, "Courses that it replaced", "They count")
    save(page, form_with(page, "Required from"))
    expect(page.get_by_role("heading", name="What it changes")).to_be_hidden()
    assert in_date(demo, page, "lights", "2026-01-01") == "1 of 1"
