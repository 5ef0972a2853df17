"""Examines a file: reads its cells, applies the rules of its kind, and keeps of each row what is needed later."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from elearn.database import Connection
from elearn.days import today
from elearn.problems import BadValue, ProblemLog
from elearn.tracker.imports.base import REQUIRED, Kind, Progress, Sheet, unheard
from elearn.tracker.imports.cells import as_sent
from elearn.tracker.imports.filerows import FileRow, Kept
from elearn.tracker.imports.headers import match_header
from elearn.tracker.imports.reading import Table

SLICE: Final = 5_000
"""How many rows of a long file are examined at a time. What they come to does not depend on it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an import may do, and what the sender knows.

    `held`: the agencies that it is limited to (None: no limit). `visible`: the agencies that the sender may know of
    (None: all). `written`: the courses that are written here (ids, or a mapping to their titles).
    `change_addresses`: people whose staff number and name are known get the address of their row.
    """

    held: frozenset[str] | None = None
    visible: frozenset[str] | None = None
    written: Collection[str] = ()
    change_addresses: bool = False
    by_form: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """Every row of a file, kept small, and what the rules found. `sheet` is its last slice."""

    kept: Kept
    sheet: Sheet
    ignored_columns: list[str]


def examined(
    conn: Connection,
    kind: Kind,
    table: Table,
    filename: str,
    limits: Limits,
    kinds: Collection[type[Kind]] = (),
    progress: Progress = unheard,
) -> Examined:
    """Every row, with its values or its problems.

    Raises InputFault if the whole file cannot be used, as when it is one of another of the `kinds`.
    """
    places, ignored = readable_columns(kind, table, filename, limits, kinds)
    sheet = Sheet(
        (),
        frozenset(places),
        limits.held,
        today(),
        visible=limits.visible,
        written=limits.written,
        change_addresses=limits.change_addresses,
        by_form=limits.by_form,
    )
    kept = Kept(kind.packed)
    kind.begin(conn, sheet)
    read = line_reader(kind, places, len(table.header))
    lines = (read(number, cells) for number, cells in table.rows)
    for slice_ in _slices(lines, SLICE if kind.packed else None):
        sheet.lines = slice_
        kind.examine(conn, sheet)
        kept.add(slice_)
        progress(len(kept), max(table.most, len(kept)))
    kind.finish(conn, sheet, kept)
    progress(len(kept), len(kept))
    return Examined(kept, sheet, ignored)


def readable_columns(
    kind: Kind, table: Table, filename: str, limits: Limits, kinds: Collection[type[Kind]] = ()
) -> tuple[dict[str, int], list[str]]:
    """The place of each of the kind's columns, and the headers of the columns that we ignore.

    Raises InputFault if the file cannot be read as one of this kind, or may not be limited to some agencies.
    """
    if limits.held is not None and not kind.holdable:
        log = ProblemLog(filename)
        message = f"Files of {kind.name} are for every agency."
        log.error("held", 0, message, "Import it without naming an agency.")
        log.raise_if_any()
    return match_header(kind, table, filename, kinds)


def _slices(lines: Iterable[FileRow], size: int | None) -> Iterator[list[FileRow]]:
    """The lines, so many at a time (None: all at once). A file without rows is one empty slice."""
    left = iter(lines)
    slice_ = list(islice(left, size))
    yield slice_
    while size is not None and (slice_ := list(islice(left, size))):
        yield slice_


def line_reader(kind: Kind, places: Mapping[str, int], width: int) -> Callable[[int, Sequence[str]], FileRow]:
    """A function that reads one row: each cell that cannot be read is a problem of the row.

    It is made once for a file, because what it needs of each column is the same for a million rows. `width` is how
    many cells the header has.
    """
    absent = {
        column.key: column.blank
        for column in kind.columns
        if column.name not in places and column.blank is not REQUIRED
    }
    columns = [
        (places.get(column.name, width), column.name, column.key, column.read, column.blank)
        for column in kind.columns
        if column.key not in absent
    ]

    def read(number: int, cells: Sequence[str]) -> FileRow:
        line = FileRow(number, cells, absent.copy())
        sent = len(cells)
        if sent > width and any(cells[width:]):
            message = f"There are {sent} cells, but the header has {width}."
            line.reject("", "cells", message, "Put quotation marks around a text that holds the separator.")
            return line
        values = line.values
        for place, name, key, understand, blank in columns:
            cell = as_sent(cells[place]) if place < sent else ""
            if cell:
                try:
                    values[key] = understand(cell, name)
                except BadValue as error:
                    line.reject(name, "value", error.message, error.remedy)
            elif blank is REQUIRED:
                line.reject(name, "blank", f"The cell in {name} is blank.", "Fill it in.")
            else:
                values[key] = blank
        return line

    return read
