"""A draft: what it keeps of a report, what it leaves out, what it says is not known, and how it is saved."""

import json
import resource
from pathlib import Path

import pytest
from typer.testing import CliRunner

from elearn.cli import app
from elearn.content.review import stored_file
from elearn.content.review.reviews import load_review, read_review
from elearn.intake import saving
from elearn.intake.document import Document
from elearn.intake.draft import Draft, add_finding, begin_draft, missing_facts
from elearn.intake.draft_file import draft_text, plain, review_of
from elearn.intake.extract import read_document
from elearn.intake.flags import flags_in, flags_in_document, without_flags
from elearn.intake.found import Recognised
from elearn.intake.recognise import recognise_learning
from elearn.intake.saving import kept_name, save_draft, twins
from elearn.problems import InputFault, NotFound
from tests.intake.material import FOLDER, Report, read

PLAN = "05-dhr-action-plan"
BOLD = "13-word-only-bold"
QUESTIONS = "07-silp-questions"


@pytest.fixture(scope="module")
def documents() -> dict[str, tuple[Report, Document]]:
    """Three reports after reading."""
    made = {}
    for name in (PLAN, BOLD, QUESTIONS):
        report = read(FOLDER / f"{name}.txt")
        document = read_document(report.file())
        document.name = report.filename
        made[name] = report, document
    return made


Documents = dict[str, tuple[Report, Document]]


def drafted(documents: Documents, name: str, *, fictional: bool) -> Draft:
    """A draft of one of the three."""
    document = documents[name][1]
    return begin_draft(recognise_learning(document), document.name, "fictional" if fictional else "real")


def words(text: str) -> str:
    """Returns text without Markdown's marks, to look for sentences in."""
    return " ".join(text.replace("\\", "").split())


@pytest.mark.parametrize("name", [PLAN, BOLD, QUESTIONS])
def test_a_board_s_own_sentences_stay_out_of_the_draft(documents: Documents, name: str) -> None:
    report, document = documents[name]
    text = words(draft_text(drafted(documents, name, fictional=False), "a-review"))
    headings = {p.text for p in document.paragraphs if p.shape in ("heading", "title")}
    sentences = [
        p.text for p in document.paragraphs if p.shape in ("text", "item") and len(p.text.split()) > 8
    ]
    assert sentences
    assert not [sentence for sentence in sentences if sentence not in headings and sentence in text]
    assert not [wanted.text for wanted in report.wanted if words(wanted.text) in text]


@pytest.mark.parametrize("name", [PLAN, BOLD, QUESTIONS])
def test_the_words_of_a_fiction_are_kept(documents: Documents, name: str) -> None:
    report, _ = documents[name]
    text = words(draft_text(drafted(documents, name, fictional=True), "a-review"))
    assert [each.text for each in report.wanted if words(each.text).strip("• ") not in text] == []


@pytest.mark.parametrize("fictional", [True, False])
@pytest.mark.parametrize("name", [PLAN, BOLD, QUESTIONS])
def test_a_draft_is_a_review_file_that_says_it_is_a_draft(
    documents: Documents, name: str, fictional: bool
) -> None:
    draft = drafted(documents, name, fictional=fictional)
    text = draft_text(draft, "a-review")
    review, problems = read_review("a-review", text, "a-review.md")
    assert not [problem for problem in problems if problem.severity == "error"]
    assert review == review_of(draft, "a-review")
    assert review.status == "draft"
    assert "To confirm: the tier" in text


def test_owners_days_and_answered_findings_are_in_the_file(documents: Documents) -> None:
    plan = review_of(drafted(documents, PLAN, fictional=True), "plan")
    assert plan.recommendations[0].owner == ("police",)
    assert str(plan.recommendations[0].due) == "2022-03-31"
    questions = review_of(drafted(documents, QUESTIONS, fictional=True), "questions")
    assert [each.finding for each in questions.recommendations] == ["f1", "f1", "f2", "f2", "f3"]
    assert questions.recommendations[0].body.startswith("Question for the board: ")


def test_what_nobody_knows_is_said_plainly() -> None:
    draft = begin_draft(Recognised(), "a file.pdf")
    assert missing_facts(draft) == ["board", "label", "kind of review", "year", "day of publication"]
    text = draft_text(draft, "a-review")
    assert "board: To confirm" in text
    assert "To confirm: board, label, kind of review, year, day of publication." in text
    assert "To confirm: no recommendation was recognised" in text


def test_own_words_stand_in_the_place_of_the_report_s(documents: Documents) -> None:
    draft = drafted(documents, BOLD, fictional=True)
    draft.findings[0].words = "An officer sat with the child and wrote down what the child said."
    draft.findings[1].take = False
    draft.recommendations[0].finding = draft.findings[1].id
    added = add_finding(draft)
    added.words = "Nobody had one number to ring."
    review = review_of(draft, "own-words")
    assert review.findings[0].body.startswith("An officer sat with the child")
    assert [each.id for each in review.findings] == ["f1", "f3", "f4", "f5", "f6"]
    assert review.recommendations[0].finding is None


