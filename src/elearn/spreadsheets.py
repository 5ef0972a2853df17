"""CSV files that people download and open in a spreadsheet. No cell of one can run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from elearn.characters import INVISIBLE, SPACES, plain

MARK: Final = "'"
"""What stands before a text that is no formula. Spreadsheets know it, and our imports take it away again."""
_UNSEEN: Final = rf"[\s\x00-\x1f\x7f-\x9f{SPACES}{INVISIBLE}]*"
_STARTS: Final = "=+\\-@|%" + "＝＋－＠｜％" + "﹦﹢﹣﹫﹪" + "⁼⁺⁻₌₊₋" + "−﬩"
"""What a formula may start with, also in other widths and heights."""
_FORMULA: Final = re.compile(rf"[\t\r]|{_UNSEEN}[{_STARTS}]")
_NUMBER: Final = re.compile(r"-?\d[\d,]*(\.\d+)?", re.ASCII)


def csv_file(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV for Excel, in UTF-8 with a byte order mark. Texts that may be formulas are `defused`.

    Headers that begin with a tag stand in quotation marks, so that nobody takes the file for a web page.
    """
    data = io.BytesIO()
    out = io.TextIOWrapper(data, encoding="utf-8-sig", newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    like_a_page = "".join(header[:1]).lstrip().startswith("<")
    headings = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL) if like_a_page else writer
    headings.writerow([defused(name) for name in header])
    writer.writerows([defused(cell) for cell in row] for row in rows)
    out.flush()
    return data.getvalue()


def defused(cell: object) -> object:
    """A cell that no spreadsheet runs. A text that may be a formula gets a mark; numbers stay as they are.

    Tabs and line ends that stand alone become nothing.
    """
    if not isinstance(cell, str) or not may_run(cell) or _NUMBER.fullmatch(cell):
        return cell
    return MARK + cell.replace("|", "\\|") if plain(cell) else ""


def may_run(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, or may cut it in a place from which one starts."""
    return bool(_FORMULA.match(text))


def as_before(cell: str) -> str:
    """The text that was `defused`, without spaces at its ends. Other texts stay as they are."""
    while cell[:1] == MARK and may_run(before := cell[1:].replace("\\|", "|")):
        cell = before.strip()
    return cell
