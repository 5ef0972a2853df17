"""What is loaded again says what the files say now, though it is remembered what the same text said before."""

import os
import time
from pathlib import Path

import pytest

from elearn.content.course.courses import load_course
from elearn.content.review.boards import load_boards
from elearn.content.review.reviews import load_reviews
from elearn.files import version_of
from tests.content.test_boards import BOARD
from tests.content.test_problems import REVIEW
from tests.sample_course import write_sample


def edit(file: Path, old: str, new: str) -> None:
    """Changes a file so that neither its size nor its time of change says so."""
    assert len(old) == len(new)
    before = file.stat()
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_an_edit_of_a_course_shows(tmp_path: Path) -> None:
    folder = write_sample(tmp_path)
    before = load_course(folder)
    assert before.course
    edit(folder / "course.md", before.course.title, before.course.title.swapcase())
    after = load_course(folder)
    assert after.course
    assert after.course.title == before.course.title.swapcase()
    assert after.texts != before.texts


def test_a_picture_that_goes_is_missed_though_no_text_changed(tmp_path: Path) -> None:
    folder = write_sample(tmp_path)
    assert not load_course(folder).problems
    (folder / "media" / "rings.svg").unlink()
    assert [problem.rule for problem in load_course(folder).problems] == ["S27"]
    write_sample(tmp_path)
    assert not load_course(folder).problems


def test_an_edit_of_a_review_shows_and_a_problem_that_another_file_gave_it_goes_with_that_file(
    tmp_path: Path,
) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(REVIEW, encoding="utf-8")
    assert [[each.rule for each in item.problems] for item in load_reviews(tmp_path)] == [[], ["S43"]]
    (tmp_path / "a.md").unlink()
    [before] = load_reviews(tmp_path)
    assert before.problems == []
    edit(tmp_path / "b.md", "\nAsk.", "\nSee.")
    [after] = load_reviews(tmp_path)
    assert [each.review and each.review.recommendations[0].body for each in (before, after)] == [
        "Ask.",
        "See.",
    ]


def test_an_edit_of_the_boards_shows_with_what_is_wrong_with_it(tmp_path: Path) -> None:
    file = tmp_path / "boards.yaml"
    file.write_text(BOARD, encoding="utf-8")
    assert load_boards(tmp_path).boards.boards["east"].short == "East"
    edit(file, "short: East", "short: West")
    assert load_boards(tmp_path).boards.boards["east"].short == "West"
    edit(file, "fictional", "fictitous")
    for _ in range(2):
        loaded = load_boards(tmp_path)
        assert (loaded.boards.boards, [each.rule for each in loaded.problems]) == ({}, ["S07"])


def test_what_is_wrong_with_a_text_is_told_of_each_file_that_says_it(tmp_path: Path) -> None:
    folder = write_sample(tmp_path)
    for name in ("08-one.md", "09-two.md"):
        (folder / name).write_text("# One\n\n## A page\n\n:::{question} nothing\n:::\n", encoding="utf-8")
    for _ in range(2):
        told = [problem for problem in load_course(folder).problems if problem.rule == "S17"]
        assert [(Path(problem.path).name, problem.line) for problem in told] == [
            ("08-one.md", 5),
            ("09-two.md", 5),
        ]


def test_a_picture_that_was_looked_at_long_ago_is_looked_at_again_when_it_changes(tmp_path: Path) -> None:
    folder = write_sample(tmp_path)
    picture = folder / "media" / "rings.svg"
    drawn = picture.read_text(encoding="utf-8")
    for text, rules in ((drawn, []), ("no drawing", ["S29"]), (drawn, [])):
        picture.write_text(text, encoding="utf-8")
        for _ in range(2):
            assert [problem.rule for problem in load_course(folder).problems] == rules


def test_a_version_names_what_a_file_says_once_its_time_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(b"one")
    assert version_of(file) is None
    later = time.time_ns() + 3 * 10**9
    monkeypatch.setattr("elearn.files.time.time_ns", lambda: later)
    before = version_of(file)
    assert before == version_of(file)
    assert before is not None
    file.write_bytes(b"two")
    assert version_of(file) not in (None, before)
