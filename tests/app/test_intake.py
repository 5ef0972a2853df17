"""A trainer corrects what was recognised in a report.

What they typed stays, and the draft becomes a new file.
"""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app.screens.intake import Work
from elearn.content.review.reviews import load_review
from elearn.intake.document import Document
from elearn.intake.draft import begin_draft
from elearn.intake.extract import read_document
from elearn.intake.flags import flags_in_document
from elearn.intake.recognise import recognise_learning
from elearn.settings import settings
from tests.app.conftest import ROOT, said
from tests.intake.material import FOLDER, read

Open = Callable[..., AppTest]
OWN = "An officer stayed with the child and wrote down what the child said."


@pytest.fixture
def reviews(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of reviews that a test may write to."""
    folder = tmp_path / "reviews"
    folder.mkdir()
    shutil.copy(ROOT / "reviews" / "boards.yaml", folder)
    monkeypatch.setattr(settings(), "reviews", folder)
    return folder


def at_work() -> Work:
    """The work on the report that has a date of birth and an address on its first page."""
    report = read(FOLDER / "13-word-only-bold.txt")
    document = Document(report.filename, read_document(report.file()).paragraphs)
    draft = begin_draft(recognise_learning(document), document.name)
    return Work("a1", document, draft, flags_in_document(document))


def part(app: AppTest, name: str) -> AppTest:
    """Opens another part of the screen."""
    app.session_state["intake_part"] = name
    return app.run()


def test_what_was_typed_stays_and_the_draft_is_saved_beside_the_others(open_as: Open, reviews: Path) -> None:
    app = open_as("tom", "intake")
    app.session_state["intake_work"] = at_work()
    app = part(app, "findings")
    assert "The officer who came sat on the floor" in said(app)
    app.text_area(key="intake_a1_f1_words").set_value(OWN)
    app.checkbox(key="intake_a1_f2_take").uncheck()
    app.selectbox(key="intake_a1_f3_tier").set_value("strategic").run()
    part(app, "recommendations")
    app.selectbox(key="intake_a1_r1_finding").set_value("f3").run()
    part(app, "flags")
    assert "born 14/03/2019" in said(app)
    part(app, "findings")
    assert app.text_area(key="intake_a1_f1_words").value == OWN
    part(app, "file")
    app.button(key="intake_save").click().run()
    assert not app.exception
    assert "Saved as a draft" in said(app)
    review = load_review(reviews / "skerrow-2022-bramble.md").review
    assert review
    assert review.status == "draft"
    assert review.findings[0].body.startswith(OWN)
    assert [each.id for each in review.findings] == ["f1", "f3", "f4", "f5"]
    assert review.findings[1].tier == "strategic"
    assert review.recommendations[0].finding == "f3"
    assert "crisis plan named" not in (reviews / "skerrow-2022-bramble.md").read_text(encoding="utf-8")


def test_an_identifying_detail_that_is_typed_is_flagged_and_can_be_taken_out(open_as: Open) -> None:
    app = open_as("tom", "intake")
    app.session_state["intake_work"] = at_work()
    part(app, "findings")
    app.text_area(key="intake_a1_f1_words").set_value("The family of 12 Mill Lane was seen.").run()
    assert "12 Mill Lane" in said(app)
    app.button(key="intake_a1_f1_words_rewrite").click().run()
    assert not app.exception
    assert "Mill Lane" not in app.text_area(key="intake_a1_f1_words").value
    assert "Mill Lane" not in app.session_state["intake_work"].draft.findings[0].words


def test_the_name_of_the_file_follows_the_label_until_somebody_types_one(
    open_as: Open, reviews: Path
) -> None:
    app = open_as("tom", "intake")
    app.session_state["intake_work"] = at_work()
    part(app, "file")
    assert app.text_input(key="intake_a1_a1_slug").value == "skerrow-2022-bramble"
    part(app, "about")
    app.text_input(key="intake_a1__label").set_value("Bracken").run()
    part(app, "file")
    assert app.text_input(key="intake_a1_a1_slug").value == "skerrow-2022-bracken"
    app.text_input(key="intake_a1_a1_slug").set_value("our-own-name").run()
    part(app, "about")
    app.text_input(key="intake_a1__label").set_value("Bramble").run()
    part(app, "file")
    assert app.text_input(key="intake_a1_a1_slug").value == "our-own-name"
    assert not app.exception


def test_a_report_with_corrections_is_never_closed_for_another(open_as: Open, reviews: Path) -> None:
    app = open_as("tom", "intake")
    begun = {name: at_work() for name in ("a", "b", "c", "d")}
    app.session_state["intake_begun"] = begun
    app.run()
    report = read(FOLDER / "13-word-only-bold.txt")
    app.file_uploader(key="intake_file").upload(report.filename, report.file(), "application/zip").run()
    assert "4 reports are open" in said(app)
    begun["b"].saved = ["b.md"]
    app.run()
    assert "4 reports are open" not in said(app)
    assert list(app.session_state["intake_begun"])[:3] == ["a", "c", "d"]
    assert not app.exception


def test_what_is_to_look_at_in_the_draft_is_listed(open_as: Open, reviews: Path) -> None:
    work = at_work()
    for finding in work.draft.findings:
        finding.nature = "improvement"
    app = open_as("tom", "intake")
    app.session_state["intake_work"] = work
    part(app, "file")
    assert not app.exception
    assert "The review finds no strength." in said(app)


def test_a_link_to_a_finding_outlives_a_finding_that_is_left_out_for_a_while(
    open_as: Open, reviews: Path
) -> None:
    app = open_as("tom", "intake")
    app.session_state["intake_work"] = at_work()
    part(app, "recommendations")
    app.selectbox(key="intake_a1_r1_finding").set_value("f3").run()
    part(app, "findings")
    app.checkbox(key="intake_a1_f3_take").uncheck().run()
    part(app, "recommendations")
    part(app, "findings")
    app.checkbox(key="intake_a1_f3_take").check().run()
    part(app, "recommendations")
    assert app.selectbox(key="intake_a1_r1_finding").value == "f3"


def test_the_day_of_an_old_review_can_be_filled_in(open_as: Open, reviews: Path) -> None:
    app = open_as("tom", "intake")
    app.session_state["intake_work"] = at_work()
    part(app, "about")
    field = app.date_input(key="intake_a1__published")
    assert (field.min.year, field.max.year) == (1990, 2100)
    field.set_value(date(2011, 3, 14)).run()
    assert not app.exception
    assert app.session_state["intake_work"].draft.published == date(2011, 3, 14)


def test_a_draft_may_say_where_its_document_is_published(open_as: Open, reviews: Path) -> None:
    app = open_as("tom", "intake")
    app.session_state["intake_work"] = at_work()
    app = part(app, "about")
    field = app.text_input(key="intake_a1__address")
    field.set_value("skerrow.example/bramble").run()
    app = part(app, "file")
    assert "Write all of it, starting with https://." in said(app)
    assert not [each for each in app.button if each.key == "intake_save"]
    app = part(app, "about")
    app.text_input(key="intake_a1__address").set_value("https://skerrow.example/bramble").run()
    app = part(app, "file")
    app.button(key="intake_save").click().run()
    saved = next(path for path in reviews.glob("*.md"))
    loaded = load_review(saved)
    assert loaded.problems == []
    assert loaded.review
    assert [each.address for each in loaded.review.documents] == ["https://skerrow.example/bramble"]


def test_the_report_is_kept_with_the_draft_only_if_the_trainer_ticks_that(
    open_as: Open, reviews: Path
) -> None:
    report = read(FOLDER / "13-word-only-bold.txt")
    app = open_as("tom", "intake")
    content = report.file()
    app.file_uploader(key="intake_file").upload(report.filename, content, "application/zip").run()
    work = app.session_state["intake_work"]
    app = part(app, "file")
    assert "file: " not in app.code[-1].value
    app.button(key="intake_save").click().run()
    assert not (reviews / "files").exists()
    app.checkbox(key=f"intake_{work.id}_{work.id}_keeps_report").check().run()
    assert "file: skerrow-2022-bramble.docx" in app.code[-1].value
    app.button(key="intake_save").click().run()
    assert [path.read_bytes() for path in (reviews / "files").iterdir()] == [content]
    assert {path.name for path in (reviews / "files").iterdir()} == {"skerrow-2022-bramble-2.docx"}
    assert load_review(reviews / "skerrow-2022-bramble-2.md").review
    app = open_as("tom", "intake")
    app.session_state["intake_work"] = at_work()
    app = part(app, "file")
    assert "choose the report once more above" in said(app)
    assert not [each for each in app.checkbox if str(each.key).endswith("keeps_report")]
