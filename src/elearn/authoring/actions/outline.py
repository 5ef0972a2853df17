"""Does what a button of the outline says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from elearn.authoring.actions import banks, blocks, modules, pages
from elearn.authoring.actions.following import follow
from elearn.authoring.actions.work import Work
from elearn.authoring.edits import Edit, difference
from elearn.phrases import joined, nphrase, phrase
from elearn.problems import ElearnError

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
    "rename-course": banks.rename_course,
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

    Raises ElearnError in words if it cannot be done, and NotFound if what it names is not there. Nothing is changed.
    """
    name = action.get("action")
    work = Work(files, action)
    act = ACTIONS.get(name) if isinstance(name, str) else None
    if act is None:
        raise ElearnError(
            phrase("We did not understand what to do. Load the page again, then try once more.")
        )
    act(work)
    followed = follow(files, work.files, work.moved, work.called)
    if followed.broken:
        work.said.append(
            nphrase(
                "%(num)s link leads to nothing now.", "%(num)s links lead to nothing now.", followed.broken
            )
        )
    return Done(difference(files, followed.files), joined(work.said), work.at)
