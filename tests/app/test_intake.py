"""A trainer corrects what was recognised in a report.

What they typed stays, and the draft becomes a new file.
"""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from elearn.content.review.reviews import load_review
from elearn.database import Database
from elearn.intake import Draft, document_as_json, draft_as_json, draft_from_json
from elearn.intake.document import Document
from elearn.intake.draft import begin_draft
from elearn.intake.extract import read_document
from elearn.intake.recognise import recognise_learning
from elearn.settings import settings
from elearn.tracker.registers import review_work
from elearn.tracker.scope import actor, give_role
from tests.app.conftest import ROOT, person, said
from tests.intake.material import FOLDER, read
from tests.intake.test_opening import WRITTEN

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


def at_work(county: Database, name: str = "tom") -> str:
    """The id of somebody's work on the report that has a date of birth and an address on its first page."""
    report = read(FOLDER / "13-word-only-bold.txt")
    document = Document(report.filename, read_document(report.file()).paragraphs)
    draft = draft_as_json(begin_draft(recognise_learning(document), document.name))
    who = actor(county, person(county, name))
    kept = document_as_json(document)
    return str(review_work.begin(county, who, draft, name=report.filename, report="a hash", document=kept))


def draft_of(county: Database, id: str, name: str = "tom") -> Draft:
    """The draft as the database has it."""
    return draft_from_json(review_work.one(county, actor(county, person(county, name)), int(id)).draft)


def part(app: AppTest, name: str) -> AppTest:
    """Opens another part of the screen."""
    app.session_state["intake_part"] = name
    return app.run()


def test_what_was_typed_stays_and_the_draft_is_saved_beside_the_others(
    open_as: Open, county: Database, reviews: Path
) -> None:
    id = at_work(county)
    app = open_as("tom", "intake", work=id)
    app = part(app, "findings")
    assert "The officer who came sat on the floor" in said(app)
    app.text_area(key=f"intake_{id}_f1_words").set_value(OWN)
    app.checkbox(key=f"intake_{id}_f2_take").uncheck()
    app.selectbox(key=f"intake_{id}_f3_tier").set_value("strategic").run()
    part(app, "recommendations")
    app.selectbox(key=f"intake_{id}_r1_finding").set_value("f3").run()
    part(app, "flags")
    assert "born 14/03/2019" in said(app)
    part(app, "findings")
    assert app.text_area(key=f"intake_{id}_f1_words").value == OWN
    part(app, "file")
    app.button(key="intake_save").click().run()
    assert not app.exception
    assert "It is in skerrow-2022-bramble.md" in said(app)
    review = load_review(reviews / "skerrow-2022-bramble.md").review
    assert review
    assert review.status == "draft"
    assert review.findings[0].body.startswith(OWN)
    assert [each.id for each in review.findings] == ["f1", "f3", "f4", "f5"]
    assert review.findings[1].tier == "strategic"
    assert review.recommendations[0].finding == "f3"
    assert "crisis plan named" not in (reviews / "skerrow-2022-bramble.md").read_text(encoding="utf-8")


def test_an_identifying_detail_that_is_typed_is_flagged_and_can_be_taken_out(
    open_as: Open, county: Database
) -> None:
    id = at_work(county)
    app = open_as("tom", "intake", work=id)
    part(app, "findings")
    app.text_area(key=f"intake_{id}_f1_words").set_value("The family of 12 Mill Lane was seen.").run()
    assert "12 Mill Lane" in said(app)
    app.button(key=f"intake_{id}_f1_words_rewrite").click().run()
    assert not app.exception
    assert "Mill Lane" not in app.text_area(key=f"intake_{id}_f1_words").value
    assert "Mill Lane" not in draft_of(county, id).findings[0].words


