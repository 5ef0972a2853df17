"""A person's record, and the withdrawal of a completion, from a terminal."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

FILES = {
    "agencies": "id,name,kind\nnorth,North Trust,\n",
    "role-groups": "id,name,level\nr3,Mainly with children,3\n",
    "courses": "id,title,version,minutes\nneglect,Neglect,1,30\n",
    "people": "email,name,staff_number,agency,role_group,starts_on\n"
    "ada@north.example,Ada Marsh,N1,north,r3,2020-01-01\nben@north.example,Ben Fell,N2,north,r3,2020-01-01\n",
    "requirements": "course,agency,role_group,from,to,due_within_days,renew_after_months\n"
    "neglect,,,2021-01-01,,30,24\n",
    "completions": "email,course,completed_on\nada@north.example,neglect,2026-02-01\n",
}
WHY = "The list had the wrong line ticked."


@pytest.fixture
def ada(place: Path, elearn: Command) -> int:
    """The number of Ada's completion."""
    for kind, text in FILES.items():
        (place / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert elearn("import", kind, f"{kind}.csv").exit_code == 0
    [done] = record(elearn)["completions"]
    return int(done["id"])


def record(elearn: Command, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(elearn("record", "north/N1", "--json", *more).stdout)
    return found


def in_date(elearn: Command, day: str) -> int:
    [row] = json.loads(elearn("coverage", "--as-at", day, "--json").stdout)
    return int(row["in_date"])


def test_a_record_is_shown_and_written_as_pdf_and_csv(place: Path, elearn: Command, ada: int) -> None:
    shown = elearn("record", "Ada@North.example").stdout
    for part in (
        "Record of learning: Ada Marsh",
        "File completions.csv of",
        "In date",
        f"\n{ada:>2}  1 February",
    ):
        assert part in shown
    for ending, start in ((".pdf", b"%PDF"), (".csv", b"\xef\xbb\xbfWhat,Day")):
        written = elearn("record", "north/N1", "--out", f"ada{ending}")
        assert (written.exit_code, written.stdout) == (0, "")
        assert (place / f"ada{ending}").read_bytes().startswith(start)
    assert record(elearn, "--from", "2026-03-01")["completions"] == []
    assert elearn("record", "north/N9").exit_code == 1
    assert elearn("record", "north/N1", "--out", "ada.doc").exit_code == 2
    assert elearn("record", "north/N1", "--from", "soon").exit_code == 2
    assert (
        "after the last day"
        in elearn("record", "north/N1", "--from", "2026-03-01", "--to", "2026-02-01").stderr
    )


@pytest.mark.deep
def test_a_completion_is_withdrawn_and_that_is_undone(elearn: Command, ada: int) -> None:
    assert in_date(elearn, "2026-06-01") == 1
    for reason, says in (("", "Nothing says why."), ("Mrs Patel of 12 Mill Lane said so.", "names a person")):
        refused = elearn("withdraw", str(ada), "--reason", reason)
        assert refused.exit_code == 1
        assert says in refused.stderr
    done = elearn("withdraw", str(ada), "--reason", WHY)
    assert done.stdout == "Ada Marsh's completion of “Neglect” on 2026-02-01 is withdrawn.\n"
    assert "Ada Marsh was not told by mail. No mail server is set" in done.stderr
    assert in_date(elearn, "2026-06-01") == 0
    [kept] = record(elearn)["completions"]
    assert (kept["reason"], kept["withdrawn_on"] is None) == (WHY, False)
    assert WHY in elearn("record", "north/N1").stdout
    again = elearn("withdraw", str(ada), "--undo")
    assert again.stdout == "Ada Marsh's completion of “Neglect” on 2026-02-01 counts again.\n"
    assert in_date(elearn, "2026-06-01") == 1
    assert elearn("withdraw", "999", "--reason", WHY).exit_code == 1
    assert elearn("withdraw", str(ada), "--undo", "--reason", WHY).exit_code == 2
