"""Finds in a sheet's XML what the library that reads the values does not tell: what is lost, hidden or merged.

A lost cell reads as blank or zero, and that would be dangerous: in `ends_on` a blank leaves a post open, and in a
requirement's `agency` it means every agency. A sheet may hold millions of cells, so we search its bytes for the few
things that matter, and do not parse it. Each pattern reaches only so far, so that no file can make the search slow.
"""

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final, NamedTuple

from elearn.tracker.imports.reading.places import column_letters, column_number
from elearn.tracker.imports.unread import FORMULA, MERGED

_PREFIX: Final = rb"<(?:[\w.-]+:)?"
_CELL = re.compile(_PREFIX + rb"c(?=[\s/>])([^>]{0,2000})>")
_USUAL = re.compile(rb' r="([A-Z]+)(\d+)" s="(\d+)"')
_END_OF_CELL = re.compile(rb"</?(?:[\w.-]+:)?c(?=[\s/>])")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]{1,3})(\d{1,7})\b")
_STYLE = re.compile(rb"\ss\s*=\s*[\"']\s*(\d{1,9})\b")
_TYPE = re.compile(rb"\st\s*=\s*[\"']\s*(\w+)")
_VALUE = re.compile(_PREFIX + rb"v(?:\s[^>/]*)?(?:/>|>([^<]*)<)")
_FORMULA = re.compile(_PREFIX + rb"f(?=[\s/>])([^>]{0,1000})>")
_MERGED = re.compile(_PREFIX + rb"mergeCell\s([^>]{0,500})>")
_RANGE = re.compile(
    rb"\bref\s*=\s*[\"']\s*\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?"
)
_HIDDEN_ROW = re.compile(
    _PREFIX + rb"row\s(?=[^>]{0,1000}\b(?:hidden\s*=\s*[\"'](?:1|true)|ht\s*=\s*[\"']0[\"']))([^>]{0,1000})>"
)
_ROW_NUMBER = re.compile(rb"(?:^|\s)r\s*=\s*[\"']\s*(\d{1,7})\b")
_HIDDEN_COLUMNS = re.compile(
    _PREFIX + rb"col\s(?=[^>]{0,500}\b(?:hidden\s*=\s*[\"'](?:1|true)|width\s*=\s*[\"']0[\"']))([^>]{0,500})>"
)
_MIN, _MAX = (re.compile(rb"\b" + name + rb"\s*=\s*[\"'](\d{1,7})\b") for name in (b"min", b"max"))
_ROW_OR_CELL = re.compile(_PREFIX + rb"(row|c)(?=[\s/>])([^>]{0,2000}?)(/?)>")
_LAST_COLUMN: Final = 16_384
_MOST_HIDDEN: Final = 1_000
_LONGEST_TAG: Final = 2_000
_MOST_STYLES: Final = 100

ISO_DAY: Final = "d"
"""The kind of a cell that holds a day as text."""


class Range(NamedTuple):
    """A rectangle of cells, from 0; the last row and column are part of it."""

    top: int
    left: int
    bottom: int
    right: int


class Noted(NamedTuple):
    """A cell that has to be looked at: its place, from 0, its kind in the XML, its style, and an error's text."""

    row: int
    column: int
    kind: str
    style: int
    error: str = ""


