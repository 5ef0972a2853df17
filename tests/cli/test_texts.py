"""Courses and pages that go out and come in as files, from a terminal."""

import json
import shutil
from pathlib import Path

import pytest

from elearn.content.course import course_files
from tests.cli.conftest import Command
from tests.sample_course import PICTURE
from tests.word_files import handout

QUESTION = (
    ":::{question} true-or-false\n:name: so\n:outcome: notice\n\nIt is so.\n\n- [x] True\n- [ ] False\n:::\n"
)
BANK = f"# Signs\n\n{QUESTION}"


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


def test_an_odd_course_comes_in_as_it_was_where_nobody_has_its_shared_bank(
    elearn: Command, place: Path
) -> None:
    """With a byte order mark, other line ends, a hidden file, and front matter that nobody can read."""
    courses = place / "courses"
    folder, shared = courses / "a-small-mark", courses / "banks"
    for name in ("bank", "media"):
        (shared / name).mkdir(parents=True)
    (shared / "media" / "_chart.svg").write_text(PICTURE)
    question = f"{BANK}\n[A chart](../media/_chart.svg)\n".replace("\n", "\r\n")
    (shared / "bank" / "signs.md").write_bytes(b"\xef\xbb\xbf" + question.encode())
    page = folder / "02-acting.md"
    drawn = f"{page.read_text(encoding='utf-8')}\n:::{{draw}} banks/signs\n:questions: 1\n:::\n"
    page.write_bytes(b"\xef\xbb\xbf" + drawn.replace("\n", "\r\n").encode())
    front = (folder / "course.md").read_text(encoding="utf-8")
    (folder / "course.md").write_text(front.replace("title: ", "title: [", 1), encoding="utf-8")
    (folder / ".gitattributes").write_text("*.md text\n")
    before = course_files(folder)

    assert elearn("export", "a-small-mark", "--as", "folder", "--out", "out").exit_code == 0
    zipped = (place / "out" / "a-small-mark.zip").read_bytes()
    for away in (folder, shared):
        shutil.rmtree(away)
    assert elearn("import", "course", "out/a-small-mark.zip").exit_code == 0
    again = elearn("export", "a-small-mark", "--as", "folder", "--out", "again")

    assert {"banks/signs.md", "media/banks/_chart.svg", "02-acting.md"} <= set(before)
    assert course_files(folder) == before
    assert again.exit_code == 0
    assert (place / "again" / "a-small-mark.zip").read_bytes() == zipped


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


def test_a_course_that_is_not_in_utf8_takes_nothing_in_and_says_where_it_is_not(
    elearn: Command, place: Path
) -> None:
    folder = place / "courses" / "a-small-mark"
    page = folder / "02-acting.md"
    page.write_bytes(page.read_bytes() + b"caf\xe9\n")
    (place / "handout.docx").write_bytes(handout())
    (place / "quiz.txt").write_text("Which? {=a ~b}\n")
    before = course_files(folder)

    for kind, file in (("pages", "handout.docx"), ("questions", "quiz.txt")):
        refused = elearn("import", kind, file, "--course", "a-small-mark")

        assert refused.exit_code == 1
        assert "02-acting.md" in refused.stderr
        assert "not in UTF-8" in refused.stderr
        assert course_files(folder) == before


@pytest.mark.parametrize("content", [b"", b"Dear all,", b"%PDF-1.4"])
def test_a_file_that_is_no_word_file_is_refused_as_one(elearn: Command, place: Path, content: bytes) -> None:
    (place / "handout.docx").write_bytes(content)
    refused = elearn("import", "pages", "handout.docx", "--course", "a-small-mark")
    assert refused.exit_code == 1
    assert "Save it as .docx" in refused.stderr
    assert "report" not in refused.stderr


def test_a_file_that_is_no_zip_of_a_course_is_named(elearn: Command, place: Path) -> None:
    (place / "notes.zip").write_text("Only words.")
    (place / "handout.docx").write_bytes(handout())

    for name, says in (("notes.zip", "not a zip file"), ("handout.docx", "no course.md")):
        refused = elearn("import", "course", name)

        assert refused.exit_code == 1
        assert refused.stderr.startswith(f"{name}: error")
        assert says in refused.stderr
