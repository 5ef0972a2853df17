"""Puts the text of a PDF's pages into lines in reading order, without what repeats on every page."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from elearn.intake.pdf import Page, Piece, Rule
from elearn.intake.tables import Table, find_tables, rows_of

_PAGE_NUMBER = re.compile(r"\W*(page\s*)?(\d{1,3}|[ivxl]{1,6})(\s*(of|/)\s*\d{1,3})?\W*", re.IGNORECASE)
_OPENS = re.compile(
    r"(key |learning )?(recommendation|finding|lesson|point|action|theme|question|priority)\s+(no\.?\s*)?\d{1,2}\b"
    r"(?!.*\b(page|of)\s+\d)",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(\.\s?){4,}\s*\d{1,3}$|(\s\.){3,}\s*\d{1,3}$")
_NOTE = re.compile(r"^(\d{1,3}|[*†‡])\s*\S")
_EDGE = 0.13
"""The share of a page's height, at the top and at the foot, that may hold what repeats on every page."""
_MARGIN = 0.07
"""The outer share of it that never holds body text.

Small print there is dropped even if it appears on one page only.
"""


@dataclass(slots=True)
class TextLine:
    """One line in reading order, with the left and right edges of its column. Lengths are in points."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    base: float
    size: float
    bold: bool
    column: tuple[float, float]


Block = TextLine | Table


def body_size(pages: list[Page]) -> float:
    """Returns the size in points that most letters have, or 0 if there are none."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            sizes[round(piece.size * 2) / 2] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def in_reading_order(pages: list[Page]) -> list[Block]:
    """Returns all lines and tables in reading order.

    Running headers and footers, page numbers, contents and footnotes are left out.
    """
    body = body_size(pages)
    _drop_repeated(pages, body)
    blocks: list[Block] = []
    for page in pages:
        tables = find_tables(page)
        lines = _lines(page.pieces, page.number)
        if body:
            lines = _without_notes(lines, body)
        blocks += _merge(lines, tables, page)
    return _without_contents(blocks)


def _drop_repeated(pages: list[Page], body: float) -> None:
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_pattern(piece) for piece in _at_edges(page)})
    enough = 2 if len(pages) < 5 else 3
    for page in pages:
        gone = [
            piece
            for piece in _at_edges(page)
            if (seen[_pattern(piece)] >= enough and not _is_numbered_heading(piece, body))
            or _PAGE_NUMBER.fullmatch(piece.text)
            or (piece.size <= 0.85 * body and _outermost(piece, page))
        ]
        page.pieces = [piece for piece in page.pieces if not any(piece is each for each in gone)]


def _is_numbered_heading(piece: Piece, body: float) -> bool:
    """Returns whether a line is a heading with a number ("Recommendation 2") that begins a page, as others do."""
    larger = bool(body) and piece.size >= body + 0.8 and re.search(r"[0-9]", piece.text)
    return bool(larger or _OPENS.match(piece.text))


def _at_edges(page: Page) -> list[Piece]:
    top, foot = page.height * _EDGE, page.height * (1 - _EDGE)
    return [piece for piece in page.pieces if piece.bottom < top or piece.top > foot]


def _outermost(piece: Piece, page: Page) -> bool:
    return piece.bottom < _MARGIN * page.height or piece.top > (1 - _MARGIN) * page.height


def _pattern(piece: Piece) -> str:
    """Returns what a running line says on every page, with any number in place of the page number."""
    return f"{re.sub(r'[0-9]+', '#', piece.text)}@{round(piece.top / 6)}"


def _gutter(pieces: list[Piece]) -> float | None:
    """Returns where text divides into columns, or None.

    The gap runs from top to foot and few lines cross it.
    """
    begin, end = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    width = end - begin
    wide = [piece for piece in pieces if piece.x1 - piece.x0 > 0.18 * width]
    best: tuple[int, float] | None = None
    for step in range(24, 78, 2):
        x = begin + width * step / 100
        left = [piece for piece in wide if piece.x1 <= x + 2]
        right = [piece for piece in wide if piece.x0 >= x - 2]
        across = len(wide) - len(left) - len(right)
        level = sum(any(abs(a.bottom - b.bottom) < 5 * a.size for b in right) for a in left)
        fair = min(len(left), len(right)) >= 4 and level >= 3
        if fair and across <= 0.3 * len(wide) and (best is None or across < best[0]):
            best = (across, x)
    return best[1] if best else None


