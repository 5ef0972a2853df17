"""The parts of a course's file with their lines: its front matter, pages and blocks, also if some cannot be read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from elearn.content.course.banks import BANK_FOLDER
from elearn.content.course.blocks import read_block, with_pictures
from elearn.content.course.ids import MODULE_FILE, page_head
from elearn.content.course.shared import SHARED_BANKS
from elearn.content.forms import read_values
from elearn.content.kinds import Block
from elearn.content.text import Directive, Heading, Passage, Piece, lines_of_front_matter, scan_outline
from elearn.patterns import late
from elearn.problems import ProblemLog

FileKind = Literal["course", "module", "bank"]
_BANKS = (BANK_FOLDER, SHARED_BANKS)
START = "_start"
"""The id of the introduction's page."""
_FILES, _BLOCKS = 400, 8_000
_FIRST_WORDS = 60
_SIGNS = late(r"[*_`#>|]+|\[([^\]]*)\]\([^)]*\)|^\s*(?:[-+]|\d{1,9}[.)])\s+")


class Span(NamedTuple):
    """Lines of a file, from 0: the first, and the one after the last. Lines end at "\\n" only."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BlockParts:
    """A block as it is in the file. `text` is its lines, joined by "\\n".

    `kind` is "" if it can only be shown as text. `block` is None if the model refuses it. `name` is the question's
    id, or "". `first_words` are the first that it says, without Markdown.
    """

    span: Span
    text: str
    kind: str
    name: str
    block: Block | None
    first_words: str


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page and its blocks. `heading` is the line of its heading, or None. `span` ends with its last block.

    The introduction is a page with the id `START`. A bank is one with the id "", and so is what a module holds before
    its first page.
    """

    id: str
    title: str
    span: Span
    heading: Span | None
    blocks: tuple[BlockParts, ...]


@dataclass(frozen=True, slots=True)
class FileParts:
    """A file of a course. Each line that is not blank is in its front matter, in a heading or in one block."""

    name: str
    kind: FileKind
    front: Span | None
    heading: Span | None
    title: str
    pages: tuple[PageParts, ...]


@lru_cache(maxsize=_FILES)
def parts_of(name: str, text: str, module_id: str = "") -> FileParts:
    """The parts of a file. It never raises: what cannot be read is a block of the kind "".

    `name` is as in `02-the-criteria.md`. `module_id` is what page ids are made with; it is the name without its number
    if it is not given.
    """
    kind: FileKind = "course" if name == "course.md" else "bank" if name.startswith(_BANKS) else "module"
    found = MODULE_FILE.fullmatch(name)
    lines = text.split("\n")
    skip = lines_of_front_matter(text.removeprefix("\ufeff")) if kind == "course" else 0
    stretches = list(_stretches(text, skip, lines))
    heading, title = None, ""
    if kind != "course" and stretches and _is_heading(stretches[0], 1):
        first = stretches.pop(0)
        heading, title = first.span, _title(first)
    front = Span(0, _file_line(text, skip)) if skip else None
    at = heading.end if heading else front.end if front else 0
    if kind == "module":
        pages = _pages(stretches, lines, module_id or (found[2] if found else ""))
    else:
        pages = (_page(START if kind == "course" else "", title, None, stretches, lines, at),)
    return FileParts(name, kind, front, heading, title, pages)


class _Stretch(NamedTuple):
    """Some lines, and the piece that they are. None: they cannot be read."""

    span: Span
    piece: Piece | None


def _stretches(text: str, skip: int, lines: Sequence[str]) -> Iterator[_Stretch]:
    """All lines that are not blank, in order."""
    outline = scan_outline(text.removeprefix("\ufeff"), ProblemLog(""), skip)
    pieces = [(each.line - 1, _last(each), each) for each in with_pictures(outline.pieces)]
    broken = [(first - 1, last, None) for first, last in outline.broken]
    done = _file_line(text, skip)
    where = _line_map(text)
    joined: list[_Stretch] = []
    for first, last, piece in sorted([*pieces, *broken], key=lambda each: each[:2]):
        span = Span(where[first] if where else first, where[last - 1] + 1 if where else last)
        span = _trimmed(span, lines)
        if joined and span.start < joined[-1].span.end:
            before = joined.pop().span
            joined.append(_Stretch(Span(before.start, max(before.end, span.end)), None))
        elif span.start < span.end:
            joined.append(_Stretch(span, piece))
    for stretch in joined:
        yield from _between(done, stretch.span.start, lines)
        yield stretch
        done = stretch.span.end
    yield from _between(done, len(lines), lines)


