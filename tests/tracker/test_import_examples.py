"""The files that we offer to people who import: an empty one and a filled-in example for each kind, ids and names."""

import csv
import io
import re
from pathlib import Path

import pytest

from elearn.database import Database
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import imports, scope
from tests.tracker.conftest import person


def cells(data: bytes) -> list[list[str]]:
    """The rows of a CSV file that we wrote. It starts with a byte order mark, so that Excel reads it as UTF-8."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("kind", imports.KINDS)
def test_each_kind_has_a_template_and_an_example_that_is_clearly_invented(kind: str) -> None:
    columns = [column.name for column in imports.KINDS[kind].columns]
    assert cells(imports.template(kind)) == [columns]
    header, *rows = cells(imports.example(kind))
    assert header == columns
    assert 2 <= len(rows) <= 5
    for row in rows:
        assert len(row) == len(columns)
        assert "example" in ",".join(row).casefold(), row
        assert all(address.endswith(".example") for address in re.findall(r"@\S+", " ".join(row)))


def test_the_examples_fit_together_and_an_empty_database_takes_every_row(db: Database) -> None:
    for kind in imports.KINDS:
        found = imports.preview(db, kind, imports.example(kind), f"{kind}.csv")
        assert (found.problems(), found.notes, found.ignored_columns) == ([], [], []), kind
        assert imports.apply(db, found).applied == len(imports.KINDS[kind].example) > 0, kind
    for kind in imports.KINDS:
        found = imports.preview(db, kind, imports.example(kind), f"{kind}.csv")
        assert found.count("unchanged") == len(found.rows), kind


def test_an_example_shows_every_column_of_its_kind_filled_in() -> None:
    for kind, each in imports.KINDS.items():
        for place, column in enumerate(each.columns):
            assert any(row[place] for row in each.example), f"{kind}: {column.name}"
            assert column.about, f"{kind}: {column.name} says nothing about what to write in it"
        assert each.row, kind


@pytest.mark.parametrize("file", [imports.template, imports.example])
def test_an_unknown_kind_has_neither(file: object) -> None:
    with pytest.raises(NotFound, match="one of agencies, role-groups"):
        file("cats")  # type: ignore[operator]


def test_the_ids_and_names_are_those_of_the_person_s_scope(county: Database) -> None:
    header, *all_of_them = cells(imports.ids_and_names(county, None))
    assert header == ["what", "id", "name"]
    assert ["agency", "trust", "Wren Valley Trust"] in all_of_them
    administrator = scope.actor(county, person(county, "di@trust.example"))
    assert cells(imports.ids_and_names(county, administrator))[1:] == all_of_them

    lead = scope.actor(county, person(county, "ann@council.example"))
    mine = cells(imports.ids_and_names(county, lead))[1:]
    assert [row[1] for row in mine if row[0] == "agency"] == ["social-work", "council"]
    assert [row for row in mine if row[0] != "agency"] == [row for row in all_of_them if row[0] != "agency"]
    with pytest.raises(NotAllowed):
        imports.ids_and_names(county, scope.actor(county, person(county, "bo@council.example")))


def test_the_table_of_columns_in_the_documentation_is_that_of_the_kinds() -> None:
    page = (Path(__file__).parents[2] / "docs" / "imports.md").read_text(encoding="utf-8")
    written = dict(re.findall(r"^\| `([a-z-]+)` \| `([^`]+)` \| [^|]+ \|$", page, re.MULTILINE))
    columns = {
        name: ", ".join(column.name if column.needed else f"[{column.name}]" for column in kind.columns)
        for name, kind in imports.KINDS.items()
    }
    assert written == columns
    assert list(written) == list(columns)


@pytest.mark.parametrize("kind", imports.KINDS)
def test_the_list_of_ids_and_names_is_no_file_of_any_kind(county: Database, kind: str) -> None:
    with pytest.raises(InputFault, match="the list of ids and names"):
        imports.preview(county, kind, imports.ids_and_names(county, None), "ids-and-names.csv")