def test_the_name_of_the_file_follows_the_label_until_somebody_types_one(
    open_as: Open, county: Database, reviews: Path
) -> None:
    id = at_work(county)
    app = open_as("tom", "intake", work=id)
    part(app, "file")
    assert app.text_input(key=f"intake_{id}__slug").value == "skerrow-2022-bramble"
    part(app, "about")
    app.text_input(key=f"intake_{id}__label").set_value("Bracken").run()
    part(app, "file")
    assert app.text_input(key=f"intake_{id}__slug").value == "skerrow-2022-bracken"
    app.text_input(key=f"intake_{id}__slug").set_value("our-own-name").run()
    part(app, "about")
    app.text_input(key=f"intake_{id}__label").set_value("Bramble").run()
    part(app, "file")
    assert app.text_input(key=f"intake_{id}__slug").value == "our-own-name"
    assert not app.exception


def test_what_is_to_look_at_in_the_draft_is_listed(open_as: Open, county: Database, reviews: Path) -> None:
    id = at_work(county)
    app = part(open_as("tom", "intake", work=id), "findings")
    for number in range(1, len(draft_of(county, id).findings) + 1):
        app.radio(key=f"intake_{id}_f{number}_nature").set_value("improvement")
    app.run()
    part(app, "file")
    assert not app.exception
    assert "The review finds no strength." in said(app)


def test_a_link_to_a_finding_outlives_a_finding_that_is_left_out_for_a_while(
    open_as: Open, county: Database, reviews: Path
) -> None:
    id = at_work(county)
    app = open_as("tom", "intake", work=id)
    part(app, "recommendations")
    app.selectbox(key=f"intake_{id}_r1_finding").set_value("f3").run()
    part(app, "findings")
    app.checkbox(key=f"intake_{id}_f3_take").uncheck().run()
    part(app, "recommendations")
    part(app, "findings")
    app.checkbox(key=f"intake_{id}_f3_take").check().run()
    part(app, "recommendations")
    assert app.selectbox(key=f"intake_{id}_r1_finding").value == "f3"


def test_the_day_of_an_old_review_can_be_filled_in(open_as: Open, county: Database, reviews: Path) -> None:
    id = at_work(county)
    app = open_as("tom", "intake", work=id)
    part(app, "about")
    field = app.date_input(key=f"intake_{id}__published")
    assert (field.min.year, field.max.year) == (1990, 2100)
    field.set_value(date(2011, 3, 14)).run()
    assert not app.exception
    assert draft_of(county, id).published == date(2011, 3, 14)


def test_a_draft_may_say_where_its_document_is_published(
    open_as: Open, county: Database, reviews: Path
) -> None:
    id = at_work(county)
    app = open_as("tom", "intake", work=id)
    app = part(app, "about")
    field = app.text_input(key=f"intake_{id}__address")
    field.set_value("skerrow.example/bramble").run()
    app = part(app, "file")
    assert "Write all of it, starting with https://." in said(app)
    assert not [each for each in app.button if each.key == "intake_save"]
    app = part(app, "about")
    app.text_input(key=f"intake_{id}__address").set_value("https://skerrow.example/bramble").run()
    app = part(app, "file")
    app.button(key="intake_save").click().run()
    saved = next(path for path in reviews.glob("*.md"))
    loaded = load_review(saved)
    assert loaded.problems == []
    assert loaded.review
    assert [each.address for each in loaded.review.documents] == ["https://skerrow.example/bramble"]


