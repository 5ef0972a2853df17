"""The files of a course are kept by their hash, once, and come back byte for byte."""

from pathlib import Path

from elearn.authoring import keep_source, kept_source, saved_hash
from elearn.content.course import course_files, files_hash
from elearn.database import Database
from tests.sample_course import SLUG, write_sample


def test_files_are_kept_once_and_come_back_as_they_were(db: Database, tmp_path: Path) -> None:
    write_sample(tmp_path)
    files = course_files(tmp_path / SLUG)
    with db.write() as conn:
        source = keep_source(conn, SLUG, files)
        assert keep_source(conn, SLUG, files) == source == files_hash(files)
        assert kept_source(conn, source) == (SLUG, files)
        assert kept_source(conn, "0" * 64) is None
        assert conn.value("select count(*) from course_source") == 1


def test_the_hash_of_a_folder_changes_with_each_of_its_files(tmp_path: Path) -> None:
    write_sample(tmp_path)
    folder = tmp_path / SLUG
    before = saved_hash(folder)
    assert saved_hash(folder) == before == files_hash(course_files(folder))
    (folder / "course.md").write_text((folder / "course.md").read_text() + "\n")
    assert saved_hash(folder) != before
