"""Workbooks as they are sent: what a cell shows, which sheet is meant, and what is hidden, merged or lost."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from elearn.problems import InputFault
from elearn.tracker.imports.reading.tables import Table, read_table
from elearn.tracker.imports.unread import DIGITS, FORMAT, FORMULA, MERGED

HEADER = ["email", "course", "score"]
Fill = Callable[[xlsxwriter.Workbook], None]


def fits(header: Sequence[str]) -> bool:
    return set(HEADER) <= set(header)


def written(fill: Fill) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book)
    return out.getvalue()


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """The workbook with one of its parts changed by hand."""
    out = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(out, "w") as archive:
        for name in whole.namelist():
            text = whole.read(name)
            if re.search(part, name):
                for pattern, new in changes:
                    text, found = re.subn(pattern.encode(), new.encode(), text)
                    assert found, pattern
            archive.writestr(name, text)
    return out.getvalue()


def read(data: bytes, answers: Mapping[str, str] | None = None) -> Table:
    return read_table(data, "roster.xlsx", fits, answers or {})


def cells(*values: tuple[Any, str]) -> list[str]:
    """How values in cells with a number format are read."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([f"c{place}" for place in range(len(values))])
    for place, (value, code) in enumerate(values, 1):
        cell = sheet.cell(2, place, value)
        if code:
            cell.number_format = code
    [(_, row)] = read_table(saved(book), "x.xlsx").rows
    return row


