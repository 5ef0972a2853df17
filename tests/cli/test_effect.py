"""Files of what counts from a terminal: what they change is printed before it is written."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

FILES = {
    "agencies": "id,name,basis\nnorth,North Trust,\nsouth,South School,headcount\n",
    "role-groups": "id,name\nr3,Mainly with children\n",
    "courses": "id,title,minutes,kind\nneglect,Neglect,30,\nregional,Regional neglect,40,\nhours,Our hours,,hours\n",
    "people": "email,name,staff_number,agency,role_group,starts_on\n"
    "ada@north.example,Ada Learner,1,north,r3,2020-01-01\nbo@north.example,Bo Reed,2,north,r3,2020-01-01\n",
    "completions": "email,course,completed_on,passed\nada@north.example,neglect,2026-06-01,yes\n"
    "bo@north.example,regional,2026-06-01,yes\n",
}
REQUIRED = "course,agency,role_group,from,renew_after_months\nneglect,,,2026-01-01,24\n"


@pytest.fixture
def county(place: Path, elearn: Command) -> Path:
    """Two people at an agency, of whom one has taken a course and the other one that is as good."""
    for kind, text in FILES.items():
        brought(place, elearn, kind, text)
    return place


def brought(place: Path, elearn: Command, kind: str, text: str, *more: str) -> str:
    """What `elearn import` prints for a file of this text."""
    (place / f"{kind}.csv").write_text(text, encoding="utf-8")
    done = elearn("import", kind, f"{kind}.csv", *more)
    assert done.exit_code == 0, done.stderr
    return str(done.stdout)


def figures(elearn: Command) -> dict[str, int]:
    [row] = [
        each
        for each in json.loads(elearn("coverage", "--by", "course", "--json").stdout)
        if each["course"] == "neglect"
    ]
    return {name: row[name] for name in ("in_date", "grace", "lapsed", "never")}


def test_what_a_requirement_changes_is_printed_and_nothing_is_written_until_it_is_wanted(
    county: Path, elearn: Command
) -> None:
    said = brought(county, elearn, "requirements", REQUIRED, "--dry-run")
    assert "It catches 2 people: 2 newly in scope, 0 no longer." in said
    assert "1 of 2 (50.0%)" in said
    assert "North Trust" in said
    assert "Left out, because they share no names: 1 agency (South School)." in said
    assert "Nothing was changed." in said
    assert elearn("coverage", "--by", "course", "--json").stdout.find('"in_scope": 2') < 0
    said = brought(county, elearn, "requirements", REQUIRED)
    assert said.index("It catches 2 people") < said.index("Applied 1 row.")
    assert figures(elearn) == {"in_date": 1, "grace": 0, "lapsed": 0, "never": 1}


def test_the_effect_for_a_program_is_what_coverage_says_afterwards(county: Path, elearn: Command) -> None:
    brought(county, elearn, "requirements", REQUIRED)
    row = "course,other,kind,from\nneglect,regional,equivalent,2020-01-01\n"
    told = json.loads(
        brought(county, elearn, "equivalences", row, "--dry-run", "--json", "--as-at", "2029-01-01")
    )
    today, later = told["effect"]
    [effect] = today["courses"]
    assert (effect["course"], effect["newly_in_scope"], told["applied"]) == ("neglect", 0, 0)
    assert (effect["before"]["percent"], effect["after"]["percent"]) == (50.0, 100.0)
    assert (later["as_at"], later["courses"][0]["after"]["lapsed"]) == ("2029-01-01", 2)
    assert told["left_out"] == ["south"]
    brought(county, elearn, "equivalences", row)
    assert figures(elearn) == {name: effect["after"][name] for name in figures(elearn)}


def test_hours_editions_and_what_counts_are_brought_in(county: Path, elearn: Command) -> None:
    edition = "id,standard,edition,from\nwren-2,Wren standard,2nd,2026-01-01\n"
    assert "It changes no figure" in brought(county, elearn, "editions", edition)
    hours = "course,agency,role_group,from,renew_after_months,edition,hours,participatory\n"
    brought(county, elearn, "requirements", f"{hours}hours,,,2026-01-01,36,wren-2,0.5,\n")
    counts = "course,other\nhours,neglect\n"
    said = brought(county, elearn, "counts-towards", counts, "--dry-run")
    assert "Our hours, as at" in said
    wrong = county / "wrong.csv"
    wrong.write_text(f"{hours}neglect,,,2026-01-01,,,12,50\n", encoding="utf-8")
    refused = elearn("import", "requirements", "wrong.csv")
    assert refused.exit_code == 1
    assert "not counted in hours" in refused.stderr
    assert elearn("import", "people", "people.csv", "--as-at", "2027-01-01").exit_code == 2
