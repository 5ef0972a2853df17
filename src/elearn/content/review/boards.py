"""Boards: how long each publishes a review's documents, which it usually publishes, and since when it keeps an archive.

They are facts in `boards.yaml`, beside the review files.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from elearn.content.review.model import DocumentType, Review, ReviewType, Year
from elearn.content.text import Line, OptionalLine, Part, Slug, read_file, read_model
from elearn.problems import Problem, ProblemLog

BOARDS_FILE = "boards.yaml"
_UNITS = {"month": 1, "year": 12}


def _months(value: object) -> object:
    """`3 years` as 36, `without limit` as None."""
    if value is None or isinstance(value, int):
        return value
    if value == "without limit":
        return None
    found = re.fullmatch(r"(\d{1,3}) (month|year)s?", str(value), re.ASCII)
    if not found:
        raise ValueError(f"“{value}” is no span of time; write 3 years, 18 months or without limit")
    return int(found[1]) * _UNITS[found[2]]


def _an_alternative(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Alternatives = Annotated[tuple[DocumentType, ...], BeforeValidator(_an_alternative), Field(min_length=1)]
"""One document that is expected: any of these types is it."""


class Expected(Part):
    """The documents that a review has when it began to be due `since` and up to `until` (both included; None: open).

    `types` are the kinds of review it holds for (none: all). `source` says where the rule stands.
    """

    since: date | None = None
    until: date | None = None
    types: tuple[ReviewType, ...] = ()
    documents: tuple[Alternatives, ...]
    source: OptionalLine = ""

    def holds_for(self, type: ReviewType) -> bool:
        """Whether it is about this kind of review."""
        return not self.types or type in self.types

    def holds_in(self, year: int) -> bool:
        """Whether it is in force on any day of a year."""
        return (self.since is None or self.since.year <= year) and (
            self.until is None or year <= self.until.year
        )


class Board(Part):
    """A board or partnership, or a body that publishes what courses learn from.

    `publishes_for` is how many months a document stays public (None: without limit). `holds` are its own kinds of
    review, `methods` how it holds them. `archive_since`: the year from which its archive can be asked for.
    """

    name: Line
    also: tuple[Line, ...] = ()
    short: Line
    kind: Literal["board", "publisher"] = "board"
    origin: Literal["real", "fictional"]
    publishes_for: Annotated[int | None, BeforeValidator(_months)]
    archive_since: Year | None = None
    holds: tuple[ReviewType, ...] = ()
    methods: Mapping[ReviewType, Line] = {}
    usual_documents: tuple[Expected, ...] = ()
    about: tuple[Line, ...] = ()


def _whole_days(value: object) -> object:
    found = re.fullmatch(r"(\d{1,4}) days?", str(value), re.ASCII)
    return int(found[1]) if found else value


class Boards(Part):
    """Every board by its id, the rules that hold for all, and how many days before its end a window is told of."""

    edition: OptionalLine = ""
    notice_days: Annotated[int, BeforeValidator(_whole_days), Field(ge=0, le=3660)] = 90
    expected_documents: tuple[Expected, ...] = ()
    boards: Annotated[Mapping[Slug, Board], AfterValidator(dict)] = {}

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names: dict[str, str] = {}
        for id, board in self.boards.items():
            for name in (board.name, *board.also):
                if names.setdefault(name.casefold(), id) != id:
                    raise ValueError(f"two boards are called “{name}”; give each a name of its own")
        return self

    def id_of(self, name: str) -> str | None:
        """The id of the board that goes by this name, None where it is not known."""
        wanted = name.casefold()
        return next(
            (
                id
                for id, board in self.boards.items()
                if wanted in (known.casefold() for known in (board.name, *board.also))
            ),
            None,
        )

    def of(self, review: Review) -> Board | None:
        """The board that held a review, None where it is not known."""
        id = self.id_of(review.board)
        return self.boards[id] if id else None


@dataclass
class LoadedBoards:
    """`boards.yaml` as it was read. Where it is not there or cannot be read, no board is known."""

    boards: Boards
    path: Path
    problems: list[Problem] = field(default_factory=list)


def load_boards(root: Path) -> LoadedBoards:
    """The boards of a folder of reviews. Nothing in it raises; everything wrong is among the problems."""
    path = root / BOARDS_FILE
    problems: list[Problem] = []
    if not path.is_file():
        return LoadedBoards(Boards(), path)
    content = read_file(path, problems)
    log = ProblemLog(path.as_posix(), problems)
    read = read_model(content, Boards, log) if content is not None else None
    return LoadedBoards(read or Boards(), path, sorted(problems))
