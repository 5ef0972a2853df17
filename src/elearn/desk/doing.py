"""What the buttons of the editor do with the texts of a course, and what its forms can name."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from elearn.authoring import actions
from elearn.content.course import BANK_FOLDER, BlockParts, parts_of, read_facts
from elearn.desk.parts import Done, Lines
from elearn.problems import InputFault, Problem

Files = Mapping[str, str]

_PUT_SOMEWHERE = ("add-block", "copy-block", "move-block")


def do(files: Files, action: Mapping[str, Any]) -> Done:
    """What a button changes. Raises InputFault in words if it cannot be done, and RefusedForm for facts."""
    done = actions.do(files, action)
    new = None
    if action.get("action") in _PUT_SOMEWHERE:
        new = _new_block(files, actions.with_edits(files, done.edits), done.at)
    return Done(done.edits, done.said, new, done.at)


def outcomes_of(files: Files) -> list[tuple[str, str]]:
    """The id and the words of each outcome that the front matter names."""
    return list(_outcomes(files.get("course.md", "")))


@lru_cache(maxsize=64)
def _outcomes(course_md: str) -> tuple[tuple[str, str], ...]:
    rows = (read_facts(course_md) or {}).get("outcomes", [])
    return tuple((str(row["id"]), str(row["text"])) for row in rows) if isinstance(rows, list) else ()


def banks_of(files: Files) -> list[str]:
    """The id of each bank."""
    return sorted(PurePosixPath(file).stem for file in files if file.startswith(BANK_FOLDER))


def refusal(message: str, remedy: str) -> InputFault:
    """What is in the way, and what to do."""
    return InputFault([Problem("", 0, 0, "desk", "error", message, remedy)])


def _new_block(before: Files, after: Files, at: tuple[str, str]) -> Lines | None:
    """The lines of the first block on a page that was not there before."""
    known = Counter(block.text for block in _blocks(before, at))
    for block in _blocks(after, at):
        if not known[block.text]:
            return block.span
        known[block.text] -= 1
    return None


def _blocks(files: Files, at: tuple[str, str]) -> list[BlockParts]:
    file, page = at
    pages = parts_of(file, files[file]).pages if file in files else ()
    return [block for each in pages if each.id == page for block in each.blocks]
