"""Many courses built in parallel are the same as one by one, and either all are written or none."""

import sys
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from elearn.content.course.courses import LoadedCourse, load_course
from elearn.packaging.build import Format, build_packages
from elearn.packaging.units import Structure
from elearn.problems import InputFault
from elearn.publishing.batch import Job, build_catalogue
from tests.sample_course import write_sample


class Note:
    """What the job makes from a course besides its packages: a file that holds its name."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)


def note(loaded: LoadedCourse, place: Path) -> Note:
    path = place / f"{loaded.slug}.note"
    path.write_text(loaded.slug)
    return Note(path)


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new process runs the main module's file.

    A test of the app may have left another main module, so replace it.
    """
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Eight courses that differ only in their name."""
    made = []
    for number in range(8):
        folder = write_sample(tmp_path / "written").rename(tmp_path / f"course-{number}")
        made.append(folder)
    return made


def job(tmp_path: Path, *formats: Format) -> Job[Note]:
    (tmp_path / "notes").mkdir(exist_ok=True)
    also = partial(note, place=tmp_path / "notes")
    return Job(load_course, formats or (Format.SCORM_12,), tmp_path / "out", Structure.COURSE, also)


def test_courses_built_in_several_processes_are_those_built_in_one(
    folders: list[Path], tmp_path: Path
) -> None:
    steps: list[int] = []
    built, notes = build_catalogue(folders, job(tmp_path), workers=2, progress=lambda: steps.append(1))
    alone = build_packages([load_course(folder) for folder in folders], [Format.SCORM_12], tmp_path / "alone")
    assert [each.sha256 for each in built] == [each.sha256 for each in alone]
    assert [each.path.name for each in built] == [each.path.name for each in alone]
    assert [each.path.read_text() for each in notes] == [folder.name for folder in folders]
    assert len(steps) == len(folders)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {each.path.name for each in built}


def test_of_a_catalogue_with_broken_courses_nothing_is_written_and_all_is_said(
    folders: list[Path], tmp_path: Path
) -> None:
    for folder in (folders[1], folders[6]):
        (folder / "media" / "rings.svg").unlink()
    with pytest.raises(InputFault) as fault:
        build_catalogue(folders, job(tmp_path), workers=1)
    said = {Path(problem.path).parts[-2] for problem in fault.value.problems if problem.severity == "error"}
    assert said == {"course-1", "course-6"}
    assert not (tmp_path / "out").exists()
    assert list((tmp_path / "notes").iterdir()) == []


def test_packages_that_were_there_stay_when_a_course_is_broken(folders: list[Path], tmp_path: Path) -> None:
    built, _ = build_catalogue(folders[:2], job(tmp_path))
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    (folders[1] / "media" / "rings.svg").unlink()
    (folders[0] / "course.md").write_text(
        (folders[0] / "course.md").read_text(encoding="utf-8").replace("A small mark", "Another"),
        encoding="utf-8",
    )
    with pytest.raises(InputFault):
        build_catalogue(folders[:2], job(tmp_path))
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert len(built) == 2
