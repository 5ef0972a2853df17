"""HTML as paragraphs, lists, tables and pictures of a Word file. It knows HTML, and no kind of block.

A question is written with everything: how it is asked, its right answers, and what learners are told after they have
answered. `data-screen-only` and `data-paper` count as they do on paper.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from docx.shared import Cm
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.html import HtmlElement

from elearn.paper.elements import CHOICES, HEADINGS, choice_in, is_block, left_out, number_of, offers
from elearn.paper.html import parse
from elearn.paper.pictures import file_of
from elearn.paper.word_file import (
    OPTION,
    WordFile,
    as_header,
    describe_table,
    link,
    list_item,
    set_apart,
    speak,
)

Say = Callable[..., str]
_BOLD, _ITALIC = {"strong", "b", "legend", "summary", "dt", "th"}, {"em", "i", "cite", "dfn", "var"}
_LINKED = ("http://", "https://", "mailto:", "tel:")
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True)
class Look:
    """How words look: bold, italic, struck out; the link that they are in; their language."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    raised: str = ""
    link: str = ""
    language: str = ""


_PLAIN = Look()


@dataclass
class WordPaper:
    """A Word file that HTML is written into.

    `pictures` are pictures that Word can show, by the name of the file. `right` are the ids of the right options, by
    the question's id. `asked` is called with each question's paragraphs. `numbers` are those of
    the questions so far.
    """

    file: WordFile
    say: Say
    pictures: Mapping[str, bytes]
    right: Mapping[str, Collection[str]]
    asked: Callable[[str, list[Paragraph]], None]
    made: list[Paragraph] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    level: int = 1

    def heading(self, level: int, text: str) -> Paragraph:
        """A heading, at most one level below the last one."""
        self.level = min(level, self.level + 1)
        return self._keep(self.file.document.add_heading(text, min(self.level, 4)))

    def write(self, html: str, level: int) -> list[Paragraph]:
        """Writes a piece of HTML. Gives its paragraphs. Its second-level headings get `level`."""
        before = len(self.made)
        _Piece(self, self.file.document, level).flow(parse(html))
        return self.made[before:]

    def paragraph(self, html: str, style: str | None = None) -> Paragraph:
        """Inline HTML as a paragraph."""
        piece = _Piece(self, self.file.document, 1, style=style)
        piece.phrases(parse(html), Look())
        return piece.line or self._keep(self.file.document.add_paragraph("", style))

    def _keep(self, paragraph: Paragraph) -> Paragraph:
        self.made.append(paragraph)
        return paragraph


