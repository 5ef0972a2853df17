"""What every kind of import shares: columns, rows, looking ids up, and comparing with what is stored.

A kind gives its columns and its rules (`Kind`, or `TableKind` if a row of the file is a row of one table). Reading,
matching the header, reporting and applying are the same for all kinds.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any, ClassVar, Final, Literal

from elearn.database import Connection
from elearn.problems import Problem, ProblemLog
from elearn.tracker.imports.cells import Reader

REQUIRED: Final = object()
Action = Literal["new", "changed", "unchanged", "rejected"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file.

    `needed`: the header must have it. `blank`: the value of an empty cell, or `REQUIRED` if no cell may be empty.
    `field`: the name of the value in our code and in the table, if it is not the column's name. `about`: what to
    write in it, in plain words for the person who fills in the file.
    """

    name: str
    read: Reader
    needed: bool = True
    blank: Any = REQUIRED
    field: str = ""
    about: str = ""

    @property
    def key(self) -> str:
        """The name of the value in `FileRow.values`."""
        return self.field or self.name


@dataclass(slots=True)
class FileRow:
    """One row of the file: its number there, its cells as sent, its values as understood, and its problems.

    `log` exists only after the first problem, because a file may have a million rows without any.
    """

    number: int
    cells: Sequence[str]
    values: dict[str, Any] = field(default_factory=dict)
    log: ProblemLog | None = None
    action: Action = "new"
    repeats: int = 0  # the number of an earlier row that says exactly the same

    def reject(self, column: str, rule: str, message: str, remedy: str) -> None:
        """Say that the row cannot be applied, and why. `column` is the column's name, or "" for the whole row."""
        if self.log is None:
            self.log = ProblemLog("")
        self.log.add(Problem(column, self.number, 0, rule, "error", message, remedy))
        self.action = "rejected"

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the row. The path of each is the column's name, and the line is the row's number."""
        return self.log.problems if self.log else ()

    @property
    def good(self) -> bool:
        """True if nothing is wrong with the row so far."""
        return self.log is None


@dataclass(slots=True)
class Sheet:
    """Every row of a file, with what the rules may depend on.

    `present`: the columns that the file has. `held`: the agencies that the import is limited to (None: no limit).
    `notes`: what the sender should know, although nothing is wrong. `written`: the courses that are written here,
    published or not.
    """

    lines: list[FileRow]
    present: frozenset[str]
    held: frozenset[str] | None
    today: date
    notes: list[str] = field(default_factory=list)
    written: Collection[str] = ()

    def good(self) -> list[FileRow]:
        """The rows with nothing wrong so far, without those that only repeat an earlier row."""
        return [line for line in self.lines if line.good and not line.repeats]

    def hold(self, line: FileRow, agency: str | None) -> None:
        """Reject a row about an agency that the import may not change."""
        if self.held is not None and agency not in self.held:
            message = (
                f"“{agency}” is not the agency of this import."
                if agency
                else "This would apply to every agency."
            )
            line.reject(
                "agency", "held", message, "Keep to the agency that you are importing for, and its children."
            )

    def once(self, keys: Sequence[str], fields: Sequence[str], what: str) -> None:
        """Reject each row with the same `keys` as an earlier row. If its `fields` agree too, it changes nothing."""
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
                message = f"Row {first.number} is about the same {what}."
                line.reject("", "repeated", message, "Keep one of the two.")
        if again:
            self.notes.append(f"Left alone, since an earlier row says the same: {rows(again)}.")

    def not_after_today(self, line: FileRow, column: Column) -> None:
        """Reject a day after today."""
        value = line.values.get(column.key)
        if value is not None and value > self.today.isoformat():
            line.reject(
                column.name,
                "future",
                f"{value} in {column.name} is in the future.",
                "Write the day on which it was so.",
            )

    def in_order(self, line: FileRow, first: Column, last: Column) -> None:
        """Reject a period that ends before it starts."""
        start, end = line.values.get(first.key), line.values.get(last.key)
        if start is not None and end is not None and end < start:
            message = f"{end} in {last.name} is before {start} in {first.name}."
            line.reject(
                last.name, "order", message, "Check both days; leave the last blank if it is still open."
            )


def rows(numbers: Sequence[int]) -> str:
    """The first ten row numbers, as in "rows 3, 7 and 20 more"."""
    shown = ", ".join(f"{number:,}" for number in numbers[:10])
    more = f" and {len(numbers) - 10:,} more" if len(numbers) > 10 else ""
    return f"row{'s' if len(numbers) > 1 else ''} {shown}{more}"


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


class Known:
    """The ids that a column may name, and what to suggest for an id that does not exist.

    `what` is one of them in words, as in "agency"; `import_as` is the kind of file that brings them. `written` are the
    courses that are written here (ids, or a mapping to their titles). Those that are not among `names` are not
    published yet.
    """

    def __init__(
        self, what: str, names: Mapping[str, str], import_as: str, written: Collection[str] = ()
    ) -> None:
        self._what, self._import_as = what, import_as
        self._ids = {identifier.casefold(): identifier for identifier in names}
        self._names = {name.casefold(): identifier for identifier, name in names.items()}
        self._suggested: dict[str, str] = {}
        self._written = written

    def resolve(self, line: FileRow, column: str) -> None:
        """Put our spelling of the id into the row's value, or reject the row with the ids that it may mean."""
        written = line.values.get(column)
        if written is None:
            return
        found = self._ids.get(written.casefold())
        if found is not None:
            line.values[column] = found
        elif unpublished := self._unpublished.get(written.casefold()):
            line.values[column] = unpublished
            line.reject(column, "unpublished", *_not_published(unpublished))
        else:
            line.reject(column, "unknown", f"There is no {self._what} “{written}”.", self._remedy(written))

    def adopt(self, line: FileRow, column: str) -> None:
        """Put our spelling of an id that exists: ids that differ only in case are the same."""
        written = line.values[column]
        line.values[column] = self._ids.get(written.casefold(), written)

    @cached_property
    def _unpublished(self) -> dict[str, str]:
        """The ids of the courses that are written here and not published, by id and by title."""
        titles = (
            self._written if isinstance(self._written, Mapping) else {each: each for each in self._written}
        )
        by_title = {title.casefold(): each for each, title in titles.items()}
        return by_title | {each.casefold(): each for each in titles}

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


