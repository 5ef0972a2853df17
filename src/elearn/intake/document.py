"""A document after reading: its paragraphs in reading order, each with its place and look."""

from dataclasses import dataclass, field
from typing import Literal

BULLETS = "•✗✘☒☑✖▪●◦○■□‣⁃∙·➢➤✓✔►\uf0b7\uf0a7\uf0d8\uf02d–—"
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
    return bool(marker) and (marker in BULLETS or marker in "*-o")
