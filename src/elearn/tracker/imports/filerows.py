"""Rows of a file: one as it is examined (`FileRow`), and all of them after that, kept small (`Kept`).

A file may have a million rows, so a row that was examined keeps only what is written later. Its cells are not kept:
whoever shows them reads the file again (`staging.Preview.with_cells`).
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, overload

from elearn.phrases import nphrase, phrase
from elearn.problems import Problem

Action = Literal["new", "changed", "unchanged", "rejected", "not completed"]
_ACTIONS: Final[tuple[Action, ...]] = ("new", "changed", "unchanged", "rejected", "not completed")
_CODES: Final = {action: code for code, action in enumerate(_ACTIONS)}
_SHOWN: Final = 10
_TO_APPLY: Final = (_CODES["new"], _CODES["changed"])


@dataclass(slots=True)
class FileRow:
    """One row of the file: its number there, its cells as sent, its values as understood, and its problems.

    The path of each problem is the column's name, and its line is the row's number. `place` is where the row stands
    among all that are kept, from 0: several rows may have one number, if a report has a row for each person.
    """

    number: int
    cells: Sequence[str]
    values: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    action: Action = "new"
    repeats: int = 0  # the number of an earlier row that says exactly the same
    place: int = -1

    def reject(self, column: str, rule: str, message: str, remedy: str) -> None:
        """Say that the row cannot be applied, and why. `column` is the column's name, or "" for the whole row."""
        problem = Problem(column, self.number, 0, rule, "error", message, remedy)
        self.problems = (*self.problems, problem)
        self.action = "rejected"

    @property
    def good(self) -> bool:
        """True if nothing is wrong with the row so far."""
        return not self.problems


class Kept:
    """Every row of a file after it was examined, in the file's order.

    `fields` are the values to keep of a row that can be applied. Of other rows only the number, the action and the
    problems stay. Without `fields` rows stay as they are, which is only for kinds whose files are short.
    """

    def __init__(self, fields: Sequence[str] = ()) -> None:
        self._fields = tuple(fields)
        self._numbers = array("I")
        self._actions = bytearray()
        self._rows: list[Any] = []
        self._unlisted = 0
        self._not_completed = 0

    @classmethod
    def all_unchanged(cls, count: int, not_completed: int = 0) -> "Kept":
        """So many rows that say nothing new, and that nobody has looked at one by one."""
        kept = cls()
        kept._unlisted, kept._not_completed = count + not_completed, not_completed
        return kept

    @property
    def is_listed(self) -> bool:
        """False if the rows were only counted (`all_unchanged`)."""
        return not self._unlisted

    def add(self, lines: Iterable[FileRow]) -> None:
        """Keep more rows, which come after those that are kept."""
        for line in lines:
            self._numbers.append(line.number)
            self._actions.append(_CODES[line.action])
            self._rows.append(self._small(line))

    def put(self, line: FileRow) -> None:
        """Keep a row that is here already, as it is now."""
        place = line.place if line.place >= 0 else self._place(line.number)
        self._actions[place] = _CODES[line.action]
        self._rows[place] = self._small(line)

    def row(self, number: int) -> FileRow:
        """The row with this number in the file."""
        return self._whole(self._place(number))

    def __len__(self) -> int:
        return len(self._numbers) or self._unlisted

    def __iter__(self) -> Iterator[FileRow]:
        return (self._whole(place) for place in range(len(self._numbers)))

    def counts(self) -> Counter[str]:
        """How many rows there are of each action."""
        if not self.is_listed:
            done = self._unlisted - self._not_completed
            return Counter({"unchanged": done, "not completed": self._not_completed})
        return Counter({action: self._actions.count(code) for action, code in _CODES.items()})

    def values(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """The number and the kept values of each row that has any, in the order of the kind's `packed`."""
        return ((self._numbers[place], row) for place, row in enumerate(self._rows) if isinstance(row, tuple))

    @property
    def to_apply(self) -> "Lines":
        """The rows that would be written."""
        return Lines(self, self._places(*_TO_APPLY))

    @property
    def rejected(self) -> "Lines":
        """The rows that cannot be applied. Each says why in `problems`."""
        return Lines(self, self._places(_CODES["rejected"]))

    def _value_of(self, name: str) -> Callable[[int], Any]:
        """A function that gives this kept value of the row at a place."""
        column = self._fields.index(name)
        return lambda place: self._rows[place][column]

    def _values_at(self, places: Iterable[int], names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Some kept values of the rows at these places, which can be applied."""
        rows = map(self._rows.__getitem__, places)
        if not self._fields:
            return (tuple(map(row.values.get, names)) for row in rows)
        columns = [self._fields.index(name) if name in self._fields else -1 for name in names]
        return (tuple(None if column < 0 else row[column] for column in columns) for row in rows)

    def _places(self, *codes: int) -> "array[int]":
        return array("I", (place for place, code in enumerate(self._actions) if code in codes))

    def _place(self, number: int) -> int:
        return bisect_left(self._numbers, number)

    def _small(self, line: FileRow) -> Any:
        if line.problems or not self._fields:
            return FileRow(
                line.number,
                (),
                {} if self._fields else line.values,
                line.problems,
                line.action,
                line.repeats,
            )
        if line.repeats or line.action == "not completed":
            return None
        get = line.values.get
        return tuple([get(name) for name in self._fields])

    def _whole(self, place: int) -> FileRow:
        row = self._rows[place]
        if isinstance(row, FileRow):
            row.place = place
            return row
        values = {} if row is None else dict(zip(self._fields, row, strict=True))
        return FileRow(self._numbers[place], (), values, (), _ACTIONS[self._actions[place]], place=place)


class Lines(Sequence[FileRow]):
    """Some rows of those kept. Each is made when it is read, so that many cost no more memory than one."""

    def __init__(self, kept: Kept, places: Sequence[int]) -> None:
        self._kept, self._places = kept, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> FileRow: ...
    @overload
    def __getitem__(self, index: slice) -> "Lines": ...
    def __getitem__(self, index: int | slice) -> "FileRow | Lines":
        if isinstance(index, slice):
            return Lines(self._kept, self._places[index])
        return self._kept._whole(self._places[index])

    def __iter__(self) -> Iterator[FileRow]:
        return map(self._kept._whole, self._places)

    def counts(self, *names: str) -> Counter[tuple[Any, ...]]:
        """How many rows have the same of these values. A value that rows do not keep is None."""
        return Counter(self._kept._values_at(self._places, names))

    def ordered_by(self, name: str) -> "Lines":
        """The same rows, ordered by one of the values that are kept. Rows with the same value stay in order."""
        return Lines(self._kept, sorted(self._places, key=self._kept._value_of(name)))


def rows(numbers: Sequence[int]) -> str:
    """The first ten row numbers, as in "rows 3, 7 and 20 more". In other languages it stands best after a colon."""
    shown, more = ", ".join(f"{number:,}" for number in numbers[:_SHOWN]), len(numbers) - _SHOWN
    if more > 0:
        return phrase("rows %(rows)s and %(count)s more", rows=shown, count=f"{more:,}")
    return nphrase("row %(rows)s", "rows %(rows)s", len(numbers), rows=shown)
