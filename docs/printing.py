"""Prints the board's page of the demonstration, with a picture of each sheet: part of `make screenshots`.

Every course and one course, from a light and from a dark screen, below `var/screens`. On paper both look the same.
"""

import sys
import tempfile
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.browsing import SCHEMES, SCREENS, browser, settle, signed_in
from tests.serving import demonstration

from elearn.demo import PEOPLE

SCALE = 1.5
"""Pixels to a point, of which an inch has 72."""


def main() -> None:
    """Writes the PDF and the pictures of each."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    [board] = (person.email for person in PEOPLE if person.role == "Board member")
    with browser() as launched, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with demonstration(folder, folder / "served") as demo:
            for scheme in SCHEMES:
                page = signed_in(launched, demo, board).new_page()
                page.emulate_media(color_scheme=scheme)
                page.goto(f"{demo.app}/coverage")
                settle(page)
                printed(page, f"coverage-printed-{scheme}")
                choose_course(page)
                printed(page, f"coverage-one-course-printed-{scheme}")


def choose_course(page: Page) -> None:
    """Chooses the first course."""
    page.get_by_role("combobox", name="Course").click()
    page.get_by_role("option").nth(1).click()
    page.get_by_role("heading", name="Each agency").wait_for()
    settle(page)


def printed(page: Page, name: str) -> None:
    """Writes the page as a PDF, and each of its sheets as a picture."""
    pdf = SCREENS / f"{name}.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    for number, sheet in enumerate(pypdfium2.PdfDocument(pdf), 1):
        sheet.render(scale=SCALE).to_pil().save(SCREENS / f"{name}-sheet-{number}.png")


if __name__ == "__main__":
    main()
