"""Files that can be read, and files that cannot. Each of the latter says what is wrong and what to do."""

import os
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import docx as docx_library
import pypdf
import pytest
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from elearn.intake import extract as door
from elearn.intake import word
from elearn.intake.document import Document
from elearn.intake.extract import extract_document, read_document
from elearn.intake.faults import MAX_CHARACTERS, Unreadable
from elearn.intake.recognise import recognise_learning
from elearn.problems import InputFault
from elearn.translations import said, speaking
from tests.depth import examples
from tests.intake.material import FOLDER, read

WORD = read(FOLDER / "13-word-only-bold.txt").file()
PDF = read(FOLDER / "09-learning-review-two-columns.txt").file()


def docx(**members: str) -> bytes:
    """Returns a zip of these members. `document` is for `word/document.xml`."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            package.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def long_report() -> bytes:
    """Returns a Word file that is small, and unpacks to more text than a report has."""
    words = "A child was seen. " * (MAX_CHARACTERS // 18 + 1)
    return docx(
        document=f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"
    )


def scanned() -> bytes:
    """Returns a PDF whose only page is a picture."""
    picture = BytesIO()
    Image.new("RGB", (600, 800), "white").save(picture, "PDF")
    return picture.getvalue()


def locked() -> bytes:
    """Returns a PDF that opens only with a password."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(PDF))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def refused(data: bytes) -> Unreadable | None:
    """Returns why a file is refused, or None if it is read. It is read in this process."""
    try:
        door.look(data)
        read_document(data)
    except Unreadable as fault:
        return fault
    return None


