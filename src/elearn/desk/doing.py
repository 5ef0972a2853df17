"""What the buttons of the editor do with the texts of a course, and what its forms can name."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from elearn.authoring import actions
from elearn.authoring.drafts import NoPicture
from elearn.content.course import BANK_FOLDER, FileParts, module_ids, outcomes_in, parts_of
from elearn.desk.parts import Done
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem

Files = Mapping[str, str]
LONGEST_PATH = 200
"""Characters of a picture's path."""


def do(files: Files, action: Mapping[str, Any]) -> Done:
    """What a button changes. Raises InputFault in words if it cannot be done, and RefusedForm for facts."""
    if action.get("action") == "delete-picture":
        return _without_picture(action.get("path"))
    done = actions.do(files, action)
    return Done(done.edits, done.said, done.name, done.new, done.at)


def parts_in(files: Files, name: str) -> FileParts:
    """A file in parts, with the ids of pages that it has among the others. The same text is taken apart once."""
    return parts_of(name, files[name], module_ids(files).get(name, ""))


def outcomes_of(files: Files) -> tuple[tuple[str, str], ...]:
    """The id and the words of each outcome that the front matter names."""
    return _outcomes(files.get("course.md", ""))


@lru_cache(maxsize=64)
def _outcomes(course_md: str) -> tuple[tuple[str, str], ...]:
    return tuple(outcomes_in(course_md))


def banks_of(files: Files) -> list[str]:
    """The id of each bank."""
    return sorted(PurePosixPath(file).stem for file in files if file.startswith(BANK_FOLDER))


def refusal(message: str, remedy: str) -> InputFault:
    """What is in the way, and what to do."""
    return InputFault([Problem("", 0, 0, "desk", "error", message, remedy)])


def _without_picture(path: Any) -> Done:
    """Takes a picture out of the course. The drafts see to it that it is there, and that no page shows it."""
    if not isinstance(path, str) or len(path) > LONGEST_PATH:
        raise refusal(phrase("There is no such picture any more."), phrase("Look at the list again."))
    said = phrase("The picture %(name)s is taken out of the course.", name=PurePosixPath(path).name)
    return Done([NoPicture(path)], said, phrase("take out a picture"))
