"""What a button says, brought to the draft as it is now: lines that have moved since, and problems by their keys."""

from collections.abc import Mapping
from typing import Any

from elearn.desk.context import Desk
from elearn.desk.findings import keyed
from elearn.desk.parts import Draft, Drafts, Lines

Action = Mapping[str, Any]


def at_now(drafts: Drafts, course: str, action: Action, seq: int) -> tuple[Draft, Action]:
    """The draft, and the action with the lines that it has at change `seq` where they are now.

    Raises StaleChange if somebody has touched the block that it is about. A place beside a block is followed also if
    the block was touched.
    """
    while True:
        draft = drafts.look(course)
        if draft.seq == seq:
            return draft, action
        moved = _moved(drafts, course, action, seq)
        if drafts.look(course).seq == draft.seq:
            return draft, moved


def block_now(drafts: Drafts, course: str, file: str, lines: Lines, seq: int) -> tuple[Draft, Lines | None]:
    """The draft, and where a block is in it. None if somebody has touched it since change `seq`."""
    while True:
        draft = drafts.look(course)
        now = drafts.where(course, file, lines, seq)
        if draft.seq == seq or drafts.look(course).seq == draft.seq:
            return draft, now


def known(desk: Desk, course: str, draft: Draft, action: Action) -> Action:
    """The action. One that puts a finding right names it by its key, and gets the problem itself from us."""
    if action.get("action") != "apply":
        return action
    folder = desk.folder(course)
    problems = desk.examiner().examined(folder, draft.files).problems
    found = dict(keyed(folder.as_posix(), problems)).get(str(action.get("key")))
    return {"action": "apply", "problem": found}


def _moved(drafts: Drafts, course: str, action: Action, seq: int) -> Action:
    file, to = action.get("file"), action.get("to")
    made = dict(action)
    if (lines := _lines(file, action.get("lines"))) is not None:
        made["lines"] = list(drafts.follow(course, str(file), lines, seq))
    for side in ("before", "after"):
        if (lines := _lines(file, action.get(side))) is not None:
            made[side] = list(drafts.beside(course, str(file), lines, seq))
    if isinstance(to, Mapping) and (lines := _lines(to.get("file"), to.get("before"))) is not None:
        made["to"] = {**to, "before": list(drafts.beside(course, str(to["file"]), lines, seq))}
    return made


def _lines(file: object, given: object) -> Lines | None:
    """Lines that an action names. None if it names none, or if they cannot be lines: the action says so then."""
    if (
        not isinstance(file, str)
        or not isinstance(given, list)
        or [type(each) for each in given] != [int, int]
    ):
        return None
    return given[0], given[1]
