"""A Word file as modules and pages: which heading begins what, and what is lost on each page."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from elearn.authoring.word.marking import line_of, markdown_of
from elearn.content.kinds import kinds
from elearn.intake import Manuscript, Piece
from elearn.phrases import phrase

Split = Literal["first", "second"]
_ID_AT_END = re.compile(r"\s*\{[^}]*\}$|[\s#]+$")
_DEEPEST = 5


@dataclass(frozen=True)
class PictureIn:
    """A picture of a page: which one of the file, what it shows, and the words below it."""

    number: int
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class PageIn:
    """A page as it will be. `blocks` are its blocks in order: text as it goes into the course, or a picture."""

    title: str
    blocks: tuple[str | PictureIn, ...]
    notes: tuple[str, ...] = ()

    def pictures(self) -> Iterator[PictureIn]:
        """Its pictures."""
        return (each for each in self.blocks if isinstance(each, PictureIn))

    def text(
        self, path: Callable[[PictureIn], str] = lambda picture: f"media/picture-{picture.number}.png"
    ) -> str:
        """Its blocks as text. `path` gives the file of a picture, "" to leave it out."""
        made = []
        for each in self.blocks:
            if isinstance(each, str):
                made.append(each)
            elif src := path(each):
                fields = {"src": src, "alt": each.alt, "caption": each.caption}
                made.append(kinds()["image"](**fields).write().text())
        return "\n\n".join(made)


@dataclass(frozen=True)
class ModuleIn:
    """A module as it will be."""

    title: str
    pages: tuple[PageIn, ...]


@dataclass
class _Open:
    """A module or page that is being filled."""

    title: str
    pieces: list[Piece] = field(default_factory=list)


def best_split(manuscript: Manuscript) -> Split:
    """Whether headings of the first level begin pages, or those of the second, because there is one first alone."""
    levels = _levels(manuscript)
    firsts = (
        sum(each.shape == "heading" and each.level == levels[0] for each in manuscript.pieces)
        if levels
        else 0
    )
    return "second" if firsts == 1 and len(levels) > 1 else "first"


def modules_in(manuscript: Manuscript, split: Split, name: str) -> list[ModuleIn]:
    """The modules and pages of a file.

    With `first`, each heading of the highest level that the file has begins a page, and all pages are in one module.
    With `second`, each of these begins a module, and each heading of the next level a page. What is called nothing is
    called by the title in the file, or by `name`.
    """
    levels = _levels(manuscript)
    title = (
        next((_title(each) for each in manuscript.pieces if each.shape == "title" and _title(each)), "")
        or name
    )
    module_level = levels[0] if split == "second" and len(levels) > 1 else 0
    page_level = levels[1] if module_level else levels[0] if levels else 1
    modules: list[tuple[str, list[_Open]]] = []
    for piece in manuscript.pieces:
        if piece.shape == "title" and piece.level == 1:
            continue
        if piece.shape == "heading" and piece.level <= module_level:
            modules.append((_title(piece) or title, []))
            continue
        if not modules:
            modules.append((title, []))
        pages = modules[-1][1]
        if piece.shape == "heading" and piece.level <= page_level:
            pages.append(_Open(_title(piece) or modules[-1][0]))
        else:
            if not pages:
                pages.append(_Open(modules[-1][0]))
            pages[-1].pieces.append(piece)
    return [
        ModuleIn(name, tuple(_page(each, page_level) for each in pages)) for name, pages in modules if pages
    ]


def _levels(manuscript: Manuscript) -> list[int]:
    return sorted({each.level for each in manuscript.pieces if each.shape == "heading"})


def _title(piece: Piece) -> str:
    """The words of a heading. What would be taken for an id or for signs of a heading at its end is left out."""
    text, before = line_of([replace(each, bold=False, link="") for each in piece.words]), ""
    while text != before:
        before, text = text, _ID_AT_END.sub("", text)
    return text


def _page(page: _Open, level: int) -> PageIn:
    blocks, notes = list[str | PictureIn](), list[str]()
    for shape, group in groupby(_captioned(page.pieces), key=_group):
        pieces = list(group)
        notes += [note for each in pieces for note in each.notes]
        if shape == "text":
            _add_text(blocks, _text(pieces, level, notes))
        elif shape == "table":
            for each in pieces:
                _add_table(blocks, each, notes)
        else:
            blocks += [PictureIn(each.picture, each.alt, line_of(each.words)) for each in pieces]
    return PageIn(page.title, tuple(blocks), tuple(dict.fromkeys(notes)))


def _captioned(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with each caption in the table or picture beside it: below a picture, above or below a table."""
    made, waiting = list[Piece](), list[Piece]()
    for piece in pieces:
        before = made[-1] if made else None
        if piece.shape == "caption" and before and before.shape in ("picture", "table") and not before.words:
            before.words = piece.words
        elif piece.shape == "caption":
            waiting.append(piece)
        else:
            words = waiting.pop().words if waiting and piece.shape in ("table", "picture") else piece.words
            made += [replace(each, shape="text") for each in waiting]
            waiting.clear()
            made.append(replace(piece, words=words))
    return [*made, *(replace(each, shape="text") for each in waiting)]


