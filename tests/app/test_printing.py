"""Tables on paper: whole, whatever their width, and with what each row and column is on every page."""

import io
from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from elearn.app import drawing
from elearn.app.agency_rows import Line
from elearn.app.screens.board_links import BoardLinks
from elearn.reporting.coverage import CoverageRow
from elearn.tracker import Actor
from tests.depth import deep

pytestmark = pytest.mark.browser

AS_AT = date(2026, 3, 31)
AGENCIES = 200
BOARD = Actor(1, "Bo Board", "bo@north.example", frozenset({"board"}), frozenset())
UPRIGHT, ACROSS = (595, 842), (842, 595)
"""A4 in points, which are 1/72 inch."""
LONG = ", with partner schools, nurseries and practices of the towns by the river, and in the valleys of the north"
ADDRESS = "http://wrenshire.example/coverage"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.route(ADDRESS + "*", lambda route: route.fulfill(body="", content_type="text/html"))
    yield page
    context.close()


def agency(number: int) -> str:
    return f"Wharf Lane School number {number:03}"


def course(number: int) -> str:
    return f"Learning from review {number:02}"


def heat(courses: int, more: str = "") -> str:
    """A table of agencies by course, as Coverage draws it. The name of each course ends with `more`."""
    row = CoverageRow({}, AS_AT, 1_504, 1_306, 8, 90, 100, "roster", 90)
    lines = [
        (Line(f"a{n}", agency(n), 0, 0, False, ""), [row, None, *[row] * courses][:courses])
        for n in range(AGENCIES)
    ]
    return drawing.rendered(
        "coverage-heat.html",
        first="Agency",
        label="Coverage by agency and course",
        as_at=AS_AT,
        courses={f"c{n}": course(n) + more for n in range(courses)},
        lines=lines,
        links=BoardLinks(BOARD, BOARD.coverage_scope(), [], AS_AT, None),
        linked=True,
    )


def printed(page: Page, html: str, query: str = "") -> pypdfium2.PdfDocument:
    """What a printer gets of a page of ours that holds this."""
    page.goto(ADDRESS + query)
    page.set_content(
        f"<style>{drawing.style()}</style><div class='stApp'><div class='stMainBlockContainer'>"
        f"<div class='stHtml'><h2>Agency by course</h2></div><div class='stHtml'>{html}</div></div></div>"
        f"<script>{drawing.scripts()}</script>"
    )
    return pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize(
    ("courses", "parts", "size"),
    [deep(4, 1, UPRIGHT), deep(8, 1, ACROSS), (12, 2, ACROSS), deep(40, 4, ACROSS)],
)
def test_a_table_of_any_width_is_printed_whole(
    page: Page, courses: int, parts: int, size: tuple[int, int]
) -> None:
    document = printed(page, heat(courses))
    pages = [sheet.get_textpage() for sheet in document]
    texts = [" ".join(text.get_text_range().split()) for text in pages]
    together = " ".join(texts)
    assert {tuple(round(side) for side in sheet.get_size()) for sheet in document} == {size}
    assert [together.count(agency(n)) for n in range(AGENCIES)] == [parts] * AGENCIES
    assert together.count("86.8%") == AGENCIES * (courses - 1)
    for text in texts:
        assert "Agency" in text
    for number in range(courses):
        assert sum(course(number) in text for text in texts) >= len(texts) // parts
    for text in pages:
        for left, bottom, right, top in (text.get_rect(n) for n in range(text.count_rects())):
            assert 0 <= left <= right <= size[0]
            assert 0 <= bottom <= top <= size[1]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#paper").count() == 0


def test_the_columns_of_long_names_are_named_on_every_page(page: Page) -> None:
    document = printed(page, heat(8, LONG))
    texts = [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document]
    assert len(texts) > 2
    assert [number for number, text in enumerate(texts) if "valleys of the north" not in text] == []


def test_the_foot_of_a_page_has_the_address_as_it_is_written(page: Page) -> None:
    [sheet] = printed(page, "<p>Some words.</p>", "?search=%22a%22\\}#part")
    assert f"{ADDRESS}?search=%22a%22\\}}" in sheet.get_textpage().get_text_range()
    assert "#part" not in sheet.get_textpage().get_text_range()
