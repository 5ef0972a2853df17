"""Looks through the columns of a file that would be left out: what they hold decides whether they may be left out."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, Literal

from elearn.tracker.imports.naming import folded
from elearn.tracker.imports.outcomes import NO, STATUS_WORDS, YES_OR_NO, may_be_result
from elearn.tracker.imports.unread import is_unread
from elearn.written_days import read_written

Holds = Literal[
    "days",
    "addresses",
    "results",
    "yes or no",
    "percentages",
    "agencies",
    "role groups",
    "courses",
    "bases",
    "leavers",
]
"""What a column may hold that says something about people: days, e-mail addresses, how a course went, or where."""
Named = Mapping[Holds, Mapping[str, Collection[str]]]
"""The names to look for, as `naming.Names.texts` has them: what each text may mean."""

_SLICE: Final = 5_000
_MOST_WORDS: Final = 40
_LONGEST: Final = 60
"""A text that is longer holds neither a day nor an address nor a result alone."""
_MAY_BE_DAY: Final = re.compile(r"(?:[a-z]{3,9}[,.]?\s+){0,2}\d{1,4}(?!\d).{3,}", re.IGNORECASE | re.ASCII)
"""What every written day looks like, to look no further at other texts. Days that are numbers alone are left out."""
_NUMBER_OF_DAY: Final = re.compile(
    r"(?:19[5-9]\d|20\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|1[0-9]{9}", re.ASCII
)
"""A day as a number: 20260331, or seconds since 1970."""
_PERCENTAGE: Final = re.compile(r"\d{1,3}(?:[.,]\d+)? ?(?:%|/ ?\d{1,3})", re.ASCII)
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class LeftOut:
    """What one column holds. `words` are its texts in small letters, if they are few. `named`: names to look for."""

    def __init__(self, named: Named) -> None:
        self._named = named
        self._meant: dict[Holds, set[str]] = {what: set() for what in named}
        self.words: set[str] | None = set()
        self._examples: dict[Holds, str] = {}
        self._number = ""
        self._lost = False
        self._numbers_alone = True

    @property
    def examples(self) -> dict[Holds, str]:
        """By what it holds, a cell that says so. Numbers are days only if they are all that it holds."""
        days: dict[Holds, str] = {"days": self._number} if self._number and self._numbers_alone else {}
        no: dict[Holds, str] = (
            {"yes or no": min(self.words & NO)} if self._is_yes_or_no and self.words else {}
        )
        return {**days, **no, **self._examples}

    def see(self, cells: Iterable[str]) -> None:
        """Look at some distinct texts of the column."""
        for cell in cells:
            if is_unread(cell):
                self._lost = True
                continue
            if cell and self._numbers_alone:
                self._numbers_alone = bool(_NUMBER_OF_DAY.fullmatch(cell))
                self._number = cell if self._numbers_alone else ""
            self._see_names(cell)
            if not cell or len(cell) > _LONGEST:
                continue
            words = cell.casefold()
            if may_be_result(cell):
                self._examples.setdefault("results", cell)
            elif "@" in cell and _ADDRESS.fullmatch(cell):
                self._examples.setdefault("addresses", cell)
            elif "days" not in self._examples and _MAY_BE_DAY.fullmatch(cell) and read_written(cell):
                self._examples.setdefault("days", cell)
            elif _PERCENTAGE.fullmatch(cell):
                self._examples.setdefault("percentages", cell)
            if self.words is not None:
                self.words.add(words)
                if len(self.words) > _MOST_WORDS:
                    self.words = None

    def _see_names(self, cell: str) -> None:
        for what, texts in self._named.items():
            if cell and (meant := texts.get(folded(cell))):
                self._examples.setdefault(what, cell)
                self._meant[what].update(meant)
            elif cell:
                self._meant[what].add("")

    def names_only(self, what: Holds, identifier: str) -> bool:
        """Whether every cell of it names this one thing."""
        return self._meant.get(what) == {identifier}

    @property
    def is_empty(self) -> bool:
        """Whether no cell of it holds anything."""
        return self.words is not None and not self.words and not self._lost

    @property
    def is_lost(self) -> bool:
        """Whether all that it holds are cells whose content is lost."""
        return self.words is not None and not self.words and self._lost

    @property
    def is_percentages(self) -> bool:
        """Whether it holds percentages and nothing else that we know."""
        return set(self.examples) == {"percentages"}

    @property
    def is_status(self) -> bool:
        """Whether every cell of it says how far someone is."""
        return bool(self.words) and self.words <= STATUS_WORDS  # type: ignore[operator]

    @property
    def _is_yes_or_no(self) -> bool:
        """Whether every cell of it is yes or no, and one is no."""
        return bool(self.words and self.words <= YES_OR_NO and self.words & NO)

    @property
    def is_days(self) -> bool:
        """Whether it holds days and nothing else that we know, or is empty."""
        return self.is_empty or set(self.examples) == {"days"}


def survey(
    rows: Iterable[tuple[int, Sequence[str]]], places: Collection[int], named: Named
) -> dict[int, LeftOut]:
    """What the columns at these places hold, from every row of a file. `named`: names to look for in them."""
    found = {place: LeftOut(named) for place in places}
    if found:
        for distinct in distinct_cells(rows, places):
            for place, cells in distinct.items():
                found[place].see(cells)
    return found


def distinct_cells(
    rows: Iterable[tuple[int, Sequence[str]]], places: Collection[int]
) -> Iterator[dict[int, set[str]]]:
    """The distinct texts of some columns, some thousand rows after others, so that a long file takes little memory."""
    left = iter(rows)
    while slice_ := [cells for _, cells in islice(left, _SLICE)]:
        yield {place: {cells[place] for cells in slice_} for place in places}
