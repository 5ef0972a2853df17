"""A Word file as it is written: its styles, lists, links, pictures and bookmarks, for people and for screen readers."""

import io
from collections.abc import Collection
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph

from elearn.look import palette
from elearn.player import direction

OPTION = "Option"
"""The style of an answer that can be chosen, and of what learners are told of it."""
_WIDTH, _HEIGHT = Cm(16), Cm(11)
"""The most that a picture takes up."""
_FIXED = datetime(2000, 1, 1)
"""The same course gives the same file on any day."""
_LEVELS = 4
_SIGNS = "•–▪•"


class WordFile:
    """A document that is being made, in a course's language, with a title."""

    def __init__(self, title: str, language: str) -> None:
        self.document: WordDocument = Document()
        self._marks: dict[str, int] = {}
        self._lists: dict[bool, str] = {}
        about = self.document.core_properties
        about.title, about.language, about.author, about.comments = title, language, "", ""
        about.created = about.modified = _FIXED
        about.last_modified_by = ""
        _set_language(self.document, language)
        _set_page(self.document)
        _set_styles(self.document)

    def content(self) -> bytes:
        """The file's bytes."""
        made = io.BytesIO()
        self.document.save(made)
        return made.getvalue()

    def mark(self, name: str, first: Paragraph, last: Paragraph) -> None:
        """Puts a bookmark around paragraphs. If the name is taken, it gets a number at its end."""
        count = self._marks[name] = self._marks.get(name, 0) + 1
        number = str(sum(self._marks.values()))
        start, end = _made("w:bookmarkStart"), _made("w:bookmarkEnd")
        start.set(qn("w:id"), number)
        start.set(qn("w:name"), name if count == 1 else f"{name}_{count}")
        end.set(qn("w:id"), number)
        begins: Any = first._p
        begins.insert(0 if begins.pPr is None else 1, start)
        ends: Any = last._p
        ends.append(end)

    def new_list(self, *, ordered: bool, start: int = 1) -> str:
        """Begins a list. Gives the number by which its items name it (`list_item`)."""
        numbering = self.document.part.numbering_part.element
        if ordered not in self._lists:
            self._lists[ordered] = _abstract_list(numbering, ordered=ordered)
        made = numbering.add_num(int(self._lists[ordered]))
        if ordered:
            made.add_lvlOverride(ilvl=0).add_startOverride(max(0, start))
        return str(made.numId)

    def picture(self, paragraph: Paragraph, content: bytes, alt: str) -> bool:
        """Puts a picture into a paragraph, with its text alternative. False if Word cannot show it."""
        try:
            shape = paragraph.add_run().add_picture(io.BytesIO(content))
        except Exception:  # python-docx raises many kinds of error on a picture that it does not know
            return False
        scale = min(1.0, _WIDTH / max(1, shape.width), _HEIGHT / max(1, shape.height))
        shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
        about = shape._inline.docPr
        about.set("descr", alt)
        return True


def list_item(paragraph: Paragraph, number: str, level: int) -> None:
    """Makes a paragraph an item of a list."""
    about: Any = paragraph._p.get_or_add_pPr()
    look = about.get_or_add_numPr()
    look.get_or_add_ilvl().val = min(level, _LEVELS - 1)
    look.get_or_add_numId().val = int(number)


def link(paragraph: Paragraph, address: str) -> Any:
    """An empty link in a paragraph, to which runs are added."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    made = _made("w:hyperlink")
    made.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    inside: Any = paragraph._p
    inside.append(made)
    return made


def set_apart(paragraphs: Collection[Paragraph], *, care: bool) -> None:
    """Draws a line beside paragraphs: what should be taken care with, or a panel."""
    colours = palette("light")
    for paragraph in paragraphs:
        borders = _made("w:pBdr")
        left = _made("w:left")
        for name, value in (("val", "single"), ("sz", "24"), ("space", "10")):
            left.set(qn(f"w:{name}"), value)
        left.set(qn("w:color"), colours["care" if care else "accent"].lstrip("#"))
        borders.append(left)
        look: Any = paragraph._p.get_or_add_pPr()
        for old in look.findall(qn("w:pBdr")):
            look.remove(old)
        look.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )


def as_header(row: Any) -> None:
    """Says of a table's row that it names the columns, and lets it come again on each page."""
    look = row._tr.get_or_add_trPr()
    made = _made("w:tblHeader")
    made.set(qn("w:val"), "true")
    look.append(made)