@pytest.mark.parametrize(
    ("value", "code", "says"),
    [
        (1, "0%", "100%"),
        (0.855, "0.0%", "85.5%"),
        (0.285, "0.00%", "28.5%"),
        (0.1 + 0.2, "0%", "30%"),
        (0, "0%", "0%"),
        (12, "0%", "1200%"),
        (-0.05, "0%;[Red]-0%", "-5%"),
        (127, "00000", "00127"),
        (123456, "00000", "123456"),
        (7, "#000", "007"),
        (-7, "000", FORMAT),
        (7.5, "000", FORMAT),
        (7, '"E"0000', FORMAT),
        (123456, "000-000", FORMAT),
        (5, '0 "days"', FORMAT),
        (85000, "0,", FORMAT),
        (85000, "#,##0,", FORMAT),
        (8, ";;;", FORMAT),
        (1, '"yes";;"no"', FORMAT),
        (0, "0;-0;;@", FORMAT),
        (5, "0;-0;;@", "5"),
        (5, "[<=9]0;00", FORMAT),
        (0.5, "0.0\\%", FORMAT),
        (7.5, "00.0", FORMAT),
        (85.5, "0", "85.5"),
        (85, "", "85"),
        (85.5, "0.00", "85.5"),
        (1200, "#,##0", "1200"),
        (1200, "#,##0.00_);[Red](#,##0.00)", "1200"),
        (1200, "[$£-809]#,##0", "1200"),
        (1200, '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "1200"),
        (0, '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "0"),
        (1200, '#,##0 "kr"', "1200"),
        (1200, "#,##0\\ [$€-407]", "1200"),
        (0.5, "# ?/?", "0.5"),
        (120000, "0.00E+00", "120000"),
        (7, "@", "7"),
        (7, 'General;[Red]"none"', "7"),
        (45323, "dd/mm/yyyy", "2024-02-01"),
        (45323, "[$-F800]dddd, mmmm dd, yyyy", "2024-02-01"),
        (45323, 'd" of "mmmm yyyy', "2024-02-01"),
        (45323, 'yyyy"年"m"月"d"日"', "2024-02-01"),
        (0, "#,###", FORMAT),
        (1200, "# ##0.00", "1200"),
        (1200, "#\\ ##0", "1200"),
        (7, "(0)", FORMAT),
        (7, "-0", FORMAT),
        (-7, "0;(0)", "-7"),
        (1200, "#,###", "1200"),
        (10**15, "000000", DIGITS),
        (45323.75, "yyyy-mm-dd hh:mm", "2024-02-01"),
        (45323.75, "dd/mm/yy\\ h:mm AM/PM;@", "2024-02-01"),
        (45323, "mmm-yy", "2024-02-01"),
        (datetime(2024, 2, 1, 23, 59), "yyyy-mm-dd", "2024-02-01"),
        (date(2024, 2, 1), "yyyy-mm-dd", "2024-02-01"),
        (45323.75, "hh:mm", FORMAT),
        (time(10, 30), "hh:mm:ss", FORMAT),
        (timedelta(hours=30), "[h]:mm", FORMAT),
        (0.5, "h:mm AM/PM", FORMAT),
        (10**15 - 1, "0", str(10**15 - 1)),
        (10**15, "0", DIGITS),
        (-(10**15), "", DIGITS),
        (1.23e20, "", DIGITS),
        (True, "0%", "yes"),
        (False, "", "no"),
        ("85", "0%", "85"),
        ("007", "@", "007"),
        ("\u200b\u00a0", "", ""),
    ],
)
def test_a_cell_says_what_it_shows(value: Any, code: str, says: str) -> None:
    assert cells(("x", ""), (value, code))[1] == says


def test_the_built_in_formats_are_known_by_their_number() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for place, number in enumerate((9, 10, 14, 20, 3, 44)):
            sheet.write(0, place, "a")
            sheet.write(1, place, 0.5, book.add_format({"num_format": number}))

    table = read_table(written(fill), "x.xlsx")
    assert next(iter(table.rows))[1] == ["50%", "50%", FORMAT, FORMAT, "0.5", "0.5"]


def test_days_of_1904_and_days_as_text_are_read() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "day")
        sheet.write_datetime(1, 0, datetime(2024, 2, 1), book.add_format({"num_format": "dd/mm/yyyy"}))

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": True}) as book:
        fill(book)
    assert read_table(out.getvalue(), "x.xlsx").rows == [(2, ["2024-02-01"])]
    for text, says in [
        ("2024-02-01", "2024-02-01"),
        ("2024-02-01T22:30:00", "2024-02-01"),
        ("T10:30:00", FORMAT),
    ]:
        data = changed(
            written(fill),
            "sheet1.xml",
            ('<c r="A2" s="1"><v>[^<]*</v>', f'<c r="A2" s="1" t="d"><v>{text}</v>'),
        )
        assert read_table(data, "x.xlsx").rows == [(2, [says])]


def formulas(*, values: bool) -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["a", "b"])
        sheet.write_formula("C2", "=1+1", None, "2")
        sheet.write_formula("A3", '="a"', None, "a")
        sheet.write("B3", "x")
        sheet.write_formula("C3", "=1/0", None, "#DIV/0!")

    data = written(fill)
    return changed(data, "xl/workbook.xml", (' fullCalcOnLoad="1"', "")) if values else data


def test_a_formula_with_a_stored_result_is_its_result() -> None:
    assert read(formulas(values=True)).rows == [(2, ["a", "b", "2"]), (3, ["a", "x", "#DIV/0!"])]


