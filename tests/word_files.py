"""Word files as people send them, made for tests."""

import io
from collections.abc import Callable, Mapping

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from elearn.zips import zip_bytes, zip_files


def png(colour: str = "teal") -> bytes:
    """A picture."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(made, "PNG")
    return made.getvalue()


def saved(document: WordDocument) -> bytes:
    """The bytes of a document."""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_parts(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The file after its parts were changed."""
    files = zip_files(content)
    change(files)
    return zip_bytes(files, "[Content_Types].xml")


def handout() -> bytes:
    """A trainer's handout: a title, two headings with subheadings, lists, a table, a link, pictures."""
    document = Document()
    document.add_heading("Safer sleep", 0)
    document.add_heading("Why we ask", 1)
    line = document.add_paragraph("Most deaths can be ")
    line.add_run("prevented").bold = True
    line.add_run(". Read ")
    _link(line, "https://example.org/a(b)", "the guide")
    line.add_run(" first, 2 * 3 *is* not_a_mark.")
    document.add_heading("What we know", 2)
    for text in ("Backs, not fronts", "Clear cots"):
        document.add_paragraph(text, "List Bullet")
    document.add_paragraph("1. A line that begins like a list")
    document.add_heading("What to do", 1)
    table = document.add_table(2, 2)
    for cell, text in zip(
        [each for row in table.rows for each in row.cells],
        ("Who", "When", "Nurse", "Day | night"),
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("Who visits", "Caption")
    document.add_picture(io.BytesIO(png()))
    document.inline_shapes[0]._inline.docPr.set("descr", "A clear cot")
    document.add_picture(io.BytesIO(png("red")))
    return saved(document)


def _link(paragraph: object, address: str, words: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    made, run, text = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:t")
    made.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))  # type: ignore[attr-defined]
    text.text = words
    run.append(text)
    made.append(run)
    paragraph._p.append(made)  # type: ignore[attr-defined]


def replaced(content: bytes, texts: Mapping[str, str]) -> bytes:
    """The file with some text of its document in the place of other text."""

    def change(files: dict[str, bytes]) -> None:
        xml = files["word/document.xml"].decode()
        for old, new in texts.items():
            assert old in xml, old
            xml = xml.replace(old, new, 1)
        files["word/document.xml"] = xml.encode()

    return with_parts(content, change)
