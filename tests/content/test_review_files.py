"""The files of documents: which names they may have, and what is wrong with a file that nobody could be given."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from pydantic import ValidationError

from elearn.checks.examine import check_paths
from elearn.content.review import Document, load_reviews, stored_file
from elearn.content.review import files as module
from elearn.problems import Problem
from tests.content.test_problems import REVIEW
from tests.reading import only_in_english

PDF = b"%PDF-1.4\n%%EOF\n"


def zipped(**entries: bytes) -> bytes:
    """Returns an archive of entries; `__` in a name stands for a slash, `_xml` for `.xml`."""
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


DOCX = zipped(**{"[Content_Types]_xml": b"<Types/>", "word__document2_xml": b"<w:document/>"})
ODT = zipped(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<office/>")


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    """A folder with one review whose report is kept as `report.pdf`, and a folder for files."""
    folder = tmp_path / "reviews"
    (folder / "files").mkdir(parents=True)
    write(folder, "report.pdf")
    return folder


def write(folder: Path, name: str) -> None:
    """Writes the review, with a report that is kept as `name`."""
    text = REVIEW.replace("fictional\n", f"fictional\ndocuments:\n  - {{type: report, file: {name}}}\n", 1)
    (folder / "alder.md").write_text(text, encoding="utf-8")


def found(folder: Path) -> list[Problem]:
    return [each for each in check_paths([folder], folder) if each.rule in ("S48", "S49")]


@pytest.mark.parametrize("name", ["a.pdf", "Report-2026_v1.0.PDF", "7.docx", "x" * 96 + ".odt"])
def test_a_plain_name_of_a_kind_that_everybody_can_open_is_taken(name: str) -> None:
    assert Document(type="report", file=name).file == name


@pytest.mark.parametrize(
    "name",
    ["", "pdf", ".pdf", "..pdf", "a..pdf", "-a.pdf", "../a.pdf", "a/b.pdf", "a\\b.pdf", "/etc/a.pdf", "a b.pdf",
     "a\n.pdf", "a.pdf\n", "a.pdf.exe", "a.html", "a.svg", "ä.pdf", "a%2f.pdf", "C:a.pdf", "x" * 97 + ".pdf"],
)  # fmt: skip
def test_any_other_name_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        Document(type="report", file=name)


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", PDF), ("a.PDF", PDF), ("a.docx", DOCX), ("a.odt", ODT)]
)
def test_a_file_that_is_what_its_name_says_is_stored(reviews: Path, name: str, content: bytes) -> None:
    write(reviews, name)
    (reviews / "files" / name).write_bytes(content)
    assert found(reviews) == []
    assert stored_file(reviews, name) == reviews / "files" / name


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("report.pdf", None, "There is no file files/report.pdf."),
        ("report.pdf", b"", "is empty"),
        ("report.pdf", DOCX, "is not the PDF file that its name says"),
        ("report.pdf", b"<script>", "is not the PDF file"),
        ("report.docx", PDF, "is not the DOCX file"),
        ("report.docx", ODT, "is not the DOCX file"),
        ("report.docx", DOCX[:-30], "is not the DOCX file"),
        ("report.odt", DOCX, "is not the ODT file"),
        ("report.odt", zipped(mimetype=b"application/epub+zip"), "is not the ODT file"),
        ("report.odt", zipped(mimetype=b"x" * 9000), "is not the ODT file"),
        ("report.pdf", PDF + b" " * 100, "is larger than 0 MB"),
    ],
)
def test_each_fault_of_a_file_is_reported_at_its_review_and_nobody_is_given_it(
    reviews: Path, name: str, content: bytes | None, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 100 if "larger" in part else module.MOST_BYTES)
    write(reviews, name)
    if content is not None:
        (reviews / "files" / name).write_bytes(content)
    (problem,) = found(reviews)
    assert (problem.rule, problem.severity, Path(problem.path).name) == ("S48", "error", "alder.md")
    assert part in problem.message
    assert problem.remedy
    assert only_in_english([problem]) == []
    assert stored_file(reviews, name) is None
    assert [each.rule for each in check_paths([reviews / "alder.md"], reviews)] == ["S48"]
    (loaded,) = load_reviews(reviews)
    assert loaded.review, "what is wrong with a file does not take the review away"


def test_a_file_with_nearly_this_name_is_named(reviews: Path) -> None:
    (reviews / "files" / "reports.pdf").write_bytes(PDF)
    missing = next(each for each in found(reviews) if each.rule == "S48")
    assert "reports.pdf" in missing.remedy


def test_a_link_out_of_the_folder_is_no_file(reviews: Path) -> None:
    outside = reviews.parent / "secret.pdf"
    outside.write_bytes(PDF)
    (reviews / "files" / "report.pdf").symlink_to(outside)
    assert "outside" in found(reviews)[0].message
    assert stored_file(reviews, "report.pdf") is None


def test_a_file_that_nobody_names_is_worth_a_warning_unless_a_review_cannot_be_read(reviews: Path) -> None:
    (reviews / "files" / "report.pdf").write_bytes(PDF)
    (reviews / "files" / "stray.pdf").write_bytes(PDF)
    (reviews / "files" / "README.md").write_text("What is here.", encoding="utf-8")
    (reviews / "files" / ".hidden").write_bytes(b"")
    (problem,) = found(reviews)
    assert (problem.rule, problem.severity, Path(problem.path).name) == ("S49", "warning", "stray.pdf")
    assert only_in_english([problem]) == []
    (reviews / "birch.md").write_text("---\n", encoding="utf-8")
    assert found(reviews) == []
