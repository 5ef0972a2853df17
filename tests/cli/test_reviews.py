"""The review library from a terminal."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.library.conftest import BOARDS, FINDINGS, review


@pytest.fixture
def library(place: Path) -> Path:
    """Adds reviews of two boards to the sample course.

    One is public, and the window of the other has ended.
    """
    (place / "reviews" / "boards.yaml").write_text(BOARDS, encoding="utf-8")
    files = {
        "open": review(findings=FINDINGS, year="2024", documents="[{type: briefing}]"),
        "closed": review("East Board", type="SCR", documents="[{type: report, published: 2018-01-05}]"),
    }
    for name, text in files.items():
        (place / "reviews" / f"{name}.md").write_text(text, encoding="utf-8")
    return place


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("list", ["open", "closed", "3 reviews."]),
        ("list --type scr", ["closed", "1 review."]),
        ("list --board west --theme neglect --tier strategic --year 2024", ["open", "1 review."]),
        ("list --state restricted --on 2026-11-22", ["closed", "2 reviews."]),
        ("search nurse", ["review open: Finding f1", "[nurse]", "1 review or course found."]),
        ("search xylophone nurse", ["Nothing has all of these words"]),
        ("themes", ["neglect", "2024", "2 reviews closed to the public"]),
        ("themes --closed", ["neglect", "2024", "not known", "Restricted", "2 of them are closed"]),
        (
            "themes --by theme --from 2020 --to 2024",
            ["Years: 2020 to 2024.", "1 review whose year is not known"],
        ),
        ("themes --from 2025", ["0 themes.", "Years: 2025 and later.", "1 review of other years"]),
        (
            "themes --by tier",
            ["Strategic", "3 tiers.", "what the subgroup decided on workshops"],
        ),
        ("themes --by theme --board west", ["Escalation"]),
        ("documents --board east", ["closed", "report"]),
        ("publication --on 2018-12-20", ["due to be withdrawn", "until 5 January 2019"]),
        ("publication --on 2026-11-22", ["No withdrawal is recorded"]),
    ],
)
def test_the_library_is_looked_through(elearn: Command, command: str, says: list[str]) -> None:
    result = elearn("reviews", *command.split())
    assert result.exit_code == 0, result.output
    assert [part for part in says if part not in result.stdout] == []


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "command", ["list", "search nurse", "themes", "themes --by theme", "documents", "publication"]
)
def test_json_is_for_programs(elearn: Command, command: str) -> None:
    assert json.loads(elearn("reviews", *command.split(), "--json").stdout)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("command", ["list", "themes --by theme", "documents"])
def test_what_anyone_may_read_is_without_the_restricted(elearn: Command, command: str) -> None:
    said = elearn("reviews", *command.split(), "--public", "--json").stdout
    assert "open" in said
    assert "closed" not in said


@pytest.mark.parametrize("command", ["list", "documents"])
def test_json_tells_where_each_document_can_be_read_by_those_who_may(
    elearn: Command, library: Path, command: str
) -> None:
    documents = (
        "[{type: briefing, title: On sleep, publisher: Press, subject: Sleep, address: 'https://west.example/b'}, "
        "{type: report, audience: restricted, address: 'https://west.example/secret', file: report.pdf}]"
    )
    (library / "reviews" / "open.md").write_text(review(documents=documents), encoding="utf-8")

    def held(*more: str) -> list[dict[str, str | None]]:
        rows = json.loads(elearn("reviews", command, "--json", *more).stdout)
        row = next(row for row in rows if "open" in (row.get("slug"), row.get("review")))
        return row["documents"] if command == "list" else row["held"]

    briefing, report = held()
    said = ("title", "publisher", "subject", "address", "file")
    assert [briefing[name] for name in said] == ["On sleep", "Press", "Sleep", "https://west.example/b", None]
    assert [report[name] for name in said] == [
        "",
        "West Board",
        "",
        "https://west.example/secret",
        "report.pdf",
    ]
    briefing, report = held("--public")
    assert briefing["address"] == "https://west.example/b"
    assert (report["address"], report["file"]) == (None, None)


def test_the_themes_report_is_written_to_a_file(elearn: Command, library: Path) -> None:
    for name, start in {
        "t.csv": b"\xef\xbb\xbftheme",
        "t.html": b"<!doctype html>",
        "t.pdf": b"%PDF",
    }.items():
        assert elearn("reviews", "themes", "--by", "theme", "--out", str(library / name)).exit_code == 0
        assert (library / name).read_bytes().startswith(start)
    (library / "reviews" / "shut.md").write_text(
        review("East Board", "Shut", findings=FINDINGS, documents="[{type: report, published: 2018-01-05}]"),
        encoding="utf-8",
    )
    for more, says in ((), False), (("--closed",), True):
        for name in ("t.csv", "t.html"):
            elearn("reviews", "themes", "--by", "theme", *more, "--out", str(library / name))
            text = (library / name).read_text(encoding="utf-8")
            assert ("Restricted: not for further circulation. East publishes" in text) == says
            assert ("Shut" in text) == says
            assert "Years" not in text
            assert "The app has also what changed since" in text
            assert "as it could be read on" in text or "as they could be read on" in text


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "command",
    [
        "list --tier high",
        "list --board north",
        "list --on soon",
        "list --type review",
        "themes --by month",
        "themes --out t.csv",
        "themes --by tier --out t.doc",
        "themes --from 2014 --to 2008",
    ],
)
def test_what_is_not_known_is_a_matter_of_usage(elearn: Command, command: str) -> None:
    assert elearn("reviews", *command.split()).exit_code == 2