def test_the_report_is_kept_with_the_draft_only_if_the_trainer_ticks_that(
    open_as: Open, county: Database, reviews: Path
) -> None:
    report = read(FOLDER / "13-word-only-bold.txt")
    app = open_as("tom", "intake")
    content = report.file()
    app.file_uploader(key="intake_file").upload(report.filename, content, "application/zip").run()
    id = "".join(app.query_params["work"])
    app = part(app, "file")
    assert "file: " not in app.code[-1].value
    app.button(key="intake_save").click().run()
    assert not (reviews / "files").exists()
    app.checkbox(key=f"intake_{id}__keep_report").check().run()
    assert "file: skerrow-2022-bramble.docx" in app.code[-1].value
    app.button(key="intake_save").click().run()
    assert [path.read_bytes() for path in (reviews / "files").iterdir()] == [content]
    assert {path.name for path in reviews.glob("*.md")} == {"skerrow-2022-bramble.md"}
    saved = load_review(reviews / "skerrow-2022-bramble.md")
    assert saved.review
    assert [each.file for each in saved.review.documents] == ["skerrow-2022-bramble.docx"]
    app.button(key="intake_save").click().run()
    assert load_review(reviews / "skerrow-2022-bramble.md").content == saved.content
    app = part(open_as("tom", "intake", work=id), "file")
    assert "choose the report once more" in said(app)
    assert not [each for each in app.checkbox if str(each.key).endswith("keep_report")]
    app.file_uploader(key=f"intake_{id}_again").upload("other.docx", b"PK other", "application/zip").run()
    assert "This is another file" in said(app)


def test_what_was_typed_is_there_after_a_reload_and_on_the_way_to_another_page(
    open_as: Open, county: Database, reviews: Path
) -> None:
    id = at_work(county)
    app = part(open_as("tom", "intake", work=id), "findings")
    app.text_area(key=f"intake_{id}_f1_words").set_value(OWN).run()
    again = part(open_as("tom", "intake", work=id), "findings")
    assert again.text_area(key=f"intake_{id}_f1_words").value == OWN
    again.text_area(key=f"intake_{id}_f1_words").set_value(f"{OWN} And stayed.")
    part(again, "about")
    assert draft_of(county, id).findings[0].words == f"{OWN} And stayed."
    again.text_input(key=f"intake_{id}__label").set_value("Bracken")
    del again.query_params["work"]
    again.run()
    assert draft_of(county, id).label == "Bracken"
    assert "Bracken" in said(again)
    assert "In no file yet" in said(again)


def test_two_windows_of_one_person_overwrite_nothing_unseen(
    open_as: Open, county: Database, reviews: Path
) -> None:
    id = at_work(county)
    one = part(open_as("tom", "intake", work=id), "findings")
    two = part(open_as("tom", "intake", work=id), "findings")
    one.text_area(key=f"intake_{id}_f1_words").set_value("From the first.").run()
    two.text_area(key=f"intake_{id}_f3_words").set_value("From the second.").run()
    assert two.text_area(key=f"intake_{id}_f1_words").value == "From the first."
    one.run()
    assert one.text_area(key=f"intake_{id}_f3_words").value == "From the second."
    one.text_area(key=f"intake_{id}_f1_words").set_value("From the first, again.").run()
    two.text_area(key=f"intake_{id}_f1_words").set_value("From the second, too.").run()
    draft = draft_of(county, id)
    assert draft.findings[0].words == "From the first, again."
    assert [each.value for each in draft.other_words] == ["From the second, too."]
    assert "Two windows wrote into f1" in said(two)
    assert two.text_area(key=f"intake_{id}_f1_words").value == "From the first, again."
    two.button(key="intake_other_0_take").click().run()
    assert draft_of(county, id).findings[0].words == "From the second, too."
    assert "Two windows wrote" not in said(two)
    one.button(key="intake_add_finding").click().run()
    two.button(key="intake_add_finding").click().run()
    assert [each.id for each in draft_of(county, id).findings][-2:] == ["f6", "f7"]
    assert not one.exception
    assert not two.exception


def test_a_draft_in_work_is_its_person_s_alone(open_as: Open, county: Database, reviews: Path) -> None:
    with county.write() as conn:
        give_role(conn, person(county, "lea"), "trainer")
    id = at_work(county)
    assert "no longer in your work" in said(open_as("lea", "intake", work=id))
    assert "Nothing in your work" in said(open_as("lea", "intake"))
    assert "Bramble" in said(open_as("tom", "intake"))
    assert "no such draft" in said(open_as("tom", "intake", work="1e9"))


