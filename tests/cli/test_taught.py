"""Taught sessions from a terminal: planning by file, the list of who came, and the report."""

import json
from pathlib import Path

from tests.cli.conftest import Command

FILES = {
    "agencies": "id,name,kind,parent\ncouncil,Wrenshire Council,council,\noak,Oak School,school,\n",
    "role-groups": "id,name,level\nR1,Everyone,1\n",
    "courses": "id,title,version,minutes\nneglect,Neglect,2,30\n",
    "people": "email,name,staff_number,agency,role_group,starts_on\n"
    "ann@council.example,Ann Bell,1,council,R1,2020-01-01\nbo@oak.example,Bo Carr,2,oak,R1,2020-01-01\n",
    "requirements": "course,agency,role_group,from\nneglect,,R1,2024-01-01\n",
    "sessions": "course,held_on,delivery,place,places,minutes\nneglect,2026-03-10,inter-agency,Town Hall,4,180\n",
}


def test_a_session_and_its_list_come_by_file_and_coverage_and_the_report_follow(
    place: Path, elearn: Command
) -> None:
    for kind, text in FILES.items():
        (place / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert elearn("import", kind, f"{kind}.csv").exit_code == 0
    (session,) = json.loads(elearn("sessions", "list", "--json").stdout)
    assert (session["id"], session["state"], session["places"]) == (1, "planned", 4)
    assert "Town Hall" in elearn("sessions", "list").stdout
    register = "email,state\nann@council.example,attended\nbo@oak.example,walked in\n"
    (place / "register.csv").write_text(register, encoding="utf-8")
    asked = elearn("import", "attendance", "register.csv", "--session", "1")
    assert asked.exit_code == 1
    assert "--answer unlisted=booked" in asked.stderr
    done = elearn("import", "attendance", "register.csv", "--session", "1", "--answer", "unlisted=booked")
    assert "Applied 2 rows." in done.stdout
    again = elearn("import", "attendance", "register.csv", "--session", "1", "--answer", "unlisted=booked")
    assert "2 unchanged" in again.stdout
    (figures,) = json.loads(elearn("coverage", "--as-at", "2026-03-10", "--by", "course", "--json").stdout)
    assert (figures["in_date"], figures["in_scope"]) == (2, 2)
    days = ("--from", "2026-01-01", "--to", "2026-03-31")
    report = json.loads(elearn("sessions", "report", *days, "--by", "agency,course", "--json").stdout)
    assert [row["agency"] for row in report["rows"]] == ["council", "oak"]
    assert report["total"]["inter"]["attended_of_places"] == {
        "count": 2,
        "of": 4,
        "of_what": "places",
        "percent": 50.0,
    }
    printed = elearn("sessions", "report", *days).stdout
    assert "2 of 4 (50.0%)" in printed
    assert "1 of 1 (100.0%)" in printed
    assert elearn("sessions", "report", "--by", "moon").exit_code == 2
