"""A report of another system: what is asked about it, what completed means there, and what the figures say then."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from elearn.database import open_database
from elearn.look import Scheme
from tests import axe
from tests.depth import deep
from tests.journeys import lists
from tests.journeys.conftest import SignIn
from tests.journeys.test_app_pages import OURS, settle
from tests.serving import Demonstration

pytestmark = pytest.mark.browser

COURSE = "Bruising in infants who are not mobile"
TITLE = f"{COURSE}: what to look for, whom to tell and what to write down"
PARTS = [f"{TITLE} (part {number})" for number in range(1, 13)]
SAID = "because whoever imported said that completed means passed"


@pytest.mark.deep
@pytest.mark.parametrize(
    ("width", "scheme", "day"), [(1280, "light", "2025-11-26"), deep(390, "dark", "2025-11-27")]
)
def test_a_lead_answers_what_a_report_leaves_open_and_the_figures_say_so(
    demo: Demonstration, tab: SignIn, width: int, scheme: Scheme, day: str
) -> None:
    page = tab("Agency lead", width=width, scheme=scheme)
    page.goto(f"{demo.app}/imports?kind=completions")
    lists.choose(page, "Which course the file is about", COURSE)
    choose(page, report(people(demo), day))

    expect(page.get_by_role("heading", name="1 question about report.csv")).to_be_visible()
    answers = [page.get_by_role("button", name=part) for part in PARTS]
    places = [box for each in answers if (box := each.bounding_box())]
    assert len(places) == len(PARTS)
    assert all(low["y"] >= high["y"] + high["height"] for high, low in pairwise(places))
    if width == 390:
        assert {box["width"] for box in places} == {places[0]["width"]}
        assert places[0]["width"] > 300
    sound(page, scheme)
    answers[1].press("Enter")
    expect(answers[1]).to_have_count(0)
    settle(page, scheme)

    read = page.get_by_role("heading", name="How report.csv is read")
    expect(read).to_be_focused()
    changed = page.get_by_role("button", name="Change the answer to “Which of these activities")
    changed.click()
    expect(page.get_by_role("heading", name="1 question about report.csv")).to_be_focused()
    answers[1].click()
    expect(answers[1]).to_have_count(0)
    settle(page, scheme)
    expect(read).to_be_focused()
    expect(page.get_by_text("2 people have completed a course that has a pass mark")).to_be_visible()
    expect(page.get_by_label("Preview")).to_contain_text("Result not known 2")
    sound(page, scheme)

    means = page.get_by_text("Here, completed means passed: count 2 people as passed")
    means.click()
    expect(page.get_by_text("2 people count as passed because you say")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Here, completed means passed")).to_be_focused()
    page.get_by_role("button", name="Apply 2 rows").click()
    expect(page.get_by_role("status").filter(has_text="2 rows written")).to_be_visible()
    page.get_by_role("region", name="Imports so far").get_by_text(
        "How report.csv was read, with 1 answer"
    ).first.click()
    expect(page.get_by_text("Completed means passed, says Gareth Mensah").first).to_be_visible()
    sound(page, scheme)

    page.goto(f"{demo.app}/who-is-due")
    expect(page.get_by_text(SAID).first).to_be_visible()


def sound(page: Page, scheme: Scheme) -> None:
    """Checks that the page fits, that its headings are in order, and that axe finds nothing wrong in what we draw."""
    settle(page, scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    levels = page.locator(f"{OURS} :is(h1, h2, h3)").evaluate_all("all => all.map(each => +each.tagName[1])")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert axe.faults(page, OURS) == []


def people(demo: Demonstration) -> list[tuple[str, str]]:
    """The address and the name of four people of the lead's agency of whom the course is required."""
    with open_database(str(demo.database)) as database, database.read() as conn:
        found = conn.tuples(
            """
            select distinct person.email, person.name
              from person
              join post on post.person = person.id
              join requirement r on r.role_group = post.role_group and r.agency = post.agency
             where post.agency = 'community-health' and post.ends_on is null
               and r.course = 'bruising-in-non-mobile-infants'
               and not exists (select 1 from completion c where c.person = person.id and c.course = r.course)
             order by person.email limit 4
            """
        )
    return [(email, name) for email, name in found]


def report(people: list[tuple[str, str]], day: str) -> str:
    """A report with two columns for each activity. Of the second one, the first two people completed it."""
    lines = [',"Email address",' + ",".join(f'"{part}",""' for part in PARTS)]
    for place, (email, name) in enumerate(people):
        cells = [
            f'"Completed","{day} 22:40:07"' if number == 1 and place < 2 else '"Not completed",""'
            for number in range(len(PARTS))
        ]
        lines.append(f'"{name}","{email}",{",".join(cells)}')
    return "\n".join(lines) + "\n"


def choose(page: Page, content: str) -> None:
    """Chooses the report on the page Imports."""
    uploader = page.get_by_test_id("stFileUploader").filter(has_text="File of completions")
    uploader.locator("input[type=file]").set_input_files(
        {"name": "report.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
