"""Files that can be read in two ways, from the command line: what is asked, and what is said to an answer."""

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.test_facts import FILES

SENT = 'email,course,"Completion date: ""a""=b"\na@police.example,escalation,03/04/2025\n'
KEY = 'days:Completion date: "a"=b'
COLUMN = 'column:Completion date: "a"=b=completed_on'


@pytest.fixture
def sent(place: Path, elearn: Command) -> str:
    """A file whose day is in a column with a strange header, and can be read in two ways."""
    for kind, text in FILES.items():
        (place / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert elearn("import", kind, f"{kind}.csv").exit_code == 0
    (place / "sent.csv").write_text(SENT, encoding="utf-8")
    return "sent.csv"


def test_each_question_is_printed_with_the_options_that_answer_it(sent: str, elearn: Command) -> None:
    given: list[str] = []
    for _ in range(3):
        asked = elearn("import", "completions", sent, *given)
        if asked.exit_code == 0:
            break
        option = next(line for line in asked.stderr.splitlines() if line.strip().startswith("--answer"))
        given += shlex.split(option)[:2]
        assert "Nothing was changed." in asked.stdout
        assert "Give the answer with the command, and run it again." in asked.stderr
    assert given == ["--answer", COLUMN, "--answer", f"{KEY}=dmy"]
    assert "Applied 1 row." in asked.stdout
    assert "2025-04-03" in asked.stdout
    assert "the day or the month? Day first: 03/04/2025 is 3 April 2025." in asked.stdout


def test_an_answer_that_is_no_choice_is_named_with_the_choices(sent: str, elearn: Command) -> None:
    result = elearn("import", "completions", sent, "--answer", COLUMN, "--answer", f"{KEY}=monthly")
    assert result.exit_code == 1
    assert "“monthly” is no answer to the question “Which comes first" in result.stderr
    assert f"--answer {shlex.quote(f'{KEY}=mdy')}" in result.stderr


def test_an_answer_to_no_question_changes_nothing(sent: str, elearn: Command) -> None:
    answers = ("--answer", COLUMN, "--answer", f"{KEY}=dmy", "--answer", "column:Reslut=passed")
    result = elearn("import", "completions", sent, *answers, "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert (told["applied"], told["new"], told["questions"]) == (0, 1, [])
    assert [each["message"] for each in told["unknown_answers"]] == [
        "“column:Reslut=passed” answers no question about this file."
    ]
    assert elearn("import", "completions", sent, *answers[:4]).exit_code == 0


def test_json_has_all_that_is_printed(sent: str, elearn: Command) -> None:
    told = json.loads(elearn("import", "completions", sent, "--answer", COLUMN, "--json", "--dry-run").stdout)
    assert [each["key"] for each in told["questions"]] == [KEY]
    told = json.loads(
        elearn(
            "import", "completions", sent, "--answer", COLUMN, "--answer", f"{KEY}=mdy", "--json", "--dry-run"
        ).stdout
    )
    assert told["examples"][0]["completed_on"] == "2025-03-04"
    assert told["columns"][-1]["how"] == "month, day, year"
    assert told["unknown_answers"] == []
    assert told["answers"] == {COLUMN.removesuffix("=completed_on"): "completed_on", KEY: "mdy"}
