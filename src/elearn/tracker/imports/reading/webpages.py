"""Reads a web page with tables. Many learning systems export one under the name of a workbook (.xls)."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from elearn.phrases import phrase
from elearn.tracker.imports.questions import Answers
from elearn.tracker.imports.reading.bodies import MOST_COLUMNS, Fits, Row, tidy
from elearn.tracker.imports.reading.encodings import find_encoding
from elearn.tracker.imports.reading.faults import fault
from elearn.tracker.imports.reading.model import Table, empty
from elearn.tracker.imports.reading.sheets import Grid, choose_sheet, survey, table_of
from elearn.tracker.imports.unread import MERGED, MISSING

LARGEST_PAGE = 50_000_000
MOST_TAGS = 3_000_000
MOST_CELLS = 2_000_000
_DEEPEST: Final = 200
_START = re.compile(
    r"(?:[\s\ufeff]|<!--(?:(?!-->).)*-->)*<(?:!doctype|\?xml|\?mso|html|head|meta|body|table|tr|div|style|script|title|form|center|font"
    r"|p|b|h[1-6]|span|link|workbook|ss:workbook)(?=[\s>/-])",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_ENCODINGS = re.compile(r"utf-8|cp125\d|iso8859-\d+|mac-\w+|koi8-\w|gb\w+|big5|shift_jis|euc_\w+")
"""The encodings that a page may name. Python has others that are no text, or that unfold without end."""
_SPREADSHEET_2003: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_DECLARATION = re.compile(r"[\s\ufeff]*<\?xml[^>]*>")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SKIPPED: Final = frozenset({"script", "style", "template", "head"})
_APART: Final = frozenset({"br", "p", "div", "li", "ul", "ol", "tr", "td", "th", "h1", "h2", "h3", "h4"})


def is_markup(data: bytes) -> bool:
    """Whether a file begins like a web page or XML, and not like a table of texts."""
    start = data[:4_000]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = start.decode("utf-16", "ignore")
    else:
        text = start.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").decode("latin-1")
    return bool(_START.match(text))


def read_web_page(data: bytes, filename: str, fits: Fits, answers: Answers) -> Table:
    """The table in a web page that fits. Raises InputFault if there is none, or if the page is too large."""
    if len(data) > LARGEST_PAGE or data.count(b"<") > MOST_TAGS:
        raise _fault(filename, phrase("The web page is too large to read."), "size")
    declared = _CHARSET.search(data[:4_000])
    encoding = find_encoding(data, filename, answers, _declared(declared[1].decode()) if declared else "")
    text = data.decode(encoding.name)
    if _SPREADSHEET_2003 in text[:4_000]:
        message = phrase("This is a workbook in the old format XML Spreadsheet 2003.")
        raise fault(filename, 0, "workbook", message, phrase("Open it and save it as XLSX."))
    pages = _Page(text, filename).tables
    surveys = {
        name: found
        for name, table in pages.items()
        if (found := survey(name, table.hidden, _filled(table), fits))
    }
    if not surveys:
        raise empty(filename)
    sheets = list(surveys.values())
    chosen = choose_sheet(sheets, answers)
    table = pages[chosen.sheet.name]
    grid = Grid(table.rows, lambda place: list(table.rows[place]), MISSING, table.hidden_rows)
    read = table_of(grid, chosen, sheets, filename, fits, answers)
    read.notes[:0] = encoding.notes
    read.questions[:0] = encoding.questions
    return read


def _declared(name: str) -> str:
    """The encoding that a page names. Pages that name Latin-1 mean Windows-1252, as browsers know."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    if found in ("iso8859-1", "ascii"):
        return "cp1252"
    return found if _ENCODINGS.fullmatch(found) else ""