def test_results_that_are_to_be_calculated_again_are_made_up() -> None:
    assert read(formulas(values=False)).rows == [(2, ["a", "b", FORMULA]), (3, [FORMULA, "x", "#DIV/0!"])]


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ('<c r="C2"><f>1+1</f></c>', FORMULA),
        ('<c r="C2"><f>1+1</f><v/></c>', FORMULA),
        ('<c r="C2"><f>1+1</f><v></v></c>', FORMULA),
        ("<c r='C2' ><f t='shared' si='0' /></c>", FORMULA),
        ('<c r="C2" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="C2" t="str"><f>""</f><v/></c>', ""),
        ('<c r="C2" t="str"><f>""</f></c>', FORMULA),
        ('<c r="C2" t="str"><f>"x"</f><v>x</v></c>', "x"),
        ('<c r="C2"><v>5</v></c>', "5"),
        ('<c r="C2" t="e"><v>#REF!</v></c>', "#REF!"),
        ("<c r='C2' t='e'><f>1/0</f><v>#N/A</v></c>", "#N/A"),
        ('<c r="C2" t="e"/>', "#N/A"),
        ('<c r="C2" s="0"/>', ""),
    ],
)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_formula_without_a_result_is_not_blank(cell: str, says: str, prefix: str) -> None:
    data = changed(formulas(values=True), "sheet1.xml", (r'<c r="C2"[^>]*>.*?</c>', cell))
    if prefix:
        data = changed(data, "sheet1.xml", (r"<(/?)(?=[a-zA-Z])", r"<\1x:"), ("xmlns=", "xmlns:x="))
    assert read(data).rows == [(2, ["a", "b", says]), (3, ["a", "x", "#DIV/0!"])]


def test_formulas_in_the_last_rows_are_not_overlooked() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["a", "b", 1])
    book.active.append(["=A2", None, None])
    assert read(saved(book)).rows == [(2, ["a", "b", "1"]), (3, [FORMULA, "", ""])]


def test_an_array_formula_fills_all_of_its_range() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_array_formula("A2:B3", "{=X1:Y2}")
        sheet.write_column(1, 2, [1, 2])

    assert read(written(fill)).rows == [(2, [FORMULA, FORMULA, "1"]), (3, [FORMULA, FORMULA, "2"])]


def test_merged_cells_hold_nothing_of_their_own() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [["Report", None, None], HEADER, ["a", "x", 1], [None, "y", 2], ["b", None, 3]]:
        sheet.append(row)
    for merged in ("A1:C1", "A3:A4", "A5:B5"):
        sheet.merge_cells(merged)
    table = read(saved(book))
    assert table.header == HEADER
    assert table.rows == [(3, ["a", "x", "1"]), (4, [MERGED, "y", "2"]), (5, ["b", MERGED, "3"])]


def test_a_row_that_is_merged_into_the_one_above_is_no_row() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["a", "x", 1])
    for merged in ("A2:A3", "B2:B3", "C2:C3"):
        book.active.merge_cells(merged)
    assert read(saved(book)).rows == [(2, ["a", "x", "1"])]


def test_a_merged_header_cell_is_a_column_without_a_name() -> None:
    book = openpyxl.Workbook()
    book.active.append([*HEADER, "notes", None])
    book.active.append(["a", "x", 1, "n", "m"])
    book.active.merge_cells("D1:E1")
    table = read(saved(book))
    assert (table.header, table.rows) == ([*HEADER, "notes", ""], [(2, ["a", "x", "1", "n", "m"])])


def test_merging_without_end_is_refused() -> None:
    ranges = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    book = formulas(values=True)
    assert read(changed(book, "sheet1.xml", ("</sheetData>", f"</sheetData>{ranges}"))).rows == []
    many = "".join('<mergeCell ref="A1:CV5000"/>' for _ in range(50))
    wide = changed(
        book, "sheet1.xml", ("</sheetData>", '<row r="5000"><c r="CV5000"/></row></sheetData>' + many)
    )
    with pytest.raises(InputFault, match="merges more cells"):
        read(wide)


def test_cells_that_do_not_say_where_they_are_come_one_after_another() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["a", "x", "=1"])
    book.active.append(["b", "y", 0.5])
    book.active["C3"].number_format = "0%"
    data = changed(saved(book), "sheet1.xml", (r'(<c|<row) r="[A-Z]*\d+"', r"\1"))
    assert read(data).rows == [(2, ["a", "x", FORMULA]), (3, ["b", "y", "50%"])]


