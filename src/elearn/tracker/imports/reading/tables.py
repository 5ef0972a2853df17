"""Reads a file as it was sent, CSV, a workbook or a web page, into a header and rows of text."""

from dataclasses import replace
from typing import Final

from elearn.phrases import phrase
from elearn.tracker.imports.questions import Answers
from elearn.tracker.imports.reading.bodies import Fits, any_header
from elearn.tracker.imports.reading.faults import fault
from elearn.tracker.imports.reading.model import Table as Table
from elearn.tracker.imports.reading.separated import read_separated
from elearn.tracker.imports.reading.webpages import is_markup, read_web_page
from elearn.tracker.imports.reading.xlsx import read_workbook

LARGEST_FILE = 100_000_000
_ZIP: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_NO_ANSWERS: Final[Answers] = {}


def read_table(data: bytes, filename: str, fits: Fits = any_header, answers: Answers = _NO_ANSWERS) -> Table:
    """The table in a file, with all of its rows. Takes and raises the same as `open_table`."""
    table = open_table(data, filename, fits, answers)
    return replace(table, rows=list(table.rows))


def open_table(data: bytes, filename: str, fits: Fits = any_header, answers: Answers = _NO_ANSWERS) -> Table:
    """The table in a file, whose rows are read one after another.

    `fits` says whether a row has the columns that are needed: it finds the header, and the sheet. `answers` are what
    the sender said about how to read the file. Raises InputFault if there is no table. It says what to send instead.
    Reading the rows may raise it too.
    """
    if len(data) > LARGEST_FILE:
        message = phrase("The file is larger than %(most)s MB.", most=LARGEST_FILE // 1_000_000)
        raise fault(filename, 0, "size", message, phrase("Send it in parts."))
    if data.startswith(_ZIP):
        return read_workbook(data, filename, fits, answers)
    if data.startswith(_OLD):
        _refuse_old(data, filename)
    if data[:30].lower().startswith(b"mime-version:"):
        message = phrase("This is a web archive, not a CSV file or a workbook.")
        raise fault(filename, 0, "workbook", message, phrase("Open it in a spreadsheet and save it as XLSX."))
    if is_markup(data):
        return read_web_page(data, filename, fits, answers)
    return read_separated(data, filename, fits, answers)


def _refuse_old(data: bytes, filename: str) -> None:
    """Raise InputFault: a workbook with a password looks like one in Excel's old format, and we can read neither."""
    if _ENCRYPTED in data:
        message = phrase("The workbook cannot be read, because it needs a password.")
        remedy = phrase("Save it again as XLSX without a password, or as CSV UTF-8.")
    else:
        message = phrase("The workbook cannot be read, because it is in the old format XLS.")
        remedy = phrase("Open it and save it as XLSX. If it has a password, save it without one.")
    raise fault(filename, 0, "workbook", message, remedy)
