"""The words of a file that a person reads, with the signs of Markdown and of the directives blanked out.

A text keeps the length and the lines of what it was taken from, so a place in it is a place in the file. We
do not parse Markdown here. This is quick, and it works for a file that cannot be read as a course.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from elearn.content.kinds import QUESTION, directives, kinds
from elearn.patterns import late

Role = Literal["front-matter", "heading", "prose", "option"]

NOT_READ = frozenset(
    {
        *("kind", "tier", "perspective", "phase", "barrier", "themes", "finding", "due"),
    }
)
"""Options in a review that hold ids, numbers and settings. Each kind of block lists its own (`Block.settings`)."""
ENGLISH = "en"
LONGEST = 2_000
"""How many characters of a text are examined together."""
_READ_KEYS = frozenset({"title", "summary", "outcomes", "bands", "local_connection", "method"})
_RULE = late(r"---[ \t]*$")
_FENCE = late(r" {0,3}(:{3,})[ \t]*(?:\{([^{}]*)\})?(.*)$")
_HEADING = late(r" {0,3}(#{1,2})[ \t]")
_OPTION = late(r":([A-Za-z][\w-]*):(?=[ \t]|$)")
_KEY = late(r"([\w-]+):(?=[ \t]|$)")
_INNER_KEY = late(r"[ \t]+[\w%-]+:(?=[ \t]|$)")
_UNREAD = late(r"\blearned_from:[^}\n]*|\btier:[ \t]*\w+|\btext:(?=[ \t])")
_MARKS = late(
    r"^[ \t]*(?P<quote>(?:>[ \t]?)+)|(?P<block>^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\])?|^[ \t]*#{1,6}(?=[ \t]))"
    r"|(?<![ \t])[ \t]*\{#[^{}\n]*\}[ \t]*$|\*+|`+|(?<!\w)_+|_+(?!\w)|\bmedia/[\w./-]+",
    re.MULTILINE,
)
_UNMARKED = late(r"[^-*+>#`_\d]*")
"""A text without any of the characters that `_MARKS` needs, besides a path below `media/`."""
NEW_BLOCK = late(r"\n[^\S\n]*\n|\n(?=\t)")
"""Where a paragraph, list item or quotation of a `Text` ends and the next begins."""


@dataclass(frozen=True, slots=True)
class Text:
    """Whole lines of one file, with what nobody reads blanked out.

    `line` is the first line, from 1. `kind` is the directive that the text is in ("text" outside one). `name` is
    the option or key that it is the value of, or "". `page` is the line of the page's heading, or 0 before the
    first. `block` is the line of the directive's fence, or 0 outside one. `written` are the same lines as they
    are in the file, or "". `language` is a tag without its region: “en”, “cy”. `register` is
    the language in which somebody typed it into a register, in which no person may be named at all, famous or not; ""
    if it is in no register.
    """

    path: str
    line: int
    text: str
    kind: str
    role: Role
    name: str = ""
    page: int = 0
    block: int = 0
    written: str = ""
    language: str = ENGLISH
    register: str = ""

    @property
    def is_note(self) -> bool:
        """Whether it is a note to the people who work on the course, such as a waiver's reason."""
        return self.kind in _notes()

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column in the file, from 1, of an offset in `text`."""
        return self.line + self.text.count("\n", 0, offset), offset - self.text.rfind("\n", 0, offset)


@cache
def _notes() -> frozenset[str]:
    return directives(lambda kind: not kind.shown)


@cache
def _not_read() -> frozenset[str]:
    """The options that no learner reads, of reviews and of every kind of block."""
    return NOT_READ.union(*(kind.settings for kind in kinds().values()))


def pieces(text: str, longest: int = LONGEST) -> Iterator[tuple[int, str]]:
    """A text in pieces of at most `longest` characters, each with its offset, cut at the best places.

    A rule that looks back and forth from each word takes time that grows with the square of the length, and a
    file may have a million words without a full stop.
    """
    start = 0
    while len(text) - start > longest:
        first, last = start + longest // 2, start + longest
        ends = (text.rfind(mark, first, last) + 1 for mark in ("\n\n", ". ", "\n", " "))
        end = next(filter(None, ends), last)
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _without_marks(written: str) -> str:
    """Blank out the signs of Markdown. A line that begins a block then begins with a tab; see `NEW_BLOCK`."""
    if _UNMARKED.fullmatch(written) and "media/" not in written:
        return written
    return _MARKS.sub(_blank_mark, written)


def _blank_mark(found: re.Match[str]) -> str:
    begins = found["block"] or (found["quote"] and not _line_before(found).startswith(">"))
    return "\t".ljust(len(found[0])) if begins else _blank(found)


def _line_before(found: re.Match[str]) -> str:
    end = max(0, found.start() - 1)
    return found.string[found.string.rfind("\n", 0, end) + 1 : end].lstrip()


def primary_language(tag: str) -> str:
    """The language of a tag without its region or script: “en” of “en-GB”."""
    return tag.split("-")[0].lower()


@lru_cache(maxsize=1_000)
def texts_of(content: str, path: str, language: str = ENGLISH) -> Sequence[Text]:
    """Every text in the content of a file, in order: of a course, a review or any Markdown.

    `language` is what it is written in, without the region.
    """
    lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = 0
    found: list[Text] = []
    if lines and _RULE.match(lines[0]):
        end = next((n for n, line in enumerate(lines[1:], 1) if _RULE.match(line)), len(lines) - 1)
        found.extend(_front_matter(lines[1:end], path))
        start = end + 1
    found.extend(_body(lines, start, path))
    return tuple(found if language == ENGLISH else (replace(each, language=language) for each in found))


def _front_matter(lines: list[str], path: str) -> Iterator[Text]:
    key = ""
    for number, line in enumerate(lines, 2):
        if top := _KEY.match(line):
            key = top[1]
            line = " " * top.end() + line[top.end() :]
        line = _UNREAD.sub(_blank, line)
        if not top and (inner := _INNER_KEY.match(line)):
            line = " " * inner.end() + line[inner.end() :]
        if key in _READ_KEYS and line.strip():
            yield Text(path, number, line, "text", "front-matter", key)


@dataclass
class _Where:
    """Where the scan of a file is."""

    kind: str = "text"
    page: int = 0
    block: int = 0
    options: bool = False


def _body(lines: list[str], start: int, path: str) -> Iterator[Text]:
    where, first = _Where(), start

    def prose(begin: int, end: int) -> Iterator[Text]:
        while begin < end and not lines[begin].strip():
            begin += 1
        written = "\n".join(lines[begin:end]).rstrip()
        text = _without_marks(written)
        if text.strip():
            yield Text(path, begin + 1, text, where.kind, "prose", "", where.page, where.block, written)

    for index in range(start, len(lines)):
        line = lines[index]
        if fence := _FENCE.match(line):
            yield from prose(first, index)
            first = index + 1
            where = _Where((fence[2] or "").strip() or "text", where.page, index + 1, bool(fence[2]))
            if not fence[2]:
                where.block = 0
            elif where.kind != QUESTION and (argument := fence[3].strip()):
                at = line.rindex(argument)
                text = _without_marks(" " * at + argument)
                if text.strip():
                    yield Text(path, index + 1, text, where.kind, "option", "", where.page, where.block)
        elif heading := _HEADING.match(line):
            yield from prose(first, index)
            first = index + 1
            where = _Where("text", index + 1)
            text = _without_marks(line)
            yield Text(path, index + 1, text, "text", "heading", heading[1], where.page)
        elif where.options and (option := _OPTION.match(line)):
            first = index + 1
            if option[1] not in _not_read():
                text = _without_marks(" " * option.end() + line[option.end() :])
                if text.strip():
                    yield Text(
                        path, index + 1, text, where.kind, "option", option[1], where.page, where.block
                    )
        else:
            where.options = False
    yield from prose(first, len(lines))
