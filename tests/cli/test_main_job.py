"""The main job from a terminal, in order.

The steps are: build, import a small county, read its coverage, back it up, check it. We worked out every
figure below by hand from `docs/coverage.md`. The county is invented, and each person in it shows one rule.
Everyone in R3 must take Escalation from 2025-01-01. It is due within 30 days and renewed after 12 months.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from typer.testing import CliRunner

from elearn.cli import app
from elearn.settings import settings

ROOT = Path(__file__).parents[2]
REVIEW = "when-is-a-review-held"
FILES = {
    "agencies": """\
        id,name,kind,parent,target,basis
        county,Wrenshire,partnership,,,
        police,Wrenshire Police,police,county,90,roster
        cadets,Police cadets,police,police,,
        school,Oak School,school,county,,roster
        health,Wren Valley Trust,health,county,95,headcount
        council,Wrenshire Council,council,county,90,return
        housing,Wrenshire Homes,housing,county,,headcount
        """,
    "role-groups": """\
        id,name,level
        R3,Mainly with children,3
        """,
    "courses": """\
        id,title,version,minutes
        escalation,Escalation,1,15
        """,
    "people": """\
        email,name,staff_number,agency,role_group,starts_on,ends_on
        in-date@police.example,Ann Ash,001,police,R3,2020-01-01,
        lapsed@police.example,Bo Birch,002,police,R3,2020-01-01,
        failed@police.example,Cy Cedar,003,police,R3,2020-01-01,
        new@police.example,Di Dale,004,police,R3,10-SEP-2026,
        exempt@police.example,Ed Elm,005,police,R3,2020-01-01,
        left@police.example,Fi Fern,006,police,R3,2020-01-01,29/09/2026
        both@police.example,Gil Gorse,007,police,R3,2020-01-01,
        Both@Police.example,Gil Gorse,S1,school,R3,2024-01-01,
        month-end@school.example,Hal Holly,S2,school,R3,2024-01-01,
        known@health.example,Ivy Ivie,,health,R3,2024-01-01,
        known@housing.example,Jo Juno,,housing,R3,2024-01-01,
        """,
    "headcounts": """\
        agency,role_group,as_at,headcount,source
        health,R3,2025-01-01,90,an older one
        health,R3,1 April 2026,20,payroll
        health,R3,2026-10-01,25,payroll
        """,
    "requirements": f"""\
        course,agency,role_group,from,to,due_within_days,renew_after_months
        escalation,,R3,2025-01-01,,30,12
        escalation,police,,2025-01-01,,60,24
        {REVIEW},school,,2025-01-01,,30,6
        """,
    "exemptions": """\
        email,course,from,to,reason
        exempt@police.example,escalation,2026-09-01,2026-09-30,Long leave
        """,
    "completions": f"""\
        email,agency,staff_number,course,version,completed_on,score,passed
        IN-DATE@police.example,,,escalation,1,2025-09-30,90,yes
        ,police,002,escalation,1,29/09/2025,85,yes
        failed@police.example,,,escalation,1,2026-09-01,40,no
        both@police.example,,,escalation,1,2026-01-31,,
        left@police.example,,,escalation,1,2026-01-31,,
        known@health.example,,,escalation,1,2026-05-05,,
        known@housing.example,,,escalation,1,2026-05-05,,
        month-end@school.example,,,{REVIEW},1.0.0,2026-08-31,90,yes
        """,
    "returns": """\
        agency,role_group,course,period_end,headcount,in_date
        council,R3,escalation,2026-03-30,40,40
        council,R3,escalation,30/06/2026,40,38
        """,
}
STATES = ("in_scope", "in_date", "grace", "lapsed", "never", "percent", "basis", "rag")
Figures = tuple[Any, ...]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with both courses built and registered, and a file of each kind. People are in a workbook."""
    folder = tmp_path_factory.mktemp("county")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("ELEARN_DATABASE", str(folder / "elearn.db"))
        patch.setenv("ELEARN_PACKAGES", str(folder / "packages"))
        patch.setenv("ELEARN_COURSES", str(ROOT / "courses"))
        patch.setenv("ELEARN_REVIEWS", str(ROOT / "reviews"))
        settings.cache_clear()
        every_course_is_built_and_valid()
        for kind, text in FILES.items():
            done = elearn("import", kind, written(folder, kind, text), "--json")
            assert json.loads(done)["applied"] == len(text.strip().splitlines()) - 1
        yield folder
    settings.cache_clear()


def elearn(*arguments: str) -> str:
    """Runs a command, which must succeed, and returns what it prints."""
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def every_course_is_built_and_valid() -> None:
    packages = json.loads(
        elearn("build", "--format", "scorm12", "--format", "scorm2004-4", "--out", "dist", "--json")
    )
    assert {(each["course"], each["format"]) for each in packages} == {
        (course, format)
        for course in (path.parent.name for path in (ROOT / "courses").glob("*/course.md"))
        for format in ("scorm12", "scorm2004-4")
    }
    for package in packages:
        judged = json.loads(elearn("validate", package["path"], "--json"))
        assert judged == {"valid": True, "standard": package["format"], "problems": []}


