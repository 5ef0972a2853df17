"""Folders of courses: made, renamed, copied, archived, brought back and deleted, whole or not at all."""

import os
from pathlib import Path
from typing import Any

import pytest

from elearn.authoring.actions import Folders, archived, do_with_course, title_of
from elearn.content.course import course_folders, load_course
from elearn.problems import InputFault


def do(root: Path, published: tuple[str, ...] = (), **action: Any) -> str:
    """The id of the course after an action."""
    done = do_with_course(action, Folders(root, root / "reviews", published))
    assert done.said.endswith(".")
    assert not [each for each in root.iterdir() if each.name.startswith(".")]
    return done.course


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = (each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


@pytest.mark.parametrize("begin", [None, {"way": "blank"}])
def test_a_new_course_can_be_read(tmp_path: Path, begin: dict[str, str] | None) -> None:
    slug = do(tmp_path, action="new", title=' Marks:  "small" # ones ', begin=begin)
    assert slug == "marks-small-ones"
    loaded = load_course(tmp_path / slug)
    assert loaded.course
    assert loaded.course.title == 'Marks: "small" # ones'
    assert loaded.course.modules[0].pages[0].id == "a-first-page"


@pytest.mark.parametrize(
    "begin",
    [
        "review",
        {},
        {"way": "burn"},
        {"way": "review", "review": "none"},
        {"way": "review", "review": 3},
        {"way": "review", "chosen": "r1"},
        {"way": "theme", "theme": "neglect"},
        {"way": "quiz", "course": "../marks"},
        {"way": "update", "year": "2024"},
    ],
)
def test_a_beginning_that_is_not_there_makes_nothing(tmp_path: Path, begin: Any) -> None:
    with pytest.raises(InputFault):
        do(tmp_path, action="new", title="Marks", begin=begin)
    assert list(tmp_path.iterdir()) == []


def test_a_course_is_renamed_with_its_id_and_nothing_else(tmp_path: Path) -> None:
    do(tmp_path, action="new", title="Marks")
    before = bytes_of(tmp_path / "marks")
    assert do(tmp_path, action="rename", course="marks", title="Signs") == "signs"
    assert [each.name for each in course_folders(tmp_path)] == ["signs"]
    after = bytes_of(tmp_path / "signs")
    assert after.pop("course.md") == before.pop("course.md").replace(b"title: Marks", b"title: Signs")
    assert after == before
    assert do(tmp_path, action="rename", course="signs", title="Signs!") == "signs"
    assert title_of(tmp_path / "signs") == "Signs!"
    assert do(tmp_path, ("signs",), action="rename", course="signs", title="Marks") == "signs"
    assert title_of(tmp_path / "signs") == "Marks"


def test_a_copy_has_its_own_id_and_no_link_to_elsewhere(tmp_path: Path) -> None:
    do(tmp_path, action="new", title="Marks")
    (tmp_path / "marks" / "media").mkdir()
    (tmp_path / "marks" / "media" / "a.png").write_bytes(b"picture")
    (tmp_path / "marks" / "secret.md").symlink_to("/etc/hostname")
    before = bytes_of(tmp_path / "marks")
    assert do(tmp_path, action="copy", course="marks", title="More marks") == "more-marks"
    assert bytes_of(tmp_path / "marks") == before
    assert (tmp_path / "more-marks" / "media" / "a.png").read_bytes() == b"picture"
    assert not (tmp_path / "more-marks" / "secret.md").exists()


def test_the_archive_takes_a_course_and_gives_it_back(tmp_path: Path) -> None:
    do(tmp_path, action="new", title="Marks")
    before = bytes_of(tmp_path / "marks")
    do(tmp_path, ("marks",), action="archive", course="marks")
    assert course_folders(tmp_path) == []
    assert [each.name for each in archived(tmp_path)] == ["marks"]
    with pytest.raises(InputFault, match="already"):
        do(tmp_path, action="new", title="Marks")
    do(tmp_path, action="restore", course="marks")
    assert bytes_of(tmp_path / "marks") == before
    assert archived(tmp_path) == []


def test_only_what_was_never_published_or_is_archived_is_deleted(tmp_path: Path) -> None:
    do(tmp_path, action="new", title="Marks")
    with pytest.raises(InputFault, match="not the title"):
        do(tmp_path, action="delete", course="marks", typed="marks")
    with pytest.raises(InputFault, match="archive first"):
        do(tmp_path, ("marks",), action="delete", course="marks", typed="Marks")
    assert course_folders(tmp_path)
    do(tmp_path, action="archive", course="marks")
    assert do(tmp_path, ("marks",), action="delete", course="marks", typed="Marks") == ""
    assert archived(tmp_path) == []
    with pytest.raises(InputFault, match="or there was one"):
        do(tmp_path, ("marks",), action="new", title="Marks")
    do(tmp_path, action="new", title="Marks")
    do(tmp_path, action="delete", course="marks", typed="Marks")
    assert course_folders(tmp_path) == []


@pytest.mark.parametrize("title", ["Palette", "courses", "Health!", "assets", "♥", " ", 3, "Marks"])
@pytest.mark.parametrize("action", ["new", "copy", "rename"])
def test_ids_that_no_course_can_have(tmp_path: Path, title: Any, action: str) -> None:
    do(tmp_path, action="new", title="Marks")
    do(tmp_path, action="new", title="Signs")
    before = bytes_of(tmp_path)
    with pytest.raises(InputFault):
        do(tmp_path, action=action, course="signs", title=title)
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize("course", ["../marks", "_archive", ".", "", "nothing", None, "linked"])
@pytest.mark.parametrize("action", ["rename", "copy", "archive", "restore", "delete", "burn"])
def test_what_is_no_course_is_left_alone(tmp_path: Path, course: Any, action: str) -> None:
    do(tmp_path, action="new", title="Marks")
    (tmp_path / "linked").symlink_to(tmp_path / "marks")
    before = bytes_of(tmp_path)
    with pytest.raises(InputFault):
        do(tmp_path, action=action, course=course, title="Signs", typed="Marks")
    assert bytes_of(tmp_path) == before


def test_a_failed_write_leaves_the_course_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    do(tmp_path, action="new", title="Marks")
    before = bytes_of(tmp_path)

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("elearn.authoring.actions.courses.write_whole", full)
    for action in ("rename", "copy", "new"):
        with pytest.raises(InputFault, match="cannot be changed"):
            do(tmp_path, action=action, course="marks", title="Signs")
        assert bytes_of(tmp_path) == before
        assert [each.name for each in tmp_path.iterdir()] == ["marks"]


def test_what_a_killed_process_left_waiting_goes_away(tmp_path: Path) -> None:
    left, fresh = tmp_path / ".waiting-old", tmp_path / ".waiting-new"
    for each in (left, fresh):
        (each / "marks").mkdir(parents=True)
    os.utime(left, (0, 0))
    do_with_course({"action": "new", "title": "Marks"}, Folders(tmp_path, tmp_path / "reviews"))
    assert (left.exists(), fresh.exists()) == (False, True)
