"""Files as people send them: encodings, separators, workbooks, headers.

Also files that we cannot use at all.
"""

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from elearn.database import Database
from elearn.problems import InputFault
from elearn.tracker import imports
from elearn.tracker.imports.headers import kind_words
from elearn.tracker.imports.staging import Preview
from tests.tracker.conftest import counts

HEADER = "email,name,staff_number,agency,role_group,starts_on,ends_on"
ROW = "zoë@council.example,Zoë Ngũgĩ,007,council,R1,2024-02-01,"
WINDOWS_ROW = "zoe@council.example,Zoë Café,007,council,R1,2024-02-01,"


def look(
    db: Database, data: bytes, filename: str = "roster.csv", kind: str = "people", **answers: str
) -> Preview:
    return imports.preview(db, kind, data, filename, answers=answers)


def values(preview: Preview) -> dict[str, object]:
    [line] = preview.rows
    assert line.good, line.problems
    return line.values


def workbook(*rows: list[object], first_sheet_empty: bool = False) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    if first_sheet_empty:
        book.add_worksheet("Notes")
    sheet = book.add_worksheet("Roster")
    style = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, date | datetime):
                sheet.write_datetime(number, place, value, style)
            else:
                sheet.write(number, place, value)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_csv_file_is_read_however_it_is_encoded(county: Database, encoding: str, newline: str) -> None:
    data = newline.join([HEADER, ROW, ""]).encode(encoding)
    found = look(county, data)
    assert values(found)["name"] == "Zoë Ngũgĩ"
    assert found.notes == []


def test_whoever_sends_a_file_in_an_old_encoding_sees_its_words_in_each_and_says_which(
    county: Database,
) -> None:
    data = f"{HEADER}\n{WINDOWS_ROW}\n".encode("cp1252")
    [question] = look(county, data).questions
    assert [choice.value for choice in question.choices] == ["cp1252", "mac_roman"]
    assert "Café" in question.choices[0].words
    found = look(county, data, encoding="cp1252")
    assert values(found)["name"] == "Zoë Café"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_are_noticed(county: Database, delimiter: str) -> None:
    found = look(county, f"{HEADER}\n{ROW}\n".replace(",", delimiter).encode())
    assert values(found)["agency"] == "council"


def test_the_header_may_be_in_any_order_case_and_spacing(county: Database) -> None:
    text = (
        "ENDS ON, Starts-on ,Role  Group,Agency,name,Colour,Email\n,29/2/2024,R1,council,Zoë,x,zo@c.example\n"
    )
    found = look(county, text.encode())
    assert values(found)["starts_on"] == "2024-02-29"
    assert found.ignored_columns == ["Colour"]


def test_two_columns_that_may_be_the_same_are_a_question(county: Database) -> None:
    data = f"{HEADER},Work email\n{ROW},z@home.example\n".encode()
    [question] = look(county, data).questions
    assert [choice.value for choice in question.choices] == ["email", "Work email"]
    assert values(look(county, data, **{question.key: "email"}))["email"] == "zoë@council.example"
    assert values(look(county, data, **{question.key: "Work email"}))["email"] == "z@home.example"
    [same] = look(county, f"{HEADER},Email\n{ROW},z@home.example\n".encode()).questions
    assert [choice.value for choice in same.choices] == ["email", "Email"]


def test_blank_rows_are_skipped_and_row_numbers_are_the_spreadsheet_s(county: Database) -> None:
    text = f'\n{HEADER}\n,,,,,,\n"zo@c.example","Zo\nNg",1,council,R1,2024-02-01,\n\nbad,,,,,,\n'
    found = look(county, text.encode())
    assert [(line.number, line.action, line.values.get("name")) for line in found.rows] == [
        (4, "new", "Zo Ng"),
        (6, "rejected", None),
    ]


def test_a_workbook_s_own_dates_and_numbers_are_read(county: Database) -> None:
    data = workbook(
        HEADER.split(","),
        ["zo@c.example", "Zo Ng", 7, "council", "R1", date(2024, 2, 1), datetime(2024, 3, 31, 0, 0)],
        first_sheet_empty=True,
    )
    read = values(look(county, data, "roster.xlsx"))
    assert (read["staff_number"], read["starts_on"], read["ends_on"]) == ("7", "2024-02-01", "2024-03-31")


