"""Which day on a cover is the day of publication, and what the name of a file may not bring into a draft."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from elearn.cli import app
from elearn.intake.document import Document, Paragraph
from elearn.intake.draft import begin_draft, missing_facts
from elearn.intake.draft_file import draft_text, slug_for
from elearn.intake.extract import extract_document, read_document
from elearn.intake.found import Recognised
from elearn.intake.recognise import recognise_learning
from tests.intake.material import made

COVER = (
    "~ Serious Case Review: Child K\nWrenshire Safeguarding Children Board\n{lines}\n# Background\nFiction."
)
PUBLISHED = (
    "Published {day}",
    "Published on {day}",
    "Publication date: {day}",
    "Date of publication - {day}",
    "Date published: {day}",
    "Report dated {day}",
    "Date of report: {day}",
    "This report was published on {day}",
    "Published by the Wrenshire Safeguarding Children Board on {day}",
    "Final report. Published {day}. Fiction, written to test software.",
)
OTHER = (
    "Date of birth: {day}",
    "DOB {day}",
    "D.O.B.: {day}",
    "Born {day}",
    "Born on {day}, in Wrenshire",
    "Date of death: {day}",
    "Died {day}",
    "Date of incident: {day}",
    "Incident on {day}",
    "Submitted to the Board on {day}",
    "Date submitted: {day}",
    "Meeting of the panel: {day}",
    "Panel date {day}",
    "Period under review: 1 May 2017 to {day}",
    "Review period from {day}",
    "Date commissioned: {day}",
    "Commissioned on {day}",
    "Anonymised on {day}",
    "Anonymised version dated {day}",
    "Date of notification: {day}",
    "Date of hearing {day}",
    "Signed off {day}",
    "Not to be published before {day}",
    "Expected publication: {day}",
    "Published after the death of Child K on {day}",
    "Date of birth and of publication: {day}",
    "Working Together, published {day}, applied.",
    "Date: {day}",
    "Report completed {day}",
    "Final report, {day}",
    "Expected date of publication: {day}",
    "Review date: {day}",
    "Police report dated {day}",
    "Ofsted report published {day}",
    "Version 2, {day}",
    "Child K, {day}",
    "{day}",
)
WRITTEN = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d", "%B %d, %Y", "%d-%b-%Y")
DAYS = st.dates(date(2012, 1, 1), date(2025, 12, 31))


def recognised(lines: str, kind: str = "docx") -> Recognised:
    """What is recognised in a report whose cover has these lines below its title."""
    return recognise_learning(read_document(made(COVER.format(lines=lines), kind).file()))


def quickly(*texts: str) -> Recognised:
    """The same without a file, for many examples."""
    title = Paragraph("title", "Serious Case Review: Child K")
    board = Paragraph("text", "Wrenshire Safeguarding Children Board")
    return recognise_learning(
        Document("a.docx", [title, board, *(Paragraph("text", text) for text in texts)])
    )


@given(line=st.sampled_from(PUBLISHED), day=DAYS, written=st.sampled_from(WRITTEN))
def test_a_day_that_is_said_to_be_of_publication_is_taken(line: str, day: date, written: str) -> None:
    found = quickly(line.format(day=day.strftime(written)))
    assert (found.published, found.year) == (day, day.year)


@given(line=st.sampled_from(OTHER), day=DAYS, written=st.sampled_from(WRITTEN))
def test_no_other_day_is_taken_and_neither_is_its_year(line: str, day: date, written: str) -> None:
    found = quickly(line.format(day=day.strftime(written)))
    assert (found.published, found.year) == (None, None)
    assert found.label == "Child K"


@given(
    other=st.sampled_from(OTHER),
    line=st.sampled_from(PUBLISHED),
    days=st.tuples(DAYS, DAYS),
    first=st.booleans(),
)
def test_the_day_of_publication_is_found_beside_other_days(
    other: str, line: str, days: tuple[date, date], first: bool
) -> None:
    told = other.format(day=days[0].strftime("%d %B %Y"))
    published = line.format(day=days[1].strftime("%d %B %Y"))
    found = quickly(*((told, published) if first else (published, told)))
    assert (found.published, found.year) == (days[1], days[1].year)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize(
    ("lines", "published"),
    [
        ("| Date of birth | 14/03/2019 |\n| Date of publication | 01/05/2024 |", "2024-05-01"),
        ("| Date of birth | Date of publication |\n| 14/03/2019 | 01/05/2024 |", "2024-05-01"),
        ("| Date of birth | 14/03/2019 |\n| Date of death | 3 May 2021 |", ""),
        ("| Date of publication | Date of birth |\n| to follow | 14/03/2019 |", ""),
        ("| Name | Kayla Reddle |\n| Case published | Date of birth |\n| Child K | 14/03/2019 |", ""),
    ],
)
def test_a_day_in_a_table_has_the_label_beside_it_or_above_it(kind: str, lines: str, published: str) -> None:
    found = recognised(lines, kind)
    assert str(found.published or "") == published
    assert found.label == "Child K"


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        ("Date of birth\n14/03/2019", ""),
        ("Date of publication\n1 May 2024", "2024-05-01"),
        ("Date of birth\nDate of publication\n14/03/2019\n1 May 2024", ""),
        ("Published 1 May 2023\nPublished 3 June 2024", ""),
    ],
)
def test_a_day_alone_has_the_label_on_the_line_above_it(lines: str, published: str) -> None:
    assert str(recognised(lines).published or "") == published


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        ("March 2024", 2024),
        ("Wrenshire Safeguarding Children Board, March 2024", 2024),
        ("Published Spring 2024", 2024),
        ("Final report, May 2024", 2024),
        ("| Reference | Case 2024-03 |", 2024),
        ("Date of birth\nMarch 2019", None),
        ("Born in March 2019", None),
        ("Child K, March 2019", None),
        ("Child K (2012-2019)", None),
        ("The period from March 2018 to May 2019", None),
        ("Died: 2019", None),
    ],
)
def test_the_year_is_that_of_the_review(lines: str, year: int | None) -> None:
    assert recognised(lines).year == year


@pytest.mark.parametrize(
    ("title", "label", "year"),
    [
        ("Learning Review 2023", "", 2023),
        ("Serious Case Review: Child 14/03/2019", "", None),
        ("Serious Case Review: Child 140319", "", None),
        ("Serious Case Review: Child K, died in March 2019", "Child K", None),
        ("Child Born 14 March 2019", "", None),
    ],
)
def test_a_title_never_gives_a_day_as_label_or_year(title: str, label: str, year: int | None) -> None:
    found = recognise_learning(Document("a.pdf", [Paragraph("title", title), Paragraph("text", "Fiction.")]))
    assert (found.label, found.year) == (label, year)
    draft = begin_draft(found, "a.pdf")
    assert not any(day in draft_text(draft, slug_for(draft)) for day in ("14/03", "14 March", "1403"))


def test_a_heading_with_a_day_comes_into_the_draft_without_it() -> None:
    report = made("# 14 March 2019: what could have been better\n- Nobody wrote down what the nursery saw.")
    draft = begin_draft(recognise_learning(read_document(report.file())), "a.docx")
    assert draft.findings
    assert "14 March" not in draft_text(draft, "a-review")


def test_without_a_day_of_publication_the_draft_asks_for_it() -> None:
    draft = begin_draft(recognised("Born 14/03/2019"), "a.docx")
    text = draft_text(draft, slug_for(draft))
    assert missing_facts(draft) == ["year", "day of publication"]
    assert "To confirm: year, day of publication." in text
    assert "2019" not in text
    assert slug_for(draft) == "wrenshire-child-k"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Child-K-dob-14-03-2019.docx", "14-03-2019"),
        ("overview 2021-03-14.docx", "2021-03-14"),
        ("DOB140319.docx", "140319"),
        ("report_14Mar2019.docx", "14Mar2019"),
        ("Child J overview.docx", "Child J"),
        ("CHILD-J.docx", "CHILD-J"),
        ("Kayla Reddle final.docx", "Reddle"),
    ],
)
def test_nothing_of_the_name_of_a_file_comes_into_the_draft(tmp_path: Path, name: str, told: str) -> None:
    file = tmp_path / name
    file.write_bytes(made(COVER.format(lines="March 2024")).file())
    done = CliRunner().invoke(app, ["import", "review", str(file), "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert f"“{told}”" in done.output
    assert "may lead to a person" in done.output
    (draft,) = tmp_path.glob("*.md")
    assert draft.name == "wrenshire-2024-child-k.md"
    text = draft.read_text(encoding="utf-8")
    assert told not in text
    assert "Drafted from a Word file" in text


@pytest.mark.parametrize(
    "name", ["Child K overview report.docx", "Wrenshire SCR 2024 final v2.docx", "report.docx"]
)
def test_a_name_that_gives_nothing_away_is_kept(name: str) -> None:
    document = extract_document(made(COVER.format(lines="March 2024")).file(), name)
    assert document.notes == []
    text = draft_text(begin_draft(recognise_learning(document), name), "a-review")
    assert f"Drafted from the file “{name}”" in text.replace("\\", "")


def test_a_name_that_is_not_in_the_report_is_left_out_even_if_it_looks_harmless() -> None:
    document = extract_document(made(COVER.format(lines="March 2024")).file(), "smith_scan0001.docx")
    assert "smith" not in draft_text(begin_draft(recognise_learning(document), document.name), "a-review")
