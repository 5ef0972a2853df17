"""Importing files and reading coverage from a terminal."""

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Command

AGENCIES = "id,name,kind,parent,target,basis\npolice,Wrenshire Police,,,90,\nhealth,Wrenshire Health,,,90,\n"
GROUPS = "id,name,level\nR3,Mainly with children,3\n"
COURSES = "id,title,version,minutes\nescalation,Escalation,1,15\n"
PEOPLE = (
    "email,name,staff_number,agency,role_group,starts_on,ends_on\n"
    "a@police.example,Ann Ash,1,police,R3,2024-01-01,\n"
    "b@police.example,Bea Birch,2,police,R3,2024-02-01,\n"
    "c@health.example,Cy Cedar,3,health,R3,2024-01-01,\n"
)
REQUIREMENTS = (
    "course,agency,role_group,from,to,due_within_days,renew_after_months\nescalation,,R3,2024-01-01,,30,24\n"
)
COMPLETIONS = (
    "email,agency,staff_number,course,version,completed_on,score,passed\n"
    "a@police.example,,,escalation,1,2026-01-10,90,yes\n"
)
FILES = {
    "agencies": AGENCIES,
    "role-groups": GROUPS,
    "courses": COURSES,
    "people": PEOPLE,
    "requirements": REQUIREMENTS,
    "completions": COMPLETIONS,
}


def counts(place: Path) -> dict[str, int]:
    """Returns how many rows each table holds, except the audit log."""
    with sqlite3.connect(place / "var" / "elearn.db") as raw:
        names = [name for (name,) in raw.execute("select name from sqlite_master where type = 'table'")]
        found = {name: raw.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}
    raw.close()
    return found


@pytest.fixture
def county(place: Path, elearn: Command) -> Path:
    """The working folder, with a small county in its database."""
    for kind, text in FILES.items():
        (place / f"{kind}.csv").write_text(text, encoding="utf-8")
        result = elearn("import", kind, f"{kind}.csv")
        assert result.exit_code == 0, result.stderr
    return place


def test_what_was_imported_is_counted(county: Path, elearn: Command) -> None:
    result = elearn("coverage", "--as-at", "2026-09-30", "--by", "agency,course", "--json")
    assert result.exit_code == 0
    police = next(row for row in json.loads(result.stdout) if row["agency"] == "police")
    assert list(police) == [
        "agency",
        "course",
        "as_at",
        "in_scope",
        "in_date",
        "grace",
        "lapsed",
        "never",
        "percent",
        "basis",
        "rag",
    ]
    assert (police["in_scope"], police["in_date"], police["never"], police["percent"]) == (2, 1, 1, 50.0)
    assert police["as_at"] == "2026-09-30"


def test_coverage_is_a_table_for_a_person_with_n_of_n_beside_each_percentage(
    county: Path, elearn: Command
) -> None:
    result = elearn("coverage", "--as-at", "30/09/2026")
    assert "Coverage as at 30 September 2026" in result.stdout
    (police,) = [line for line in result.stdout.splitlines() if line.startswith("police")]
    assert "1 of 2" in police
    assert "50.0%" in police


def test_what_was_completed_with_result_not_known_is_said_beside_the_figures(
    county: Path, elearn: Command
) -> None:
    with sqlite3.connect(county / "var" / "elearn.db") as raw:
        raw.execute(
            """
            insert into completion_without_result (person, course, completed_on, recorded_at)
            select id, 'escalation', '2026-02-01', 't' from person where email = 'b@police.example'
            """
        )
        raw.execute("update completion set taken_as_passed = 1")
    raw.close()
    asked = ("coverage", "--as-at", "2026-09-30")
    note = (
        "Escalation: 1 person has completed it with result not known; they are not counted as in date. "
        "1 of those in date counts because whoever imported said that completed means passed."
    )
    assert elearn(*asked).stdout.splitlines()[-1] == note
    assert note not in elearn(*asked, "--agency", "health").stdout
    rows = json.loads(elearn(*asked, "--by", "agency,course", "--json").stdout)
    assert {row["agency"]: (row["not_known"], row["taken_as_passed"]) for row in rows} == {
        "police": (1, 1),
        "health": (0, 0),
    }
    result = elearn(*asked, "--json")
    assert all(list(row)[-1] == "rag" for row in json.loads(result.stdout))
    assert note in result.stderr


def test_coverage_can_be_held_to_one_agency(county: Path, elearn: Command) -> None:
    rows = json.loads(elearn("coverage", "--agency", "health", "--json").stdout)
    assert [row["agency"] for row in rows] == ["health"]
    assert elearn("coverage", "--agency", "nobody").exit_code == 1


@pytest.mark.parametrize(
    "arguments", [["--as-at", "31/06/2026"], ["--as-at", "yesterday"], ["--by", "shoe-size"]]
)
def test_a_date_or_grouping_that_cannot_be_is_a_matter_of_usage(
    elearn: Command, arguments: list[str]
) -> None:
    assert elearn("coverage", *arguments).exit_code == 2


def test_an_empty_database_is_said_to_be_empty(elearn: Command) -> None:
    assert "nothing to count" in elearn("coverage").stdout
    assert json.loads(elearn("coverage", "--json").stdout) == []


