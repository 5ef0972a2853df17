"""Reads a passage of Markdown as learners will see it: its phrases, links, definitions, and what would get lost.

The player renders with the same parser (`commonmark`), so what is found here is what a page shows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from posixpath import normpath
from typing import Any, Literal
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from elearn.patterns import late

Role = Literal["paragraph", "item", "quote", "heading", "cell"]
ESCAPED, CODE, OPENS, CLOSES = "\ue000", "\ue001", "\ue002", "\ue003"
"""In `Phrases.text`: a sign that was escaped or written as an entity; code; where a link opens and closes."""
_CELL = late(r"(?<!\\)\|")
_PLAIN = late(r"[^\W\d_][\w,;.?!’‘“”–…'\"()%£/-]*+(?:(?: |\n(?=[^\W\d_]))[\w,;.?!’‘“”–…'\"()%£/-]++)*+")
"""A paragraph without any sign of Markdown: each line begins with a letter, and has one space at a time."""


def commonmark(**options: Any) -> MarkdownIt:
    """A parser of what a passage may hold: CommonMark without HTML, with tables and ~~words struck out~~."""
    return MarkdownIt("commonmark", {"html": False, **options}).enable(["table", "strikethrough"])


@dataclass(frozen=True)
class Phrases:
    """One paragraph, cell or heading as learners read it. `line` is its first in the passage, from 0.

    `role` is "item" or "quote" for the first paragraph of one.
    """

    text: str
    line: int
    role: Role

    def line_of(self, offset: int) -> int:
        """The line in the passage, from 0, of an offset in `text`."""
        return self.line + self.text.count("\n", 0, offset)


@dataclass(frozen=True)
class Link:
    """A link or picture. `words` is what can be clicked, `label` that of the definition that it uses, or ""."""

    address: str
    words: str
    line: int
    label: str = ""
    picture: bool = False


@dataclass(frozen=True)
class Definition:
    """A line `[label]: address`. A definition that comes `again` has no effect."""

    label: str
    address: str
    line: int
    again: bool = False


@dataclass
class Shown:
    """What is in a passage. All lines count from 0 within it.

    `indented` are the first lines of code by indentation, `crowded` the rows of tables with cells that no header
    stands above, `continued` the lines that the next one goes on from within a paragraph. `marked` is False if the
    passage is plain text, so that nothing in it means anything but itself.
    """

    phrases: list[Phrases] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    indented: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    continued: list[int] = field(default_factory=list)
    marked: bool = False


def linked_file(address: str) -> str:
    """The path below the course's folder of the media file that a link leads to, or ""."""
    path = normpath(unquote(address).strip())
    return path.removeprefix("../") if re.match(r"(\.\./)?media/[^#?]+\Z", path) else ""


def files_linked(text: str) -> Iterator[str]:
    """The media files that the links of a passage lead to, as paths below the course's folder."""
    if "media/" in text:
        yield from filter(
            None, (linked_file(link.address) for link in read_shown(text).links if not link.picture)
        )


def label_of(words: str) -> str:
    """The label that words between square brackets name, as `Link` and `Definition` have it."""
    return normalizeReference(words)


@cache
def _parser() -> MarkdownIt:
    """It takes links with any scheme, so that they can be named. The player leaves out what is not safe."""
    parser = commonmark(store_labels=True).disable("text_join")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


@lru_cache(maxsize=16_384)
def read_shown(text: str, *, one_line: bool = False) -> Shown:
    """What is in a passage, or in a field of one line. All callers get the same object, so none may change it."""
    if (plain := _read_plain(text)) is not None:
        return plain
    env: dict[str, Any] = {}
    tokens = _parser().parseInline(text, env) if one_line else _parser().parse(text, env)
    shown = Shown()
    lines = text.split("\n")
    for token, role, line in _located(tokens):
        if token.type == "inline":
            _read_phrases(token.children or [], role, line, shown)
        elif token.type == "code_block":
            shown.indented.append(line)
        elif token.type == "table_open" and token.map:
            shown.crowded += _crowded(lines, *token.map)
    for label, each in env.get("references", {}).items():
        shown.definitions.append(Definition(label, each["href"], each["map"][0]))
    for each in env.get("duplicate_refs", ()):
        shown.definitions.append(Definition(each["label"], each["href"], each["map"][0], again=True))
    return shown


def _read_plain(text: str) -> Shown | None:
    """What is in a passage without any signs, or None if it may have some. Most have none."""
    if "_" in text:
        return None
    shown, line = Shown(), 0
    for paragraph in text.split("\n\n"):
        if not _PLAIN.fullmatch(paragraph):
            return None
        shown.phrases.append(Phrases(paragraph, line, "paragraph"))
        end = line + paragraph.count("\n")
        shown.continued += range(line, end)
        line = end + 2
    return shown


def _located(tokens: Sequence[Token]) -> Iterator[tuple[Token, Role, int]]:
    """The tokens, each with its role and its line."""
    line, role = 0, "paragraph"
    for before, token in zip([None, *tokens], tokens, strict=False):
        line = token.map[0] if token.map else line
        if token.type == "list_item_open":
            role = "item"
        elif token.type == "blockquote_open":
            role = "quote"
        elif token.type == "heading_open":
            role = "heading"
        elif token.type in ("th_open", "td_open"):
            role = "cell"
        elif token.type == "paragraph_open" and (before is None or "_open" not in before.type):
            role = "paragraph"
        yield token, role, line  # type: ignore[misc]


def _read_phrases(children: Sequence[Token], role: Role, first: int, shown: Shown) -> None:
    parts, line, opened = [], first, list[tuple[Token, int, int]]()
    for child in children:
        shown.marked = shown.marked or child.type not in ("text", "softbreak")
        match child.type:
            case "text":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                if child.type == "softbreak":
                    shown.continued.append(line)
                parts.append("\n")
                line += 1
            case "link_open":
                parts.append(OPENS)
                opened.append((child, line, len(parts)))
            case "link_close":
                link, at, start = opened.pop()
                words = "".join(parts[start:])
                shown.links.append(Link(str(link.attrs["href"]), words, at, str(link.meta.get("label", ""))))
                parts.append(CLOSES)
            case "image":
                label = str(child.meta.get("label", ""))
                shown.links.append(Link(str(child.attrs["src"]), child.content, line, label, picture=True))
                parts.append(CODE)
            case "code_inline":
                parts.append(CODE)
            case "text_special":
                parts.append(ESCAPED)
    shown.phrases.append(Phrases("".join(parts), first, role))


def _crowded(lines: Sequence[str], start: int, end: int) -> Iterator[int]:
    """The rows of a table that have more cells than its header. Nobody would see those cells."""
    columns = _cells(lines[start])
    return (line for line in range(start + 2, end) if _cells(lines[line]) > columns)


def _cells(line: str) -> int:
    return len(_CELL.split(line.strip(" \t>").removeprefix("|").removesuffix("|")))
