"""Giving, taking and listing roles from a terminal."""

import json
from pathlib import Path

from tests.cli.conftest import Command

AGENCIES = "id,name,kind\npolice,Wrenshire Police,\n"


def listed(elearn: Command) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = json.loads(elearn("role", "list", "--json").stdout)
    return found


def test_the_first_command_makes_the_database_and_says_what_it_did(place: Path, elearn: Command) -> None:
    result = elearn("role", "give", "Ann@Board.example", "administrator", "--name", "Ann Bell")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "ann@board.example is now an administrator. Nobody had this address, so a new person was made.\n"
    )
    assert (place / "var" / "elearn.db").exists()
    assert listed(elearn) == [{"email": "ann@board.example", "role": "administrator", "agency": None}]
    assert "already" in elearn("role", "give", "ann@board.example", "administrator").stdout
    assert "Ann Bell" in elearn("role", "list").stdout


def test_a_lead_has_an_agency_and_a_role_that_is_taken_is_gone(place: Path, elearn: Command) -> None:
    (place / "agencies.csv").write_text(AGENCIES, encoding="utf-8")
    elearn("import", "agencies", "agencies.csv")
    refused = elearn("role", "give", "lee@police.example", "lead")
    assert refused.exit_code == 1
    assert "Say which agency." in refused.stderr
    given = elearn("role", "give", "lee@police.example", "lead", "--agency", "Police")
    assert "is now a lead of Wrenshire Police." in given.stdout
    assert listed(elearn) == [{"email": "lee@police.example", "role": "lead", "agency": "police"}]
    taken = elearn("role", "take", "lee@police.example", "lead", "--agency", "police")
    assert taken.stdout == "lee@police.example is no longer a lead of Wrenshire Police.\n"
    assert listed(elearn) == []
    assert "Nobody has a role yet" in elearn("role", "list").stdout


def test_the_last_administrator_is_not_removed(elearn: Command) -> None:
    elearn("role", "give", "ann@board.example", "administrator")
    result = elearn("role", "take", "ann@board.example", "administrator")
    assert result.exit_code == 1
    assert "Give the role of administrator to someone else first." in result.stderr
    assert len(listed(elearn)) == 1


def test_a_wrong_call_exits_2_and_wrong_input_1_and_neither_changes_anything(elearn: Command) -> None:
    assert elearn("role", "give", "ann@board.example").exit_code == 2
    cook = elearn("role", "give", "ann@board.example", "cook")
    assert cook.exit_code == 2
    assert "there is no role “cook”" in cook.stderr
    wrong = elearn("role", "give", "ann", "trainer", "--agency", "nowhere")
    assert wrong.exit_code == 1
    assert all(each in wrong.stderr for each in ("not an e-mail", "Only a lead", "no agency “nowhere”"))
    assert elearn("role", "take", "ann@board.example", "trainer").exit_code == 1
    assert listed(elearn) == []


def test_roles_come_in_as_a_file(place: Path, elearn: Command) -> None:
    (place / "roles.csv").write_text("email,role\nann@board.example,administrator\n", encoding="utf-8")
    result = elearn("import", "roles", "roles.csv")
    assert result.exit_code == 0, result.stderr
    assert "a new person is made" in result.stdout
    assert listed(elearn) == [{"email": "ann@board.example", "role": "administrator", "agency": None}]


def test_a_step_of_sign_off_is_a_role(elearn: Command) -> None:
    assert (
        "somebody who signs the step “Approval”"
        in elearn("role", "give", "kim@board.example", "approver").stdout
    )
    assert json.loads(elearn("role", "list", "--json").stdout) == [
        {"email": "kim@board.example", "role": "approver", "agency": None}
    ]
    assert "no longer" in elearn("role", "take", "kim@board.example", "approver").stdout
