"""Where the modules, pages and banks of a course are in its files, also if the course cannot be read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elearn.content.course import OWN_ID, module_ids, parts_of
from elearn.content.text import LONGEST_ID, heading_text, slug_of
from elearn.patterns import late

_NAME = late(r"^:name:[ \t]+(\S+)[ \t\r]*$", re.MULTILINE)


@dataclass(frozen=True)
class PageAt:
    """A page in a file. Its lines go from `start`, that of its heading, to `end`, after its last block.

    `own` says whether its id is written out.
    """

    id: str
    title: str
    start: int
    end: int
    own: bool


@dataclass(frozen=True)
class ModuleAt:
    """A module: its file, its id, its title and the line of it (-1: it has none), and its pages."""

    file: str
    id: str
    title: str
    heading: int
    pages: tuple[PageAt, ...]


@dataclass(frozen=True)
class Layout:
    """The modules of a course, in order. It says what `linked_page` needs to find a page."""

    modules: tuple[ModuleAt, ...]

    def pages(self) -> Iterator[PageAt]:
        """All pages of all modules, in order."""
        return (page for module in self.modules for page in module.pages)


def layout_of(files: Mapping[str, str]) -> Layout:
    """The layout of a course's files. A file that cannot be read as a module has what can be found in it."""
    ids = module_ids(files)
    return Layout(tuple(module_at(file, files[file], own) for file, own in ids.items()))


def module_at(file: str, text: str, module_id: str) -> ModuleAt:
    """One module, as its text has it."""
    parts = parts_of(file, text, module_id)
    lines = text.split("\n")
    pages = [
        PageAt(
            page.id,
            page.title,
            *page.span,
            bool(page.heading and OWN_ID.search(heading_text(lines[page.heading.start].rstrip("\r")))),
        )
        for page in parts.pages
        if page.heading
    ]
    heading = parts.heading.start if parts.heading else -1
    return ModuleAt(file, module_id, parts.title, heading, tuple(pages))


def names_in(text: str) -> list[str]:
    """The names that questions and other blocks have in a text."""
    return [match[1] for match in _NAME.finditer(text)]


def unused(wanted: str, used: set[str]) -> str:
    """An id that nobody has: the one that is wanted, or the same with a number. It is used from now on."""
    wanted = slug_of(wanted) or "part"
    found, number = wanted, 2
    while found in used:
        end = f"-{number}"
        found, number = wanted[: LONGEST_ID - len(end)].rstrip("-") + end, number + 1
    used.add(found)
    return found
