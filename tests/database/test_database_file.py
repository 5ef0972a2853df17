"""The database's file: only its owner can read it, and nothing is written to one that was removed."""

import resource
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from elearn.database import DatabaseUnwritable
from elearn.database.sqlite import SqliteDatabase, open_file
from elearn.problems import ElearnError


@pytest.fixture
def db(tmp_path: Path) -> SqliteDatabase:
    return open_file(tmp_path / "elearn.db")


def _write(db: SqliteDatabase) -> None:
    with db.write() as conn:
        conn.execute("insert into role_group (id, name, level) values ('r1', 'All staff', 1)")


def test_a_new_database_and_its_backup_are_read_by_their_owner_alone(
    db: SqliteDatabase, tmp_path: Path
) -> None:
    _write(db)
    db.backup(tmp_path / "copy.db")
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


NAMED = {
    ("person", "email"),
    ("person", "name"),
    ("post", "staff_number"),
    ("certificate", "name"),
    ("comment", "name"),
    ("signature", "name"),
    ("registration_link", "email"),
    ("registration_link", "name"),
}
"""Where a person's name, address or number is. Agencies, role groups and a draft's files have names of their own."""
KEPT_OF = (
    "agency_contact archive_request audit_event comment comment_link course_writer review_work rule sign_off signature "
    "signing_role completion completion_withdrawal completion_without_result course_version "
    "declaration_link dissemination exemption_request outside_learning reflection sign_in_code "
    "taught_place taught_session "
    "draft_media draft_operation draft_window exemption impact import_batch launch_ticket notification post "
    "quality_marker_answer recommendation_action registration role session sign_in_link standing "
    "subgroup_lesson unsettled workshop"
)
"""The tables that hold something of a person, by their number."""


def test_what_is_kept_of_people_is_where_the_page_on_security_says(db: SqliteDatabase) -> None:
    """Whoever adds to these says it in docs/security.md, under "What is kept"."""
    with db.read() as conn:
        tables = [row["name"] for row in conn.rows("select name from sqlite_master where type = 'table'")]
        columns = {
            (table, row["name"]) for table in tables for row in conn.rows(f"pragma table_info({table})")
        }
        of_people = {
            table
            for table in tables
            for row in conn.rows(f"pragma foreign_key_list({table})")
            if row["table"] == "person"
        }
    named = {
        each for each in columns if each[1] in ("name", "email", "staff_number", "address", "phone", "born")
    }
    others = (
        "agency",
        "outside_evidence",
        "role_group",
        "draft_file",
        "course_package",
        "review_work",
        "rule",
        "_",
    )
    assert {each for each in named if not each[0].startswith(others)} == NAMED
    assert of_people == set(KEPT_OF.split())


def test_a_full_disk_leaves_no_empty_file_that_would_be_taken_for_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "elearn.db"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(ElearnError, match=r"elearn\.db cannot be opened as a database"):
            open_file(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not path.exists()
    _write(open_file(path))


def test_a_copy_that_cannot_be_written_leaves_the_one_before(db: SqliteDatabase, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    db.backup(copy)
    good = copy.read_bytes()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(good) // 2, before[1]))
    try:
        with pytest.raises(ElearnError, match=r"copy\.db could not be written"):
            db.backup(copy)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert copy.read_bytes() == good
    with pytest.raises(ElearnError, match="is the database itself"):
        db.backup(db.path)


def test_many_processes_may_make_it_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: open_file(tmp_path / "new" / "elearn.db"), range(8)))
    for number, db in enumerate(opened):
        with db.write() as conn:
            conn.execute("insert into role_group (id, name) values (:id, 'All')", {"id": f"r{number}"})
    assert opened[0].check() == []


def test_nothing_is_acknowledged_once_the_file_was_taken_away(db: SqliteDatabase) -> None:
    away = db.path.with_suffix(".away")
    db.path.rename(away)
    for use in (db.read, db.write):
        with pytest.raises(DatabaseUnwritable, match="taken away"), use():
            pass
    assert not db.path.exists()
    away.rename(db.path)
    _write(db)


def test_nothing_is_acknowledged_once_another_file_has_its_place(db: SqliteDatabase) -> None:
    copy = db.path.with_suffix(".copy")
    shutil.copy(db.path, copy)
    copy.replace(db.path)
    with pytest.raises(DatabaseUnwritable, match="replaced"):
        _write(db)
    _write(open_file(db.path))