def _last(piece: Piece) -> int:
    return piece.line if isinstance(piece, Heading) else piece.last


def _between(start: int, end: int, lines: Sequence[str]) -> Iterator[_Stretch]:
    span = _trimmed(Span(start, end), lines)
    if span.start < span.end:
        yield _Stretch(span, None)


def _trimmed(span: Span, lines: Sequence[str]) -> Span:
    """The same lines without blank ones at both ends."""
    start, end = span
    while start < end and _is_blank(lines[start]):
        start += 1
    while start < end and _is_blank(lines[end - 1]):
        end -= 1
    return Span(start, end)


def _is_blank(line: str) -> bool:
    return not line.strip().strip("\ufeff")


def _line_map(text: str) -> list[int]:
    """The line of the file for each line that the parser counts. Empty if they are the same."""
    if not re.search(r"\r(?!\n)", text):
        return []
    where: list[int] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        where += [number] * (line.count("\r") + 1)
    return where


def _file_line(text: str, line: int) -> int:
    """The line of the file that the parser counts as `line`."""
    where = _line_map(text)
    return line if not where else where[line] if line < len(where) else where[-1] + 1


def _is_heading(stretch: _Stretch, level: int) -> bool:
    return isinstance(stretch.piece, Heading) and stretch.piece.level == level


def _title(stretch: _Stretch) -> str:
    return stretch.piece.text if isinstance(stretch.piece, Heading) else ""


def _pages(stretches: Sequence[_Stretch], lines: Sequence[str], module_id: str) -> tuple[PageParts, ...]:
    """The pages of a module. What is above the first of them is a page without an id."""
    groups: list[tuple[_Stretch | None, list[_Stretch]]] = [(None, [])]
    for stretch in stretches:
        if _is_heading(stretch, 2):
            groups.append((stretch, []))
        else:
            groups[-1][1].append(stretch)
    pages: list[PageParts] = []
    for head, inside in groups:
        if head is None:
            if inside:
                pages.append(_page("", "", None, [_Stretch(each.span, None) for each in inside], lines, 0))
            continue
        page_id, title = page_head(_title(head), module_id)
        pages.append(_page(page_id, title, head.span, inside, lines, head.span.end))
    return tuple(pages)


def _page(
    page_id: str,
    title: str,
    heading: Span | None,
    inside: Sequence[_Stretch],
    lines: Sequence[str],
    at: int,
) -> PageParts:
    """A page of what is inside it. `at` is where it is if it is empty."""
    blocks = tuple(_block(each, lines) for each in inside)
    start = heading.start if heading else blocks[0].span.start if blocks else at
    end = blocks[-1].span.end if blocks else heading.end if heading else at
    return PageParts(page_id, title, Span(start, end), heading, blocks)


def _block(stretch: _Stretch, lines: Sequence[str]) -> BlockParts:
    text = "\n".join(lines[stretch.span.start : stretch.span.end])
    piece = stretch.piece
    if piece is None or isinstance(piece, Heading):
        return BlockParts(stretch.span, text, "", "", None, _plain(text))
    if isinstance(piece, Passage):
        said = _said("", "", (), piece.text, text)
    else:
        said = _said(piece.kind, piece.argument, tuple(piece.options.items()), piece.body, text)
    return BlockParts(stretch.span, text, *said)


@lru_cache(maxsize=_BLOCKS)
def _said(
    kind: str, argument: str, options: tuple[tuple[str, str], ...], body: str, text: str
) -> tuple[str, str, Block | None, str]:
    """The kind, the name, the block and the first words of a directive, or of a passage if `kind` is ""."""
    log = ProblemLog("")
    given: Mapping[str, str] = dict(options)
    block = read_block(Directive(kind, argument, given, body) if kind else Passage(body, 0), log)
    if block:
        words = next((passage for passage in block.prose() if passage), argument or body)
        return block.kind, str(getattr(block, "name", "") or ""), block, _plain(words)
    values = read_values(text)
    return values[0] if values else "", given.get("name", ""), None, _plain(body or argument or text)


def _plain(text: str) -> str:
    """The first words of a text, on one line."""
    line = next((each for each in text.split("\n") if each.strip()), "")
    words = " ".join(_SIGNS.sub(lambda found: found[1] or "", line).split())
    return words if len(words) <= _FIRST_WORDS else f"{words[: _FIRST_WORDS - 1].rstrip()}…"
