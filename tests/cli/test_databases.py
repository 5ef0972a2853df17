"""The commands that look after the database, on each engine."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from elearn.settings import settings
from tests.cli.conftest import Command
from tests.engines import Postgres

GROUPS = "id,name,level\nR1,Incidental contact,1\nR2,Regular contact,2\n"


@pytest.fixture
def server(postgres: Postgres) -> Iterator[str]:
    """The address of an empty database of a server."""
    address = postgres.address(postgres.empty())
    yield address
    postgres.drop(address)


@pytest.fixture
def filled(place: Path, elearn: Command) -> Path:
    """The working folder, with two role groups in its database."""
    (place / "role-groups.csv").write_text(GROUPS, encoding="utf-8")
    assert elearn("import", "role-groups", "role-groups.csv").exit_code == 0
    return place


def use(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("ELEARN_DATABASE", address)
    settings.cache_clear()


def test_a_county_moves_to_a_server_and_back(
    filled: Path, elearn: Command, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = elearn("db", "copy", "var/elearn.db", server)
    assert there.exit_code == 0, there.stderr
    assert "Copied and compared" in there.stdout
    use(monkeypatch, server)
    (filled / "more.csv").write_text("id,name,level\nR3,Mainly with children,3\n", encoding="utf-8")
    assert elearn("import", "role-groups", "more.csv").exit_code == 0
    assert "is sound" in elearn("db", "check").stdout
    assert elearn("db", "migrate").exit_code == 0
    assert elearn("db", "backup", "copies/today.db").exit_code == 0
    back = elearn("db", "copy", server, "back.db")
    assert back.exit_code == 0, back.stderr
    for file in (filled / "back.db", filled / "copies" / "today.db"):
        with sqlite3.connect(file) as raw:
            assert raw.execute("select id from role_group order by id").fetchall() == [
                ("R1",),
                ("R2",),
                ("R3",),
            ]
        raw.close()


def test_a_backup_is_restored_only_with_a_word_and_what_was_there_is_kept(
    filled: Path, elearn: Command
) -> None:
    assert elearn("db", "backup", "copy.db").exit_code == 0
    (filled / "more.csv").write_text("id,name,level\nR3,Mainly with children,3\n", encoding="utf-8")
    assert elearn("import", "role-groups", "more.csv").exit_code == 0
    refused = elearn("db", "restore", "copy.db")
    assert refused.exit_code == 1
    assert "Say --replace" in refused.stderr
    done = elearn("db", "restore", "copy.db", "--replace")
    assert done.exit_code == 0, done.stderr
    assert "elearn.db.replaced-" in done.stdout
    with sqlite3.connect(filled / "var" / "elearn.db") as raw:
        assert raw.execute("select count(*) from role_group").fetchone() == (2,)
    raw.close()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("db", "copy", "nothing.db", "new.db"), "There is no database at nothing.db"),
        (("db", "copy", "var/elearn.db", "var/elearn.db"), "the same"),
        (("db", "copy", "var/elearn.db", "mysql://there/elearn"), "mysql databases cannot be used"),
        (("db", "copy", "var/elearn.db", "postgresql://ann:secret@127.0.0.1:9/x"), "cannot be opened"),
        (("db", "restore", "nothing.db"), "There is no file nothing.db"),
        (("db", "restore", "role-groups.csv", "--replace"), "cannot be used as a backup"),
        (("db", "restore", "var/elearn.db", "--replace"), "is the database itself"),
    ],
)
def test_what_cannot_be_copied_or_restored_is_said_and_nothing_changes(
    filled: Path, elearn: Command, arguments: tuple[str, ...], says: str
) -> None:
    before = sorted(path.name for path in filled.rglob("*"))
    result = elearn(*arguments)
    assert result.exit_code == 1
    assert says in result.stderr
    assert "secret" not in result.output
    assert "Traceback" not in result.output
    assert sorted(path.name for path in filled.rglob("*")) == before


COMMANDS = (
    ("db", "check"),
    ("db", "migrate"),
    ("db", "backup", "copy.db"),
    ("db", "copy", "var/elearn.db", "new.db"),
    ("coverage",),
    ("import", "role-groups", "role-groups.csv"),
    ("role", "list"),
    ("role", "give", "ann@north.example", "administrator"),
    ("build", "a-small-mark"),
)


@pytest.mark.parametrize("damage", ["zeros after the first page", "no header", "another file", "empty"])
def test_every_command_says_that_a_damaged_database_is_damaged(
    filled: Path, elearn: Command, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("elearn.database.sqlite_file._MADE_WITHIN", 0)
    file = filled / "var" / "elearn.db"
    good = file.read_bytes()
    file.write_bytes(
        {
            "zeros after the first page": good[:4096] + bytes(len(good) - 4096),
            "no header": bytes(100) + good[100:],
            "another file": b"Dear board, " * 1_000,
            "empty": b"",
        }[damage]
    )
    bad = file.read_bytes()
    for arguments in COMMANDS:
        result = elearn(*arguments)
        assert result.exit_code == 1, arguments
        assert "is damaged" in result.stderr, arguments
        assert "put back the latest backup" in result.stderr, arguments
        assert "omething went wrong" not in result.output
    assert file.read_bytes() == bad
    assert not (filled / "copy.db").exists()


def test_a_check_of_what_is_not_there_makes_nothing(place: Path, elearn: Command) -> None:
    result = elearn("db", "check")
    assert result.exit_code == 1
    assert "There is no database at" in result.stderr
    assert not (place / "var").exists()