def test_numbers_kept_as_text_keep_their_zeros_and_true_is_yes(county: Database) -> None:
    data = workbook(HEADER.split(","), ["zo@c.example", "Zo Ng", "007", "council", "R1", "2024-02-01", ""])
    assert values(look(county, data, "roster.xlsx"))["staff_number"] == "007"
    data = workbook(
        ["email", "course", "completed_on", "score", "passed"],
        ["ann@council.example", "neglect", date(2024, 2, 1), 85.5, True],
    )
    read = values(look(county, data, "completions.xlsx", "completions"))
    assert (read["score"], read["passed"]) == (85.5, 1)


def test_a_formula_that_ended_in_an_error_is_not_taken_for_a_blank(county: Database) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Notes")
        sheet = book.add_worksheet("Roster & more")
        for column, name in enumerate([*HEADER.split(","), "language", "manager"]):
            sheet.write(0, column, name)
        for column, text in enumerate(["zo@c.example", "Zo Ng", "", "council", "R1", "2024-02-01"]):
            sheet.write(1, column, text)
        sheet.write_formula("G2", "=VLOOKUP(1,A1:A2,2)", None, "#N/A")
        sheet.write_formula("I2", "=1/0", None, "#DIV/0!")
    [problem] = look(county, out.getvalue(), "roster.xlsx").problems()
    assert (problem.line, problem.column) == (2, 7)
    assert "The cell in ends_on is an error of the spreadsheet (#N/A)." in problem.message


def test_a_number_that_a_spreadsheet_made_of_a_date_is_explained(county: Database) -> None:
    data = workbook(HEADER.split(","), ["zo@c.example", "Zo Ng", "", "council", "R1", 45323, ""])
    [problem] = look(county, data, "roster.xlsx").problems()
    assert (problem.line, problem.column) == (2, 6)
    assert "format the column as a date" in f"{problem.message} {problem.remedy}".lower()


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def another_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.txt", "Dear board")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "the file is empty"),
        (b"\n\n , ,\n", "the file is empty"),
        (b"\x00\x01\x02\x03", "not a CSV file or a workbook"),
        (b"\x81\x8d\x8f", r"the column email \(or agency and staff_number\) is missing"),
        (encrypted(), "The workbook cannot be read"),
        (another_zip(), "The workbook cannot be read"),
        (workbook(HEADER.split(","), ["a"])[:700], "The workbook cannot be read"),
        (workbook(), "the file is empty"),
        (f'{HEADER}\n"never closed,\n'.encode(), "cannot be read on from here"),
        (b"email,name\na@b.example,A B\n", "the column agency is missing"),
        (b"%PDF-1.7 nothing here", r"the column email \(or agency and staff_number\) is missing"),
    ],
)
def test_a_file_that_cannot_be_used_is_explained_and_changes_nothing(
    county: Database, data: bytes, says: str
) -> None:
    before = counts(county)
    with pytest.raises(InputFault, match=f"(?i){says}") as raised:
        look(county, data)
    assert all(problem.remedy and problem.path == "roster.csv" for problem in raised.value.problems)
    assert counts(county) == before


def test_every_missing_column_is_named_at_once(county: Database) -> None:
    with pytest.raises(InputFault) as raised:
        look(county, b"course,score\nneglect,5\n", kind="completions")
    assert [problem.message for problem in raised.value.problems] == [
        "The column completed_on is missing.",
        "The column email (or agency and staff_number) is missing.",
    ]


def test_a_file_with_a_header_alone_does_nothing(county: Database) -> None:
    found = look(county, HEADER.encode())
    assert found.rows == []
    assert imports.apply(county, found).applied == 0


@pytest.mark.parametrize("chosen", imports.KINDS)
def test_a_file_of_another_kind_is_recognised(db: Database, chosen: str) -> None:
    for kind in imports.KINDS.keys() - {chosen}:
        with pytest.raises(InputFault) as raised:
            look(db, imports.example(kind), kind=chosen)
        [problem] = raised.value.problems
        assert problem.message == (
            f"This looks like a file of {kind_words(kind)}, not of {kind_words(chosen)}."
        )
        assert problem.remedy.startswith("Choose ")


def test_columns_of_one_s_own_do_not_make_it_another_kind(county: Database) -> None:
    found = look(county, b"id,name,kind,colour\nR9,Nine,x,red\n", kind="role-groups")
    assert found.ignored_columns == ["kind", "colour"]
    with pytest.raises(InputFault, match="like a file of agencies"):
        look(county, b"id,name,Kind,row,reason\nR9,Nine,x,2,because\n", kind="role-groups")
