"""Exemptions that leads ask for: listed, approved and refused from a terminal."""

import json
from datetime import date
from pathlib import Path

from elearn.database import open_database
from elearn.tracker import actor, exemptions
from tests.cli.conftest import Command
from tests.tracker.conftest import AGENCIES, COURSES, PEOPLE, ROLE_GROUPS, bring, person

REQUIRED = """\
    course,agency,role_group,from,to,due_within_days,renew_after_months
    neglect,,R3,2023-01-01,,30,12
"""


def ask(days: tuple[date, date | None]) -> int:
    """Ann asks for Bo."""
    with open_database() as db:
        return exemptions.ask(
            db,
            actor(db, person(db, "ann@council.example")),
            person(db, "bo@council.example"),
            course="neglect",
            from_day=days[0],
            to_day=days[1],
            reason="Teaches it",
        )


def test_exemptions_are_listed_approved_and_refused(place: Path, elearn: Command) -> None:
    elearn("role", "give", "di@trust.example", "administrator")
    with open_database() as db:
        for kind, text in {
            "agencies": AGENCIES,
            "role-groups": ROLE_GROUPS,
            "courses": COURSES,
            "people": PEOPLE,
            "requirements": REQUIRED,
        }.items():
            bring(db, kind, text)
    assert elearn("exemption", "list").stdout == "No exemption waits for a decision.\n"
    elearn("role", "give", "ann@council.example", "lead", "--agency", "council")
    first, second = ask((date(2026, 5, 1), None)), ask((date(2025, 1, 1), date(2025, 1, 31)))
    listed = elearn("exemption", "list")
    assert (listed.exit_code, listed.stderr) == (0, "")
    assert "Bo Carr" in listed.stdout
    rows = json.loads(elearn("exemption", "list", "--json").stdout)
    assert [(row["id"], row["from"], row["to"], row["asked_by"]) for row in rows] == [
        (first, "2026-05-01", None, "Ann Bell"),
        (second, "2025-01-01", "2025-01-31", "Ann Bell"),
    ]

    wrong = elearn("exemption", "approve", str(first), "--to", "2026-04-30")
    assert wrong.exit_code == 1
    assert "before the first" in wrong.stderr
    done = elearn("exemption", "approve", str(first), "--to", "2026-12-31", "--reason", "For this year")
    assert done.stdout.startswith("Approved: Bo Carr, Neglect, from 1 May 2026 to 31 December 2026.\n")
    assert "no mail server" in done.stdout
    refused = elearn("exemption", "refuse", str(second), "--reason", "It is over", "--json")
    assert json.loads(refused.stdout)["decision"] == "It is over"
    assert elearn("exemption", "list").stdout == "No exemption waits for a decision.\n"
    for again in (("approve", str(first)), ("refuse", "999", "--reason", "No")):
        failed = elearn("exemption", *again)
        assert failed.exit_code == 1
        assert "Look at the list again." in failed.stderr
    with open_database() as db, db.read() as conn:
        assert conn.tuples("select from_day, to_day from exemption") == [("2026-05-01", "2026-12-31")]
