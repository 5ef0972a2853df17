"""Finds out what it would take to read a workbook, before we read it.

A workbook is a zip of XML. A few hundred bytes can claim a cell in the last possible row and column, and a reader that
lays out every cell up to it fills the machine's memory. A zip can also hold far more than it says.
"""

import io
import re
import struct
import zipfile
import zlib
from typing import Final

from elearn.phrases import phrase
from elearn.problems import InputFault
from elearn.tracker.imports.reading.faults import fault
from elearn.tracker.imports.reading.places import column_number

LARGEST_UNPACKED = 500_000_000
MOST_CELLS = 10_000_000
MOST_CELLS_IN_ALL = 30_000_000
MOST_ROWS = 1_048_576
MOST_MEMBERS = 1_000
DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError),
    *(EOFError, OSError, ValueError, LookupError, OverflowError),
)
"""What the libraries raise when they read a damaged zip."""
_PART = 1 << 20
_CELL = re.compile(
    rb"<(?:[^\s<>/]*:)?(c|row)(?=[\s/>])(?:[^<]*?[\s\"']r\s*=\s*[\"']\s*([A-Za-z]*)(\d*))?", re.ASCII
)


def must_be_moderate(data: bytes, filename: str) -> dict[str, "Extent"]:
    """How far each part of an XLSX workbook reaches, by its name.

    Raises InputFault if a zip is not an XLSX workbook, cannot be read, or would unpack to more than we can hold.
    This unpacks one part at a time and keeps nothing, so a bomb costs seconds but no memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {member.filename.lower() for member in archive.infolist()}
            if "xl/workbook.xml" not in names or names & {"content.xml", "xl/workbook.bin"}:
                message = phrase("The workbook cannot be read, because it is not XLSX.")
                raise _fault(filename, "workbook", message)
            if len(archive.infolist()) > MOST_MEMBERS:
                raise _fault(filename, "size", phrase("The workbook holds too many parts."))
            return _measure(archive, filename)
    except InputFault:
        raise
    except DAMAGED:
        message = phrase("The workbook cannot be read, because it is damaged or not whole.")
        raise _fault(filename, "workbook", message) from None


def _measure(archive: zipfile.ZipFile, filename: str) -> dict[str, "Extent"]:
    left = LARGEST_UNPACKED
    extents: dict[str, Extent] = {}
    for member in archive.infolist():
        member.file_size = left + 2 * _PART  # so that we read to its end, whatever size it claims
        sheet = extents[member.filename] = Extent()
        with archive.open(member) as unfolding:
            while part := unfolding.read(_PART):
                left -= len(part)
                sheet.read(part)
                if left < 0 or sheet.unclear:
                    raise _fault(filename, "size", phrase("The workbook is too large when it is unpacked."))
                if sheet.cells > MOST_CELLS or sheet.row > MOST_ROWS:
                    message = phrase(
                        "The sheet reaches to row %(row)s and column %(number)s, which is too far to read.",
                        row=f"{sheet.row:,}",
                        number=f"{sheet.column:,}",
                    )
                    raise _fault(filename, "size", message)
        if sum(extent.cells for extent in extents.values()) > MOST_CELLS_IN_ALL:
            raise _fault(filename, "size", phrase("The sheets together hold too many cells."))
    return extents


class Extent:
    """Measures how far the cells of a sheet reach, from one part of its XML after another.

    A cell without an address comes after the one before it, and then `implied` is true. `unclear` means that we cannot
    tell.
    """

    def __init__(self) -> None:
        self.row = self.column = 0
        self.unclear = self.implied = False
        self._at = (0, 0)
        self._rest = b""

    @property
    def cells(self) -> int:
        """How many cells a reader lays out: all up to the last row and the last column."""
        return self.row * self.column

    def read(self, part: bytes) -> None:
        """Measure the next part. A tag that is cut in two waits for the part after it."""
        text = self._rest + part
        cut = max(text.rfind(b"<"), 0)
        self._rest = text[cut:]
        if len(self._rest) > _PART:
            self.unclear = bool(_CELL.match(self._rest))
            self._rest = b""
        for tag, letters, digits in _CELL.findall(text, 0, cut):
            if len(letters) > 3 or len(digits) > 7:
                self.unclear = True
                return
            row, column = self._at
            if not digits:
                self.implied = True
            if tag == b"row":
                self._at = (int(digits) if digits else row + 1, 0)
                continue
            self._at = (row, column) = (
                int(digits) if digits else row,
                column_number(letters) if letters else column + 1,
            )
            self.row, self.column = max(self.row, row), max(self.column, column)


def _fault(filename: str, rule: str, message: str) -> InputFault:
    remedy = phrase(
        "Save it again as XLSX without a password and without empty rows and columns, or as CSV UTF-8."
    )
    return fault(filename, 0, rule, message, remedy)
