"""What is saved is committed: these files alone, by the person, without hooks."""

import subprocess
from pathlib import Path

import pytest

from elearn.authoring.actions import NotCommitted, commit

WHO = {"name": "Alex <Morgan>\n", "email": "alex@example.org"}


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    hook = tmp_path / ".git" / "hooks" / "post-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch ran\n")
    hook.chmod(0o755)
    course = tmp_path / "courses" / "marks"
    course.mkdir(parents=True)
    (course / "course.md").write_text("one")
    (course / "01-gone.md").write_text("one")
    assert commit([course / "course.md", course / "01-gone.md"], message="Begin", **WHO)
    return tmp_path / "courses"


def test_exactly_these_files_are_committed_by_the_person(courses: Path) -> None:
    course, root = courses / "marks", courses.parent
    (course / "course.md").write_text("two")
    (course / "01-gone.md").unlink()
    (course / "*.md").write_text("a name that Git could take for a pattern")
    (course / "other.md").write_text("not saved")
    (root / "staged").write_text("waits")
    git(root, "add", "staged")
    made = commit(
        [course / "course.md", course / "01-gone.md", course / "*.md", course / "never.md"],
        message="Say\nmore",
        **WHO,
    )
    assert made == git(root, "rev-parse", "HEAD")
    assert (
        git(root, "log", "-1", "--format=%an|%ae|%cn|%s")
        == "Alex Morgan|alex@example.org|Alex Morgan|Say more"
    )
    told = git(root, "show", "--name-status", "--format=", "--no-renames").split("\n")
    assert told == ["A\tcourses/marks/*.md", "D\tcourses/marks/01-gone.md", "M\tcourses/marks/course.md"]
    assert git(root, "status", "--porcelain").split("\n") == ["A  staged", "?? courses/marks/other.md"]
    assert not list(root.rglob("ran"))


def test_nothing_is_committed_if_nothing_differs(courses: Path) -> None:
    head = git(courses, "rev-parse", "HEAD")
    assert commit([courses / "marks" / "course.md"], message="Again", **WHO) == ""
    assert commit([], message="Again", **WHO) == ""
    assert git(courses, "rev-parse", "HEAD") == head


def test_failures_are_told_in_words(courses: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "course.md"
    outside.write_text("one")
    with pytest.raises(NotCommitted, match="in no Git repository"):
        commit([outside], message="Save", **WHO)
    with pytest.raises(NotCommitted, match="in another repository or in none"):
        commit([courses / "marks" / "course.md", outside], message="Save", **WHO)
    (courses / "marks" / "course.md").write_text("two")
    (courses.parent / ".git" / "index.lock").touch()
    with pytest.raises(NotCommitted, match="somebody else works"):
        commit([courses / "marks" / "course.md"], message="Save", **WHO)


def test_without_git(courses: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NotCommitted, match="not installed"):
        commit([courses / "marks" / "course.md"], message="Save", **WHO)