@pytest.mark.parametrize(
    "text", ["# A heading", "::: note", "- one", "3. three", "a *b* _c_ <d> [e]", "```", "= b"]
)
def test_any_words_of_a_report_can_stand_in_the_file(documents: Documents, text: str) -> None:
    draft = drafted(documents, BOLD, fictional=True)
    draft.findings[0].said = text
    draft.findings[0].heading = ""
    draft.findings[1].words = f"{text}\nand more"
    review, problems = read_review("a-review", draft_text(draft, "a-review"), "a-review.md")
    assert review, problems
    assert review.findings[0].body.split("\n\n")[0] == plain(text)


def test_what_cannot_be_a_review_is_said_in_words(documents: Documents) -> None:
    draft = drafted(documents, BOLD, fictional=True)
    with pytest.raises(InputFault) as caught:
        draft_text(draft, "No Slug")
    (problem,) = caught.value.problems
    assert problem.message == "Slug is “No Slug”, which is not a name."
    assert problem.remedy == "Use small letters, digits and hyphens, as in first-step."


def test_a_draft_is_never_written_over_another(documents: Documents, tmp_path: Path) -> None:
    draft = drafted(documents, BOLD, fictional=True)
    first, second = save_draft(draft, tmp_path), save_draft(draft, tmp_path)
    assert (first.name, second.name) == ("skerrow-2022-bramble.md", "skerrow-2022-bramble-2.md")
    assert load_review(second).review
    assert set(twins(draft, tmp_path)) == {first, second}


def test_the_first_draft_makes_the_folder_of_reviews(documents: Documents, tmp_path: Path) -> None:
    draft = drafted(documents, BOLD, fictional=True)
    assert load_review(save_draft(draft, tmp_path / "reviews")).review
    with pytest.raises(NotFound):
        save_draft(draft, tmp_path / "nowhere" / "reviews")


def test_a_report_is_kept_with_its_draft_if_somebody_wants_that_and_never_over_another(
    documents: Documents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafted(documents, BOLD, fictional=True)
    report = documents[BOLD][0].file()
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "skerrow-2022-bramble.docx").write_bytes(b"another")
    saved = save_draft(draft, tmp_path, "", report)
    assert saved.stem == "skerrow-2022-bramble-2", "the first name is that of another report"
    review = load_review(saved).review
    assert review
    assert [each.file for each in review.documents] == ["skerrow-2022-bramble-2.docx"]
    kept = stored_file(tmp_path, "skerrow-2022-bramble-2.docx")
    assert kept
    assert kept.read_bytes() == report
    assert kept_name("a", b"%PDF-1.7") == "a.pdf"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving, "write_whole", full)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OSError, match="No space"):
        save_draft(draft, tmp_path, "", report)
    assert sorted(tmp_path.rglob("*")) == before, "no draft names a report that is not there"


def test_nothing_is_left_of_a_draft_that_could_not_be_written(documents: Documents, tmp_path: Path) -> None:
    draft = drafted(documents, BOLD, fictional=True)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (100, before[1])
    )  # a full disk, as far as this process can tell
    try:
        with pytest.raises(OSError, match="File too large"):
            save_draft(draft, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_a_draft_holds_nothing_that_cannot_be_written() -> None:
    assert plain("half a letter \ud83d here").encode() == b"half a letter here"


def test_identifying_details_are_flagged_where_they_stand_with_other_words(documents: Documents) -> None:
    found = {flag.words: places for flag, places in flags_in_document(documents[BOLD][1])}
    assert {"born 14/03/2019", "12 Mill Lane"} <= set(found)
    assert found["12 Mill Lane"] == ["under “LCSPR Bramble”"]
    plan = {flag.words for flag, _ in flags_in_document(documents[PLAN][1])}
    assert "31/03/2022" not in plan
    text = "The child was born 14/03/2019.\nThe family lived at 12 Mill Lane."
    flags = flags_in(text, "x.md")
    assert [(flag.problem.line, flag.words) for flag in flags] == [
        (1, "born 14/03/2019"),
        (2, "12 Mill Lane"),
    ]
    rewritten = without_flags(text, flags)
    assert "2019" not in rewritten
    assert "Mill Lane" not in rewritten
    assert flags_in(rewritten) == []


def test_the_command_drafts_a_review_and_says_what_is_to_confirm(tmp_path: Path) -> None:
    report = read(FOLDER / f"{BOLD}.txt")
    file = tmp_path / "A report.docx"
    file.write_bytes(report.file())
    command = ["import", "review", str(file), "--out", str(tmp_path), "--label", "Bracken"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    assert "Bracken, Skerrow Safeguarding Children Partnership: 5 findings, 3 recommendations." in done.output
    draft = load_review(tmp_path / "skerrow-2022-bracken.md").review
    assert draft
    assert (draft.status, draft.label) == ("draft", "Bracken")
    dry = CliRunner().invoke(app, ["import", "review", str(file), "--dry-run", "--json"])
    answer = json.loads(dry.stdout)
    assert (answer["draft"], answer["findings"], answer["to_confirm"]) == (None, 5, ["day of publication"])
    file.write_bytes(b"not a report")
    refused = CliRunner().invoke(app, command)
    assert refused.exit_code == 1
    assert "neither a PDF nor a Word file" in refused.output
