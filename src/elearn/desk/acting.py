"""What a button says, brought to the draft as it is now: lines that have moved since, and problems by their keys."""

import re
from collections.abc import Mapping
from typing import Any

from elearn.content.course import FileParts, module_ids, parts_of, read_facts
from elearn.desk.context import Desk
from elearn.desk.findings import keyed
from elearn.desk.parts import Draft, Drafts, Lines, StaleChange

Action = Mapping[str, Any]
_FACTS = "course.md"


def at_now(drafts: Drafts, course: str, person: int, action: Action, seq: int) -> tuple[Draft, Action]:
    """The draft, and the action with the lines that it has at change `seq` where they are now.

    Raises StaleChange if somebody has touched the block that it is about, or if somebody else has changed since what it
    deletes or writes anew. A place beside a block is followed also if the block was touched.
    """
    while True:
        draft = drafts.look(course)
        if draft.seq == seq:
            return draft, action
        moved = _moved(drafts, course, action, seq)
        if action.get("action") == "facts":
            moved = _merged(drafts, course, person, draft, moved, seq)
        elif (found := _overwritten(drafts, course, draft, action, seq)) is not None:
            drafts.untouched(course, person, *found, seq)
        if drafts.look(course).seq == draft.seq:
            return draft, moved


def block_now(drafts: Drafts, course: str, file: str, lines: Lines, seq: int) -> tuple[Draft, Lines | None]:
    """The draft, and where a block is in it. None if somebody has touched it since change `seq`."""
    while True:
        draft = drafts.look(course)
        if draft.seq == seq:
            return draft, lines
        now = drafts.where(course, file, lines, seq)
        if drafts.look(course).seq == draft.seq:
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
    return _with_names(drafts, course, made, seq)


def _with_names(drafts: Drafts, course: str, action: Action, seq: int) -> Action:
    """The action with the names that its files have now."""
    return {
        key: _with_names(drafts, course, value, seq)
        if key == "to" and isinstance(value, Mapping)
        else drafts.name_now(course, value, seq)
        if key in ("file", "before", "after") and isinstance(value, str) and value.endswith(".md")
        else value
        for key, value in action.items()
    }


def _lines(file: object, given: object) -> Lines | None:
    """Lines that an action names. None if it names none, or if they cannot be lines: the action says so then."""
    if (
        not isinstance(file, str)
        or not isinstance(given, list)
        or [type(each) for each in given] != [int, int]
    ):
        return None
    return given[0], given[1]


def _overwritten(
    drafts: Drafts, course: str, draft: Draft, action: Action, seq: int
) -> tuple[str, Lines | None] | None:
    """The file and the lines at change `seq` that an action deletes or writes anew. No lines: all of the file."""
    name, file = action.get("action"), action.get("file", _FACTS)
    if name in ("delete-module", "delete-bank") and isinstance(file, str):
        return file, None
    text = drafts.text_at(course, file, seq) if isinstance(file, str) else None
    if text is None or not isinstance(file, str):
        return None
    name_now = drafts.name_now(course, file, seq)
    parts = parts_of(name_now, text, module_ids(draft.files).get(name_now, ""))
    lines: Lines | None = None
    if name in ("rename-module", "rename-bank"):
        lines = parts.heading
    elif name in ("rename-page", "name-page", "delete-page"):
        lines = _page(parts, action.get("page"), whole=name == "delete-page")
    elif name == "rename-course":
        lines = _title(text, parts)
    return (file, lines) if lines else None


def _page(parts: FileParts, page: object, *, whole: bool) -> Lines | None:
    found = next((each for each in parts.pages if each.id == page and each.heading), None)
    return None if found is None else found.span if whole else found.heading


def _title(text: str, parts: FileParts) -> Lines | None:
    """The line with the title in the front matter."""
    front = text.split("\n")[slice(*(parts.front or (0, 0)))]
    return next(((n, n + 1) for n, line in enumerate(front) if re.match(r"title[ \t]*:", line)), None)


def _merged(drafts: Drafts, course: str, person: int, draft: Draft, action: Action, seq: int) -> Action:
    """The facts of a form, with what others have changed since in other fields."""
    was, given = drafts.text_at(course, _FACTS, seq), action.get("values")
    front = parts_of(_FACTS, was).front if was is not None else None
    try:
        drafts.untouched(course, person, _FACTS, front, seq)
    except StaleChange:
        base, now = read_facts(was or ""), read_facts(draft.files.get(_FACTS, ""))
        if base is None or now is None or not isinstance(given, Mapping):
            raise
        changed = {name for name, value in given.items() if value != base.get(name)}
        if any(now.get(name) not in (base.get(name), given[name]) for name in changed):
            raise
        return {**action, "values": {**now, **{name: given[name] for name in changed}}}
    return action
