"""Joins lines into paragraphs.

Wrapped lines are joined; list items and headings are told apart by their look.
"""

import re
from collections import Counter
from itertools import pairwise

from elearn.intake.document import BULLETS, PRIVATE, Paragraph, Shape, is_bullet
from elearn.intake.headings import shouts
from elearn.intake.joining import join_lines
from elearn.intake.layout import Block, TextLine
from elearn.intake.tables import Table

_MARKER = re.compile(
    rf"(?P<bullet>[{PRIVATE}](?=\s*\w)|[{BULLETS}*-](?=\s)|o(?=\s+[A-Z]))\s*"
    r"|(?P<number>\d{1,2}(\.\d{1,2}){1,3}\.?|\(?\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)]|[A-Z][.)])\s+(?=\S)"
)
_OPENING = re.compile(
    r"(recommendation|learning point|finding|lesson|action|theme|question)s?\s+\w{1,4}\b[.:)–-]?", re.I
)
_COUNTED = re.compile(r"R\d{1,2}[.:)]?\s+\S")
_ENDED = re.compile(r"[.!?:;]['’”\")]*$")


def marker_of(text: str) -> tuple[str, str]:
    """Returns a list item's marker and the rest, or "" and the whole text if there is no marker."""
    found = _MARKER.match(text)
    return (found[0].strip(), text[found.end() :].strip()) if found else ("", text)


def paragraphs_of(blocks: list[Block]) -> list[Paragraph]:
    """Returns paragraphs in reading order.

    `headings.mark_headings` uses the sizes and weights that they keep.
    """
    lines = [block for block in blocks if isinstance(block, TextLine)]
    known = " ".join(line.text for line in lines).lower()
    usual = _leading(lines)
    made: list[Paragraph] = []
    held: list[TextLine] = []
    tables = 0

    def flush() -> None:
        if held:
            made.append(_paragraph(held, known))
            held.clear()

    for block in blocks:
        if isinstance(block, Table):
            flush()
            tables = _add_rows(made, block, tables)
        else:
            if held and not _continues(held, block, usual):
                flush()
            held.append(block)
    flush()
    return made


def _leading(lines: list[TextLine]) -> float:
    """Returns the usual line spacing within a paragraph, from base to base, as a multiple of the size."""
    steps: Counter[float] = Counter()
    for a, b in pairwise(lines):
        if a.page == b.page and a.column == b.column and abs(a.size - b.size) < 0.3 and b.base > a.base:
            step = (b.base - a.base) / max(a.size, 1)
            if step < 2.5:
                steps[round(step * 10) / 10] += 1
    often = [step for step, count in steps.items() if count >= 0.1 * steps.total() and step >= 1]
    return min(often, default=1.3)


def _continues(held: list[TextLine], line: TextLine, usual: float) -> bool:
    """Returns whether a line continues the current paragraph."""
    last = held[-1]
    if abs(last.size - line.size) > 0.6 or (last.bold != line.bold and (line.bold or len(held) < 2)):
        return False
    if _looks_like_start(line.text) or shouts(last.text) != shouts(line.text):
        return False
    if (last.page, last.column) != (line.page, line.column) or line.top < last.top:
        return not _ENDED.search(last.text) and line.text[:1].islower()
    if line.base - last.base > (usual + 0.25) * line.size:
        return False
    short = last.x1 < last.column[1] - 0.2 * (last.column[1] - last.column[0])
    return not (short and _ENDED.search(last.text) and line.text[:1].isupper())


def _looks_like_start(text: str) -> bool:
    """Returns whether a line looks like a start, whatever is above it."""
    opening = _OPENING.match(text)
    return bool(marker_of(text)[0] or _COUNTED.match(text) or (opening and text[0].isupper()))


def _paragraph(lines: list[TextLine], known: str) -> Paragraph:
    text = join_lines([line.text for line in lines], known)
    marker, rest = marker_of(text)
    first = lines[0]
    shape: Shape = "item" if is_bullet(marker) else "text"
    bold = all(line.bold for line in lines)
    return Paragraph(shape, rest if marker else text, first.page, marker=marker, size=first.size, bold=bold)


def _add_rows(made: list[Paragraph], table: Table, tables: int) -> int:
    """Adds a table's rows as paragraphs and returns the table's number.

    A table continued from the last page keeps its own.
    """
    rows = table.rows
    last = made[-1] if made and made[-1].shape == "row" else None
    goes_on = last is not None and last.page == table.page - 1 and len(last.cells) == len(rows[0])
    if goes_on and last is not None:
        header = next(p.cells for p in made if p.table == last.table)
        if rows[0] == header:
            rows = rows[1:]
        elif not rows[0][0] and last.cells[0]:
            last.cells = tuple(join_lines([a, b]) for a, b in zip(last.cells, rows[0], strict=True))
            last.text = " | ".join(filter(None, last.cells))
            rows = rows[1:]
    number = tables if goes_on else tables + 1
    for row in rows:
        if any(row):
            made.append(row_paragraph(row, number, table.page))
    return number


def row_paragraph(cells: tuple[str, ...], table: int, page: int = 0) -> Paragraph:
    """Returns a table's row as a paragraph."""
    return Paragraph("row", " | ".join(filter(None, cells)), page, cells=cells, table=table)