@dataclass(slots=True)
class _WebTable:
    """The rows of one table. `spans` are the cells that reach down into later rows: how far, by column."""

    hidden: bool
    rows: list[list[str]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    spans: dict[int, int] = field(default_factory=dict)


def _filled(table: _WebTable) -> Iterator[Row]:
    return ((number, list(cells)) for number, cells in enumerate(table.rows, 1) if any(cells))


class _Page:
    """The tables of a web page by name, “Table 1” and so on. A table within a table is one of its own."""

    def __init__(self, text: str, filename: str) -> None:
        self.tables: dict[str, _WebTable] = {}
        self._filename = filename
        self._cells = 0
        text = _DECLARATION.sub("", text, count=1)
        parser = HTMLParser(encoding="utf-8", no_network=True, recover=True, remove_comments=True)
        try:
            root = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        except (etree.LxmlError, ValueError, AssertionError):
            raise _fault(filename, phrase("The web page cannot be read.")) from None
        found: dict[etree._Element, _WebTable] = {}
        for number, element in enumerate(root.iter("table"), 1):
            found[element] = self.tables[f"Table {number}"] = _WebTable(_is_hidden(element))
        for row in root.iter("tr"):
            table = next(row.iterancestors("table"), None)
            if table is not None:
                self._add(found[table], row)

    def _add(self, table: _WebTable, row: etree._Element) -> None:
        """Add a row, with MERGED in each cell that a wider or a higher one covers."""
        cells: list[str] = []
        spans, table.spans = table.spans, {}
        for element in row.iterchildren("td", "th"):
            self._cover(table, cells, spans)
            place, wide, high = len(cells), _span(element, "colspan"), _span(element, "rowspan")
            cells += [_text(element), *[MERGED] * (wide - 1)]
            if len(cells) > MOST_COLUMNS:
                number = len(table.rows) + 1
                message = phrase("There are more than %(most)s columns.", most=f"{MOST_COLUMNS:,}")
                raise _fault(self._filename, message, "size", number)
            if high != 1:
                table.spans.update(dict.fromkeys(range(place, place + wide), high - 1 if high else -1))
        self._cover(table, cells, spans)
        while spans:  # cells from above, to the right of this row's own
            cells += [MISSING] * (min(spans) - len(cells))
            self._cover(table, cells, spans)
        table.rows.append(cells)
        if _is_hidden(row):
            table.hidden_rows.add(len(table.rows))
        self._cells += len(cells) + 1
        if self._cells > MOST_CELLS:
            raise _fault(self._filename, phrase("The tables hold too many cells."), "size")

    def _cover(self, table: _WebTable, cells: list[str], spans: dict[int, int]) -> None:
        """Add the cells that are covered from above, as far as they come next."""
        while (place := len(cells)) in spans:
            left = spans.pop(place)
            cells.append(MERGED)
            if left != 1:
                table.spans[place] = left - 1 if left > 0 else -1
        for place in [each for each in spans if each < len(cells)]:
            del spans[place]  # a wide cell lies on top of it


def _span(element: etree._Element, name: str) -> int:
    """How many columns or rows a cell covers. 0 rows means all that follow."""
    given = re.match(r"\s*(\d{1,6})", element.get(name) or "1")
    count = int(given[1]) if given else 1
    return min(max(count, 1 if name == "colspan" else 0), 1_000 if name == "colspan" else 65_534)


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _text(cell: etree._Element) -> str:
    """The text that a cell shows, on one line, without that of a table within it."""
    pieces: list[str] = [cell.text or ""]
    _collect(cell, pieces, 0)
    return tidy(" ".join("".join(pieces).split()))


def _collect(element: etree._Element, pieces: list[str], depth: int) -> None:
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        apart = tag in _APART
        pieces.append(" " if apart else "")
        if tag and tag != "table" and tag not in _SKIPPED and not _is_hidden(child) and depth < _DEEPEST:
            pieces.append(child.text or "")
            _collect(child, pieces, depth + 1)
        pieces.append(" " if apart else "")
        pieces.append(child.tail or "")


def _fault(filename: str, message: str, rule: str = "workbook", line: int = 0) -> Exception:
    remedy = phrase("Open it in a spreadsheet, and save it as XLSX or as CSV UTF-8.")
    return fault(filename, line, rule, message, remedy)
