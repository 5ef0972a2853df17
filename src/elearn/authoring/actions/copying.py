"""Copies of modules, pages and blocks: whatever has an id or a name gets another."""

import re
from collections.abc import Sequence

from elearn.authoring.actions.following import turned_to_copies
from elearn.authoring.actions.layout import ModuleAt, PageAt, names_in, unused
from elearn.authoring.actions.work import Work, heading
from elearn.patterns import late

_NAMED = late(r"^(:name:[ \t]+)(\S+)([ \t]*\r?)$")
_NUMBERED = late(r"^(.*\S) \((\d{1,6})\)$")


def copied_module(work: Work, module: ModuleAt) -> tuple[str, list[str]]:
    """The text of a module's copy, and the ids of its pages."""
    lines = work.lines(module.file)
    used, copies = work.page_ids(), dict[str, str]()
    for page in module.pages:
        copies[page.id] = unused(page.id, used)
        lines[page.start] = _headed(lines[page.start], heading(2, page.title, copies[page.id]))
    if module.heading >= 0:
        title = _another(module.title, {each.title for each in work.layout.modules})
        lines[module.heading] = _headed(lines[module.heading], heading(1, title))
    text = "\n".join(renamed(work, lines))
    return turned_to_copies(text, work.layout, copies), [*copies.values()]


def copied_page(work: Work, page: PageAt, lines: Sequence[str]) -> tuple[list[str], str]:
    """The lines of a page's copy, given those of the page, and its id."""
    own = unused(page.id, work.page_ids())
    title = _another(page.title, {each.title for each in work.layout.pages()})
    made = renamed(work, [heading(2, title, own), *lines[1:]])
    return turned_to_copies("\n".join(made), work.layout, {page.id: own}).split("\n"), own


def renamed(work: Work, lines: Sequence[str]) -> list[str]:
    """Lines in which each `:name:` is one that nobody has. Two that had one name have one again."""
    used = {name for text in work.files.values() for name in names_in(text)}
    given: dict[str, str] = {}

    def written(found: re.Match[str]) -> str:
        if found[2] not in given:
            given[found[2]] = unused(found[2], used)
        return found[1] + given[found[2]] + found[3]

    return [_NAMED.sub(written, line) for line in lines]


def _headed(line: str, written: str) -> str:
    return written + ("\r" if line.endswith("\r") else "")


def _another(title: str, used: set[str]) -> str:
    """The title with a number behind it that no other has."""
    found = _NUMBERED.match(title)
    stem, number = (found[1], int(found[2])) if found else (title, 1)
    while (made := f"{stem} ({number + 1})") in used:
        number += 1
    return made
