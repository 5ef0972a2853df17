"""Reads a Word file as a manuscript, with mammoth: styles, lists, tables, pictures, and counts of what is lost."""

import base64
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree
from mammoth import documents

from elearn import phrases
from elearn.intake.document import is_bullet
from elearn.intake.faults import Unreadable
from elearn.intake.manuscript import Cell, Piece, Words
from elearn.intake.paragraphs import marker_of
from elearn.intake.word import Style, elements_of, safe_xml, spans, unmerged
from elearn.phrases import nphrase, phrase

MOST_PIECES, MOST_LETTERS, MOST_PICTURES = 6_000, 600_000, 200
MOST_BYTES = 60_000_000
"""Of all pictures, unpacked. One that stands in the file often counts each time."""
_HEADING = re.compile(r"heading\s*([1-9])", re.IGNORECASE)
_LEFT_OUT = ("toc", "table of contents", "footnote", "endnote", "header", "footer")
_SENTENCE = re.compile(r"[.!?:;,]['’”\")]*$")
_LONGEST_HEADING = 90


def manuscript_json(data: bytes) -> str:
    """What a Word file holds, as JSON, read in this process. Raises `Unreadable`."""
    elements, styles, _ = elements_of(data)
    reading = _Reading(styles)
    for element in elements:
        reading.element(element)
    pieces = reading.pieces
    if not any(each.shape != "title" for each in pieces):
        raise Unreadable(phrase("There is no text in the Word file."), phrase("Choose another file."))
    notes = [*_headings_by_look(pieces), *reading.lost(), *_unseen(data)]
    return json.dumps(
        {
            "pieces": [
                {**asdict(each), "notes": [phrases.as_json(note) for note in each.notes]} for each in pieces
            ],
            "pictures": [base64.b64encode(each).decode() for each in reading.pictures],
            "notes": [phrases.as_json(note) for note in notes],
        }
    )


def _headings_by_look(pieces: list[Piece]) -> Iterator[str]:
    """If no paragraph has the style of a heading, takes short bold lines for headings, and says so."""
    if any(each.shape == "heading" for each in pieces):
        return
    found = [each for each in pieces if each.shape == "text" and _looks_like_heading(each)]
    for piece in found:
        piece.shape, piece.level = "heading", 1
    if found:
        yield nphrase(
            "No line has the style of a heading in Word. %(num)s short bold line was taken for a heading.",
            "No line has the style of a heading in Word. %(num)s short bold lines were taken for headings.",
            len(found),
        )


