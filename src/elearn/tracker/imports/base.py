"""What every kind of import shares: columns, lines, looking things up, and comparing with what is kept.

A kind says its columns and its rules (`Kind`, or `TableKind` where a row of the file is a row of one table); reading,
matching the header, reporting and applying are the same for all.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any, ClassVar, Final, Literal

from elearn.database import Connection
from elearn.tracker.imports.cells import Reader

REQUIRED: Final = object()
Action = Literal["new", "changed", "unchanged", "rejected"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file. `needed`: the header must have it. `blank`: what an empty cell means, if it may be empty.

    `field` is what the value is called inside (and in the table), where that is not the column's name.
    """

    name: str
    read: Reader
    needed: bool = True
    blank: Any = REQUIRED
    field: str = ""

    @property
    def key(self) -> str:
        """What the value is called inside."""
        return self.field or self.name


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a row. `column` is as in the file's description; blank: the whole row."""

    column: str
    rule: str
    message: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.column}: " if self.column else ""
        return f"{where}{self.message}. {self.remedy}"


@dataclass(slots=True)
class FileRow:
    """One row of the file: its number there, its cells as sent, its values as understood, and what is wrong with it."""

    number: int
    cells: Sequence[str]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    action: Action = "new"
    repeats: int = 0  # the number of the row that said the very same

    def reject(self, column: str, rule: str, message: str, remedy: str) -> None:
        """Says that the row cannot be applied, and why."""
        self.faults.append(Fault(column, rule, message, remedy))
        self.action = "rejected"

    @property
    def good(self) -> bool:
        """True while nothing is wrong with it."""
        return not self.faults


@dataclass(slots=True)
class Sheet:
    """Every line of a file, with what its rules may depend on.

    `present`: the columns that the file has. `held`: the agencies that the import is held to (None: not held).
    `notes`: what the sender should know, although it is no fault.
    """

    lines: list[FileRow]
    present: frozenset[str]
    held: frozenset[str] | None
    today: date
    notes: list[str] = field(default_factory=list)

    def good(self) -> list[FileRow]:
        """The lines with which nothing is wrong so far, but for those that only repeat another."""
        return [line for line in self.lines if line.good and not line.repeats]

    def hold(self, line: FileRow, agency: str | None) -> None:
        """Rejects a line that is about an agency outside the one that the import is held to."""
        if self.held is not None and agency not in self.held:
            message = (
                f"“{agency}” is not the agency of this import"
                if agency
                else "this would apply to every agency"
            )
            line.reject(
                "agency", "held", message, "Keep to the agency that you are importing for, and its children."
            )

    def once(self, keys: Sequence[str], fields: Sequence[str], what: str) -> None:
        """Rejects each line that is about the same as an earlier one; the very same again changes nothing."""
        seen: dict[tuple[Any, ...], FileRow] = {}
        again: list[int] = []
        for line in self.good():
            first = seen.setdefault(tuple(_folded(line.values[name]) for name in keys), line)
            if first is line:
                continue
            if all(first.values[name] == line.values[name] for name in fields):
                line.repeats, line.action = first.number, "unchanged"
                again.append(line.number)
            else:
                message = f"row {first.number} is about the same {what}"
                line.reject("", "repeated", message, "Keep one of the two.")
        if again:
            self.notes.append(f"Left alone, since an earlier row says the same: {rows(again)}.")

    def not_after_today(self, line: FileRow, column: Column) -> None:
        """Rejects a day that is yet to come."""
        value = line.values.get(column.key)
        if value is not None and value > self.today.isoformat():
            line.reject(
                column.name, "future", f"{value} is in the future", "Write the day on which it was so."
            )

    def in_order(self, line: FileRow, first: Column, last: Column) -> None:
        """Rejects a period that ends before it starts."""
        start, end = line.values.get(first.key), line.values.get(last.key)
        if start is not None and end is not None and end < start:
            message = f"{end} is before {first.name} {start}"
            line.reject(
                last.name, "order", message, "Check both days; leave the last blank if it is still open."
            )


def rows(numbers: Sequence[int]) -> str:
    """Row numbers for a note, the first few of them: "rows 3, 7 and 20 more"."""
    shown = ", ".join(f"{number:,}" for number in numbers[:10])
    more = f" and {len(numbers) - 10:,} more" if len(numbers) > 10 else ""
    return f"row{'s' if len(numbers) > 1 else ''} {shown}{more}"


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