@dataclass
class _Piece:
    """A place that is written into: the document or a cell. `line` is the paragraph that words go into.

    `item` is the number of a list and the level in it, for the next paragraph. `indent` counts the lists around.
    """

    paper: WordPaper
    place: Any
    top: int
    style: str | None = None
    line: Paragraph | None = None
    item: tuple[str, int] | None = None
    depth: int = 0
    question: str = ""
    space: bool = True
    before: str = ""

    def flow(self, element: HtmlElement, look: Look = _PLAIN) -> None:
        """The contents of an element as blocks. Loose phrases become paragraphs."""
        self.text(element.text or "", look)
        for child in element:
            if left_out(child, "read"):
                pass
            elif self._is_choice(child):
                self.end()
                self._choice(child, look)
                self.end()
            elif is_block(child, "read"):
                self.end()
                self._block(child, _look_of(child, look))
                self.end()
            else:
                self._phrase(child, look)
            self.text(child.tail or "", look)
        self.end()

    def end(self) -> None:
        """The next words begin a paragraph."""
        if (
            self.line is not None
            and self.line.runs
            and not self.line.text.strip()
            and not _has_picture(self.line)
        ):
            self._drop(self.line)
        self.line, self.space = None, True

    def _drop(self, line: Paragraph) -> None:
        above = line._p.getparent()
        if above is not None:
            above.remove(line._p)
        self.paper.made.remove(line)

    def _line(self) -> Paragraph:
        if self.line is None:
            self.line = self.place.add_paragraph("", self.style)
            assert self.line is not None
            self.paper.made.append(self.line)
            if self.item:
                list_item(self.line, *self.item)
                self.item = None
            elif self.depth:
                self.line.paragraph_format.left_indent = Cm(0.75 * self.depth)
            if self.before:
                self.line.add_run(self.before).bold = True
                self.before = ""
        return self.line

    # phrases

    def text(self, text: str, look: Look) -> None:
        """Adds words. White space collapses to one space, and to none at the start of a paragraph."""
        words = _SPACE.sub(" ", text)
        if self.space or self.line is None:
            words = words.removeprefix(" ")
        if words:
            _add_run(self._line(), words, look)
            self.space = words.endswith(" ")

    def phrases(self, element: HtmlElement, look: Look) -> None:
        """The contents of an element as phrases of one paragraph."""
        self.text(element.text or "", look)
        for child in element:
            if not left_out(child, "read"):
                self._phrase(child, look)
            self.text(child.tail or "", look)

    def _phrase(self, element: HtmlElement, look: Look) -> None:
        tag, look = str(element.tag), _look_of(element, look)
        if tag == "br":
            self._line().add_run().add_break()
            self.space = True
        elif tag == "img":
            self.text((element.get("alt") or "").strip(), look)
        elif tag == "input":
            if element.get("type") not in (*CHOICES, "hidden", "submit", "button"):
                self.text(" ________ ", look)
        elif tag == "select":
            offered = [
                " ".join(each.text_content().split()) for each in element.iter("option") if each.get("value")
            ]
            self.text(f" [{' / '.join(offered)}] ", look)
        else:
            self.phrases(element, look)

    # blocks

    def _block(self, element: HtmlElement, look: Look) -> None:
        tag, kept = str(element.tag), element.get("data-paper")
        if kept in ("panel", "care") and self._is_top():
            before = len(self.paper.made)
            self._bare(element, look)
            self.end()
            set_apart(self.paper.made[before:], care=kept == "care")
        elif tag == "form" and element.get("data-question"):
            self._question(element, look)
        else:
            self._bare(element, look)

    def _bare(self, element: HtmlElement, look: Look) -> None:
        tag = str(element.tag)
        if tag in HEADINGS:
            self._heading(element, look)
        elif tag in ("ul", "ol", "menu"):
            self._list(element, look)
        elif tag == "table":
            self._table(element, look)
        elif tag == "img":
            self._picture(element)
        elif tag == "blockquote":
            self._styled("Quote", element, look)
        elif tag == "figcaption" or tag == "caption":
            self._styled("Caption", element, look)
        elif tag == "pre":
            for line in element.text_content().strip("\n").split("\n"):
                self._line().add_run(line)
                self.end()
        elif tag != "hr" and tag != "textarea":
            self.flow(element, look)

    def _styled(self, style: str, element: HtmlElement, look: Look) -> None:
        before, self.style = self.style, style
        self.flow(element, look)
        self.style = before

    def _heading(self, element: HtmlElement, look: Look) -> None:
        words = " ".join(element.text_content().split())
        if not words:
            return
        if not self._is_top() or self.depth:
            self.phrases(element, replace(look, bold=True))
            return
        self.paper.heading(self.top + max(HEADINGS[str(element.tag)] - 2, 0), words)

    def _list(self, element: HtmlElement, look: Look) -> None:
        number = self.paper.file.new_list(ordered=element.tag == "ol", start=number_of(element, "start", 1))
        level, self.depth = self.depth, self.depth + 1
        for item in element:
            if left_out(item, "read"):
                continue
            self.item = (number, level)
            if self._is_choice(item):
                self._choice(item, look)
            else:
                self.flow(item, _look_of(item, look))
            self.item = None
        self.depth = level

    def _table(self, element: HtmlElement, look: Look) -> None:
        captions = [" ".join(each.text_content().split()) for each in element.findall("caption")]
        for part in element.findall("caption"):
            self._styled("Caption", part, look)
        rows = [row for row in element.iter("tr") if not left_out(row, "read")]
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        width = max((len(row) for row in cells), default=0)
        if not width:
            return
        table = self.place.add_table(0, width)
        table.style = "Table Grid"
        for row, inside in zip(rows, cells, strict=True):
            self._row(table, row, inside, look)
        if captions:
            describe_table(table, captions[0])

    def _is_top(self) -> bool:
        return self.place is self.paper.file.document

    def _row(self, table: Any, row: HtmlElement, cells: Iterable[HtmlElement], look: Look) -> None:
        made = table.add_row()
        above = row.getparent()
        if above is not None and above.tag == "thead":
            as_header(made)
        for place, cell in zip(made.cells, cells, strict=False):
            inside = _Piece(self.paper, place, self.top, line=place.paragraphs[0])
            self.paper.made.append(place.paragraphs[0])
            inside.flow(cell, _look_of(cell, look))

    def _picture(self, element: HtmlElement) -> None:
        path, alt = file_of(element.get("src", "")), (element.get("alt") or "").strip()
        content = self.paper.pictures.get(path)
        line = self._line()
        shown = content is not None and self.paper.file.picture(line, content, alt)
        if alt and not shown:
            line.add_run(f"[{alt}]").italic = True
        self.line = None

    # questions

    def _question(self, element: HtmlElement, look: Look) -> None:
        before, name = len(self.paper.made), str(element.get("data-question"))
        if self._is_top():
            number = self.paper.numbers.setdefault(name, len(self.paper.numbers) + 1)
            self.paper.heading(self.top, self.paper.say("paper_question", n=number))
        self.question = name
        self.flow(element, look)
        self.question = ""
        self.paper.asked(name, self.paper.made[before:])

    def _is_choice(self, element: HtmlElement) -> bool:
        return bool(self.question) and offers(element, "read")

    def _choice(self, element: HtmlElement, look: Look) -> None:
        """An option, with a mark and words if it is right. What learners are told of it is below."""
        chosen = choice_in(element, "read")
        assert chosen is not None
        is_right = chosen.get("value", "") in self.paper.right.get(self.question, ())
        style, self.style = self.style, OPTION
        self.before = f"✓ {self.paper.say('option_right')}: " if is_right else "○ "
        self.flow(element, look)
        self.before, self.style = "", style


def _look_of(element: HtmlElement, look: Look) -> Look:
    """How the words in an element look."""
    tag, address = str(element.tag), (element.get("href") or "").strip()
    if tag in _BOLD:
        look = replace(look, bold=True)
    elif tag in _ITALIC:
        look = replace(look, italic=True)
    elif tag in ("s", "del"):
        look = replace(look, strike=True)
    elif tag in ("sub", "sup"):
        look = replace(look, raised=tag)
    elif tag == "a" and address.lower().startswith(_LINKED) and len(address) < 2_000:
        look = replace(look, link=address)
    if element.get("hidden") is not None:  # what learners are told when they have answered
        look = replace(look, italic=True)
    return replace(look, language=element.get("lang") or look.language)


def _add_run(paragraph: Paragraph, text: str, look: Look) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.strike = look.bold or None, look.italic or None, look.strike or None
    run.font.superscript, run.font.subscript = (look.raised == "sup") or None, (look.raised == "sub") or None
    if look.language:
        speak(run, look.language)
    if look.link:
        run.underline = True
        link(paragraph, look.link).append(run._r)


def _has_picture(paragraph: Paragraph) -> bool:
    return any(isinstance(run, Run) and run._r.xpath(".//w:drawing") for run in paragraph.runs)
