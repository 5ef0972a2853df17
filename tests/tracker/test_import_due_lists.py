"""The list of who is due goes out as a file, is filled in, and comes back as completions."""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date

import pytest
import xlsxwriter

from elearn.database import Database
from elearn.reporting import who
from elearn.tracker import Scope, imports
from elearn.tracker.imports import Preview
from tests.tracker.conftest import bring

AS_AT = date(2026, 11, 29)
REQUIRED = (
    "course,agency,role_group,from,to,due_within_days,renew_after_months\nneglect,,,2024-01-01,,30,12\n"
)
LAPSED = "email,course,version,completed_on,score,passed\nann@council.example,neglect,2,2024-02-01,90,yes\n"
Rows = list[dict[str, str]]
Save = Callable[[Rows], tuple[bytes, str]]


@pytest.fixture
def due(county: Database) -> Database:
    """Four people who must take a course. One has lapsed, and the others have never taken it."""
    bring(county, "requirements", REQUIRED)
    bring(county, "completions", LAPSED)
    return county


def listed(db: Database) -> Rows:
    """The list as a lead downloads it."""
    lines = [
        imports.DueLine(
            row.name,
            row.email,
            row.agency,
            row.agency_name,
            row.role_group,
            row.course,
            row.course_title,
            {"lapsed": "Lapsed", "never": "Never taken"}[row.state],
            row.due_on,
            row.result_not_known_on,
        )
        for row in who(db, Scope.everyone(), AS_AT).rows
    ]
    return list(csv.DictReader(io.StringIO(imports.due_list(lines, AS_AT).decode("utf-8-sig"))))


def saved(rows: Rows, delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def as_csv(rows: Rows) -> tuple[bytes, str]:
    return saved(rows), "due.csv"


def with_semicolons(rows: Rows) -> tuple[bytes, str]:
    return saved(rows, ";"), "due.csv"


def as_workbook(rows: Rows) -> tuple[bytes, str]:
    """As a spreadsheet saves it: it has made dates and numbers of what looks like them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, dates = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, list(rows[0]))
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row.values()):
                if len(cell) == 10 and cell[4] == cell[7] == "-":
                    sheet.write_datetime(number, place, date.fromisoformat(cell), dates)
                elif cell.isdecimal():
                    sheet.write_number(number, place, float(cell))
                else:
                    sheet.write_string(number, place, cell)
    return out.getvalue(), "due.xlsx"


def fill_in(rows: Rows, cells: Mapping[str, Mapping[str, str]]) -> Rows:
    """The list with some cells of the people with these addresses filled in."""
    return [{**row, **cells.get(row["email"], {})} for row in rows]


def look(db: Database, rows: Rows, save: Save = as_csv) -> Preview:
    data, name = save(rows)
    return imports.preview(db, "completions", data, name)


@pytest.mark.parametrize("save", [as_csv, with_semicolons, as_workbook])
def test_a_list_that_nobody_has_filled_in_says_nothing(due: Database, save: Save) -> None:
    rows = listed(due)
    assert [(row["Name"], row["State"]) for row in rows] == [
        ("Bo Carr", "Never taken"),
        ("Di Eames", "Never taken"),
        ("Cy Dunn", "Never taken"),
        ("Ann Bell", "Lapsed"),
    ]
    found = look(due, rows, save)
    assert found.questions == []
    assert not found.rejected
    assert len(found.to_apply) == 0
    assert found.said_nothing == found.total == 4
    assert found.notes == ["4 rows say nothing of a completion, and are left out."]
    assert {each.column for each in found.how.taken} == {
        *("email", "agency", "staff_number", "course", "version", "completed_on", "score", "passed")
    }
    assert len(found.ignored_columns) == 8


@pytest.mark.parametrize("save", [as_csv, with_semicolons, as_workbook])
def test_what_is_filled_in_is_all_that_is_applied(due: Database, save: Save) -> None:
    filled = fill_in(
        listed(due),
        {
            "ann@council.example": {"completed_on": "2026-11-20", "score": "85"},
            "bo@council.example": {"completed_on": "2026-10-02", "passed": "yes"},
        },
    )
    found = look(due, filled, save)
    assert found.questions == []
    assert not found.rejected
    assert {(row[0], row[3], row[5]) for row in found.examples} == {
        ("ann@council.example", "neglect", "2026-11-20"),
        ("bo@council.example", "neglect", "2026-10-02"),
    }
    assert len(found.to_apply) == 2
    assert found.notes == ["2 rows say nothing of a completion, and are left out."]
    assert imports.apply(due, found).applied == 2
    assert {row["Name"] for row in listed(due)} == {"Cy Dunn", "Di Eames"}
    again = look(due, filled, save)
    assert (len(again.to_apply), again.said_nothing) == (0, 2)


def test_days_are_read_as_the_program_that_saved_the_list_writes_them(due: Database) -> None:
    """A spreadsheet makes dates of ours, and saves all in its own way: 3 November as 03/11/2026."""

    def as_in(order: str, text: str) -> str:
        return date.fromisoformat(text).strftime(order) if text else ""

    for order, filled in (("%d/%m/%Y", "03/11/2026"), ("%m/%d/%Y", "11/03/2026")):
        rows = [
            {**row, **{name: as_in(order, row[name]) for name in row if row[name][:2] == "20"}}
            for row in fill_in(listed(due), {"ann@council.example": {"completed_on": "2026-11-03"}})
        ]
        assert [row["completed_on"] for row in rows if row["completed_on"]] == [filled]
        found = look(due, rows)
        assert found.questions == []
        assert [row[5] for row in found.examples] == ["2026-11-03"]
    alone = [{name: row[name] for name in row if name not in ("Due, or last day in date",)} for row in rows]
    unclear = look(due, [{**row, "Who is due as at": "11/03/2026"} for row in alone])
    assert len(unclear.questions) == 1


@pytest.mark.parametrize("cells", [{"score": "85"}, {"passed": "yes"}, {"passed": "no"}, {"score": "many"}])
def test_a_result_without_a_day_is_a_slip(due: Database, cells: dict[str, str]) -> None:
    found = look(due, fill_in(listed(due), {"ann@council.example": cells}))
    assert len(found.rejected) == 1
    assert found.said_nothing == 3


def test_someone_who_says_not_completed_says_so(due: Database) -> None:
    found = look(due, fill_in(listed(due), {"ann@council.example": {"passed": "not completed"}}))
    assert (found.count("not completed"), found.said_nothing) == (4, 3)


def test_a_blank_row_of_someone_who_has_gone_is_no_error(due: Database) -> None:
    rows = [{**row, "email": row["email"].replace("bo@", "gone@"), "course": "gone"} for row in listed(due)]
    assert look(due, rows).said_nothing == 4
    filled = fill_in(rows, {"gone@council.example": {"completed_on": "2026-11-20"}})
    assert len(look(due, filled).rejected) == 1


def test_another_file_without_days_is_read_as_before(due: Database) -> None:
    found = imports.preview(due, "completions", LAPSED.replace("2024-02-01,90,yes", ",,").encode(), "r.csv")
    assert (found.count("not completed"), found.said_nothing, found.notes) == (1, 0, [])