class Known:
    """The ids that a column may name, and what to suggest instead of one that is not there."""

    def __init__(self, what: str, names: Mapping[str, str], import_as: str) -> None:
        self._what, self._import_as = what, import_as
        self._ids = {identifier.casefold(): identifier for identifier in names}
        self._names = {name.casefold(): identifier for identifier, name in names.items()}
        self._suggested: dict[str, str] = {}

    def resolve(self, line: FileRow, column: str) -> None:
        """Puts the id as we write it in the line's value, or rejects the line with what it may have meant."""
        written = line.values.get(column)
        if written is None:
            return
        found = self._ids.get(written.casefold())
        if found is not None:
            line.values[column] = found
        else:
            line.reject(column, "unknown", f"there is no {self._what} “{written}”", self._remedy(written))

    def adopt(self, line: FileRow, column: str) -> None:
        """Writes an id that is known as we write it: ids that differ in case alone are the same."""
        written = line.values[column]
        line.values[column] = self._ids.get(written.casefold(), written)

    def _remedy(self, written: str) -> str:
        folded = written.casefold()
        if folded not in self._suggested:
            self._suggested[folded] = self._suggest(folded)
        return self._suggested[folded]

    def _suggest(self, folded: str) -> str:
        if folded in self._names:
            return f"Write its id, “{self._names[folded]}”."
        near = [self._ids[each] for each in get_close_matches(folded, self._ids, n=2, cutoff=0.7)]
        near += [self._names[each] for each in get_close_matches(folded, self._names, n=1, cutoff=0.75)]
        if near:
            return "Did you mean " + " or ".join(f"“{each}”" for each in dict.fromkeys(near)) + "?"
        return f"Check the id, or import it first as one of the {self._import_as}."


def known_agencies(conn: Connection) -> Known:
    """The agencies that a row may name."""
    return Known("agency", _names(conn, "select id, name from agency"), "agencies")


def known_role_groups(conn: Connection) -> Known:
    """The role groups that a row may name."""
    return Known("role group", _names(conn, "select id, name from role_group"), "role groups")


def known_courses(conn: Connection) -> Known:
    """The courses that a row may name, ours and others'."""
    return Known("course", _names(conn, "select id, title from course"), "courses")


def _names(conn: Connection, sql: str) -> dict[str, str]:
    return dict(conn.tuples(sql))


class Kind:
    """One kind of file. A subclass is complete in one module: its columns, its rules, how it is written."""

    name: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    leads: ClassVar[bool] = False  # an agency's lead may import it, held to their agency
    holdable: ClassVar[bool] = True  # its rows belong to agencies, so that it can be held to one

    def missing(self, present: Collection[str]) -> list[str]:
        """The columns that the header should have and has not."""
        return [column.name for column in self.columns if column.needed and column.name not in present]

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        """Rejects what the rules do not allow, and says of each other line whether it is new, changed or unchanged."""
        raise NotImplementedError

    def write(self, conn: Connection, lines: Sequence[FileRow], batch: int) -> None:
        """Writes the lines that are new or changed, and brings the standings that they touch up to date."""
        raise NotImplementedError


class TableKind(Kind):
    """A kind whose row is a row of one table, new or the same as one with the same key."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    fields: ClassVar[tuple[str, ...]]  # the other columns of the table that the file gives
    what: ClassVar[str]  # what a key stands for, in a message
    conflict: ClassVar[str] = ""  # the unique index's columns, where they are not just the key

    def check(self, conn: Connection, sheet: Sheet) -> None:
        """The kind's own rules; lines that break one are rejected."""
        raise NotImplementedError

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        self.check(conn, sheet)
        sheet.once(self.key, self.fields, self.what)
        columns = (*self.key, *self.fields)
        width = len(self.key)
        kept = {
            row[:width]: row[width:] for row in conn.tuples(f"select {', '.join(columns)} from {self.table}")
        }
        absent = {column.key for column in self.columns if column.name not in sheet.present}
        for line in sheet.good():
            before = kept.get(tuple(line.values[name] for name in self.key))
            if before is None:
                continue
            for name, value in zip(self.fields, before, strict=True):
                if name in absent:
                    line.values[name] = value
            after = tuple(line.values[name] for name in self.fields)
            line.action = "unchanged" if after == before else "changed"
            self.changes(line, dict(zip(self.fields, before, strict=True)))

    def changes(self, line: FileRow, before: Mapping[str, Any]) -> None:
        """A place for rules about changing what is kept."""

    def write(self, conn: Connection, lines: Sequence[FileRow], batch: int) -> None:
        self.upsert(conn, lines)

    def upsert(self, conn: Connection, lines: Iterable[FileRow]) -> None:
        """Writes the table's rows."""
        columns = (*self.key, *self.fields)
        conn.many(
            f"""
            insert into {self.table} ({", ".join(columns)}) values ({", ".join(f":{name}" for name in columns)})
            on conflict ({self.conflict or ", ".join(self.key)}) do update
               set {", ".join(f"{name} = excluded.{name}" for name in self.fields)}
            """,
            ({name: line.values[name] for name in columns} for line in lines),
        )
