"""What the buttons of the editor do with the texts of a course, and what its forms can name."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from elearn.authoring import actions
from elearn.content.course import BANK_FOLDER, FileParts, outcomes_in, parts_of
from elearn.desk.parts import Done
from elearn.problems import InputFault, Problem

Files = Mapping[str, str]


def do(files: Files, action: Mapping[str, Any]) -> Done:
    """What a button changes. Raises InputFault in words if it cannot be done, and RefusedForm for facts."""
    done = actions.do(files, action)
    return Done(done.edits, done.said, done.name, done.new, done.at)


def parts_in(files: Files, name: str) -> FileParts:
    """A file in parts, with the ids of pages that it has among the others. The same text is taken apart once."""
    return parts_of(name, files[name], actions.module_ids(files).get(name, ""))


def outcomes_of(files: Files) -> list[tuple[str, str]]:
    """The id and the words of each outcome that the front matter names."""
    return outcomes_in(files.get("course.md", ""))


def banks_of(files: Files) -> list[str]:
    """The id of each bank."""
    return sorted(PurePosixPath(file).stem for file in files if file.startswith(BANK_FOLDER))


def refusal(message: str, remedy: str) -> InputFault:
    """What is in the way, and what to do."""
    return InputFault([Problem("", 0, 0, "desk", "error", message, remedy)])
