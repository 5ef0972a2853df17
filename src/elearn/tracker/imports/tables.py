"""Reads a file as it was sent, CSV or a workbook, into a header and rows of text."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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
_DELIMITERS = (",", ";", "\t")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Table:
    """The header as written, each filled row with its number in a spreadsheet, and notes for the sender."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    notes: list[str] = field(default_factory=list)


def read_table(data: bytes, filename: str) -> Table:
    """The table in a file. Raises InputFault if there is none; it says what to send instead."""
    if len(data) > LARGEST_FILE:
        message = f"The file is larger than {LARGEST_FILE // 1_000_000} MB."
        raise _fault(filename, 0, "size", message, "Send it in parts.")
    if data.startswith(_WORKBOOKS):
        return _table(_workbook_rows(data, filename), filename)
    text, notes = _decode(data, filename)
    return _table(_csv_rows(text, filename), filename, notes)


def _table(records: Iterable[Sequence[str]], filename: str, notes: Sequence[str] = ()) -> Table:
    """A table whose header is the first filled row. Blank rows are skipped, but they count."""
    header: list[str] | None = None
    rows: list[tuple[int, list[str]]] = []
    for number, record in enumerate(records, 1):
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        if header is None:
            header = cells
        elif len(rows) == MOST_ROWS:
            message = f"There are more than {MOST_ROWS:,} rows."
            raise _fault(filename, number, "size", message, "Send it in parts.")
        else:
            rows.append((number, cells))
    if header is None:
        remedy = "Send one with a header row and a row for each record."
        raise _fault(filename, 0, "empty", "The file is empty.", remedy)
    return Table(header, rows, list(notes))


def _decode(data: bytes, filename: str) -> tuple[str, list[str]]:
    """The text of a CSV file, and notes. It is UTF-8, UTF-16 with its mark, or else Windows-1252, with a note."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if encoding != "cp1252":
            return text, []
        return text, [
            "The file is not in UTF-8; it was read as Windows-1252. Check names with accents before you apply it."
        ]
    message = "This is not a CSV file or a workbook."
    raise _fault(filename, 0, "encoding", message, "Save it as CSV UTF-8 or XLSX.")


def _csv_rows(text: str, filename: str) -> Iterator[list[str]]:
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda each: (first.count(each), each == ","))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
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


def _workbook_rows(data: bytes, filename: str) -> list[list[str]]:
    """The rows of the first sheet that holds anything."""
    try:
        if data.startswith(_WORKBOOKS[0]):
            must_be_moderate(data, filename)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(cell != "" for row in sheet for cell in row):
                rows = [[_cell(value) for value in row] for row in sheet]
                errors = error_cells(data, name) if data.startswith(_WORKBOOKS[0]) else {}
                for (row, column), error in errors.items():
                    if row < len(rows) and column < len(rows[row]):
                        rows[row][column] = error
                return rows
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
