"""A damaged SQLite file is said to be damaged, in words that say what to do. Nothing makes it worse."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.database import (
    Database,
    DatabaseDamaged,
    check_database,
    open_database,
    restore_database,
    sqlite_file,
)
from elearn.database.sqlite import open_file
from elearn.problems import ElearnError

PAGE = 4096
SAYS = "is damaged (.*put back the latest backup|.*Use an earlier backup)"
Damage = Callable[[Path], None]


@pytest.fixture(scope="session")
def filled(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with rows on many pages, in one file."""
    path = tmp_path_factory.mktemp("filled") / "elearn.db"
    shutil.copyfile(empty_file, path)
    with open_file(path) as db:
        with db.write() as conn:
            conn.many(
                "insert into person (email, name) values (:email, :name)",
                [{"email": f"p{number}@north.example", "name": f"Pat {number}"} for number in range(1_500)],
            )
            conn.many(
                "insert into agency (id, name, kind) values (:id, 'North', 'school')",
                [{"id": f"a{number}"} for number in range(400)],
            )
        db.become_one_file()
    return path


@pytest.fixture(autouse=True)
def nobody_is_just_making_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """So nobody waits to see whether an empty file gets its first page."""
    monkeypatch.setattr(sqlite_file, "_MADE_WITHIN", 0)


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(filled, tmp_path / "elearn.db"))


def root_of(path: Path, name: str) -> int:
    """Where the first page of a table or an index begins in the file."""
    raw = sqlite3.connect(path)
    (page,) = raw.execute("select rootpage from sqlite_master where name = ?", (name,)).fetchone()
    raw.close()
    return int(page - 1) * PAGE


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def an_index(path: Path) -> None:
    raw = sqlite3.connect(path)
    (name,) = raw.execute(
        "select name from sqlite_master where type = 'index' and tbl_name = 'person'"
    ).fetchone()
    raw.close()
    overwrite(path, root_of(path, name), bytes(PAGE))


def a_text(path: Path) -> None:
    content = path.read_bytes()
    overwrite(path, content.index(b"Pat 700"), b"\xff\xfe")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def only_the_log_is_left(path: Path) -> None:
    Path(f"{path}-wal").write_bytes(b"what is newest")
    path.unlink()


