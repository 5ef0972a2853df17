"""Does what a button of the outline says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from elearn.authoring.actions import banks, blocks, finding, modules, pages, remedies
from elearn.authoring.actions.edits import Edit, difference
from elearn.authoring.actions.following import follow
from elearn.authoring.actions.work import Work, unclear
from elearn.content.course import BANK_FOLDER
from elearn.phrases import joined, nphrase, phrase

ACTIONS: Mapping[str, tuple[Callable[[Work], None], str]] = {
    "add-module": (modules.add_module, phrase("add module")),
    "rename-module": (modules.rename_module, phrase("rename module")),
    "move-module": (modules.move_module, phrase("move module")),
    "copy-module": (modules.copy_module, phrase("copy module")),
    "delete-module": (modules.delete_module, phrase("delete module")),
    "add-page": (pages.add_page, phrase("add page")),
    "add-pages": (pages.add_pages, phrase("bring in pages")),
    "rename-page": (pages.rename_page, phrase("rename page")),
    "name-page": (pages.name_page, phrase("change page’s id")),
    "move-page": (pages.move_page, phrase("move page")),
    "copy-page": (pages.copy_page, phrase("copy page")),
    "delete-page": (pages.delete_page, phrase("delete page")),
    "add-block": (blocks.add_block, phrase("add block")),
    "move-block": (blocks.move_block, phrase("move block")),
    "copy-block": (blocks.copy_block, phrase("copy block")),
    "delete-block": (blocks.delete_block, phrase("delete block")),
    "add-bank": (banks.add_bank, phrase("add question bank")),
    "rename-bank": (banks.rename_bank, phrase("rename question bank")),
    "delete-bank": (banks.delete_bank, phrase("delete question bank")),
    "share-bank": (banks.share_bank, phrase("share question bank")),
    "copy-bank": (banks.copy_bank, phrase("copy question bank")),
    "facts": (banks.write_all_facts, phrase("change course facts")),
    "rename-course": (banks.rename_course, phrase("rename course")),
    "apply": (remedies.apply, phrase("put right")),
    "replace": (finding.replace_all, phrase("replace")),
}
"""Every action by its name: what does it, and what Undo calls it. What each needs is in README.md."""


@dataclass(frozen=True)
class Done:
    """What an action does: the edits, what to say of it, and the file and page to show next.

    `name` is what Undo calls it. `new` are the lines of what was put into that file, None if nothing was.
    """

    edits: tuple[Edit, ...]
    said: str
    at: tuple[str, str]
    name: str
    new: tuple[int, int] | None = None


def do(files: Mapping[str, str], action: Mapping[str, Any]) -> Done:
    """The edits of a course's files that an action makes. The links within the course follow.

    Raises InputFault in words if it cannot be done, and RefusedValues if facts cannot be written.
    """
    name = action.get("action")
    work = Work(files, action)
    found = ACTIONS.get(_meant(name, action.get("file"))) if isinstance(name, str) else None
    if found is None:
        raise unclear()
    act, called = found
    act(work)
    followed = follow(files, work.files, work.moved, work.called)
    if followed.broken:
        work.said.append(
            nphrase(
                "%(num)s link leads to nothing now.", "%(num)s links lead to nothing now.", followed.broken
            )
        )
    return Done(difference(files, followed.files), joined(work.said), work.at, called, work.new)


def _meant(name: str, file: object) -> str:
    """The action's name: what is done with a bank may be called as if it were a module."""
    is_bank = isinstance(file, str) and file.startswith(BANK_FOLDER)
    return name.removesuffix("module") + "bank" if is_bank and name.endswith("-module") else name