def save(app: AppTest) -> AppTest:
    """Saves the draft."""
    return part(app, "file").button(key="intake_save").click().run()


def test_a_saved_draft_is_opened_corrected_and_confirmed(
    open_as: Open, county: Database, reviews: Path
) -> None:
    path = reviews / "ferry.md"
    path.write_text(WRITTEN.replace("file: ferry-report.pdf", "title: All of it"), encoding="utf-8")
    app = open_as("tom", "intake")
    assert "?open=ferry" in said(app)
    app = open_as("tom", "intake", open="ferry")
    id = "".join(app.query_params["work"])
    app = part(app, "confirm")
    assert "5 things still wait for you" in said(app)
    assert f"?work={id}&amp;part=findings#intake-no-worker" in said(app)
    app = part(app, "about")
    app.date_input(key=f"intake_{id}__published").set_value(date(2026, 6, 1)).run()
    app = part(app, "findings")
    app.selectbox(key=f"intake_{id}_no-worker_tier").set_value("individual")
    app.checkbox(key=f"intake_{id}_no-worker_sure").check().run()
    app = save(app)
    assert "Saved." in said(app)
    text = path.read_text(encoding="utf-8")
    assert "# The board's own words are not in here" in text
    assert "status: draft" in text
    app = part(app, "recommendations")
    app.text_area(key=f"intake_{id}_r1_words").set_value("Partners agree who stays in touch.")
    app.checkbox(key=f"intake_{id}_r1_no_day").check().run()
    app = part(app, "confirm")
    button = next(each for each in app.button if each.label == "Confirm this review")
    button.click().run()
    assert "Not confirmed yet" in said(app)
    app.checkbox(key=f"intake_{id}_read").check()
    next(each for each in app.button if each.label == "Confirm this review").click().run()
    assert "ferry.md is confirmed" in said(app)
    assert "Nothing in your work" in said(app)
    review = load_review(path).review
    assert review
    assert (review.status, review.method, len(review.documents)) == ("confirmed", "Facilitated workshop", 2)
    assert "To confirm" not in path.read_text(encoding="utf-8")
    assert "There is no draft review" in said(open_as("tom", "intake", open="ferry"))


def test_a_file_that_somebody_else_changed_is_shown_and_asked_about(
    open_as: Open, county: Database, reviews: Path
) -> None:
    path = reviews / "ferry.md"
    path.write_text(WRITTEN.replace("    file: ferry-report.pdf\n", ""), encoding="utf-8")
    app = open_as("tom", "intake", open="ferry")
    id = "".join(app.query_params["work"])
    app.text_input(key=f"intake_{id}__label").set_value("Boat").run()
    theirs = path.read_text(encoding="utf-8").replace("A young person gave evidence.", "Somebody else wrote.")
    path.write_text(theirs, encoding="utf-8")
    app = part(app, "file")
    assert "ferry.md was changed by somebody else" in said(app)
    assert "Somebody else wrote." in said(app)
    assert app.button(key="intake_save").disabled
    assert app.button(key="intake_take_file").disabled, "what is not saved goes only if somebody ticks that"
    assert path.read_text(encoding="utf-8") == theirs
    app.button(key="intake_keep_mine").click().run()
    app.button(key="intake_save").click().run()
    assert "label: Boat" in path.read_text(encoding="utf-8")
    assert "A young person gave evidence." in path.read_text(encoding="utf-8")
    path.write_text(theirs, encoding="utf-8")
    app.run()
    app.button(key="intake_take_file").click().run()
    assert draft_of(county, id).label == "Ferry"
    path.unlink()
    app.run()
    assert "ferry.md is gone" in said(app)
    app.button(key="intake_keep_mine").click().run()
    app.button(key="intake_save").click().run()
    assert [each.name for each in reviews.glob("*.md")] == ["wrenshire-2026-ferry.md"]
    assert not app.exception