def test_the_same_file_again_changes_nothing(county: Path, elearn: Command) -> None:
    result = elearn("import", "people", "people.csv", "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (answer["unchanged"], answer["applied"], answer["rejected_file"]) == (3, 0, None)


def test_known_people_get_new_addresses_if_asked(county: Path, elearn: Command) -> None:
    (county / "new.csv").write_text(PEOPLE.replace("@police", "@force"), encoding="utf-8")
    result = elearn("import", "people", "new.csv")
    assert result.exit_code == 1
    assert "--change-addresses" in result.stderr
    answer = json.loads(elearn("import", "people", "new.csv", "--change-addresses", "--json").stdout)
    assert answer["rejected"] == 0
    assert answer["changed"] == answer["applied"] > 0


def test_a_dry_run_says_what_would_happen_and_changes_nothing(county: Path, elearn: Command) -> None:
    (county / "more.csv").write_text(
        PEOPLE + "d@police.example,Di Dogwood,4,police,R3,2026-01-01,\n", encoding="utf-8"
    )
    before = counts(county)
    result = elearn("import", "people", "more.csv", "--dry-run")
    assert result.exit_code == 0
    assert "1 new" in result.stdout
    assert "Nothing was changed." in result.stdout
    assert counts(county) == before


def test_a_file_with_wrong_rows_changes_nothing_and_each_comes_back_with_its_reason(
    county: Path, elearn: Command
) -> None:
    bad = (
        PEOPLE
        + "d@police.example,Di Dogwood,4,polce,R3,2026-01-01,\nnot an address,,5,police,R9,31/06/2012,\n"
    )
    (county / "bad.csv").write_text(bad, encoding="utf-8")
    before = counts(county)
    result = elearn("import", "people", "bad.csv")
    assert result.exit_code == 1
    assert "bad.csv:5:" in result.stderr
    assert "Did you mean “police”?" in result.stderr
    assert "bad-rejected.csv" in result.stderr
    with (county / "bad-rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        returned = list(csv.DictReader(file))
    assert [row["row"] for row in returned] == ["5", "6"]
    assert all(row["reason"] for row in returned)
    assert counts(county) == before


def test_good_rows_are_applied_without_the_others_when_asked(county: Path, elearn: Command) -> None:
    bad = "email,name,agency,role_group,starts_on\nd@police.example,Di Dogwood,police,R3,2026-01-01\nx,,,,\n"
    (county / "bad.csv").write_text(bad, encoding="utf-8")
    result = elearn("import", "people", "bad.csv", "--accept-valid", "--json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert (answer["applied"], answer["rejected"]) == (1, 1)
    assert counts(county)["person"] == 4


def test_an_import_can_be_held_to_an_agency(county: Path, elearn: Command) -> None:
    result = elearn("import", "people", "people.csv", "--agency", "health")
    assert result.exit_code == 1
    assert "not the agency of this import" in result.stderr


def test_a_file_that_is_not_there_or_of_no_known_kind_is_said(elearn: Command) -> None:
    missing = elearn("import", "people", "nothing.csv")
    assert missing.exit_code == 1
    assert "nothing.csv" in missing.stderr
    unknown = elearn("import", "poeple", "nothing.csv")
    assert unknown.exit_code == 2
    assert "people" in unknown.stderr


def test_a_file_without_the_columns_it_needs_changes_nothing(county: Path, elearn: Command) -> None:
    (county / "bad.csv").write_text("colour,shape\nred,round\n", encoding="utf-8")
    result = elearn("import", "people", "bad.csv")
    assert result.exit_code == 1
    assert "email" in result.stderr


def test_a_backup_holds_what_the_database_holds(county: Path, elearn: Command) -> None:
    assert elearn("db", "backup", "copies/today.db").exit_code == 0
    with sqlite3.connect(county / "copies" / "today.db") as raw:
        assert raw.execute("select count(*) from person").fetchone() == (3,)
    raw.close()


def test_a_sound_database_is_said_to_be_sound(county: Path, elearn: Command) -> None:
    assert elearn("db", "migrate").exit_code == 0
    assert "sound" in elearn("db", "check").stdout


def test_a_database_that_is_none_is_said_to_be_none(elearn: Command, place: Path) -> None:
    (place / "var").mkdir()
    (place / "var" / "elearn.db").write_bytes(b"this is a shopping list, not a database" * 100)
    result = elearn("coverage")
    assert result.exit_code == 1
    assert "ELEARN_DATABASE" in result.stderr


def test_the_example_of_a_kind_is_printed_as_a_file_that_can_be_imported(
    place: Path, elearn: Command
) -> None:
    for kind in ("agencies", "role-groups", "people"):
        (place / f"{kind}.csv").write_bytes(elearn("import", kind, "--example").stdout_bytes)
        result = elearn("import", kind, f"{kind}.csv", "--json")
        assert json.loads(result.stdout)["applied"] > 0
    template = elearn("import", "people", "--template").stdout_bytes
    assert template == f"\ufeff{PEOPLE.splitlines()[0]},language\r\n".encode()
    listed = elearn("import", "people", "--ids").stdout_bytes.decode("utf-8-sig")
    assert listed.splitlines()[0] == "what,id,name"
    assert "agency,example-council,Example Council" in listed.splitlines()


@pytest.mark.parametrize(
    "arguments",
    [
        ["people"],
        ["people", "--example", "--template"],
        ["people", "roster.csv", "--example"],
        ["cats", "--example"],
        ["review", "--example"],
        ["review"],
    ],
)
def test_a_file_that_is_missing_or_too_much_is_a_matter_of_usage(
    elearn: Command, arguments: list[str]
) -> None:
    assert elearn("import", *arguments).exit_code == 2


def test_a_course_that_is_only_written_is_said_to_wait_for_publishing(place: Path, elearn: Command) -> None:
    file = place / "required.csv"
    file.write_text("course,agency,role_group,from\na-small-mark,,,2026-01-01\n", encoding="utf-8")
    result = elearn("import", "requirements", str(file))
    assert result.exit_code == 1
    assert "“a-small-mark” is written here but not published yet." in result.stderr
    assert "run `elearn build a-small-mark`" in result.stderr
    elearn("build", "a-small-mark", "--out", "out")
    assert elearn("import", "requirements", str(file)).exit_code == 0
