"""Letting anyone register, and opening and closing a course, from a terminal."""

import json

import pytest

from elearn.database import open_database
from tests.cli.conftest import Command
from tests.tracker.conftest import register


@pytest.mark.usefixtures("place")
def test_the_board_s_rule_and_the_courses_that_are_open(elearn: Command) -> None:
    with open_database() as database:
        register(database)
    opened = elearn("open", "bruising")
    assert (opened.exit_code, opened.stdout) == (0, "“bruising” is now open to everyone.\n")
    assert "elearn rule set anyone-may-learn on" in opened.stderr
    assert "now on" in elearn("rule", "set", "anyone-may-learn", "on").stdout
    rules = {each["name"]: each["on"] for each in json.loads(elearn("rule", "list", "--json").stdout)}
    assert rules == {"only-approved-courses": False, "anyone-may-learn": True}
    again = elearn("open", "bruising")
    assert (again.stdout, again.stderr) == ("“bruising” is already open to everyone.\n", "")
    closed = elearn("close", "bruising")
    assert closed.stdout == "“bruising” is now for the staff of agencies alone.\n"
    unknown = elearn("open", "nothing-here")
    assert unknown.exit_code == 1
    assert "There is no course “nothing-here” here" in unknown.stderr
