"""What a comment can be about: the heading of a page, or a block, as they are in the files of a course."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, NamedTuple

from elearn.content.course import PageParts, module_ids, parts_of

About = Literal["page", "block"]
Files = Mapping[str, str]
Lines = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment is: lines of a file, the page's id there, and what they say.

    `block` is the question's id, or "". A page without a heading (the introduction, a bank) has no lines. If what it
    was about is `gone`, the rest is what it was when it was there.
    """

    about: About
    file: str
    lines: Lines
    page: str
    block: str
    quote: str
    gone: bool = False

    @property
    def has_lines(self) -> bool:
        """False for a page without a heading: its comment is about all of its file."""
        return self.about == "block" or bool(self.quote)


class Unit(NamedTuple):
    """A heading or a block: where it is, what it says, and its id."""

    file: str
    lines: Lines
    text: str
    name: str
    page: str


def units(files: Files, about: About, names: Iterable[str] | None = None) -> Iterator[Unit]:
    """All of one sort in a course's files, or in those of them that have one of these names."""
    modules = module_ids(files)
    for file in files if names is None else sorted(set(names) & set(files)):
        yield from _units(file, files[file], modules.get(file, ""), about)


@lru_cache(maxsize=512)
def _units(file: str, text: str, module_id: str, about: About) -> tuple[Unit, ...]:
    """Those of one file. The same text is taken apart once."""
    pages = parts_of(file, text, module_id).pages
    if about == "page":
        return tuple(_page(file, text, page) for page in pages)
    return tuple(
        Unit(file, (block.span.start, block.span.end), bare(block.text), block.name, page.id)
        for page in pages
        for block in page.blocks
    )


def _page(file: str, text: str, page: PageParts) -> Unit:
    if page.heading is None:
        return Unit(file, (0, 0), "", page.id, page.id)
    lines = (page.heading.start, page.heading.end)
    return Unit(file, lines, text_of({file: text}, file, lines), page.id, page.id)


def unit_at(files: Files, about: About, file: str, lines: Lines) -> Unit | None:
    """The unit that these lines of a file are in, or the first that they have a part of."""
    found = [each for each in units(files, about, [file]) if meet(each.lines, lines)]
    return found[0] if found else None


def text_of(files: Files, file: str, lines: Lines) -> str:
    """What lines of a file say, as we compare it."""
    return bare("\n".join(files.get(file, "").split("\n")[slice(*lines)]))


def bare(text: str) -> str:
    """A text without what differs in another file: how its lines end, and the mark of the byte order."""
    return "\n".join(line.rstrip() for line in text.removeprefix("\ufeff").split("\n")).strip("\n")


def places_of(files: Files, about: About, text: str, names: Iterable[str]) -> list[tuple[str, Lines]]:
    """Where a text stands, in order: whole lines in these files, headings only if it is one."""
    if not text.strip():
        return []
    if about == "page":
        return [(each.file, each.lines) for each in units(files, about, names) if each.text == text]
    wanted = text.split("\n")
    found: list[tuple[str, Lines]] = []
    for file in sorted(set(names) & set(files)):
        if wanted[0] not in files[file]:
            continue
        lines = bare_lines(files[file])
        for at in range(len(lines) - len(wanted) + 1):
            if lines[at] == wanted[0] and lines[at : at + len(wanted)] == wanted:
                found.append((file, (at, at + len(wanted))))
    return found


def bare_lines(text: str) -> list[str]:
    """A text's lines as we compare them."""
    return [line.rstrip() for line in text.removeprefix("\ufeff").split("\n")]


def meet(one: Lines, other: Lines) -> bool:
    """Whether they have a line in common."""
    return one[0] < other[1] and other[0] < one[1]


def alike(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1, by their words."""
    return SequenceMatcher(None, one.split(), other.split(), False).ratio()