class SheetXml:
    """The XML of one sheet. `implied`: some cells do not say where they are, so they follow the one before."""

    def __init__(self, xml: bytes, implied: bool) -> None:
        self._xml = _with_places(xml) if implied else xml

    def noted(self, styles: Collection[int]) -> Iterator[Noted]:
        """The cells that hold an error or a day as text, and those with one of the styles."""
        wanted = rb"\st\s*=\s*[\"'][ed][\"']"
        numbers = b"|".join(str(style).encode() for style in sorted(styles))
        if len(styles) > _MOST_STYLES:
            numbers = rb"\d+"  # the caller leaves out those that it does not want
        if numbers:
            wanted += rb"|\ss\s*=\s*[\"'](?:" + numbers + rb")[\"']"
        if 0 in styles:  # a cell without a style has the first one
            wanted += b"|" + _PREFIX + rb"c(?=[\s/>])(?![^>]{0,2000}\ss\s*=)"
        xml, before = self._xml, -1
        for match in re.finditer(wanted, xml):
            at = match.start()
            if not match[0].startswith(b"<"):
                at = xml.rfind(b"<", max(at - _LONGEST_TAG, 0), at)
            if at == before or not (cell := _CELL.match(xml, at)) or cell.end() <= match.start():
                continue
            before = at
            if usual := _USUAL.fullmatch(cell[1]):  # nearly all cells look like this
                letters, row, number = usual.groups()
                yield Noted(int(row) - 1, column_number(letters) - 1, "n", int(number))
                continue
            place, kind, style = (each.search(cell[1]) for each in (_PLACE, _TYPE, _STYLE))
            if place:
                is_error = kind is not None and kind[1] == b"e"
                yield Noted(
                    int(place[2]) - 1,
                    column_number(place[1]) - 1,
                    kind[1].decode() if kind else "n",
                    int(style[1]) if style else 0,
                    _error(self._inside(cell)) if is_error else "",
                )

    def lost_formulas(self, recalculated: bool) -> Iterator[tuple[Range, str]]:
        """The cells whose formula has no stored result, with the text that stands for it.

        `recalculated`: the workbook is to be calculated when it is opened, so what is stored is made up.
        """
        xml = self._xml
        for match in _FORMULA.finditer(xml):
            cell = self._cell_of(match.start())
            if not cell:
                continue
            kind, value = _TYPE.search(cell[1]), _VALUE.search(self._inside(cell))
            if kind and kind[1] == b"e":
                continue  # its text is an error, which says more
            is_text = kind is not None and kind[1] == b"str"  # whose result may be an empty text
            stored = value is not None and (is_text or (value[1] or b"").strip())
            if stored and not recalculated:
                continue
            spilled = (
                _RANGE.search(match[1]) if re.search(rb"\bt\s*=\s*[\"'](?:array|data)", match[1]) else None
            )
            if not (place := _PLACE.search(cell[1])):
                continue
            row, column = int(place[2]) - 1, column_number(place[1]) - 1
            yield (_range(spilled) if spilled else Range(row, column, row, column)), FORMULA

    def merged(self) -> Iterator[tuple[Range, str]]:
        """The merged ranges, with the text that stands for all of their cells but the first."""
        if self._xml.rfind(b"mergeCell") < 0:
            return
        for match in _MERGED.finditer(self._xml):
            if found := _RANGE.search(match[1]):
                yield _range(found), MERGED

    def hidden_rows(self) -> set[int]:
        """The numbers of the hidden rows, from 1."""
        found = (_ROW_NUMBER.search(match[1]) for match in _HIDDEN_ROW.finditer(self._xml))
        return {int(number[1]) for number in found if number}

    def hidden_columns(self) -> list[int]:
        """The numbers of the hidden columns, from 1."""
        start = self._xml[: max(self._xml.find(b"sheetData"), 0)]
        found: set[int] = set()
        for match in islice(_HIDDEN_COLUMNS.finditer(start), _MOST_HIDDEN):
            first, last = _MIN.search(match[1]), _MAX.search(match[1])
            if first and last:
                found.update(range(int(first[1]), min(int(last[1]), _LAST_COLUMN) + 1))
        return sorted(found)

    def _inside(self, cell: re.Match[bytes]) -> bytes:
        """What is between the tags of a cell."""
        if cell[1].endswith(b"/"):
            return b""
        end = _END_OF_CELL.search(self._xml, cell.end())
        return self._xml[cell.end() : end.start()] if end else b""

    def _cell_of(self, position: int) -> re.Match[bytes] | None:
        """The cell that something within it belongs to."""
        for _ in range(4):  # the tags of a value may stand between
            position = self._xml.rfind(b"<", 0, position)
            if position < 0 or (found := _CELL.match(self._xml, position)):
                return found if position >= 0 else None
        return None


def _error(inside: bytes) -> str:
    value = _VALUE.search(inside)
    text = (value[1] or b"").strip()[:20].decode("utf-8", "replace") if value else ""
    return text or "#N/A"


def _range(found: re.Match[bytes]) -> Range:
    top, left = int(found[2]) - 1, column_number(found[1]) - 1
    if not found[3]:
        return Range(top, left, top, left)
    return Range(top, left, int(found[4]) - 1, column_number(found[3]) - 1)


def _with_places(xml: bytes) -> bytes:
    """The XML with a place in each row and cell that had none."""
    row = column = 0

    def placed(match: re.Match[bytes]) -> bytes:
        nonlocal row, column
        tag, attributes = match[1], match[2]
        start = match[0][: match.start(2) - match.start()]
        if tag == b"row":
            given = _ROW_NUMBER.search(attributes)
            row, column = int(given[1]) if given else row + 1, 0
            name = b"%d" % row
        else:
            given = _PLACE.search(attributes)
            row, column = (int(given[2]), column_number(given[1])) if given else (row, column + 1)
            name = b"%s%d" % (column_letters(column).encode(), row)
        return match[0] if given else b'%s r="%s"%s%s>' % (start, name, attributes, match[3])

    return _ROW_OR_CELL.sub(placed, xml)
