"""A trainer hands in a report on a phone, corrects what was recognised in it, and finds all of it again."""

from pathlib import Path

import pytest

from elearn.content.review.reviews import read_review
from tests.intake.material import FOLDER, read
from tests.journeys.conftest import SignIn, person_with
from tests.journeys.test_app_pages import broken_rules, settle
from tests.journeys.test_trainer import faults
from tests.serving import Demonstration

pytestmark = pytest.mark.browser

OWN = "A district nurse kept on coming."
MORE = f"{OWN} Nobody else did."
KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('elearn-typed:')).length"


@pytest.mark.deep
def test_a_report_becomes_a_draft_that_outlives_a_reload_and_a_sign_out(
    demo: Demonstration, sign_in: SignIn, tmp_path: Path
) -> None:
    report = read(FOLDER / "09-learning-review-two-columns.txt")
    (tmp_path / report.filename).write_bytes(report.file())
    page = sign_in("Trainer", width=390, height=844)
    page.emulate_media(color_scheme="dark")
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
    words.press_sequentially(OWN)
    first.get_by_text(f"The file will say: {OWN}").wait_for()
    page.wait_for_function(f"{KEPT} === 0")
    settle(page, "dark")
    assert broken_rules(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    first.get_by_text(f"The file will say: {OWN}").wait_for()
    settle(page, "dark")
    address = page.url
    page.context.request.post(f"{demo.runtime}/sign-out", headers={"Origin": demo.runtime}, max_redirects=0)
    # All at once, because the page ends as soon as the app is told of a part. The browser has it, and nobody else
    words.fill(MORE)
    page.get_by_role("button", name=person_with("Trainer").name).click()
    page.get_by_role("link", name="Sign out").wait_for()
    page.goto(address)
    first.get_by_text(f"The file will say: {MORE}").wait_for()
    page.wait_for_function(f"{KEPT} === 0")
    page.get_by_role("radio", name="The draft file").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download it instead").click()
    slug = Path(coming.value.suggested_filename).stem
    text = Path(coming.value.path()).read_text(encoding="utf-8")
    review, _ = read_review(slug, text, coming.value.suggested_filename)
    assert review
    assert (slug, review.status) == ("marrowdale-2023-juniper", "draft")
    assert review.findings[0].body.startswith(MORE)
    assert wrong == []


@pytest.mark.deep
def test_two_windows_that_type_into_one_field_keep_the_words_of_both(
    demo: Demonstration, sign_in: SignIn, tmp_path: Path
) -> None:
    report = read(FOLDER / "13-word-only-bold.txt")
    (tmp_path / report.filename).write_bytes(report.file())
    one = sign_in("Trainer")
    one.goto(f"{demo.app}/from-a-document")
    one.locator("input[type=file]").set_input_files(tmp_path / report.filename)
    one.get_by_role("heading", name="Bramble, Skerrow Safeguarding Children Partnership").wait_for()
    address = f"{one.url}&part=findings"
    two = one.context.new_page()
    for page in (one, two):
        page.goto(address)
        page.locator(".st-key-intake_item_f1").get_by_label("In your own words").wait_for()
        settle(page)
    for page, words in ((one, OWN), (two, "A nurse did.")):
        page.locator(".st-key-intake_item_f1").get_by_label("In your own words").press_sequentially(words)
    two.get_by_role("heading", name="Two windows wrote into f1").wait_for()
    assert {OWN, "A nurse did."} <= {*two.locator("blockquote").all_inner_texts()}
    two.get_by_role("button", name="Use these words instead").click()
    two.get_by_text("The file will say: A nurse did.").wait_for()
    two.wait_for_function(f"{KEPT} === 0")
