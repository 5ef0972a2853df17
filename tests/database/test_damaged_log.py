"""What is lost with the log of an SQLite file (`-wal`), as docs/operator.md says under “If the disk is damaged”."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from elearn.database import DatabaseDamaged, check_database, open_database

KILLED = """
import os, sys
from elearn.database import open_database
db = open_database(sys.argv[1])
for number in range(int(sys.argv[2])):
    with db.write() as conn:
        conn.execute("insert into subgroup_meeting (held_on) values (:day)", {"day": f"{number:06}"})
    os.write(1, b"+")
if sys.argv[3:]:
    with db.write() as conn:
        pass
    for raw in db._idle[True]:
        raw.execute("pragma wal_checkpoint(passive)")
os.kill(os.getpid(), 9)
"""
"""Commits, acknowledges each, and is killed."""
COMMITS = 60


def killed(folder: Path, empty_file: Path, *how: str) -> Path:
    path = Path(shutil.copyfile(empty_file, folder / "elearn.db"))
    command = [sys.executable, "-c", KILLED, str(path), str(COMMITS), *how]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    assert done.stdout == b"+" * COMMITS
    return path


def log_of(path: Path) -> Path:
    return Path(f"{path}-wal")


def spoil(path: Path, share: float) -> None:
    """Turns a byte of the log around."""
    content = bytearray(log_of(path).read_bytes())
    content[int(share * (len(content) - 1))] ^= 0xFF
    log_of(path).write_bytes(content)


def left(path: Path) -> list[int]:
    """The commits that are there when it is opened again."""
    with open_database(str(path)) as db, db.read() as conn:
        return [int(day) for day in conn.column("select held_on from subgroup_meeting order by id")]


def test_what_is_lost_is_what_came_after_the_damage_and_nobody_notices(
    tmp_path: Path, empty_file: Path
) -> None:
    path = killed(tmp_path, empty_file)
    for share, most, fewest in ((0.0, 0, 0), (0.001, 0, 0), (0.5, 40, 20), (1.0, COMMITS - 1, COMMITS - 1)):
        copy = tmp_path / f"at-{share}"
        copy.mkdir()
        for file in ("elearn.db", "elearn.db-wal"):
            shutil.copyfile(tmp_path / file, copy / file)
        spoil(copy / "elearn.db", share)
        assert check_database(str(copy / "elearn.db")).faults == []
        kept = left(copy / "elearn.db")
        assert fewest <= len(kept) <= most
        assert kept == list(range(len(kept)))
    log_of(path).unlink()
    assert check_database(str(path)).faults == []
    assert left(path) == []


def test_an_untouched_log_loses_nothing_also_without_the_file_beside_it(
    tmp_path: Path, empty_file: Path
) -> None:
    path = killed(tmp_path, empty_file)
    Path(f"{path}-shm").write_bytes(os.urandom(32_768))
    assert left(path) == list(range(COMMITS))


def test_what_was_moved_into_the_file_survives_a_log_that_is_gone(tmp_path: Path, empty_file: Path) -> None:
    path = killed(tmp_path, empty_file, "moved")
    log_of(path).unlink()
    assert left(path) == list(range(COMMITS))


def test_half_a_log_whose_pages_were_moved_already_may_damage_the_file(
    tmp_path: Path, empty_file: Path
) -> None:
    """Its first half holds older pages. They hide newer ones in the file."""
    path = killed(tmp_path, empty_file, "moved")
    spoil(path, 0.5)
    faults = check_database(str(path)).faults
    try:
        kept = left(path)
    except DatabaseDamaged:
        assert faults
    else:
        assert len(kept) < COMMITS


def test_the_log_grows_to_a_thousand_pages_and_a_few(tmp_path: Path, empty_file: Path) -> None:
    """Unless somebody reads for long, no more than that can be lost."""
    path = Path(shutil.copyfile(empty_file, tmp_path / "elearn.db"))
    with open_database(str(path)) as db:
        for number in range(60):
            rows = [{"day": f"{number}-{row:06}"} for row in range(1_500)]
            with db.write() as conn:
                conn.many("insert into subgroup_meeting (held_on) values (:day)", rows)
        assert log_of(path).stat().st_size < 1_500 * 4_120


def test_a_log_that_is_a_folder_is_said(tmp_path: Path, empty_file: Path) -> None:
    path = Path(shutil.copyfile(empty_file, tmp_path / "elearn.db"))
    log_of(path).mkdir()
    with pytest.raises(Exception, match="cannot be opened as a database"):
        open_database(str(path))