@pytest.mark.parametrize(
    ("data", "wrong", "to_do"),
    [
        (b"", "empty", "Choose the report again"),
        (b"Dear all,", "neither a PDF nor a Word file", "Save the report"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old kind", "save it as .docx"),
        (locked(), "locked with a password", "without the password"),
        (scanned(), "pictures, as a scanner makes them", "OCR"),
        (b"%PDF-1.7\nnothing of a PDF follows", "damaged", "save or print it as a new PDF"),
        (PDF[: len(PDF) // 3], "", "PDF"),
        (WORD[: len(WORD) // 2], "damaged", "save it again"),
        (docx(document="<w:document"), "damaged", "save it again"),
        (docx(document="<a>" * 3000 + "</a>" * 3000), "", "Word"),
        (docx(other="<a/>"), "not a Word document", "Choose the report itself"),
        (
            docx(document="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
            "declares a document type",
            "Open it in Word",
        ),
        (
            docx(document=f"<!--{'x' * 5_000}--><!DOCTYPE a><a/>"),
            "declares a document type",
            "Open it in Word",
        ),
        (long_report(), "more text than a report does", "Take out the pages"),
        (
            docx(document="<a>" + " " * (word.MAX_XML + 1) + "</a>"),
            "far larger than a report",
            "Take the pictures out",
        ),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(data: bytes, wrong: str, to_do: str) -> None:
    fault = refused(data)
    assert fault
    assert wrong in fault.message
    assert to_do in fault.remedy


def test_the_door_names_the_file_in_what_is_wrong_with_it() -> None:
    with pytest.raises(InputFault) as caught:
        extract_document(scanned(), "scan.pdf")
    (problem,) = caught.value.problems
    assert (problem.path, problem.rule) == ("scan.pdf", "I01")
    with speaking("cy"):
        assert said(problem.message).startswith("Nid oes testun yn y PDF")


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "SECONDS", 0.001)
    with pytest.raises(InputFault, match="was not read within"):
        extract_document(PDF, "slow.pdf")


def test_a_file_is_read_in_a_process_of_its_own() -> None:
    document = extract_document(PDF, "review.pdf")
    assert document.pages == 1
    assert document.paragraphs == read_document(PDF).paragraphs


@pytest.mark.parametrize(
    "end",
    [
        "os.kill(os.getpid(), signal.SIGSEGV)",
        "bytearray(1 << 40)",
        *(
            pytest.param(end, marks=pytest.mark.deep)
            for end in ("os.abort()", "os._exit(0)", "sys.exit('no')")
        ),
    ],
)
def test_a_process_that_dies_while_it_reads_is_said_in_words(
    end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pypdfium2").mkdir()
    (tmp_path / "pypdfium2" / "__init__.py").write_text(f"import os, signal, sys\n{end}\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *filter(None, sys.path)]))
    with pytest.raises(InputFault, match="it is damaged, or asks for more memory") as caught:
        extract_document(PDF, "report.pdf")
    (problem,) = caught.value.problems
    assert "print it as a new PDF" in problem.remedy


@settings(max_examples=examples(25))
@given(st.data())
def test_a_damaged_file_is_read_or_refused_in_words(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([PDF, WORD]))
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=20)) + whole[at + data.draw(st.integers(0, 200)) :]
    fault = refused(damaged)
    assert fault is None or (fault.message and fault.remedy)


def test_cells_that_span_others_keep_the_columns_of_a_word_table() -> None:
    document = docx_library.Document()
    table = document.add_table(4, 4)
    words = [
        ("Recommendation", "", "Lead", "By"),
        ("1", "The police record where the child was seen.", "Police", "June 2026"),
        ("2", "Schools say who has seen the child.", "Schools", "July 2026"),
        ("", "", "Early help", "July 2026"),
    ]
    table.cell(0, 0).merge(table.cell(0, 1))
    for column in (0, 1):
        table.cell(2, column).merge(table.cell(3, column))
    for row, cells in enumerate(words):
        for column, text in enumerate(cells):
            if text:
                table.cell(row, column).text = text
    out = BytesIO()
    document.save(out)
    read_rows = read_document(out.getvalue()).paragraphs
    assert [p.cells for p in read_rows] == words
    found = recognise_learning(Document("plan.docx", read_rows)).recommendations
    assert [(each.text[:10], each.owner) for each in found] == [
        ("The police", ("police",)),
        ("Schools sa", ("schools",)),
    ]


def test_a_word_file_is_read_as_it_stands_when_its_changes_are_accepted() -> None:
    document = docx_library.Document()
    paragraph = document.add_paragraph("The nurse ")._p
    for tag, text, words in (("ins", "t", "came back."), ("del", "delText", "went away.")):
        run = (
            f"<w:{tag} {nsdecls('w')} w:id='1' w:author='a'><w:r><w:{text}>{words}</w:{text}></w:r></w:{tag}>"
        )
        paragraph.append(parse_xml(run))
    document.add_table(1, 1).cell(0, 0).text = "A frame around text is no table."
    out = BytesIO()
    document.save(out)
    texts = [(p.shape, p.text) for p in read_document(out.getvalue()).paragraphs]
    assert texts == [("text", "The nurse came back."), ("text", "A frame around text is no table.")]


def test_a_cell_that_is_longer_than_any_in_a_report_goes_on_in_further_rows() -> None:
    said = " ".join(f"Word{number}" for number in range(2_000))
    document = docx_library.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Police", said
    out = BytesIO()
    document.save(out)
    rows = read_document(out.getvalue()).paragraphs
    assert [row.cells[0] for row in rows] == ["Police", "", ""]
    assert " ".join(row.cells[1] for row in rows) == said
    assert {(row.shape, row.table) for row in rows} == {("row", 1)}
    assert max(len(row.text) for row in rows) < 6_100


def lines(source: str) -> list[str]:
    """Returns the text of each paragraph of a PDF that typst makes from this."""
    return [p.text for p in read_document(bytes(typst.compile(source.encode()))).paragraphs]


def test_a_letter_that_a_pdf_keeps_in_two_halves_is_one_and_half_a_letter_can_be_written() -> None:
    codes = b"1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <41> <D83DDE00> <42> <D83D> endbfchar"
    page = b"BT /F 11 Tf 72 700 Td (Say A and B, says the nurse of this report.) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(codes), codes),
    ]
    objects = b"".join(b"%d 0 obj%s\nendobj\n" % (number, part) for number, part in enumerate(parts, 1))
    pdf = b"%PDF-1.7\n" + objects + b"trailer<</Root 1 0 R>>\n%%EOF"
    (paragraph,) = read_document(pdf).paragraphs
    assert paragraph.text == "Say \U0001f600 and \ufffd, says the nurse of this report."


def test_a_word_divided_at_a_line_s_end_is_one_word_again() -> None:
    narrow = "#set page(width: 5cm, height: auto)\n#set text(hyphenate: true)\n#set par(justify: true)\n"
    words = (
        "Safeguarding practitioners recommended multidisciplinary conversations throughout the assessment."
    )
    assert lines(narrow + words) == [words]


def test_a_table_in_a_pdf_is_read_row_by_row_over_two_pages() -> None:
    rows = "".join(f"[{n}], [Do the thing that is number {n} in the plan], [Police],\n" for n in range(1, 30))
    source = (
        f"#set page(height: 14cm)\n#table(columns: 3, table.header([No], [Recommendation], [Lead]), {rows})"
    )
    document = read_document(bytes(typst.compile(source.encode())))
    found = [p for p in document.paragraphs if p.shape == "row"]
    assert [p.cells[0] for p in found] == ["No", *map(str, range(1, 30))]
    assert {p.table for p in found} == {1}
    assert document.pages == 2


def test_large_headings_on_every_page_are_headings_and_not_the_title() -> None:
    source = "#show heading: set text(size: 20pt)\n#text(size: 30pt)[A review]\n" + "".join(
        f"= {name}\n#lorem(30)\n#pagebreak(weak: true)\n"
        for name in ("Background", "Findings", "Recommendations")
    )
    shapes = [(p.shape, p.text) for p in read_document(bytes(typst.compile(source.encode()))).paragraphs]
    assert [each for each in shapes if each[0] != "text"] == [
        ("title", "A review"),
        ("heading", "Background"),
        ("heading", "Findings"),
        ("heading", "Recommendations"),
    ]


def test_running_lines_contents_and_notes_are_left_out() -> None:
    report = read(FOLDER / "01-lcspr-numbered.txt")
    texts = [p.text for p in read_document(report.file()).paragraphs]
    assert not [text for text in texts if "page" in text.lower() or "....." in text or text == "Contents"]
    assert sum(text.endswith("Introduction") for text in texts) == 1
