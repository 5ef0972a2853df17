"""The hash of a course's files is that of the files as they are now."""

from pathlib import Path

from elearn.authoring import saved_hash
from elearn.content.course import course_files, files_hash
from tests.sample_course import SLUG, write_sample


def test_the_hash_of_a_folder_changes_with_each_of_its_files(tmp_path: Path) -> None:
    write_sample(tmp_path)
    folder = tmp_path / SLUG
    before = saved_hash(folder)
    assert saved_hash(folder) == before == files_hash(course_files(folder))
    (folder / "course.md").write_text((folder / "course.md").read_text() + "\n")
    assert saved_hash(folder) != before