def test_a_strict_workbook_is_read_too() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["a", "=1", 0.5])
    book.active["C2"].number_format = "0%"
    office, strict = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    data = changed(
        saved(book),
        "xl/(workbook|styles|worksheets/sheet1)",
        (f"{office}spreadsheetml/2006/main", f"{strict}spreadsheetml/main"),
    )
    data = changed(
        data,
        "xl/workbook.xml",
        (f"{office}officeDocument/2006/relationships", f"{strict}officeDocument/relationships"),
    )
    assert read(data).rows == [(2, ["a", FORMULA, "50%"])]


def test_a_style_that_every_cell_has_by_default_counts() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["a", "b", 0.5])
    data = changed(saved(book), "styles.xml", (r'(<cellXfs[^>]*>\s*<xf numFmtId=)"0"', r'\1"9"'))
    assert read(data).rows == [(2, ["a", "b", "50%"])]


def sheets(**states: tuple[str, list[list[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (state, rows) in states.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    return saved(book)


GOOD = [HEADER, ["a", "x", 1], ["b", "y", 2]]
COVER: list[list[Any]] = [["Oak School"], ["Training 2026"]]


def test_the_only_sheet_that_fits_is_read_and_the_others_are_named() -> None:
    table = read(
        sheets(
            Cover=("visible", COVER),
            Empty=("visible", []),
            Old=("hidden", GOOD),
            Data=("visible", GOOD),
            Lists=("veryHidden", COVER),
        )
    )
    assert (table.sheet, table.sheets) == ("Data", ["Cover", "Old", "Data", "Lists"])
    assert table.notes == [
        "The sheet “Data” was read. Not read: “Cover”, “Old” (hidden), “Lists” (hidden).",
    ]
    assert (table.questions, len(list(table.rows))) == ([], 2)


def test_a_workbook_of_one_filled_sheet_needs_no_note() -> None:
    assert read(sheets(Data=("visible", GOOD), Empty=("visible", []))).notes == []


def test_several_sheets_that_fit_are_a_question() -> None:
    data = sheets(
        May=("visible", GOOD),
        June=("visible", [*GOOD, ["c", "z", 3]]),
        Old=("hidden", GOOD),
        Cover=("visible", COVER),
    )
    [question] = read(data).questions
    assert (question.key, [(choice.value, choice.words) for choice in question.choices]) == (
        "sheet",
        [("May", "May (2 rows)"), ("June", "June (3 rows)")],
    )
    for name in ("June", "Old", "Cover"):
        table = read(data, {"sheet": name})
        assert (table.sheet, table.questions) == (name, [])
    assert read(data, {"sheet": "Cover"}).header[0] == "Oak School"


def test_a_hidden_sheet_is_not_read_without_asking() -> None:
    data = sheets(Cover=("visible", COVER), Data=("veryHidden", GOOD))
    [question] = read(data).questions
    assert "hidden" in question.text
    assert [choice.words for choice in question.choices] == ["Data (hidden, 2 rows)", "Cover (1 row)"]
    table = read(data, {"sheet": "Data"})
    assert (table.questions, table.header) == ([], HEADER)
    assert table.notes == ["The hidden sheet “Data” was read. Not read: “Cover”."]


def test_if_no_sheet_fits_the_only_visible_one_with_rows_is_read_or_it_is_a_question() -> None:
    title, list_ = [["Agencies of the county"]], [["At 1 April"], ["code", "place"], ["oak", "Hill"]]
    table = read(sheets(Old=("hidden", list_), Cover=("visible", title), List=("visible", list_)))
    assert (table.sheet, table.questions, table.header, table.header_row) == (
        "List",
        [],
        ["code", "place"],
        2,
    )
    several = sheets(Cover=("visible", title), List=("visible", list_), More=("visible", list_))
    [question] = read(several).questions
    assert [choice.value for choice in question.choices] == ["List", "More"]
    assert read(several, {"sheet": "More"}).questions == []


def test_a_chart_sheet_is_no_sheet_to_read() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        chart = book.add_chart({"type": "column"})
        first = book.add_chartsheet("Chart")
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(GOOD):
            sheet.write_row(number, 0, row)
        chart.add_series({"values": "=Data!$C$2:$C$3"})
        first.set_chart(chart)

    table = read(written(fill))
    assert (table.sheet, table.sheets, table.notes) == ("Data", ["Data"], [])


def test_title_rows_above_the_header_are_left_out_with_a_note() -> None:
    table = read(sheets(Data=("visible", [["Oak"], [], ["2026"], *GOOD])))
    assert (table.header, table.header_row, next(iter(table.rows))[0]) == (HEADER, 4, 5)
    assert table.notes == ["The header is row 4; the 2 rows above it were left out."]


def hidden_rows() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [["Title"], *GOOD, ["c", "z", 3], []]:
        sheet.append(row)
    for number in (1, 3, 5, 6):
        sheet.row_dimensions[number].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["E"].hidden = True
    return saved(book)


def test_hidden_rows_are_a_question_and_hidden_columns_are_a_note() -> None:
    table = read(hidden_rows())
    [question] = table.questions
    assert (question.key, [choice.value for choice in question.choices]) == (
        "hidden-rows",
        ["read", "leave out"],
    )
    assert question.text.startswith("2 rows are hidden")
    assert "Column C (score) is hidden in the sheet; it was read too." in table.notes
    assert [number for number, _ in table.rows] == [3, 4, 5]


@pytest.mark.parametrize(("answer", "numbers"), [("read", [3, 4, 5]), ("leave out", [4])])
def test_whoever_sends_hidden_rows_says_whether_they_count(answer: str, numbers: list[int]) -> None:
    table = read(hidden_rows(), {"hidden-rows": answer})
    assert (table.questions, [number for number, _ in table.rows]) == ([], numbers)
    assert any("hidden in the sheet; they were" in note for note in table.notes)


def test_rows_that_a_filter_hides_are_noticed() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for number, row in enumerate(GOOD):
            sheet.write_row(number, 0, row)
        sheet.autofilter("A1:C3")
        sheet.filter_column("A", "x == b")
        sheet.set_row(1, options={"hidden": True})

    [question] = read(written(fill)).questions
    assert question.text.startswith("1 row is hidden")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Open it and save it as XLSX"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le"), "without a password"),
    ],
)
def test_an_old_or_a_locked_workbook_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(InputFault) as raised:
        read(data)
    assert says in raised.value.problems[0].remedy


