"""A document after reading: its paragraphs in reading order, each with its place and look."""

import re
from dataclasses import dataclass, field
from typing import Literal

PRIVATE = "\uf020-\uf0ff"
"""The characters by which Word and PDF files give those of the fonts Symbol and Wingdings, as a range.

At the start of a line each is a bullet: a dot (U+F0B7, U+F095), a square (U+F0A7), an arrow (U+F0D8), a tick (U+F0FC).
"""
_SYMBOLS = "\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f5f0-\U0001f5ff\U0001f780-\U0001f7ff"
"""Arrows, shapes and ticks, as a range: what a reader of Word files makes of the fonts Symbol and Wingdings."""
BULLETS = f"•‣⁃∙·–—\x95{_SYMBOLS}{PRIVATE}"
"""The bullets, for a set in a regular expression."""
_BULLET = re.compile(f"[{BULLETS}*o-]")
Shape = Literal["title", "heading", "text", "item", "row"]


@dataclass(slots=True)
class Paragraph:
    """One paragraph, heading, list item or table row.

    `page` counts from 1, or is 0 if the file has no pages of its own (Word). `level` is a heading's level, 1
    the highest. `marker` is the start of a list item (`1.`, `•`). A table row has `cells` and the number of
    its `table`, from 1.
    """

    shape: Shape
    text: str
    page: int = 0
    level: int = 0
    marker: str = ""
    cells: tuple[str, ...] = ()
    table: int = 0
    size: float = 0.0
    bold: bool = False


@dataclass(slots=True)
class Document:
    """A whole document, and what a person should know about how it was read."""

    name: str
    paragraphs: list[Paragraph]
    pages: int = 0
    notes: list[str] = field(default_factory=list)


def is_bullet(marker: str) -> bool:
    """Returns whether a marker is a bullet rather than a number."""
    return bool(_BULLET.fullmatch(marker))


def number_of(marker: str) -> str:
    """Returns the number or letter of a list item's marker ("3" of "3."), or "" if it is a bullet."""
    return "" if is_bullet(marker) else marker.strip(".)( ")
