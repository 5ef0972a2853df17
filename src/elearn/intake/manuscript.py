"""A Word file that becomes pages of a course: its headings, text, lists, tables and pictures, and what is lost.

`manuscript_word.py` reads it, in the process that `sandbox.py` describes. Nothing here knows how a course writes one.
"""

import base64
from dataclasses import dataclass, field
from typing import Any, Literal

from elearn import phrases
from elearn.intake.extract import word_in_own_process

Shape = Literal["title", "heading", "text", "item", "quote", "caption", "table", "picture"]


@dataclass
class Words:
    """Words that look the same. "\\n" in them is a line break."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    link: str = ""


@dataclass
class Cell:
    """The words of a table's cell."""

    words: list[Words] = field(default_factory=list)


@dataclass
class Piece:
    """One thing in the file, in order. `notes` say what of it is lost.

    `level` is that of a heading (1 is the first), or of an item (0 is the first). A picture is `pictures[picture]` of
    the manuscript, and `alt` is what Word says that it shows.
    """

    shape: Shape
    words: list[Words] = field(default_factory=list)
    level: int = 0
    ordered: bool = False
    rows: list[list[Cell]] = field(default_factory=list)
    picture: int = -1
    alt: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, on one line."""
        return " ".join("".join(each.text for each in self.words).split())


@dataclass
class Manuscript:
    """A file as it was read. `notes` say what of the whole file is lost, or was read in one of two ways."""

    pieces: list[Piece]
    pictures: list[bytes]
    notes: list[str]


def read_manuscript(data: bytes, name: str) -> Manuscript:
    """What a Word file holds, read in a process of its own. Raises `InputFault`, with a remedy, if it cannot be."""
    return manuscript_from(word_in_own_process(data, name, "manuscript"))


def manuscript_from(answer: dict[str, Any]) -> Manuscript:
    """A manuscript from what the separate process answers."""
    pieces = [
        Piece(
            **{
                **each,
                "words": [Words(**words) for words in each["words"]],
                "rows": [[Cell([Words(**w) for w in cell["words"]]) for cell in row] for row in each["rows"]],
                "notes": [phrases.from_json(note) for note in each["notes"]],
            }
        )
        for each in answer["pieces"]
    ]
    pictures = [base64.b64decode(each) for each in answer["pictures"]]
    return Manuscript(pieces, pictures, [phrases.from_json(note) for note in answer["notes"]])
