"""What a document holds once it has been read: paragraphs in reading order, with place and look."""

from dataclasses import dataclass, field
from typing import Literal

BULLETS = "•✗✘☒☑✖▪●◦○■□‣⁃∙·➢➤✓✔►\uf0b7\uf0a7\uf0d8\uf02d–—"
Shape = Literal["title", "heading", "text", "item", "row"]


@dataclass(slots=True)
class Paragraph:
    """One paragraph, heading, list item or table row.

    `page` counts from 1 and is 0 where the file has no pages of its own (Word). `level` is a heading's, 1 the highest.
    `marker` is what stands before a list item (`1.`, `•`). `cells` and `table` (from 1) are a row's.
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
    """A whole document, and what a person should know of how it was read."""

    name: str
    paragraphs: list[Paragraph]
    pages: int = 0
    notes: list[str] = field(default_factory=list)


def is_bullet(marker: str) -> bool:
    """Whether a marker is a bullet and not a number."""
    return bool(marker) and (marker in BULLETS or marker in "*-o")