def written(folder: Path, kind: str, text: str) -> str:
    """Writes a file with these rows and returns its name."""
    rows = [line.strip() for line in text.strip().splitlines()]
    if kind != "people":
        (folder / f"{kind}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        return f"{kind}.csv"
    with xlsxwriter.Workbook(folder / "people.xlsx") as book:
        sheet = book.add_worksheet("Roster")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row.split(","))
    return "people.xlsx"


def figures(as_at: str, by: str) -> dict[str, Figures]:
    """Returns each row of `elearn coverage` by its keys: "police" or "police escalation"."""
    keys = [name.replace("-", "_") for name in by.split(",") if name]
    rows = json.loads(elearn("coverage", "--as-at", as_at, "--by", by, "--json"))
    assert all(list(row) == [*keys, "as_at", *STATES] and row["as_at"] == as_at for row in rows)
    return {" ".join(row[key] for key in keys): tuple(row[name] for name in STATES) for row in rows}


def test_from_files_to_figures_that_were_worked_out_by_hand(county: Path) -> None:
    found = figures("2026-09-30", "agency,course")
    # Ann (on her last day) and Gil are in date. Di is in grace until 10 October. Bo lapsed today. Cy failed.
    # Ed is exempt, and Fi has left. Of the two renewals, 12 and 24 months, the shorter applies.
    assert found["police escalation"] == (5, 2, 1, 1, 1, 40.0, "roster", "grey")
    assert found["cadets escalation"] == (0, 0, 0, 0, 0, None, "roster", "grey")
    assert found["school escalation"] == (2, 1, 0, 0, 1, 50.0, "roster", "grey")
    assert found["school " + REVIEW] == (2, 1, 0, 0, 1, 50.0, "roster", "grey")
    # Headcount: the latest on or before the day. One person is known to be in date, the rest are never.
    assert found["health escalation"] == (20, 1, 0, 0, 19, 5.0, "headcount", "red")
    # Return: the latest of the six months up to the day. Other states are not known.
    assert found["council escalation"] == (40, 38, None, None, None, 95.0, "return", "green")
    # No headcount at all: a count and no percentage.
    assert found["housing escalation"][:2] == (None, 1)
    assert found["housing escalation"][5:] == (None, "headcount", "grey")
    # The county: six people on rosters (Gil once), 20 by headcount, 40 by return. In date are 2 + 1 + 38 of
    # 66.
    assert found["county escalation"] == (66, 41, 1, 1, 21, 62.1, "mixed", "red")
    assert figures("2026-09-30", "")[""][:2] == (66, 42)  # Hal is in date with the other course

    by_agency = figures("2026-09-30", "agency")
    assert list(by_agency) == ["cadets", "council", "county", "health", "housing", "police", "school"]
    assert by_agency["school"][:6] == (2, 2, 0, 0, 0, 100.0)  # the best state of each person's courses


def test_the_day_before_and_the_day_after_and_days_to_come(county: Path) -> None:
    cell = "police R3 escalation"
    by = "agency,role-group,course"
    assert figures("2026-09-29", by)[cell][:5] == (6, 4, 1, 0, 1)  # Fi's and Bo's last day
    assert figures("2026-10-01", by)[cell][:5] == (6, 1, 1, 2, 2)  # Ann has lapsed; Ed is back
    assert figures("2026-10-10", by)[cell][:5] == (6, 1, 1, 2, 2)  # Di's due day
    assert figures("2026-10-11", by)[cell][:5] == (6, 1, 0, 2, 3)
    assert figures("2026-10-01", by)["health R3 escalation"][:2] == (25, 1)
    assert figures("2026-12-30", by)["council R3 escalation"][:2] == (40, 38)
    assert figures("2027-01-01", by)["council R3 escalation"][0] is None  # older than six months
    # Passed on 31 August and renewed after 6 months. There is no 31 February, and the month's last day is
    # still in date.
    assert figures("2027-02-28", "agency,course")["school " + REVIEW][:5] == (2, 1, 0, 0, 1)
    assert figures("2027-03-01", "agency,course")["school " + REVIEW][:5] == (2, 0, 0, 1, 1)
    assert figures("2024-12-31", "agency,course")["police escalation"][0] == 0  # not required yet


def test_the_same_files_again_change_nothing_and_a_backup_says_the_same(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = figures("2026-09-30", "agency,role-group,course")
    for kind in FILES:
        again = elearn("import", kind, "people.xlsx" if kind == "people" else f"{kind}.csv", "--json")
        assert json.loads(again)["applied"] == 0
    assert figures("2026-09-30", "agency,role-group,course") == before
    elearn("check")
    elearn("db", "check")
    elearn("db", "backup", "copy.db")
    monkeypatch.setenv("ELEARN_DATABASE", str(county / "copy.db"))
    settings.cache_clear()
    assert figures("2026-09-30", "agency,role-group,course") == before
    elearn("db", "check")
    monkeypatch.undo()
    settings.cache_clear()