def _unseen(data: bytes) -> Iterator[str]:
    """What mammoth does not read of the file, in words."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        root = safe_xml(package.read("word/document.xml"))
    counts = Counter(etree.QName(each).localname for each in root.iter("{*}*"))
    if counts["delText"]:
        yield phrase(
            "The file has tracked changes. Text that was deleted is left out, and text that was added is taken."
        )
    if counts["oMath"]:
        yield nphrase("%(num)s formula is left out.", "%(num)s formulas are left out.", counts["oMath"])
    if drawn := counts["chart"] + counts["relIds"] + counts["object"]:
        yield nphrase(
            "%(num)s chart, diagram or embedded file is left out. Add it as a picture.",
            "%(num)s charts, diagrams or embedded files are left out. Add them as pictures.",
            drawn,
        )


def _looks_like_heading(piece: Piece) -> bool:
    text = piece.text
    bold = all(each.bold for each in piece.words if each.text.strip())
    return bold and 0 < len(text) <= _LONGEST_HEADING and not _SENTENCE.search(text)


@dataclass
class _Reading:
    """What was read so far. `counts` are things that are lost, by name."""

    styles: Mapping[str, Style]
    pieces: list[Piece] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    letters: int = 0

    def element(self, element: Any) -> None:
        """Reads a paragraph, a table, or what is in something else."""
        if isinstance(element, documents.Paragraph):
            self._paragraph(element)
        elif isinstance(element, documents.Table):
            self._table(element)
        elif isinstance(element, documents.HasChildren):
            for child in element.children:
                self.element(child)

    def _add(self, piece: Piece) -> None:
        self.letters += sum(len(each.text) for each in piece.words)
        self.letters += sum(len(w.text) for row in piece.rows for cell in row for w in cell.words)
        if len(self.pieces) >= MOST_PIECES or self.letters > MOST_LETTERS:
            raise Unreadable(
                phrase("The file holds more text than a course does."),
                phrase("Save a part of it as a file of its own, and use that."),
            )
        self.pieces.append(piece)

    def _paragraph(self, element: Any) -> None:
        name = (element.style_name or "").lower()
        if name.startswith(_LEFT_OUT):
            return
        words, pictures = self._words(element)
        piece = self._shaped(element, name, words)
        if piece.text:
            self._add(piece)
        for picture in pictures:
            self._add(picture)

    def _shaped(self, element: Any, name: str, words: list[Words]) -> Piece:
        heading = _HEADING.match(name)
        level = int(heading[1]) if heading else self.styles.get(element.style_id or "", Style()).level
        if name in ("title", "subtitle"):
            return Piece("title", words, level=1 if name == "title" else 2)
        if level:
            return Piece("heading", words, level=level)
        if name.startswith("caption"):
            return Piece("caption", words)
        if "quote" in name:
            return Piece("quote", words)
        if element.numbering is not None:
            depth = int(element.numbering.level_index or 0)
            return Piece("item", words, level=depth, ordered=bool(element.numbering.is_ordered))
        if name.startswith("list ") and "continue" not in name and "paragraph" not in name:
            return Piece("item", words, ordered="number" in name)
        return _typed_item(words) or Piece("text", words)

    def _words(self, element: Any, link: str = "", look: Any = None) -> tuple[list[Words], list[Piece]]:
        """The words of a paragraph, and the pictures in it."""
        words, pictures = list[Words](), list[Piece]()
        for child in element.children:
            if isinstance(child, documents.Hyperlink):
                inside = self._words(child, child.href or link, look)
            elif isinstance(child, documents.Run):
                self._count_look(child, linked=bool(link))
                inside = self._words(child, link, child)
            elif isinstance(child, documents.Image):
                inside = [], self._picture(child)
            elif isinstance(child, documents.HasChildren) and not isinstance(child, documents.Paragraph):
                inside = self._words(child, link, look)
            else:
                text = self._text(child)
                inside = [_looking(text, look, link)] if text else [], []
            words += inside[0]
            pictures += inside[1]
        return words, pictures

    def _text(self, element: Any) -> str:
        if isinstance(element, documents.Text):
            return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u00ad]", "", str(element.value))
        if isinstance(element, documents.Tab):
            return " "
        if isinstance(element, documents.Break):
            return "\n" if element.break_type == "line" else " "
        if isinstance(element, documents.Checkbox):
            return "☒" if element.checked else "☐"
        if isinstance(element, documents.NoteReference):
            self.counts["notes"] += 1
        elif isinstance(element, documents.CommentReference):
            self.counts["comments"] += 1
        return ""

    def _count_look(self, run: Any, *, linked: bool) -> None:
        if any(isinstance(each, documents.Text) and each.value.strip() for each in run.children):
            self.counts["underlined"] += bool(run.is_underline) and not linked
            self.counts["highlighted"] += bool(run.highlight)
            self.counts["raised"] += run.vertical_alignment in ("superscript", "subscript")

    def _picture(self, element: Any) -> list[Piece]:
        if len(self.pictures) >= MOST_PICTURES:
            self.counts["pictures"] += 1
            return []
        try:
            with element.open() as file:
                content = file.read()
        except Exception:  # a part that is not in the file, or that lies elsewhere
            self.counts["pictures"] += 1
            return []
        if sum(map(len, self.pictures)) + len(content) > MOST_BYTES:
            self.counts["pictures"] += 1
            return []
        self.pictures.append(content)
        alt = " ".join((element.alt_text or "").split())[:500]
        return [Piece("picture", picture=len(self.pictures) - 1, alt=alt)]

    def _table(self, element: Any) -> None:
        rows = [child for child in element.children if isinstance(child, documents.TableRow)]
        if all(len(row.children) == 1 for row in rows):
            for row in rows:  # a frame around text is not a table
                self.element(row)
            return
        piece, pictures = Piece("table"), list[Piece]()
        own = [[cell for cell in row.children if isinstance(cell, documents.TableCell)] for row in rows]
        for row in unmerged(own):
            read = [self._cell(cell) if cell is not None else ([], []) for cell in row]
            piece.rows.append([Cell(words) for words, _ in read])
            pictures += [each for _, found in read for each in found]
        if any(spans(cell) != (1, 1) for cells in own for cell in cells):
            piece.notes.append(phrase("Merged cells are single cells, and the others are empty."))
        if not (rows and getattr(rows[0], "is_header", False)):
            piece.notes.append(phrase("The first row was taken for the names of the columns."))
        if pictures:
            piece.notes.append(phrase("Pictures in a table are below it."))
        if any(each.words for row in piece.rows for each in row):
            self._add(piece)
        for picture in pictures:
            self._add(picture)

    def _cell(self, cell: Any) -> tuple[list[Words], list[Piece]]:
        """The words of a cell on one line, with a space between its paragraphs, and its pictures."""
        words, pictures = list[Words](), list[Piece]()
        for child in cell.children:
            if isinstance(child, documents.Paragraph):
                inside = self._words(child)
            elif isinstance(child, documents.Table):
                self.counts["tables"] += 1
                parts = [self._cell(c) for row in child.children for c in getattr(row, "children", [])]
                inside = (
                    [w for part in parts for w in (*part[0], Words(" "))],
                    [p for x in parts for p in x[1]],
                )
            else:
                continue
            words += [*([Words(" ")] if words else []), *inside[0]]
            pictures += inside[1]
        return [Words(**{**asdict(each), "text": each.text.replace("\n", " ")}) for each in words], pictures

    def lost(self) -> Iterator[str]:
        """What the whole file has lost, in words."""
        counts = self.counts
        if counts["notes"]:
            yield nphrase(
                "%(num)s footnote or endnote is left out.",
                "%(num)s footnotes or endnotes are left out.",
                counts["notes"],
            )
        if counts["comments"]:
            yield nphrase(
                "%(num)s comment is left out.", "%(num)s comments are left out.", counts["comments"]
            )
        if counts["underlined"]:
            yield phrase("Underlined words are plain.")
        if counts["highlighted"]:
            yield phrase("Words that were highlighted are plain.")
        if counts["raised"]:
            yield phrase("Raised and lowered letters stand on the line.")
        if counts["tables"]:
            yield nphrase(
                "%(num)s table within a table is text in its cell.",
                "%(num)s tables within a table are text in their cells.",
                counts["tables"],
            )
        if counts["pictures"]:
            yield nphrase(
                "%(num)s picture is not in the file, or was one too many, and is left out.",
                "%(num)s pictures are not in the file, or were too many, and are left out.",
                counts["pictures"],
            )


def _looking(text: str, run: Any, link: str) -> Words:
    if run is None:
        return Words(text, link=link)
    return Words(text, bool(run.is_bold), bool(run.is_italic), bool(run.is_strikethrough), link)


def _typed_item(words: list[Words]) -> Piece | None:
    """An item of a list whose bullet was typed. None if it is none."""
    first = next((each for each in words if each.text.strip()), None)
    if first is None:
        return None
    marker, rest = marker_of(first.text.lstrip())
    if not (marker and is_bullet(marker)):
        return None
    first.text = rest
    return Piece("item", words)