def _group(piece: Piece) -> str:
    return piece.shape if piece.shape in ("table", "picture") else "text"


def _add_text(blocks: list[str | PictureIn], text: str) -> None:
    if text:
        blocks.append(text)


def _text(pieces: Sequence[Piece], level: int, notes: list[str]) -> str:
    """Paragraphs, lists, quotations and headings within a page."""
    made = list[str]()
    for shape, group in groupby(pieces, key=lambda each: each.shape):
        inside = list(group)
        if shape == "item":
            made.append(_list(inside, notes))
        elif shape in ("heading", "title"):
            made += [f"{'#' * _depth(each, level)} {title}" for each in inside if (title := _title(each))]
        else:
            paragraphs = [text for each in inside if (text := _paragraph(each, notes))]
            made += [_quoted(text) for text in paragraphs] if shape == "quote" else paragraphs
    return "\n\n".join(each for each in made if each)


def _depth(piece: Piece, level: int) -> int:
    """The level of a heading within a page, whose own is the second."""
    return min(3 if piece.shape == "title" else 2 + max(1, piece.level - level), _DEEPEST)


def _paragraph(piece: Piece, notes: list[str]) -> str:
    text, whole = markdown_of(piece.words)
    if not whole:
        notes.append(
            phrase("In a paragraph, bold, italic or links could not be kept beside its other signs.")
        )
    return text


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _list(items: Sequence[Piece], notes: list[str]) -> str:
    counts, indents, lines = list[int](), [""], list[str]()
    for item in items:
        text = _paragraph(item, notes).replace("\\\n", " ")
        if not text:
            continue
        level = min(item.level, len(indents) - 1)
        counts = [*counts[: level + 1], *[0] * (level + 1 - len(counts))]
        counts[level] += 1
        sign = f"{counts[level]}. " if item.ordered else "- "
        indents = [*indents[: level + 1], indents[level] + " " * len(sign)]
        lines.append(f"{indents[level]}{sign}{text}")
    return "\n".join(lines)


def _add_table(blocks: list[str | PictureIn], piece: Piece, notes: list[str]) -> None:
    rows = [[line_of(cell.words) for cell in row] for row in piece.rows]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        _add_text(blocks, "\n\n".join(cell for row in rows for cell in row if cell))
        notes.append(phrase("A table of one row became text."))
        return
    caption = line_of(piece.words)
    if not caption:
        notes.append(phrase("A table has no words that say what it shows: write them in the editor."))
    fields = {
        "caption": caption or _caption_to_write(),
        "header": tuple(rows[0]),
        "sides": ("start",) * len(rows[0]),
        "rows": tuple(tuple(row) for row in rows[1:]),
    }
    blocks.append(kinds()["table"](**fields).write().text())


def _caption_to_write() -> str:
    """The placeholder of a table's caption, which the checks find."""
    return kinds()["table"].starter.partition("\n")[0].partition("} ")[2]
