"""Learning from elsewhere from a terminal: brought in, listed, approved and declined."""

import json
from pathlib import Path

import pytest

from elearn.database import open_database
from elearn.tracker import outside
from elearn.tracker.scope import actor
from tests.cli.conftest import Command
from tests.tracker.outside import learned

FILES = {
    "agencies": "id,name\nnorth,North Trust\nsouth,South School\n",
    "role-groups": "id,name\nr3,Mainly with children\n",
    "courses": "id,title\nneglect,Neglect\n",
    "people": "email,name,staff_number,agency,role_group,starts_on\n"
    "ada@north.example,Ada Learner,1,north,r3,2020-01-01\nsam@south.example,Sam South,2,south,r3,2020-01-01\n",
}
SENT = (
    "agency,staff_number,title,provider,date,hours,participatory,course\n"
    "south,2,First aid,Red Training,2026-02-03,6,yes,\n"
    "north,1,First aid,Red Training,2026-02-03,1:30,no,neglect\n"
)


@pytest.fixture
def recorded(place: Path, elearn: Command) -> int:
    """Ada of the North Trust recorded a study day. Returns the record's number."""
    for kind, text in FILES.items():
        (place / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert elearn("import", kind, f"{kind}.csv").exit_code == 0
    with open_database(str(place / "var" / "elearn.db")) as db:
        with db.read() as conn:
            ada = conn.value("select id from person where email like 'ada%'")
        return outside.record(db, actor(db, ada), learned())


def listed(elearn: Command, *more: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(elearn("outside", "list", *more, "--json").stdout)
    return found


def test_what_waits_is_listed_and_approved(elearn: Command, recorded: int) -> None:
    assert "Study day on neglect" in elearn("outside", "list").stdout
    [waits] = listed(elearn, "--agency", "north")
    assert (waits["id"], waits["name"], waits["minutes"], waits["evidence"]) == (
        recorded,
        "Ada Learner",
        180,
        False,
    )
    assert listed(elearn, "--agency", "south") == []
    shorter = ("--minutes", "120", "--not-participatory", "--course", "neglect")
    refused = elearn("outside", "approve", str(recorded), *shorter)
    assert (refused.exit_code, "Reason" in refused.stderr) == (1, True)
    done = elearn("outside", "approve", str(recorded), *shorter, "--reason", "An hour was lunch.")
    assert done.exit_code == 0, done.stderr
    assert "“Study day on neglect” of Ada Learner is approved." in done.stdout
    assert "No e-mail was sent" in done.stdout
    assert elearn("outside", "list").stdout == "Nothing waits.\n"
    [kept] = listed(elearn, "--state", "approved")
    assert (kept["minutes"], kept["participatory"], kept["course"]) == (120, False, "neglect")


def test_a_record_is_declined_with_a_reason_also_after_it_was_approved(
    elearn: Command, recorded: int
) -> None:
    assert elearn("outside", "decline", str(recorded)).exit_code == 1
    elearn("outside", "approve", str(recorded))
    done = elearn("outside", "decline", str(recorded), "--reason", "It was another day.", "--json")
    assert json.loads(done.stdout)["state"] == "declined"
    again = elearn("outside", "decline", str(recorded), "--reason", "Again.")
    assert (again.exit_code, "decided" in again.stderr) == (1, True)


def test_a_wrong_call_says_so(elearn: Command, recorded: int) -> None:
    assert elearn("outside", "approve", str(recorded + 1)).exit_code == 1
    assert elearn("outside", "decline", str(recorded + 1), "--reason", "No.").exit_code == 1
    assert elearn("outside", "list", "--state", "lost").exit_code == 2
    assert elearn("outside", "list", "--agency", "nowhere").exit_code == 1
    assert elearn("outside", "list", "--state", "declined").stdout == "There is no such record.\n"


@pytest.mark.usefixtures("recorded")
def test_a_file_of_an_agency_comes_in_approved(place: Path, elearn: Command) -> None:
    (place / "elsewhere.csv").write_text(SENT, encoding="utf-8")
    result = elearn("import", "outside", "elsewhere.csv", "--agency", "north", "--accept-valid")
    assert "2 rows: 1 new, 0 changed, 0 unchanged, 1 rejected" in result.stdout
    assert [(each["name"], each["minutes"]) for each in listed(elearn, "--state", "approved")] == [
        ("Ada Learner", 90)
    ]
    assert "2025" in elearn("import", "outside", "--example").stdout