def describe_table(table: Any, caption: str) -> None:
    """Gives a table the words that a screen reader says of it."""
    made = _made("w:tblCaption")
    made.set(qn("w:val"), caption)
    table._tbl.tblPr.append(made)


def speak(run: Any, language: str) -> None:
    """Says in which language the words of a run are."""
    look = run._r.get_or_add_rPr()
    made = _made("w:lang")
    made.set(qn("w:val"), language)
    look.append(made)


def _set_language(document: WordDocument, language: str) -> None:
    """The language of all text, and its direction."""
    is_rtl = direction(language) == "rtl"
    for look in document.styles.element.iter(qn("w:lang")):
        look.set(qn("w:bidi" if is_rtl else "w:val"), language)
        if is_rtl:
            look.addprevious(_made("w:rtl"))
    for look in document.styles.element.iter(qn("w:pPrDefault")):
        if is_rtl:
            look.find(qn("w:pPr")).insert(0, _made("w:bidi"))


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _set_styles(document: WordDocument) -> None:
    colours = {name: RGBColor.from_string(value.lstrip("#").upper()) for name, value in _plain_colours()}
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(7)
    for name, size in (
        ("Title", 26),
        ("Heading 1", 20),
        ("Heading 2", 15),
        ("Heading 3", 12.5),
        ("Heading 4", 11.5),
    ):
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), colours["accent"]
        style.paragraph_format.keep_with_next = True
    option = document.styles.add_style(OPTION, WD_STYLE_TYPE.PARAGRAPH)
    option.base_style = normal
    option.paragraph_format.left_indent = Cm(0.6)
    document.styles["Caption"].font.color.rgb = colours["ink-2"]
    document.styles["Caption"].font.size = Pt(10)


def _plain_colours() -> list[tuple[str, str]]:
    return [(name, value) for name, value in palette("light").items() if len(value.lstrip("#")) == 6]


def _abstract_list(numbering: Any, *, ordered: bool) -> str:
    """Defines the look of a list, in four levels. Gives its number."""
    used = [int(each.get(qn("w:abstractNumId"))) for each in numbering.findall(qn("w:abstractNum"))]
    number = str(max(used, default=0) + 1)
    made = _made("w:abstractNum")
    made.set(qn("w:abstractNumId"), number)
    _add(made, "w:multiLevelType", "multilevel")
    for level in range(_LEVELS):
        inside = _made("w:lvl")
        inside.set(qn("w:ilvl"), str(level))
        _add(inside, "w:start", "1")
        _add(
            inside,
            "w:numFmt",
            ("decimal", "lowerLetter", "lowerRoman", "decimal")[level] if ordered else "bullet",
        )
        _add(inside, "w:lvlText", f"%{level + 1}." if ordered else _SIGNS[level])
        _add(inside, "w:lvlJc", "left")
        look, indent = _made("w:pPr"), _made("w:ind")
        indent.set(qn("w:left"), str(425 * (level + 1)))
        indent.set(qn("w:hanging"), "425")
        look.append(indent)
        inside.append(look)
        made.append(inside)
    numbering.insert(len(used), made)
    return number


def _add(parent: Any, name: str, value: str) -> None:
    made = OxmlElement(name)
    made.set(qn("w:val"), value)
    parent.append(made)


def _made(name: str) -> Any:
    return OxmlElement(name)
