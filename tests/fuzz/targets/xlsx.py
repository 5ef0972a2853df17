"""Workbooks at every import. What a fault is says `tests.fuzz.importing`.

A member `asked.txt` of the zip says what is asked for, such as `people lead 2`. Spreadsheets do not know it.
"""

import io
from datetime import date, datetime, time

import openpyxl
import xlsxwriter

from tests.fuzz.importing import CELLS, FILES, HEADERS, place
from tests.fuzz.kinds import Kind
from tests.fuzz.mutate_zip import packed, unpacked
from tests.tracker.hostile import Hostile, written

_ASKED = "asked.txt"


def split(data: bytes) -> tuple[str, bytes]:
    """What is asked for, and the file."""
    words = next((content for name, content in unpacked(data) if name == _ASKED), b"")
    return words.decode("utf-8", "replace"), data


def seeds() -> list[bytes]:
    """A workbook of each kind of file by one library, and hostile ones by both."""
    found = [_asked(kind, _plain(text)) for kind, text in FILES.items()]
    header = ["email", "course", "completed_on", "score", "passed"]
    rows = [
        ["ann@council.example", "neglect", date(2024, 4, 1), 85, "Pass"],
        ["bo@council.example", "bruising", date(2024, 5, 2), 40, "Fail"],
    ]
    for number, how in enumerate(
        (
            Hostile("xlsx", real_days=True, titles=2, cover=True, decoys="rows"),
            Hostile("xlsx", days="dmy", decoys="sheet", lost=((0, 2),)),
            Hostile("openpyxl", real_days=True, lost=((1, 2),), how="formula"),
            Hostile("openpyxl", days="moodle", titles=1, lost=((1, 0),), how="merged"),
        )
    ):
        found.append(_asked(f"completions course {number}", written(how, header, rows)[0]))
    return [*found, _asked("people agency 1", _of_1904()), _asked("headcounts", _styled())]


def _asked(words: str, book: bytes) -> bytes:
    """A workbook with what is asked for. The moment at which it was made is left out."""
    members = [(name, content) for name, content in unpacked(book) if name != "docProps/core.xml"]
    return packed([*members, (_ASKED, words.encode())])


def _plain(text: str) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sent")
        for number, line in enumerate(text.splitlines()):
            for column, cell in enumerate(line.split(",")):
                sheet.write(number, column, int(cell) if cell.isdigit() and cell[:1] != "0" else cell)
    return out.getvalue()


def _of_1904() -> bytes:
    """People in a workbook whose days count from 1904, with a table and a comment."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": True}) as book:
        sheet = book.add_worksheet("People")
        day = book.add_format({"num_format": "d/m/yyyy"})
        sheet.write_row(0, 0, ["email", "name", "agency", "role_group", "starts_on"])
        for row, name in enumerate(("Ann Bell", "Pat New"), 1):
            sheet.write_row(row, 0, [f"{name.split()[0].lower()}@council.example", name, "council", "R1"])
            sheet.write_datetime(row, 4, datetime.combine(date(2024, 2, 28 + row % 2), time()), day)
        sheet.write_comment(1, 0, "A comment")
        sheet.add_table(
            0,
            0,
            2,
            4,
            {
                "columns": [
                    {"header": each} for each in ("email", "name", "agency", "role_group", "starts_on")
                ]
            },
        )
    return out.getvalue()


def _styled() -> bytes:
    """Headcounts by another library, in formats that show other numbers than the cells hold."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["agency", "role_group", "as_at", "headcount"])
    for place_, look in enumerate(("0%", '0000"x"', "[>5]0;General", "yyyy", "@")):
        sheet.append(["trust", "R1", date(2024, 3, 1 + place_), 12.5])
        sheet.cell(place_ + 2, 4).number_format = look
    sheet.merge_cells("A3:B4")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_XML = (
    b"<c r=\"XFD1048576\"><v>1</v></c>", b"<row r=\"1048576\">", b"</sheetData>", b"t=\"s\"", b"t=\"b\"",
    b"t=\"e\"", b"t=\"inlineStr\"", b"<is><t>a</t></is>", b"s=\"999\"", b"<f>1+1</f>", b"<si><t>a</t></si>",
    b"date1904=\"1\"", b"<mergeCell ref=\"A1:XFD1048576\"/>", b"numFmtId=\"14\"", b"formatCode=\"yyyy\"",
    b"state=\"veryHidden\"", b"hidden=\"1\"", b"r:id=\"rId9\"", b"Target=\"../../evil.xml\"",
    b"Target=\"http://example.org/a\"", b"TargetMode=\"External\"", b"<v>2958466</v>", b"<v>-1</v>",
    b"<v>60</v>", b"<v>0.5</v>", b"<v>1e400</v>", b"<v>NaN</v>", b"xml:space=\"preserve\"", b"A0", b"A1:B2",
    b"ZZZZ99999999999", b"_x0000_", b"_xFFFF_", b"&#xD800;", b"<dimension ref=\"A1:XFD1048576\"/>",
)  # fmt: skip
WORDS = (*HEADERS, *CELLS, *_XML)

KIND = Kind(
    "xlsx",
    "workbooks at the imports: refused and nothing changed, or applied, and a second time the same",
    seeds,
    WORDS,
    "zip",
    lambda: place(split, "sent.xlsx"),
)
