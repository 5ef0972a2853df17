"""A member of the board prints Coverage for a meeting: light paper, whole tables, and where the figures are from."""

import io
from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from elearn.days import in_words, today
from tests.journeys.test_app_pages import settle
from tests.serving import Demonstration

pytestmark = pytest.mark.browser


def sheets(content: bytes) -> list[str]:
    """What each sheet says."""
    return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.deep
def test_the_board_prints_coverage_for_a_meeting(demo: Demonstration, tab: Callable[..., Page]) -> None:
    page = tab("Board member", scheme="dark")
    page.goto(f"{demo.app}/coverage")
    table = page.get_by_role("region", name="Coverage by agency and course")
    names = table.get_by_role("rowheader")
    names.first.wait_for()
    page.get_by_role("region", name="How this is counted").wait_for()
    settle(page, "dark")
    agencies = [each.split("\n")[0] for each in names.all_inner_texts()]
    courses = table.get_by_role("columnheader").all_inner_texts()[1:]
    content = page.pdf(prefer_css_page_size=True)
    texts = sheets(content)

    together = " ".join(texts)
    assert [name for name in agencies + courses if name not in together] == []
    day = in_words(today())
    assert f"As at {day} · Course: All courses · Agency: All agencies" in texts[0]
    for number, text in enumerate(texts, 1):
        assert f"{demo.app}/coverage" in text
        assert f"As at {day} · Printed {day} · page {number} of {len(texts)}" in text
    for unwanted in ("Sign out", "Download", "Scroll the table"):
        assert unwanted not in together
    trend = next(text for text in texts if "The last two years" in text)
    assert "In date, %" in trend  # the axis of the chart
    assert "The same as a table" in trend  # which is folded on the screen

    for sheet in pypdfium2.PdfDocument(content):
        picture = sheet.render(scale=1, grayscale=True).to_pil()
        levels = picture.histogram()
        assert sum(levels[230:]) > 0.6 * picture.width * picture.height  # light
        assert next(level for level, count in enumerate(levels) if count) < 100  # with dark words
    page.wait_for_function("!document.getElementById('paper')")

    page.set_viewport_size({"width": 390, "height": 844})
    settle(page, "dark")
    from_a_phone = " ".join(sheets(page.pdf(prefer_css_page_size=True)))
    assert [name for name in agencies + courses if name not in from_a_phone] == []
    assert f"As at {day} · Printed {day} · page 1 of " in from_a_phone


def test_a_review_that_is_closed_says_so_on_each_sheet(demo: Demonstration, tab: Callable[..., Page]) -> None:
    page = tab("Board member")
    page.goto(f"{demo.app}/reviews?review=marrowshire-2021-kestrel")
    page.get_by_text("Briefings to print").wait_for()
    settle(page)
    texts = sheets(page.pdf(prefer_css_page_size=True))
    assert len(texts) > 1
    mark = (
        "Restricted: not for further circulation. Marrowshire publishes for 1 year: public until 10 May 2022."
    )
    assert all(mark in text for text in texts)
    assert "is kept here." in " ".join(texts)  # “file” has a ligature on paper
    assert "Download it below." not in " ".join(texts)
