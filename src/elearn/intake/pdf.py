"""Reads the lines and drawn rules of a PDF with PDFium: where each is, how large, and whether it is bold."""

import ctypes
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as c

from elearn.intake.faults import MAX_CHARACTERS, Unreadable, too_much_text
from elearn.phrases import phrase

MAX_PAGES = 400
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_THIN = 3.0
_HYPHENS = {"\x02": "-", "\xad": "-", "\ufffe": "-", "\u2010": "-", "\u2011": "-"}


@dataclass(slots=True)
class Piece:
    """Text on one line, without a wide gap in it. Lengths are in points from the top left of the page.

    `base` is the baseline of the letters, `starts` the left edge of each letter.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    base: float
    starts: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Rule:
    """A line or a box drawn on a page, in points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class Page:
    """A page's pieces of text and drawn rules, in the order of the file."""

    number: int
    width: float
    height: float
    pieces: list[Piece]
    rules: list[Rule]
    drawn: bool = False
    """Whether the page has a picture."""


def read_pages(data: bytes) -> list[Page]:
    """Returns every page of a PDF.

    Raises `Unreadable` if it is damaged, locked, or larger than a report would be.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable(
                phrase("The PDF is locked with a password."),
                phrase("Save a copy without the password, and use that."),
            ) from None
        raise Unreadable(
            phrase("The PDF is damaged and cannot be opened."),
            phrase("Open it in a PDF reader, save or print it as a new PDF, and use that."),
        ) from None
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable(
                phrase(
                    "The PDF has %(pages)s pages; at most %(most)s can be read.",
                    pages=f"{len(document):,}",
                    most=MAX_PAGES,
                ),
                phrase("Take out the pages of the report, and use those."),
            )
        pages: list[Page] = []
        left = MAX_CHARACTERS
        for number in range(len(document)):
            pages.append(_page(document, number))
            left -= sum(len(piece.text) for piece in pages[-1].pieces)
            if left < 0:
                raise too_much_text()
        return pages
    finally:
        document.close()


def _page(document: pdfium.PdfDocument, number: int) -> Page:
    try:
        page = document[number]
        text = page.get_textpage()
    except pdfium.PdfiumError:  # one of many pages is damaged
        return Page(number + 1, 595, 842, [], [])
    width, height = page.get_size()
    try:
        pieces = [piece for piece in _pieces(text, height) if piece.text.strip()]
    finally:
        text.close()
    rules = list(_rules(page, height))
    drawn = next(page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None
    page.close()
    return Page(number + 1, width, height, pieces, rules, drawn)


def _rules(page: pdfium.PdfPage, height: float) -> Iterator[Rule]:
    for item in page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        yield Rule(left, height - top, right, height - bottom)


def _pieces(text: pdfium.PdfTextPage, height: float) -> Iterator[Piece]:
    styles: dict[int, tuple[float, bool]] = {}
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    piece: Piece | None = None
    space = False
    for index, letter in _letters(text):
        if letter in "\r\n":
            if piece:
                yield piece
            piece, space = None, False
            continue
        if letter.isspace() or letter == "\x00":
            space = True
            continue
        c.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top)
        c.FPDFText_GetCharOrigin(text.raw, index, x, y)
        size, bold = _style(text, index, styles)
        drawn = _HYPHENS.get(letter, letter)
        edges = (left.value, right.value, height - top.value, height - bottom.value)
        new = Piece(drawn, *edges, size, bold, height - y.value)
        new.starts.append(new.x0)
        if piece and _starts_piece(piece, new):
            yield piece
            piece = None
        if piece:
            _append(piece, new, space)
        else:
            piece = new
        space = False
    if piece:
        yield piece


def _letters(text: pdfium.PdfTextPage) -> Iterator[tuple[int, str]]:
    """Yields each letter and its index. A letter beyond U+FFFF has two, and half a letter alone becomes U+FFFD."""
    codes = [c.FPDFText_GetUnicode(text.raw, index) for index in range(c.FPDFText_CountChars(text.raw))]
    index = 0
    while index < len(codes):
        code, following = codes[index], codes[index + 1] if index + 1 < len(codes) else 0
        if 0xD800 <= code < 0xDC00 <= following < 0xE000:
            yield index, chr(0x10000 + ((code - 0xD800) << 10) + (following - 0xDC00))
            index += 2
            continue
        yield index, "\ufffd" if 0xD800 <= code < 0xE000 or code > sys.maxunicode else chr(code)
        index += 1


def _starts_piece(piece: Piece, letter: Piece) -> bool:
    """Returns whether a letter starts a new piece.

    It does after a wide gap, on a new line, or in another size (a footnote mark).
    """
    size = max(letter.size, piece.size)
    gap = letter.x0 - piece.x1
    new_line = letter.x0 < piece.starts[-1] - 1.5 * size or letter.top > piece.bottom + 0.3 * size
    return gap > max(1.3 * letter.size, 9) or new_line or abs(letter.size - piece.size) > 0.15 * size


def _append(piece: Piece, letter: Piece, space: bool) -> None:
    if space:
        piece.text += " "
        piece.starts.append(piece.x1)
    piece.text += letter.text
    piece.starts.append(letter.x0)
    piece.x1 = max(piece.x1, letter.x1)
    piece.top, piece.bottom = min(piece.top, letter.top), max(piece.bottom, letter.bottom)
    piece.bold = piece.bold and letter.bold


def _style(text: pdfium.PdfTextPage, index: int, known: dict[int, tuple[float, bool]]) -> tuple[float, bool]:
    """Returns the size in points and the weight of a letter.

    Each object that draws text is asked only once.
    """
    drawn = c.FPDFText_GetTextObject(text.raw, index)
    key = ctypes.addressof(drawn.contents) if drawn else -index - 1
    if key in known:
        return known[key]
    matrix = c.FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if c.FPDFText_GetMatrix(text.raw, index, matrix) else 1.0
    size = float(c.FPDFText_GetFontSize(text.raw, index)) * (scale or 1.0)
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    c.FPDFText_GetFontInfo(text.raw, index, name, 128, flags)
    bold = c.FPDFText_GetFontWeight(text.raw, index) >= 600 or bool(
        _BOLD.search(name.value.decode("latin-1"))
    )
    known[key] = (round(size, 1), bold)
    return known[key]
