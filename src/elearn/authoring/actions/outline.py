"""Does what a button of the outline says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from elearn.authoring.actions import banks, blocks, finding, modules, pages, remedies
from elearn.authoring.actions.edits import Edit, difference
from elearn.authoring.actions.following import follow
from elearn.authoring.actions.work import Work, unclear
from elearn.content.course import BANK_FOLDER
from elearn.phrases import joined, nphrase

ACTIONS: Mapping[str, Callable[[Work], None]] = {
    "add-module": modules.add_module,
    "rename-module": modules.rename_module,
    "move-module": modules.move_module,
    "copy-module": modules.copy_module,
    "delete-module": modules.delete_module,
    "add-page": pages.add_page,
    "rename-page": pages.rename_page,
    "name-page": pages.name_page,
    "move-page": pages.move_page,
    "copy-page": pages.copy_page,
    "delete-page": pages.delete_page,
    "add-block": blocks.add_block,
    "move-block": blocks.move_block,
    "copy-block": blocks.copy_block,
    "delete-block": blocks.delete_block,
    "add-bank": banks.add_bank,
    "rename-bank": banks.rename_bank,
    "delete-bank": banks.delete_bank,
    "copy-bank": banks.copy_bank,
    "facts": banks.write_all_facts,
    "rename-course": banks.rename_course,
    "apply": remedies.apply,
    "replace": finding.replace_all,
}
"""Every action by its name. What each needs is in README.md."""


@dataclass(frozen=True)
class Done:
    """What an action does: the edits, what to say of it, and the file and page to show next."""

    edits: tuple[Edit, ...]
    said: str
    at: tuple[str, str]


def do(files: Mapping[str, str], action: Mapping[str, Any]) -> Done:
    """The edits of a course's files that an action makes. The links within the course follow.

    Raises InputFault in words if it cannot be done, and RefusedValues if facts cannot be written.
    """
    name = action.get("action")
    work = Work(files, action)
    act = ACTIONS.get(_meant(name, action.get("file"))) if isinstance(name, str) else None
    if act is None:
        raise unclear()
    act(work)
    followed = follow(files, work.files, work.moved, work.called)
    if followed.broken:
        work.said.append(
            nphrase(
                "%(num)s link leads to nothing now.", "%(num)s links lead to nothing now.", followed.broken
            )
        )
    return Done(difference(files, followed.files), joined(work.said), work.at)


def _meant(name: str, file: object) -> str:
    """The action's name: what is done with a bank may be called as if it were a module."""
    is_bank = isinstance(file, str) and file.startswith(BANK_FOLDER)
    return name.removesuffix("module") + "bank" if is_bank and name.endswith("-module") else name