def test_two_drafts_are_joined_and_the_other_file_goes_when_both_are_saved(
    open_as: Open, county: Database, reviews: Path
) -> None:
    whole = WRITTEN.replace("    file: ferry-report.pdf\n", "")
    (reviews / "ferry.md").write_text(whole, encoding="utf-8")
    (reviews / "boat.md").write_text(whole.replace("label: Ferry", "label: Boat"), encoding="utf-8")
    app = part(open_as("tom", "intake", open="ferry"), "join")
    id = "".join(app.query_params["work"])
    app.radio(key=f"intake_{id}_boat_label").set_value("other").run()
    app.button(key="intake_join").click().run()
    assert "boat.md goes when you save it" in said(app)
    assert (reviews / "boat.md").exists()
    save(app)
    assert not (reviews / "boat.md").exists()
    review = load_review(reviews / "ferry.md").review
    assert review
    assert (review.label, len(review.findings), len(review.recommendations)) == ("Boat", 2, 2)
    assert draft_of(county, id).joined == []
    assert not app.exception


def test_a_draft_is_deleted_by_who_types_its_label(open_as: Open, county: Database, reviews: Path) -> None:
    path = reviews / "ferry.md"
    path.write_text(WRITTEN, encoding="utf-8")
    (reviews / "files").mkdir()
    (reviews / "files" / "ferry-report.pdf").write_bytes(b"%PDF-1.4")
    open_as("tom", "intake", open="ferry")
    app = open_as("tom", "intake", delete="ferry")
    assert "ferry-report.pdf" in said(app)
    field = next(each for each in app.text_input if str(each.key).endswith("_label"))
    field.set_value("Boat")
    next(each for each in app.button if each.label == "Delete this draft").click().run()
    assert "What you typed is not the label" in said(app)
    assert path.exists()
    next(each for each in app.text_input if str(each.key).endswith("_label")).set_value("ferry ")
    next(each for each in app.button if each.label == "Delete this draft").click().run()
    assert "is deleted" in said(app)
    assert not path.exists()
    assert list((reviews / "files").iterdir()) == []
    assert "Nothing in your work" in said(app)
    assert "No draft review" in said(app)


def test_a_draft_leaves_the_work_when_its_person_says_so(
    open_as: Open, county: Database, reviews: Path
) -> None:
    id = at_work(county)
    app = part(open_as("tom", "intake", work=id), "file")
    remove = next(each for each in app.button if each.label == "Remove it")
    remove.click().run()
    assert "It holds what is not saved" in said(app)
    app.checkbox(key=f"intake_{id}_sure").check()
    next(each for each in app.button if each.label == "Remove it").click().run()
    assert "Nothing in your work" in said(app)
    assert not app.exception


def test_a_draft_that_another_window_removed_is_said_to_be_gone(
    open_as: Open, county: Database, reviews: Path
) -> None:
    id = at_work(county)
    app = part(open_as("tom", "intake", work=id), "findings")
    review_work.remove(county, actor(county, person(county, "tom")), int(id))
    app.text_area(key=f"intake_{id}_f1_words").set_value(OWN).run()
    assert not app.exception
    assert "no longer in your work" in said(app)


def test_who_has_too_much_in_work_is_told_before_a_report_is_read(
    open_as: Open, county: Database, reviews: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_work, "MOST", 1)
    id = at_work(county)
    report = read(FOLDER / "05-dhr-action-plan.txt")
    app = open_as("tom", "intake")
    app.file_uploader(key="intake_file").upload(report.filename, report.file(), "application/zip").run()
    assert "Your work is full" in said(app)
    assert "work" not in app.query_params
    save(part(open_as("tom", "intake", work=id), "file"))
    app.run()
    assert "".join(app.query_params["work"]) != id
    assert not app.exception