def test_a_part_in_another_encoding_is_refused() -> None:
    out = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(formulas(values=True)))
    with zipfile.ZipFile(out, "w") as archive:
        for name in whole.namelist():
            text = whole.read(name)
            archive.writestr(name, text.decode().encode("utf-16") if "sheet1.xml" in name else text)
    with pytest.raises(InputFault):
        read(out.getvalue())


@pytest.mark.parametrize(
    "inside",
    [
        "<is><t>" + ' t="e"' * 300_000 + "</t></is>",
        "<is><t>" + "&lt;row hidden" * 100_000 + "</t></is>",
        "<f>" + "1+" * 500_000 + "1</f><v>1</v>",
    ],
)
def test_a_cell_cannot_make_the_search_slow(inside: str) -> None:
    data = changed(
        formulas(values=True), "sheet1.xml", (r'<c r="C2"[^>]*>.*?</c>', f'<c r="C2">{inside}</c>')
    )
    start = monotonic()
    read(data)
    assert monotonic() - start < 10


def test_a_hundred_unusual_styles_are_told_apart() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    for number in range(1, 300):
        book.active.append(["a", number, 1])
        book.active.cell(number + 1, 2).number_format = "0" * (number % 150 + 1)
    rows = read(saved(book)).rows
    assert [cells[1] for _, cells in rows] == [
        str(number).zfill(number % 150 + 1) for number in range(1, 300)
    ]
