"""A trainer hands in a report on a phone, corrects what was recognised in it, and takes the draft away."""

from pathlib import Path

import pytest

from elearn.content.review.reviews import read_review
from tests.intake.material import FOLDER, read
from tests.journeys.conftest import SignIn
from tests.journeys.test_app_pages import broken_rules, settle
from tests.journeys.test_trainer import faults
from tests.serving import Demonstration

pytestmark = pytest.mark.browser

OWN = "A district nurse kept on coming."


def test_a_report_becomes_a_draft_that_is_taken_away(
    demo: Demonstration, tab: SignIn, tmp_path: Path
) -> None:
    report = read(FOLDER / "09-learning-review-two-columns.txt")
    (tmp_path / report.filename).write_bytes(report.file())
    page = tab("Trainer", width=390, height=844, scheme="dark")
    wrong = faults(page)
    page.goto(f"{demo.app}/from-a-document")
    page.locator("input[type=file]").set_input_files(tmp_path / report.filename)
    page.get_by_role("heading", name="Juniper, Marrowdale Safeguarding Partnership").wait_for()
    page.get_by_role("radio", name="Findings (6)").click()
    # The first part has such a field too: it must not take the words while it is being replaced
    first = page.locator(".st-key-intake_item_f1")
    words = first.get_by_label("In your own words")
    words.wait_for()
    settle(page, "dark")
    words.fill(OWN)
    words.press("Control+Enter")
    first.get_by_text(f"The file will say: {OWN}").wait_for()
    settle(page, "dark")
    assert broken_rules(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("radio", name="The draft file").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download it instead").click()
    slug = Path(coming.value.suggested_filename).stem
    text = Path(coming.value.path()).read_text(encoding="utf-8")
    review, _ = read_review(slug, text, coming.value.suggested_filename)
    assert review
    assert (slug, review.status) == ("marrowdale-2023-juniper", "draft")
    assert review.findings[0].body.startswith(OWN)
    assert wrong == []
