"""Making a sign-in code from a terminal."""

import json
from pathlib import Path

from tests.cli.conftest import Command

FILES = {
    "agencies": "id,name,kind\nhomes,Wren Valley Homes,housing\n",
    "role-groups": "id,name,level\nr2,Regular contact,2\n",
    "people": "email,name,staff_number,agency,role_group,starts_on\n,Sam Heron,0042,homes,r2,2024-01-01\n",
}


def test_a_code_is_made_shown_once_and_refused_in_words(place: Path, elearn: Command) -> None:
    for kind, text in FILES.items():
        (place / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert elearn("import", kind, f"{kind}.csv").exit_code == 0
    said = elearn("code", "homes", "0042").stdout
    assert "Code for Sam Heron, staff number 0042:" in said
    assert "/start/staff-number" in said
    made = json.loads(elearn("code", "homes", "0042", "--json").stdout)
    assert made["name"] == "Sam Heron"
    assert len(made["code"].replace(" ", "")) == 12
    refused = elearn("code", "homes", "42")
    assert refused.exit_code == 1
    assert "Nobody at “homes” has the staff number 42." in refused.stderr
