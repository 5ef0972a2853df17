"""What a file of questions gave: its questions as kinds of ours, and what of each could not be carried."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Format = Literal["gift", "moodle", "aiken", "sheet"]
MOST_QUESTIONS = 300
"""How many questions are read from one file."""
MOST_BYTES = 20_000_000
"""The largest file. Pictures within a Moodle XML file count, although they are not carried."""


MOST_TEXT = 4_000_000
"""The largest file in GIFT or Aiken, which hold no pictures."""
LONGEST_QUESTION = 30_000
"""Characters of one question in a file, without pictures that are written into it. What is longer is not looked at."""


@dataclass(frozen=True)
class Item:
    """One question of a file.

    `number` counts from 1, and `line` is where it begins in the file (a row of a spreadsheet), 0 if that is not known.
    `words` are its first words. `kind` is a kind of ours, and `values` are what a form of it shows; `kind` is "" if the
    question cannot be carried, and `why` says why. `lost` says what of it could not be carried, and what was read in
    one of two ways, as phrases. `to_write` counts the texts that the file lacks. `tests` is the outcome that the file
    names, as it stands there. `offered` is whether it is brought in unless somebody says no. `marked` is whether it
    gives points.
    """

    number: int
    line: int
    words: str
    name: str = ""
    kind: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    lost: tuple[str, ...] = ()
    to_write: int = 0
    tests: str = ""
    offered: bool = True
    marked: bool = True


@dataclass(frozen=True)
class Questions:
    """What a file gave. `notes` are about all of it, as phrases. `more` counts what is beyond `MOST_QUESTIONS`."""

    format: Format
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()
    more: int = 0
