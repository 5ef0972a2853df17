"""Writes what is true about some people into a file, as hostilely as real spreadsheets do.

`Hostile` says how. Each writer returns the file and its name. What a way of writing loses (a cell that is
merged away, a row that is cut short) is lost in the file, so whoever reads it can only reject that row, or ask.
"""

import csv
import html
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

import openpyxl
import xlsxwriter

DAYS: Final[dict[str, Callable[[date], str]]] = {
    "iso": date.isoformat,
    "iso and time": lambda day: f"{day} 22:42:35",
    "instant": lambda day: f"{day}T12:00:00Z",
    "dmy": lambda day: f"{day:%d/%m/%Y}",
    "dmy short": lambda day: f"{day.day}/{day.month}/{day.year}",
    "mdy": lambda day: f"{day:%m/%d/%Y}",
    "mdy and time": lambda day: f"{day:%m/%d/%Y} 09:15 AM",
    "dots": lambda day: f"{day:%d.%m.%Y}",
    "dashes": lambda day: f"{day:%d-%m-%Y}",
    "oracle": lambda day: f"{day:%d-%b-%Y}".upper(),
    "words": lambda day: f"{day.day} {day:%B %Y}",
    "moodle": lambda day: f"{day:%A}, {day.day} {day:%B %Y}, 10:33 PM",
    "compact": lambda day: f"{day:%Y%m%d}",
    "dmy2000": lambda day: f"{day:%d/%m/%y}",
    "unix": lambda day: str(int(datetime.combine(day, time(12)).timestamp())),
}
"""How a system writes a day."""
ORDERS: Final = {
    "dmy": "dmy",
    "dmy short": "dmy",
    "mdy": "mdy",
    "mdy and time": "mdy",
    "dots": "dmy",
    "dashes": "dmy",
}
"""The order that a question about days is answered with, for each way in which one may be asked."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """How to write a file. `lost` are the places (row, column) whose content the file does not hold, from 0.

    `how` is how they are lost: merged, formula, error, cut (for CSV and web pages) or text.
    """

    kind: str
    encoding: str = "utf-8"
    separator: str = ","
    said: bool = False
    titles: int = 0
    cover: bool = False
    decoys: str = ""
    days: str = "iso"
    real_days: bool = False
    quoted: bool = False
    lost: tuple[tuple[int, int], ...] = ()
    how: str = "error"

    def text(self, value: Any) -> str:
        """A value as this file writes it."""
        if isinstance(value, date):
            return DAYS[self.days](value)
        return "" if value is None else str(value)


def written(how: Hostile, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[bytes, str]:
    """The file, and its name."""
    writers = {"csv": _csv, "xlsx": _xlsxwriter, "openpyxl": _openpyxl, "html": _html}
    return writers[how.kind](how, header, rows)


def _csv(how: Hostile, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[bytes, str]:
    out = io.StringIO()
    if how.said:
        out.write(f"sep={how.separator}\r\n")
    writer = csv.writer(
        out, delimiter=how.separator, quoting=csv.QUOTE_ALL if how.quoted else csv.QUOTE_MINIMAL
    )
    for number in range(how.titles):
        writer.writerow([f"Report {number}"])
    writer.writerow(header)
    for place, row in enumerate(rows):
        cells = [how.text(value) for value in row]
        for at, column in how.lost:
            if at == place:
                cells = cells[:column] if how.how == "cut" else _with(cells, column, "#N/A")
        writer.writerow(cells)
    return out.getvalue().encode(how.encoding), "sent.csv"


def _with(cells: list[str], column: int, text: str) -> list[str]:
    return [*cells[:column], text, *cells[column + 1 :]]


def _xlsxwriter(how: Hostile, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[bytes, str]:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        if how.cover:
            book.add_worksheet("Cover").write(0, 0, "Quarterly figures")
        if how.decoys == "sheet":
            last_year = book.add_worksheet("Last year")
            _fill(how, book, last_year, header, [_decoy(rows[0])], ())
            last_year.hide()
        sheet = book.add_worksheet("True")
        decoys = [_decoy(rows[0])] if how.decoys == "rows" else []
        _fill(how, book, sheet, header, [*rows, *decoys], how.lost)
        if decoys:
            sheet.set_row(how.titles + 1 + len(rows), None, None, {"hidden": True})
        sheet.activate()
        sheet.set_first_sheet()
    return out.getvalue(), "sent.xlsx"


def _decoy(row: Sequence[Any]) -> list[Any]:
    """A row that is not true, which a spreadsheet hides."""
    return [date(2019, 1, 31) if isinstance(value, date) else value for value in row]


def _fill(
    how: Hostile,
    book: Any,
    sheet: Any,
    header: Sequence[str],
    rows: Sequence[Sequence[Any]],
    lost: Sequence[tuple[int, int]],
) -> None:
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    share = book.add_format({"num_format": "0%"})
    for number in range(how.titles):
        sheet.write(number, 0, f"Report {number}")
    for column, name in enumerate(header):
        sheet.write(how.titles, column, name)
    for place, row in enumerate(rows, how.titles + 1):
        for column, value in enumerate(row):
            if (place - how.titles - 1, column) in lost:
                error = how.how == "error"
                sheet.write_formula(place, column, "=1+1", None, "#REF!" if error else 0)
            elif isinstance(value, date) and how.real_days:
                sheet.write_datetime(place, column, datetime.combine(value, time()), day)
            elif isinstance(value, int):
                sheet.write_number(place, column, value / 100, share)
            elif (text := how.text(value)).isdigit() and text.startswith("0"):
                zeros = book.add_format({"num_format": "0" * len(text)})
                sheet.write_number(place, column, int(text), zeros)
            else:
                sheet.write_string(place, column, text)


def _openpyxl(how: Hostile, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[bytes, str]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "True"
    for number in range(how.titles):
        sheet.append([f"Report {number}"])
    sheet.append(list(header))
    for row in rows:
        sheet.append(
            [
                datetime.combine(value, time())
                if isinstance(value, date) and how.real_days
                else how.text(value) or None
                for value in row
            ]
        )
    for place, column in how.lost:
        number = how.titles + 2 + place
        if how.how == "formula":
            sheet.cell(number, column + 1).value = "=A1"
        elif place:
            sheet.merge_cells(
                start_row=number - 1, start_column=column + 1, end_row=number, end_column=column + 1
            )
        else:
            sheet.cell(number, column + 1).value = "#N/A"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), "sent.xlsx"


def _html(how: Hostile, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[bytes, str]:
    def line(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    lines = [line([f"Report {number}"], "td") for number in range(how.titles)] + [line(header, "th")]
    for place, row in enumerate(rows):
        cells = [how.text(value) for value in row]
        for at, column in how.lost:
            if at == place:
                cells = cells[:column] if how.how == "cut" else _with(cells, column, "#VALUE!")
        lines.append(line(cells, "td"))
    cover = "<table><tr><td>Quarterly figures</td></tr></table>" if how.cover else ""
    page = f'<html><meta charset="utf-8">{cover}<table>{"".join(lines)}</table></html>'
    return page.encode(), "sent.xls"
