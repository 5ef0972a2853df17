"""Lists that people take away, fill in and bring back, and the trend of figures, wide and on a phone."""

import csv
import io
import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from playwright.sync_api import Download, Page, expect

from elearn.days import today
from tests.journeys.conftest import SignIn
from tests.journeys.test_app_pages import settle
from tests.serving import Demonstration

pytestmark = pytest.mark.browser
DRAWN = "width => document.querySelector('[data-testid=stVegaLiteChart] svg')?.getBoundingClientRect().right <= width"
"""Whether the chart is drawn for a page of this width."""


@pytest.mark.deep
def test_a_lead_brings_back_the_list_of_who_is_due(demo: Demonstration, tab: SignIn) -> None:
    page = tab("Agency lead", width=390, height=844)
    page.goto(f"{demo.app}/who-is-due")
    page.get_by_role("region", name="People").wait_for()
    with page.expect_download() as coming:
        page.get_by_role("button", name="as CSV").click()
    assert coming.value.suggested_filename == f"who-is-due-{today()}.csv"
    lines = rows(coming.value)
    first = {**lines[0], "completed_on": today().isoformat(), "passed": "yes"}
    wrong = {**lines[1], "score": "80"}

    bring(demo, page, "filled-in.csv", [first, wrong, *lines[2:20]])
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_contain_text("18 rows say nothing of a completion, and are left out.")
    expect(page.get_by_role("region", name="Questions about the file")).to_have_count(0)
    expect(page.get_by_role("alert")).to_contain_text("The row gives a result or a score, and no day.")
    page.get_by_text("Apply the good rows and leave these out").click()
    page.get_by_role("button", name="Apply 1 row").dblclick()

    done = page.get_by_role("status", name="What was applied")
    expect(done).to_contain_text("Applied: completions, from filled-in.csv")
    expect(done.get_by_role("heading")).to_be_focused()
    expect(done).to_contain_text(f"{first['Agency name']}, {first['Course title']}")
    settle(page)
    page.set_viewport_size({"width": 1280, "height": 844})
    expect(done.get_by_role("link", name=re.compile(re.escape(first["Course title"]))).first).to_be_visible()
    expect(preview).to_have_count(0)
    expect(page.get_by_role("button", name="Apply")).to_have_count(0)
    expect(page.get_by_role("rowheader", name="filled-in.csv")).to_have_count(1)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the rejected rows").click()
    assert [line["email"] for line in rows(coming.value)] == [wrong["email"]]

    bring(demo, page, "again.csv", lines[2:5])
    expect(preview).to_contain_text("Nothing is filled in yet, so there is nothing to apply.")
    expect(done).to_have_count(0)


def test_the_trend_names_each_of_its_days_once_and_turns_light_on_paper(
    demo: Demonstration, tab: SignIn
) -> None:
    page = tab("Board member", scheme="dark")
    page.goto(f"{demo.app}/coverage")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download as CSV").first.click()
    assert coming.value.suggested_filename == f"coverage-by-agency-and-course-{today()}.csv"
    line = rows(coming.value)[0]
    assert line["As at"] == today().isoformat()
    assert line["Against target"] in ("On target", "Close", "Below", "Too little to say")
    assert line["Agency"] != line["Agency id"]

    chart = page.get_by_test_id("stVegaLiteChart").locator("svg")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_function(DRAWN, arg=width)
        settle(page, "dark")
        labels = chart.locator(".role-axis-label text").filter(has_text=re.compile(r"20\d\d"))
        expect(labels).to_have_count(9)
        assert len(set(labels.all_text_contents())) == 9
        assert apart([label.bounding_box() or {} for label in labels.all()])
    inks = chart.locator(".mark-line path").first
    dark = inks.evaluate("line => getComputedStyle(line).stroke")
    page.emulate_media(media="print", color_scheme="dark")
    assert inks.evaluate("line => getComputedStyle(line).stroke") != dark


def apart(boxes: Sequence[dict[str, float]]) -> bool:
    """Whether none of the boxes, which stand in a row, touches the next."""
    return all(one["x"] + one["width"] <= other["x"] for one, other in pairwise(boxes))


def rows(download: Download) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(download.path().read_text("utf-8-sig"))))


def bring(demo: Demonstration, page: Page, name: str, lines: Sequence[dict[str, str]]) -> None:
    """Opens Imports and chooses a file of completions."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(lines[0]))
    writer.writeheader()
    writer.writerows(lines)
    page.goto(f"{demo.app}/imports?kind=completions")
    uploader = page.get_by_test_id("stFileUploader").filter(has_text="File of completions")
    uploader.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": out.getvalue().encode()}
    )
