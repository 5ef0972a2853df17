"""Reads a workbook: the values as the sheet shows them, and never a blank in the place of a value that is lost."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from elearn.phrases import Phrase, phrase
from elearn.problems import InputFault
from elearn.tracker.imports.questions import Answers
from elearn.tracker.imports.reading.bodies import Fits, Row, tidy
from elearn.tracker.imports.reading.faults import fault
from elearn.tracker.imports.reading.formats import MOST_DIGITS, shown
from elearn.tracker.imports.reading.model import Table, empty
from elearn.tracker.imports.reading.parts import Parts
from elearn.tracker.imports.reading.sheets import Chosen, Grid, Survey, choose_sheet, survey, table_of
from elearn.tracker.imports.reading.sheetxml import ISO_DAY, Noted, Range, SheetXml
from elearn.tracker.imports.reading.workbooks import DAMAGED, MOST_CELLS, Extent, must_be_moderate
from elearn.tracker.imports.unread import DIGITS, FORMAT, MERGED

_Values = list[list[Any]]


def read_workbook(data: bytes, filename: str, fits: Fits, answers: Answers) -> Table:
    """The table in an XLSX workbook. Raises InputFault if it cannot be read or holds no rows."""
    extents = must_be_moderate(data, filename)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = Parts(archive)
            parts.must_be_apart()
            sheets, chosen, values = _chosen(data, filename, fits, answers)
            part = parts.sheet(chosen.sheet.name)
            xml = SheetXml(parts.read(part), extents[part].implied)
            _Repair(values, xml, parts, extents[part]).all()
        hidden_rows, hidden_columns = xml.hidden_rows(), xml.hidden_columns()
    except InputFault:
        raise
    except (CalamineError, *DAMAGED) as error:
        raise _unreadable(filename, _why(error)) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the library gave up; it is no Exception
            raise
        raise _unreadable(filename, phrase("it is damaged")) from None
    grid = Grid(
        values, lambda place: [_cell(value) for value in values[place]], "", hidden_rows, hidden_columns
    )
    return table_of(grid, chosen, sheets, filename, fits, answers)


def _chosen(data: bytes, filename: str, fits: Fits, answers: Answers) -> tuple[list[Survey], Chosen, _Values]:
    """What is known of each filled sheet, and the values of the one that is read. Holds no more than two at a time."""
    sheets: list[Survey] = []
    best: tuple[tuple[bool, bool], str, _Values] | None = None
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for each in book.sheets_metadata:
            if each.typ != SheetTypeEnum.WorkSheet:
                continue
            values = _values(book, each.name)
            found = survey(each.name, each.visible != SheetVisibleEnum.Visible, _filled(values), fits)
            if found is None:
                continue
            sheets.append(found)
            rank = (found.fits, not found.hidden)
            if best is None or rank > best[0]:
                best = (rank, each.name, values)
        if best is None:
            raise empty(filename)
        chosen = choose_sheet(sheets, answers)
        same = chosen.sheet.name == best[1]
        return sheets, chosen, best[2] if same else _values(book, chosen.sheet.name)


def _values(book: CalamineWorkbook, name: str) -> _Values:
    values: _Values = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return values


def _filled(values: _Values) -> Iterator[Row]:
    """The rows that are not blank. Only the first ones are needed as they are, and the others need only be there."""
    for number, row in enumerate(values, 1):
        if number < 1_000:
            cells = [_cell(value) for value in row]
            if any(cells):
                yield number, cells
        elif any(value != "" for value in row):
            yield number, []


@dataclass(frozen=True, slots=True)
class _Repair:
    """Puts into the values of a sheet what the library does not tell. It changes the rows in their place."""

    values: _Values
    xml: SheetXml
    parts: Parts
    extent: Extent

    def all(self) -> None:
        """Raises ValueError if there is more to put in than a sheet can hold."""
        looks = {place: look for place, look in enumerate(self.parts.looks()) if look.unusual}
        for noted in self.xml.noted(looks):
            self._put_noted(noted, looks)
        left = MOST_CELLS
        for range_, text in self.xml.lost_formulas(self.parts.is_recalculated()):
            row, column, bottom, right = range_
            if row == bottom < len(self.values) and column == right < len(self.values[row]):
                self.values[row][column] = text  # this is quick, because there may be a million of them
            else:
                left -= self._put(range_, text, left)
        for range_, text in self.xml.merged():
            left -= self._put(range_, text, left)

    def _put_noted(self, noted: Noted, looks: dict[int, Any]) -> None:
        if noted.error:
            self._put(Range(noted.row, noted.column, noted.row, noted.column), noted.error, 1)
        elif noted.row < len(self.values) and noted.column < len(row := self.values[noted.row]):
            value = row[noted.column]
            if noted.kind == ISO_DAY and isinstance(value, str):
                value = _iso_day(value)
            if noted.style in looks:
                value = shown(value, looks[noted.style])
            row[noted.column] = value

    def _put(self, range_: Range, text: str, most: int) -> int:
        """Put the text into the cells of a range, as far as the sheet reaches. Returns how many these were.

        The first cell of a merged range keeps what it has.
        """
        bottom = min(range_.bottom, max(self.extent.row, len(self.values), 1) - 1)
        right = min(range_.right, max(self.extent.column, 1) - 1)
        count = max(bottom - range_.top + 1, 0) * max(right - range_.left + 1, 0)
        if count > most:
            raise ValueError(phrase("it merges more cells than it has"))
        for row in range(range_.top, bottom + 1):
            while row >= len(self.values):
                self.values.append([])
            cells = self.values[row]
            cells += [""] * (right + 1 - len(cells))
            for column in range(range_.left, right + 1):
                if text != MERGED or (row, column) != (range_.top, range_.left):
                    cells[column] = text
        return count


def _iso_day(text: str) -> str:
    """The day of a date that is kept as text. FORMAT if it is only a time."""
    day = text[:10]
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return FORMAT


def _cell(value: Any) -> str:
    """A workbook's value as a person would have typed it, or the text for a value that is lost."""
    if isinstance(value, str):
        return tidy(value.replace("\0", ""))  # which no text file and no database takes
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return FORMAT
    if abs(value) >= MOST_DIGITS:
        return DIGITS
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _why(error: Exception) -> str:
    """What an error says: a phrase if we raised it, and otherwise what the library says in English."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Phrase) else str(error)


def _unreadable(filename: str, why: str) -> InputFault:
    remedy = phrase("Save it again as XLSX without a password, or as CSV UTF-8.")
    return fault(filename, 0, "workbook", phrase("The workbook cannot be read (%(why)s).", why=why), remedy)
