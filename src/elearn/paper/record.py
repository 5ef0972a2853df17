"""A person's record on paper: tables over as many pages as they need."""

import re
from collections.abc import Sequence
from typing import Protocol

from elearn.look import palette
from elearn.paper.drawing import draw
from elearn.paper.pdf import paper_files
from elearn.paper.text import literal
from elearn.translations import page_language

_LONG_WORD = re.compile(r"\S{18,}")
_MAY_BREAK = re.compile(r"(?<=[_./@\\])(?=\w)|(?<=[^\W_]{24})(?=\w)")
_BREAK = "\u200b"
"""Where a word may be broken. Nobody sees it."""


class Part(Protocol):
    """A part of the record: its heading, a line below it, the heads and widths of its columns, and its rows."""

    @property
    def title(self) -> str:
        """The heading."""

    @property
    def said(self) -> str:
        """The line below the heading, or "". It is all there is if there are no rows."""

    @property
    def heads(self) -> Sequence[str]:
        """The heads of the columns. They are repeated on each page."""

    @property
    def widths(self) -> Sequence[int]:
        """How wide each column is, in parts of the whole."""

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        """The rows."""


def record_pdf(
    *,
    title: str,
    organisation: str,
    facts: Sequence[tuple[str, str]],
    parts: Sequence[Part],
    about: str,
) -> bytes:
    """The record as PDF/UA-1, A4 landscape, in the current language, in which all words are given.

    `facts` stand below the title, and `about` at the end. Parts without rows are a line each, after the others. The
    same words give the same bytes.
    """
    lines = [
        '#import "paper.typ": *\n#show: paper.with(flipped: true)',
        f"#second[#{literal(organisation)}]",
        f"#heading(level: 1, {literal(title)})",
        _facts(facts),
        *(_part(each) for each in parts if each.rows),
        _facts([(each.title, each.said) for each in parts if not each.rows]),
        f"#second[#{literal(about)}]",
    ]
    known = paper_files(title, page_language(), palette("light"))
    return draw({"main.typ": "\n\n".join(lines).encode(), **known}, title)


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    items = ", ".join(f"terms.item({literal(name)}, {literal(value)})" for name, value in facts)
    return f"#{{\nset terms(separator: [: ], hanging-indent: 0pt)\nterms({items})\n}}" if items else ""


def _part(part: Part) -> str:
    lines = [f"#heading(level: 2, {literal(part.title)})"]
    if part.said:
        lines.append(f"#block(sticky: true, second({literal(part.said)}))")
    widths = ", ".join(f"{width}fr" for width in part.widths)
    heads = ", ".join(f"strong({literal(head)})" for head in part.heads)
    cells = ", ".join(literal(_breakable(cell)) for row in part.rows for cell in row)
    lines.append(f"#sheet(({widths},), table.header({heads}), {cells})")
    return "\n".join(lines)


def _breakable(cell: str) -> str:
    """The text of a cell, with places where a long word may be broken: it is never wider than its column."""
    return _LONG_WORD.sub(lambda word: _MAY_BREAK.sub(_BREAK, word[0]), cell)
