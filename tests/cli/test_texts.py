"""Courses and pages that go out and come in as files, from a terminal."""

import json
from pathlib import Path

import pytest

from elearn.content.course import course_files
from tests.cli.conftest import Command
from tests.word_files import handout


def test_a_course_goes_out_as_a_zip_and_comes_in_as_it_was(elearn: Command, place: Path) -> None:
    courses = place / "courses"
    before = course_files(courses / "a-small-mark")

    assert elearn("export", "a-small-mark", "--as", "folder", "--out", "out").exit_code == 0
    refused = elearn("import", "course", "out/a-small-mark.zip")
    tried = elearn("import", "course", "out/a-small-mark.zip", "--course", "another", "--dry-run")
    assert not (courses / "another").exists()
    made = elearn("import", "course", "out/a-small-mark.zip", "--course", "another", "--json")

    assert refused.exit_code == 1
    assert "There is a course with the id “a-small-mark” already" in refused.stderr
    assert "Nothing was changed." in tried.stdout
    assert json.loads(made.stdout)["course"] == "another"
    assert course_files(courses / "another") == before


@pytest.mark.deep
def test_a_word_file_for_readers_is_written_and_an_unknown_way_is_refused(
    elearn: Command, place: Path
) -> None:
    made = elearn("export", "a-small-mark", "--as", "word", "--out", "out")
    wrong = elearn("export", "a-small-mark", "--as", "papyrus")

    (path,) = (place / "out").iterdir()
    assert made.exit_code == 0
    assert path.name == "a-small-mark-1.0.0-for-readers.docx"
    assert wrong.exit_code == 2


def test_pages_come_in_from_a_word_file(elearn: Command, place: Path) -> None:
    (place / "handout.docx").write_bytes(handout())
    folder = place / "courses" / "a-small-mark"
    before = course_files(folder)

    tried = elearn("import", "pages", "handout.docx", "--course", "a-small-mark", "--dry-run")
    assert course_files(folder) == before
    done = elearn("import", "pages", "handout.docx", "--course", "a-small-mark")
    after = course_files(folder)

    assert "Safer sleep: Why we ask, What to do" in tried.stdout
    assert "names of the columns" in tried.stderr
    assert done.exit_code == 0
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {
        "03-safer-sleep.md",
        "media/what-to-do.png",
        "media/what-to-do-2.png",
    }
    assert elearn("import", "pages", "handout.docx").exit_code == 2