WAYS: dict[str, Damage] = {
    "header": lambda path: overwrite(path, 0, bytes(100)),
    "first letters": lambda path: overwrite(path, 0, b"sQlite"),
    "page size": lambda path: overwrite(path, 16, b"\x00\x07"),
    "format": lambda path: overwrite(path, 44, b"\x00\x00\x00\x09"),
    "list of tables": lambda path: overwrite(path, 100, bytes(PAGE - 100)),
    "a name in the list of tables": lambda path: overwrite(
        path, path.read_bytes().index(b"CREATE TABLE role_g") + 13, b"\xe4"
    ),
    "cut short": lambda path: os.truncate(path, path.stat().st_size // 2),
    "cut to a page": lambda path: os.truncate(path, PAGE),
    "cut to bytes": lambda path: os.truncate(path, 50),
    "empty": lambda path: os.truncate(path, 0),
    "a table's page of zeros": lambda path: overwrite(path, root_of(path, "person"), bytes(PAGE)),
    "a table's page of noise": lambda path: overwrite(
        path, root_of(path, "person"), random.Random(1).randbytes(PAGE)
    ),
    "an index's page": an_index,
    "a text": a_text,
    "a value that its column forbids": lambda path: overwrite(
        path, path.read_bytes().rindex(b"roster"), b"rooter"
    ),
    "another file": lambda path: path.write_text("Dear board, " * 2_000) and None,
    "a folder": a_folder,
}


def use(db: Database) -> None:
    """Reads every row and writes one, as far as that goes."""
    with db.read() as conn:
        for table in conn.tables():
            conn.rows(f"select * from {table.name}")
        conn.rows("select * from person where email >= 'p' order by email")
    with db.write() as conn:
        conn.execute("insert into person (email, name) values ('new@north.example', 'New')")


@pytest.mark.parametrize("way", WAYS)
def test_a_check_names_the_damage_and_changes_nothing(path: Path, way: str) -> None:
    WAYS[way](path)
    before = path.read_bytes() if path.is_file() else b""
    place, faults = check_database(str(path))
    assert place == str(path)
    assert faults
    assert all(fault.endswith(".") for fault in faults)
    assert "Pat" not in " ".join(faults)
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize("way", [way for way in WAYS if way != "a value that its column forbids"])
def test_whoever_opens_reads_or_writes_it_is_told_what_to_do(path: Path, way: str) -> None:
    WAYS[way](path)
    with pytest.raises(DatabaseDamaged, match=SAYS) as told, open_database(str(path)) as db:
        use(db)
    assert str(path) in str(told.value)
    assert "Pat" not in str(told.value)


@pytest.mark.parametrize("way", WAYS)
def test_a_good_backup_is_not_replaced_by_a_damaged_one(
    path: Path, filled: Path, tmp_path: Path, way: str
) -> None:
    backup = tmp_path / "backups" / "elearn.db"
    backup.parent.mkdir()
    shutil.copyfile(filled, backup)
    WAYS[way](path)
    with pytest.raises(DatabaseDamaged, match=SAYS), open_database(str(path)) as db:
        db.backup(backup)
    assert backup.read_bytes() == filled.read_bytes()
    assert [file.name for file in backup.parent.iterdir()] == ["elearn.db"]


@pytest.mark.parametrize("way", [way for way in WAYS if way != "a folder"])
def test_a_damaged_backup_is_refused_and_a_good_one_replaces_what_is_damaged(
    path: Path, filled: Path, tmp_path: Path, way: str
) -> None:
    good, bad = (Path(shutil.copyfile(filled, tmp_path / name)) for name in ("good.db", "bad.db"))
    WAYS[way](path)
    WAYS[way](bad)
    before = path.read_bytes()
    with pytest.raises(ElearnError, match="cannot be used as a backup, because it is damaged"):
        restore_database(bad, str(path), replace=True)
    assert path.read_bytes() == before
    done = restore_database(good, str(path), replace=True)
    assert done.kept is not None
    assert done.kept.read_bytes() == before
    assert check_database(str(path)).faults == []


def test_a_good_backup_takes_the_place_of_a_folder(path: Path, filled: Path) -> None:
    a_folder(path)
    restore_database(filled, str(path), replace=True)
    assert check_database(str(path)).faults == []


def test_a_log_that_is_left_alone_is_not_put_into_another_database(path: Path, filled: Path) -> None:
    only_the_log_is_left(path)
    with pytest.raises(DatabaseDamaged, match=r"the file is gone, and elearn\.db-wal is still there"):
        open_database(str(path))
    assert not path.exists()
    done = restore_database(filled, str(path))
    assert done.kept is not None
    assert Path(f"{done.kept}-wal").read_bytes() == b"what is newest"
    assert not Path(f"{path}-wal").exists()


def test_there_must_be_a_database_to_check(tmp_path: Path) -> None:
    with pytest.raises(ElearnError, match="There is no database at"):
        check_database(str(tmp_path / "elearn.db"))
    assert list(tmp_path.iterdir()) == []


def test_once_damage_was_seen_nothing_is_written_any_more(path: Path) -> None:
    """It would be lost with the file. What is not acknowledged, a learner's browser keeps."""
    overwrite(path, root_of(path, "person"), bytes(PAGE))
    add = "insert into role_group (id, name) values ('r1', 'All')"
    with open_file(path) as db:
        with pytest.raises(DatabaseDamaged), db.read() as conn:
            conn.rows("select * from person")
        with pytest.raises(DatabaseDamaged), db.write() as conn:
            conn.execute(add)
        with db.read() as conn:
            assert conn.value("select count(*) from role_group") == 0


def test_a_damaged_file_is_not_brought_up_to_date(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("delete from _sqlite_migrations where id = (select max(id) from _sqlite_migrations)")
    raw.commit()
    raw.close()
    overwrite(path, root_of(path, "person"), bytes(PAGE))
    raw = sqlite3.connect(path)
    before = raw.execute("select name from _sqlite_migrations order by id").fetchall()
    with pytest.raises(DatabaseDamaged, match=SAYS):
        open_database(str(path))
    assert raw.execute("select name from _sqlite_migrations order by id").fetchall() == before
    raw.close()
    assert not list(path.parent.glob("*.before-*"))


spoiled = st.tuples(
    st.sampled_from(["zeros", "noise", "one bit"]), st.floats(0, 1, exclude_max=True), st.integers(0, 2**32)
)


@given(spoils=st.lists(spoiled, min_size=1, max_size=3))
def test_whatever_is_damaged_these_are_the_only_words(
    filled: Path, tmp_path_factory: pytest.TempPathFactory, spoils: list[tuple[str, float, int]]
) -> None:
    folder = tmp_path_factory.mktemp("spoiled")
    path = Path(shutil.copyfile(filled, folder / "elearn.db"))
    for how, where, seed in spoils:
        _spoil(path, how, where, seed)
    sound = _sqlite_finds_it_sound(path)
    try:
        faults = check_database(str(path)).faults
    except ElearnError:
        faults = ["It cannot be read."]
    assert faults or sound
    with suppress(ElearnError), open_database(str(path)) as db:  # and no other error
        use(db)
    shutil.rmtree(folder)


def _spoil(path: Path, how: str, where: float, seed: int) -> None:
    size = path.stat().st_size
    if how == "one bit":
        at = int(where * size)
        content = path.read_bytes()[at]
        overwrite(path, at, bytes([content ^ (1 << seed % 8)]))
    else:
        at = int(where * (size // PAGE)) * PAGE
        overwrite(path, at, bytes(PAGE) if how == "zeros" else random.Random(seed).randbytes(PAGE))


def _sqlite_finds_it_sound(path: Path) -> bool:
    raw = sqlite3.connect(path)
    try:
        return raw.execute("pragma integrity_check").fetchall() == [("ok",)]
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    finally:
        raw.close()


def test_the_log_of_changes_is_read_too_and_not_put_into_the_file(path: Path, tmp_path: Path) -> None:
    with open_file(path) as db:
        with db.write() as conn:
            conn.execute("insert into role_group (id, name) values ('r1', 'All')")
        for name in ("elearn.db", "elearn.db-wal"):  # as a process leaves it that is killed
            shutil.copyfile(path.with_name(name), tmp_path / f"left-{name}")
    left, log = tmp_path / "left-elearn.db", tmp_path / "left-elearn.db-wal"
    before = left.read_bytes(), log.read_bytes()
    assert check_database(str(left)).faults == []
    assert (left.read_bytes(), log.read_bytes()) == before
