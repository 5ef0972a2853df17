"""Boards: how long each publishes a review's documents, which documents, and since when it has an archive.

These facts are in `boards.yaml`, in the folder of the review files.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from elearn.content.review.model import Address, DocumentType, Review, ReviewType, Year
from elearn.content.text import Line, OptionalLine, Part, Slug, read_file, read_model
from elearn.phrases import phrase
from elearn.problems import BadValue, Problem, ProblemLog, our_own_fault

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
        raise BadValue(
            phrase("“%(value)s” is not a length of time.", value=value),
            phrase("Write 3 years, 18 months or without limit."),
        )
    return int(found[1]) * _UNITS[found[2]]


def _an_alternative(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Alternatives = Annotated[tuple[DocumentType, ...], BeforeValidator(_an_alternative), Field(min_length=1)]
"""One document that is expected. A document of any of these types will do."""


class Expected(Part):
    """The documents that are expected of a review from the day `since` to the day `until` (None: no limit).

    `types` are the kinds of review that the rule is about (none: all). `source` says where the rule comes from. Without
    `documents` it says that none has to be published.
    """

    since: date | None = None
    until: date | None = None
    types: tuple[ReviewType, ...] = ()
    documents: tuple[Alternatives, ...]
    source: OptionalLine = ""

    def holds_for(self, type: ReviewType) -> bool:
        """Whether the rule is about this kind of review."""
        return not self.types or type in self.types

    def holds_in(self, year: int) -> bool:
        """Whether the rule is in force on any day of a year."""
        return (self.since is None or self.since.year <= year) and (
            self.until is None or year <= self.until.year
        )


class Board(Part):
    """A board or partnership, or another body that publishes something that courses learn from.

    `publishes_for` is how many months a document stays public (None: no limit). `holds` are its kinds of review,
    `methods` how it does them. `archive_since` is the first year of the archive that people can ask for. `address` is
    its own page, where people can ask for a document.
    """

    name: Line
    also: tuple[Line, ...] = ()
    short: Line
    kind: Literal["board", "publisher"] = "board"
    origin: Literal["real", "fictional"]
    publishes_for: Annotated[int | None, BeforeValidator(_months)]
    archive_since: Year | None = None
    address: Address | None = None
    holds: tuple[ReviewType, ...] = ()
    methods: Mapping[ReviewType, Line] = {}
    usual_documents: tuple[Expected, ...] = ()
    about: tuple[Line, ...] = ()


def _whole_days(value: object) -> object:
    found = re.fullmatch(r"(\d{1,4}) days?", str(value), re.ASCII)
    return int(found[1]) if found else value


class Boards(Part):
    """Every board by its id, and the rules for all. We announce the end of a window `notice_days` days before."""

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
                    raise BadValue(
                        phrase("Two boards are called “%(name)s”.", name=name),
                        phrase("Give each its own name."),
                    )
        return self

    def id_of(self, name: str) -> str | None:
        """The id of the board with this name, or None."""
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
        """The board that held a review, or None if we do not know it."""
        id = self.id_of(review.board)
        return self.boards[id] if id else None


@dataclass
class LoadedBoards:
    """`boards.yaml` as it was read. If it does not exist or cannot be read, there are no boards."""

    boards: Boards
    path: Path
    problems: list[Problem] = field(default_factory=list)


def load_boards(root: Path) -> LoadedBoards:
    """The boards of a folder of reviews. This never raises: everything wrong is among the problems.

    What the file says is remembered by its text, so it is quick to load again.
    """
    path = root / BOARDS_FILE
    problems: list[Problem] = []
    if not path.is_file():
        return LoadedBoards(Boards(), path)
    content = read_file(path, problems)
    if content is None:
        return LoadedBoards(Boards(), path, problems)
    boards = Boards()
    with our_own_fault(ProblemLog(path.as_posix(), problems), 0, phrase("this file")):
        boards, found = _read(content, path.as_posix())
        problems += found
    return LoadedBoards(boards, path, sorted(problems))


@lru_cache(maxsize=16)
def _read(content: str, path: str) -> tuple[Boards, tuple[Problem, ...]]:
    """The boards of a file's text and its problems, remembered by the text. If it cannot be read, there are none."""
    log = ProblemLog(path)
    return read_model(content, Boards, log) or Boards(), tuple(log.problems)
