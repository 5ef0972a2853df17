"""A course's saved files, read and checked: what is sent for sign-off, and what those who sign are shown."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elearn.checks import examine_course
from elearn.content import Waived
from elearn.content.course import LoadedCourse, course_files, files_hash, load_course
from elearn.content.review import recommendations_for
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem


@dataclass(frozen=True)
class Sent:
    """A course's saved files. `problems` are what the checks find, and `waived` what was waived, with its reason."""

    course: str
    files: dict[str, bytes]
    source: str
    loaded: LoadedCourse
    problems: tuple[Problem, ...]
    waived: tuple[Waived, ...]

    @property
    def errors(self) -> list[Problem]:
        """What is wrong, and must be put right before it is sent."""
        return [each for each in self.problems if each.severity == "error"]

    def shown(self) -> dict[str, Any]:
        """What those who sign are shown, as it is kept with their signature. In English, as the checks say it."""
        return {
            "findings": [{**each.as_dict(), "path": self.place(each)} for each in self.problems],
            "waived": [
                {**each.problem.as_dict(), "path": self.place(each.problem), "reason": each.waiver.reason}
                for each in self.waived
            ],
        }

    def place(self, problem: Problem) -> str:
        """The file of a problem, below the course's folder."""
        return problem.path.removeprefix(f"{self.loaded.folder.as_posix()}/")


def examine(folder: Path, reviews: Path) -> Sent:
    """Reads and checks a course's saved files. Raises InputFault if they change while it does, and OSError."""
    files = course_files(folder)
    loaded = load_course(folder)
    examination = examine_course(loaded, recommendations_for(folder, reviews))
    source = files_hash(files)
    if files_hash(course_files(folder)) != source:
        message = phrase("The course's files were changed while they were being read.")
        raise InputFault([Problem(folder.name, 0, 0, "changed", "error", message, phrase("Try once more."))])
    return Sent(folder.name, files, source, loaded, tuple(examination.problems), tuple(examination.waived))
