"""Examines a file: reads its cells, applies the rules of its kind, and keeps of each row what is needed later."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from elearn.characters import plain
from elearn.database import Connection
from elearn.days import today
from elearn.phrases import phrase
from elearn.problems import BadValue
from elearn.tracker.imports.base import REQUIRED, Kind, Progress, Sheet, unheard
from elearn.tracker.imports.cells import MARKS, Reader, as_sent
from elearn.tracker.imports.filerows import FileRow, Kept
from elearn.tracker.imports.headers import all_columns
from elearn.tracker.imports.limits import Limits
from elearn.tracker.imports.understanding import Asked, Understood
from elearn.tracker.imports.unread import UNREAD_STARTS, is_unread, why_unread

EXAMPLES: Final = 5
"""How many rows are shown as they will be kept."""
_LOOKED_AT: Final = 200
"""Among how many of the first rows these are looked for: some turn out to say nothing new."""
_LONGEST: Final = 1_000
"""No value has so many characters, and a message shows the cell that is wrong."""
_QUOTE: Final = phrase("Put quotation marks around a text that holds the separator.")
SLICE: Final = 5_000
"""How many rows of a long file are examined at a time. What they come to does not depend on it."""


@dataclass(frozen=True, slots=True)
class Examined:
    """Every row of a file, kept small, and what the rules found. `sheet` is its last slice.

    `examples` are the first rows as they will be kept: a text for each of the kind's columns.
    """

    kept: Kept
    sheet: Sheet
    examples: list[list[str]]


def examined(
    conn: Connection,
    kind: Kind,
    how: Understood,
    limits: Limits,
    asked: Asked,
    progress: Progress = unheard,
) -> Examined:
    """Every row, with its values or its problems. `how` is how the file is read, with no question left."""
    sheet = Sheet(
        (),
        frozenset(how.places),
        limits.held,
        today(),
        visible=limits.visible,
        written=limits.written,
        change_addresses=limits.change_addresses,
        by_form=limits.by_form,
        sender=limits.sender,
        replacing=limits.replacing,
        header=how.table.header,
        answers=asked.answers,
        course=asked.course,
        by=limits.by,
        session=asked.session,
    )
    kept = Kept(kind.packed)
    kind.begin(conn, sheet)
    read = line_reader(kind, how.places, len(how.labels), how.readers, how.given)
    lines = (read(number, cells) for number, cells in how.rows)
    shown: dict[int, list[str]] = {}
    for slice_ in _slices(lines, SLICE if kind.packed else None):
        sheet.lines = slice_
        kind.examine(conn, sheet)
        for place, line in enumerate(slice_, len(kept)):
            if len(shown) == _LOOKED_AT:
                break
            if line.action in ("new", "changed"):
                shown[place] = kind.shown(line)
        kept.add(slice_)
        progress(len(kept), max(how.table.most, len(kept)))
    kind.finish(conn, sheet, kept)
    progress(len(kept), len(kept))
    examples = [shown[line.place] for line in kept.to_apply[:_LOOKED_AT] if line.place in shown]
    return Examined(kept, sheet, examples[:EXAMPLES])


def _slices(lines: Iterable[FileRow], size: int | None) -> Iterator[list[FileRow]]:
    """The lines, so many at a time (None: all at once). A file without rows is one empty slice."""
    left = iter(lines)
    slice_ = list(islice(left, size))
    yield slice_
    while size is not None and (slice_ := list(islice(left, size))):
        yield slice_


def line_reader(
    kind: Kind,
    places: Mapping[str, int],
    width: int,
    readers: Mapping[str, Reader] | None = None,
    given: Mapping[str, str] | None = None,
) -> Callable[[int, Sequence[str]], FileRow]:
    """A function that reads one row: each cell that cannot be read is a problem of the row.

    It is made once for a file, because what it needs of each column is the same for a million rows. `width` is how
    many cells the header has. `readers` are those of columns that are not read as usual in this file, and `given` the
    values of columns that the file does not have.
    """
    readers, given = readers or {}, given or {}
    replaced = kind.replaced(places)
    absent = {
        column.key: given.get(column.name, column.blank)
        for column in all_columns(kind)
        if column.name not in places and (column.blank is not REQUIRED or column.name in given)
    }
    columns = [
        (
            places.get(column.name, width),
            column.name,
            column.key,
            readers.get(column.name, column.read),
            None if column.name in replaced else column.blank,
        )
        for column in all_columns(kind)
        if column.key not in absent
    ]

    def read(number: int, cells: Sequence[str]) -> FileRow:
        line = FileRow(number, cells, absent.copy())
        sent = len(cells)
        if sent > width and any(cells[width:]):
            message = phrase(
                "There are %(cells)s cells, but the header has %(most)s.", cells=sent, most=width
            )
            line.reject("", "cells", message, _QUOTE)
            return line
        values = line.values
        for place, name, key, understand, blank in columns:
            cell = cells[place] if place < sent else ""
            if not cell.isascii():
                cell = plain(cell)
            if cell[:1] in MARKS:
                cell = as_sent(cell)
            if not cell:
                if blank is REQUIRED:
                    message = phrase("The cell in %(column)s is blank.", column=name)
                    line.reject(name, "blank", message, phrase("Fill it in."))
                else:
                    values[key] = blank
            elif cell[0] in UNREAD_STARTS and is_unread(cell):
                line.reject(name, "unread", *why_unread(cell, name))
            elif len(cell) > _LONGEST:
                line.reject(name, "value", *_too_long(cell, name))
            else:
                try:
                    values[key] = understand(cell, name)
                except BadValue as error:
                    line.reject(name, "value", error.message, error.remedy)
        return line

    return read


def _too_long(cell: str, column: str) -> tuple[str, str]:
    """What is wrong with a cell that is too long, and what to do."""
    message = phrase(
        "The cell in %(column)s has %(count)s characters.", column=column, count=f"{len(cell):,}"
    )
    return message, phrase("Check that nothing else was pasted there.")
