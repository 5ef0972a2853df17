"""From what stands on a PDF's pages to lines in reading order, without what repeats on every page."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from elearn.intake.pdf import Page, Piece, Rule
from elearn.intake.tables import Table, find_tables, rows_of

_PAGE_NUMBER = re.compile(r"\W*(page\s*)?(\d{1,3}|[ivxl]{1,6})(\s*(of|/)\s*\d{1,3})?\W*", re.IGNORECASE)
_LEADER = re.compile(r"(\.\s?){4,}\s*\d{1,3}$|(\s\.){3,}\s*\d{1,3}$")
_NOTE = re.compile(r"^(\d{1,3}|[*†‡])\s*\S")
_EDGE = 0.13
"""How much of a page's height, at its top and its foot, may hold what repeats on every page."""
_MARGIN = 0.07
"""How much of it holds no text but that; small print there is taken for it on a single page too."""


@dataclass(slots=True)
class TextLine:
    """One line in reading order, with the margins of the column that it stands in."""

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
    """The size in points that most letters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            sizes[round(piece.size * 2) / 2] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def in_reading_order(pages: list[Page]) -> list[Block]:
    """All lines and tables, without running headers, footers, page numbers, contents and footnotes."""
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
            if seen[_pattern(piece)] >= enough
            or _PAGE_NUMBER.fullmatch(piece.text)
            or (piece.size <= 0.85 * body and _outermost(piece, page))
        ]
        page.pieces = [piece for piece in page.pieces if not any(piece is each for each in gone)]


def _at_edges(page: Page) -> list[Piece]:
    top, foot = page.height * _EDGE, page.height * (1 - _EDGE)
    return [piece for piece in page.pieces if piece.bottom < top or piece.top > foot]


def _outermost(piece: Piece, page: Page) -> bool:
    return piece.bottom < _MARGIN * page.height or piece.top > (1 - _MARGIN) * page.height


def _pattern(piece: Piece) -> str:
    """What a running line says on every page, where the page's number is any number."""
    return f"{re.sub(r'[0-9]+', '#', piece.text)}@{round(piece.top / 6)}"


def _gutter(pieces: list[Piece]) -> float | None:
    """Where text is divided into columns, or None: a place from top to foot that few lines run across."""
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
    """The lines of a page or of a part of it: the columns one after another, between the lines that run across."""
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
    """Pieces of one column as lines: what stands at one height is one line, less small raised figures."""
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
    """Lines less the footnotes: the small print that ends a page or column and begins with a figure."""
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
    """A page's lines with its tables where they stand among them."""
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
    """Blocks less the contents: lines that lead to a page's number, and the heading over them."""
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
    """Whether a heading says that the contents follow."""
    return text.strip().lower().rstrip(":") in ("contents", "table of contents", "contents page")
