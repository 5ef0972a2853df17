"""Asking for figures from a terminal."""

import json
from pathlib import Path

from tests.cli.conftest import Command

FILES = {
    "agencies": "id,name,kind,parent,target,basis\nhomes,Wren Valley Homes,housing,,,headcount\n",
    "role-groups": "id,name,level\nr2,Regular contact,2\n",
    "courses": "id,title,version,minutes\nneglect,Neglect,1,30\n",
    "requirements": "course,agency,role_group,from,to,due_within_days,renew_after_months\nneglect,,r2,2024-01-01,,0,\n",
}


def test_a_link_is_made_listed_as_wanted_and_refused_in_words(place: Path, elearn: Command) -> None:
    for kind, text in FILES.items():
        (place / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert elearn("import", kind, f"{kind}.csv").exit_code == 0
    assert json.loads(elearn("declare", "due", "--json").stdout) == [
        {"agency": "homes", "what": "headcount", "last": None}
    ]
    assert "homes" in elearn("declare", "due").stdout
    made = json.loads(elearn("declare", "link", "homes", "--what", "headcount", "--json").stdout)
    assert "/declare/" in made["address"]
    unsent = elearn("declare", "link", "homes", "--what", "return", "--to", "data@homes.example").stdout
    assert "No mail was sent." in unsent
    assert "/declare/" in unsent
    assert "There is no agency" in elearn("declare", "link", "nowhere", "--what", "return").stderr
    assert "neither headcount nor return" in elearn("declare", "link", "homes", "--what", "people").stderr