def _lines(pieces: list[Piece], page: int) -> list[TextLine]:
    """Returns the lines of a page or part of one: column after column, between the lines that run across."""
    gutter = _gutter(pieces) if len(pieces) > 8 else None
    if gutter is None:
        return _joined(pieces, page)
    ordered: list[TextLine] = []
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in sorted(pieces, key=lambda each: (each.top, each.x0)):
        if piece.x0 < gutter - 4 and piece.x1 > gutter + 4:
            ordered += [*_lines(left, page), *_lines(right, page), *_joined([piece], page)]
            left, right = [], []
        else:
            (left if piece.x1 <= gutter + 4 else right).append(piece)
    return [*ordered, *_lines(left, page), *_lines(right, page)]


def _joined(pieces: list[Piece], page: int) -> list[TextLine]:
    """Joins the pieces of one column into lines.

    Pieces at one height are one line; small raised figures are dropped.
    """
    if not pieces:
        return []
    column = (min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces))
    return [_line(row, page, column) for row in rows_of(pieces)]


def _line(row: list[Piece], page: int, column: tuple[float, float]) -> TextLine:
    size = Counter({piece.size: 0 for piece in row})
    for piece in row:
        size[piece.size] += len(piece.text)
    main = size.most_common(1)[0][0]
    kept = [p for p in row if not (p.size < 0.8 * main and re.fullmatch(r"[\d*†‡,]{1,4}", p.text))] or row
    text = kept[0].text
    for before, after in pairwise(kept):
        text += ("" if after.x0 - before.x1 < 0.12 * main else " ") + after.text
    bold = all(piece.bold for piece in kept)
    base = next(piece.base for piece in kept if piece.size == main)
    top = min(piece.top for piece in kept)
    return TextLine(text, page, kept[0].x0, max(p.x1 for p in kept), top, base, main, bold, column)


def _without_notes(lines: list[TextLine], body: float) -> list[TextLine]:
    """Drops footnotes: small print at the end of a page or column that starts with a figure."""
    kept = list(lines)
    for column in {line.column for line in lines}:
        small: list[TextLine] = []
        for line in sorted((each for each in lines if each.column == column), key=lambda each: -each.top):
            if line.size > 0.93 * body:
                break
            small.append(line)
        if small and _NOTE.match(small[-1].text):
            kept = [line for line in kept if line not in small]
    return kept


def _merge(lines: list[TextLine], tables: list[Table], page: Page) -> list[Block]:
    """Puts a page's tables between its lines, in their places."""
    blocks: list[Block] = []
    waiting = sorted(tables, key=lambda table: table.top)
    for line in lines:
        while waiting and waiting[0].top < line.top and _same_side(waiting[0].bounds, line):
            blocks.append(waiting.pop(0))
        blocks.append(line)
    return [*blocks, *waiting]


def _same_side(bounds: Rule, line: TextLine) -> bool:
    return bounds.x0 < line.column[1] and bounds.x1 > line.column[0]


def _without_contents(blocks: list[Block]) -> list[Block]:
    """Drops the contents: the lines that lead to a page number, and the heading above them."""
    kept: list[Block] = []
    listing = False
    for block in blocks:
        text = block.text.strip() if isinstance(block, TextLine) else ""
        if isinstance(block, TextLine) and _LEADER.search(text):
            if kept and not listing and isinstance(kept[-1], TextLine) and is_contents(kept[-1].text):
                kept.pop()
            listing = True
        elif listing and re.search(r"\s\d{1,3}$", text):
            continue
        else:
            listing = False
            kept.append(block)
    return kept


def is_contents(text: str) -> bool:
    """Returns whether a heading says that the contents follow."""
    return text.strip().lower().rstrip(":") in ("contents", "table of contents", "contents page")
