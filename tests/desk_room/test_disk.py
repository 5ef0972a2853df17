"""What the desk does while the files of a course cannot be read or written."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.desk_room.conftest import FILE, PAGE, Writer

Come = Callable[[str], Writer]
Broken = Callable[[], Any]


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Broken:
    """For a while, no file of the course can be read."""
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.is_relative_to(folder):
            raise PermissionError(13, "Permission denied")
        return read(path)

    @contextmanager
    def broken() -> Iterator[None]:
        with monkeypatch.context() as patched:
            patched.setattr(Path, "read_bytes", refuse)
            yield

    return broken


def test_what_is_typed_while_the_files_cannot_be_read_is_kept_and_saved_later(
    come: Come, folder: Path, unreadable: Broken
) -> None:
    ada = come("Ada")
    state = ada.state()
    before = (folder / FILE).read_text(encoding="utf-8")
    with unreadable():
        os.utime(folder / FILE)  # so that nobody can say from memory what is in it
        lines = state["page"]["blocks"][0]["lines"]
        made = ada.post("change", state["seq"], edit={"file": FILE, "lines": lines, "text": "Typed."})
        seen = come("Ada").state()
        saved = ada.post("save", made.json()["seq"])

    assert made.status_code == 200
    assert seen["page"]["blocks"][0]["text"] == "Typed."
    assert saved.status_code == 422
    assert "Permission denied" in saved.json()["message"]
    assert saved.json()["remedy"].startswith("Nothing of yours is lost.")
    assert (folder / FILE).read_text(encoding="utf-8") == before
    assert ada.post("save", made.json()["seq"]).json()["unsaved"] is False
    assert "Typed." in (folder / FILE).read_text(encoding="utf-8")


def test_a_course_that_was_never_opened_says_in_words_that_its_files_cannot_be_read(
    come: Come, unreadable: Broken
) -> None:
    ada = come("Ada")
    with unreadable():
        answers = [ada.client.get(f"{PAGE}{rest}") for rest in ("", "/state", "/news?seq=0&window=w")]
    for answer in answers:
        assert answer.status_code == 503
        assert "cannot be read or written now" in answer.text
        assert "Permission" not in answer.text
    assert answers[1].json()["status"] == "busy"


def test_a_folder_that_vanishes_takes_no_draft_along(come: Come, folder: Path) -> None:
    ada = come("Ada")
    state = ada.state()
    lines = state["page"]["blocks"][0]["lines"]
    made = ada.post("change", state["seq"], edit={"file": FILE, "lines": lines, "text": "Typed."}).json()
    folder.rename(folder.parent / ".away")

    gone = ada.post("change", made["seq"], edit={"file": FILE, "lines": lines, "text": "Typed more."})
    (folder.parent / ".away").rename(folder)
    back = ada.post("change", made["seq"], edit={"file": FILE, "lines": lines, "text": "Typed more."})

    assert (gone.status_code, gone.json()["status"]) == (404, "not-found")
    assert gone.json()["message"]
    assert back.json()["page"]["blocks"][0]["text"].startswith("Typed more.")
