"""Reads a file as it was sent, CSV or a workbook, into a header and rows of text."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from elearn.problems import InputFault, Problem
from elearn.tracker.imports.errors import error_cells
from elearn.tracker.imports.workbooks import must_be_moderate

LARGEST_FILE = 100_000_000
MOST_ROWS = 1_000_000
MOST_LINES = 2 * MOST_ROWS
"""The most rows of a CSV file, including blank ones."""
MOST_COLUMNS = 1_000
_PART = 1 << 20
_DELIMITERS = (",", ";", "\t")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Table:
    """The header as written, each filled row with its number in a spreadsheet, and notes for the sender.

    `most`: there are no more rows than this. `rows` can be read once.
    """

    header: list[str]
    rows: Iterable[tuple[int, list[str]]]
    notes: list[str] = field(default_factory=list)
    most: int = 1


def read_table(data: bytes, filename: str) -> Table:
    """The table in a file, with all of its rows. Raises InputFault if there is none; it says what to send instead."""
    table = open_table(data, filename)
    return replace(table, rows=list(table.rows))


def open_table(data: bytes, filename: str) -> Table:
    """The table in a file, whose rows are read one after another.

    Raises InputFault if there is none. It says what to send instead. Reading the rows may raise it too.
    """
    if len(data) > LARGEST_FILE:
        message = f"The file is larger than {LARGEST_FILE // 1_000_000} MB."
        raise _fault(filename, 0, "size", message, "Send it in parts.")
    if data.startswith(_WORKBOOKS):
        sheet = _workbook_rows(data, filename)
        return _table(([_cell(value) for value in row] for row in sheet), len(sheet), filename)
    encoding, notes = _encoding(data, filename)
    most = max(data.count(b"\n"), data.count(b"\r"))  # the header is a line too
    if most > MOST_ROWS:  # few files are so long, and nobody should wait until the end to hear of it
        for _ in _table(_csv_rows(data, encoding, filename), most, filename).rows:
            pass
    return _table(_csv_rows(data, encoding, filename), most, filename, notes)


def _table(records: Iterable[Sequence[str]], most: int, filename: str, notes: Sequence[str] = ()) -> Table:
    """A table whose header is the first filled row. Blank rows are skipped, but they count."""
    filled = _filled(records)
    _, header = next(filled, (0, None))
    if header is None:
        remedy = "Send one with a header row and a row for each record."
        raise _fault(filename, 0, "empty", "The file is empty.", remedy)
    return Table(header, _not_too_many(filled, filename), list(notes), most)


def _filled(records: Iterable[Sequence[str]]) -> Iterator[tuple[int, list[str]]]:
    for number, record in enumerate(records, 1):
        cells = [cell.strip() for cell in record]
        if any(cells):
            yield number, cells


def _not_too_many(rows: Iterable[tuple[int, list[str]]], filename: str) -> Iterator[tuple[int, list[str]]]:
    for count, row in enumerate(rows):
        if count == MOST_ROWS:
            message = f"There are more than {MOST_ROWS:,} rows."
            raise _fault(filename, row[0], "size", message, "Send it in parts.")
        yield row


def _encoding(data: bytes, filename: str) -> tuple[str, list[str]]:
    """How a CSV file is encoded, and notes. It is UTF-8, UTF-16 with its mark, or else Windows-1252, with a note."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            if any("\0" in part for part in codecs.iterdecode(_parts(data), encoding)):
                break
        except UnicodeDecodeError:
            continue
        if encoding != "cp1252":
            return encoding, []
        return encoding, [
            "The file is not in UTF-8; it was read as Windows-1252. Check names with accents before you apply it."
        ]
    message = "This is not a CSV file or a workbook."
    raise _fault(filename, 0, "encoding", message, "Save it as CSV UTF-8 or XLSX.")


def _parts(data: bytes) -> Iterator[bytes]:
    return (data[start : start + _PART] for start in range(0, len(data), _PART))


def _text(data: bytes, encoding: str, newline: str) -> io.TextIOWrapper:
    """The text of a file, decoded a part at a time."""
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline=newline)


def _csv_rows(data: bytes, encoding: str, filename: str) -> Iterator[list[str]]:
    first = next((line for line in _text(data, encoding, "\n") if line.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda each: (first.count(each), each == ","))
    reader = csv.reader(_text(data, encoding, ""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            if len(row) > MOST_COLUMNS or number > MOST_LINES:
                what = f"{MOST_COLUMNS:,} columns" if number <= MOST_LINES else f"{MOST_LINES:,} lines"
                remedy = "Send only what is needed, in parts."
                raise _fault(filename, number, "size", f"There are more than {what}.", remedy)
            yield row
    except csv.Error as error:
        message = f"The file cannot be read on from here ({error})."
        remedy = "Check that every quotation mark that opens is closed, and save it as CSV again."
        raise _fault(filename, reader.line_num, "csv", message, remedy) from None


def _workbook_rows(data: bytes, filename: str) -> list[list[Any]]:
    """The rows of the first sheet that holds anything. Formulas that ended in an error hold the error's text."""
    try:
        if data.startswith(_WORKBOOKS[0]):
            must_be_moderate(data, filename)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            sheet: list[list[Any]] = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(cell != "" for row in sheet for cell in row):
                errors = error_cells(data, name) if data.startswith(_WORKBOOKS[0]) else {}
                for (row, column), error in errors.items():
                    if row < len(sheet) and column < len(sheet[row]):
                        sheet[row][column] = error
                return sheet
    except (CalamineError, OSError, ValueError) as error:
        remedy = "Save it again as XLSX without a password, or as CSV UTF-8."
        raise _fault(filename, 0, "workbook", f"The workbook cannot be read ({error}).", remedy) from None
    return []


def _cell(value: Any) -> str:
    """A workbook's value as a person would have typed it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _fault(filename: str, line: int, rule: str, message: str, remedy: str) -> InputFault:
    return InputFault([Problem(filename, line, 0, rule, "error", message, remedy)])