def known_courses(conn: Connection, written: Collection[str] = ()) -> Known:
    """The courses that a row may name: ours and those taught elsewhere. `written` are those that are written here."""
    return Known("course", _names(conn, "select id, title from course"), "courses", written)


def _not_published(course: str) -> tuple[str, str]:
    """What is wrong with a row that names a course that is written here and not published, and what to do."""
    return (
        f"The course “{course}” is written here but not published yet.",
        f"Publish it: open it in Courses, Exports, and press “Publish here”, or run `elearn build {course}`.",
    )


def _names(conn: Connection, sql: str) -> dict[str, str]:
    return dict(conn.tuples(sql))


class Kind:
    """One kind of file. One module holds everything about a kind: its columns, its rules, how it is written."""

    name: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    row: ClassVar[str]  # what a row of the file is, in words
    example: ClassVar[tuple[tuple[str, ...], ...]]  # rows of invented data, a cell for each of `columns`
    leads: ClassVar[bool] = False  # an agency's lead may import it for their agency
    holdable: ClassVar[bool] = True  # its rows belong to agencies, so an import can be limited to one

    def missing(self, present: Collection[str]) -> list[str]:
        """The needed columns that are not among those `present`."""
        return [column.name for column in self.columns if column.needed and column.name not in present]

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        """Reject the rows that break a rule; set the `action` of each other row: new, changed or unchanged."""
        raise NotImplementedError

    def write(self, conn: Connection, lines: Sequence[FileRow], batch: int) -> None:
        """Write the rows that are new or changed, and refresh the standings of the people they are about."""
        raise NotImplementedError


class TableKind(Kind):
    """A kind whose row is a row of one table. A row with a `key` that is stored changes that row."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    fields: ClassVar[tuple[str, ...]]  # the other columns of the table that the file gives
    what: ClassVar[str]  # the key in words, for a message
    conflict: ClassVar[str] = ""  # the columns of the unique index, if they are not just the key

    def check(self, conn: Connection, sheet: Sheet) -> None:
        """Apply the kind's own rules: reject each row that breaks one."""
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
        """Apply rules about changing a stored row. `before` is what is stored. By default there are none."""

    def write(self, conn: Connection, lines: Sequence[FileRow], batch: int) -> None:
        self.upsert(conn, lines)

    def upsert(self, conn: Connection, lines: Iterable[FileRow]) -> None:
        """Insert or update the table's rows."""
        columns = (*self.key, *self.fields)
        conn.many(
            f"""
            insert into {self.table} ({", ".join(columns)}) values ({", ".join(f":{name}" for name in columns)})
            on conflict ({self.conflict or ", ".join(self.key)}) do update
               set {", ".join(f"{name} = excluded.{name}" for name in self.fields)}
            """,
            ({name: line.values[name] for name in columns} for line in lines),
        )
