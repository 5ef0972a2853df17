"""What every kind of import shares: columns, rows, and comparing with what is stored.

A kind gives its columns and its rules (`Kind`, or `TableKind` if a row of the file is a row of one table). Reading,
matching the header, reporting and applying are the same for all kinds.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Final

from elearn.database import Connection
from elearn.phrases import first_of, phrase
from elearn.tracker.imports.cells import Reader
from elearn.tracker.imports.filerows import FileRow, Kept, rows
from elearn.tracker.imports.naming import Names, folded
from elearn.tracker.imports.questions import Answers
from elearn.tracker.scope import Actor

Progress = Callable[[int, int], None]
"""Is told how many rows are done, of how many."""
REQUIRED: Final = object()
_PART: Final = 2_000
_BETWEEN, _ABSENT = "\x1f", "\x1e"
"""What stands between values in one text, and for no value. No cell that can be read holds either."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file.

    `needed`: the header must have it. `blank`: the value of an empty cell, or `REQUIRED` if no cell may be empty.
    `field`: the name of the value in our code and in the table, if it is not the column's name. `about`: what to
    write in it, in plain words for the person who fills in the file. `also`: other headers for it, as real systems
    write them. `absent`: what it means if the file has no such column, to finish "There is no column …, so".
    `no_end`: it is the last day of something, and blank means that it goes on. `about` and `absent` are phrases.
    `write` makes a text of a value that `read` reads as the same value.
    """

    name: str
    read: Reader
    needed: bool = True
    blank: Any = REQUIRED
    field: str = ""
    about: str = ""
    also: tuple[str, ...] = ()
    absent: str = ""
    no_end: bool = False
    write: Callable[[Any], str] = str

    @property
    def key(self) -> str:
        """The name of the value in `FileRow.values`."""
        return self.field or self.name


@dataclass(slots=True)
class Sheet:
    """Some rows of a file, one after another, with what the rules may depend on.

    `lines`: the rows that are examined now. `present`: the columns that the file has. `held`: the agencies that the
    import is limited to (None: no limit). `notes`: what the sender should know, although nothing is wrong. `visible`:
    the agencies that the sender may know of (None: all). `taken`: which names stood for which things, as (what it is,
    its id) to the name. `written`: the courses that are written here (ids, or a mapping to their titles), published
    or not. `repeated`: the numbers of the rows that only repeat an earlier one. `unpublished`: by row, the courses
    that rejected rows name and that only wait for being published. `change_addresses`: people whom a row names by
    staff number and name get its address; `movable` counts such rows. `by_form`: the row was typed into a form, and
    takes the place of the stored row with the id `replacing`, if there is one.
    `header` is the file's; `answers` are those to questions about it; `course` is the one that the import is held to
    (None: no limit), and `session` the same; `by` is the sender (None: a terminal), and `sender` is their id.
    `not_known` counts the rows that complete a course with a result that nobody knows, and `without_result` the people
    of whom a row gives no result, also if completed means passed; `said_nothing` counts the rows of our own list that
    nobody has filled in.
    """

    lines: Sequence[FileRow]
    present: frozenset[str]
    held: frozenset[str] | None
    today: date
    notes: list[str] = field(default_factory=list)
    visible: frozenset[str] | None = None
    taken: dict[tuple[str, str], str] = field(default_factory=dict)
    written: Collection[str] = ()
    repeated: list[int] = field(default_factory=list)
    unpublished: dict[int, str] = field(default_factory=dict)
    change_addresses: bool = False
    movable: int = 0
    by_form: bool = False
    replacing: int | str | None = None
    header: Sequence[str] = ()
    answers: Answers = field(default_factory=dict)
    course: str | None = None
    not_known: int = 0
    without_result: int = 0
    said_nothing: int = 0
    by: Actor | None = None
    session: int | None = None
    sender: int | None = None
    _seen: dict[str, int] = field(default_factory=dict)
    _said: dict[int, str] = field(default_factory=dict)

    def good(self) -> list[FileRow]:
        """The rows that say something, with nothing wrong so far, without those that only repeat an earlier row."""
        return [
            line for line in self.lines if line.good and not line.repeats and line.action != "not completed"
        ]

    def hold(self, line: FileRow, agency: str | None) -> None:
        """Reject a row about an agency that the import may not change."""
        if self.held is not None and agency not in self.held:
            message = phrase("This would apply to every agency.")
            if agency:
                message = phrase("“%(agency)s” is not the agency of this import.", agency=agency)
            remedy = phrase("Keep to the agency that you are importing for, and its children.")
            line.reject("agency", "held", message, remedy)

    def hold_course(self, line: FileRow) -> None:
        """Reject a row about another course than the one that the import is held to."""
        course = line.values.get("course")
        if self.course is not None and course != self.course and line.good:
            message = phrase(
                "“%(named)s” is not the course of this import, “%(course)s”.",
                named=course,
                course=self.course,
            )
            remedy = phrase("Leave the row out, or import the file without a course.")
            line.reject("course", "held", message, remedy)

    def once(self, keys: Sequence[str], fields: Sequence[str], what: str) -> None:
        """Reject each row with the same `keys` as an earlier row. If its `fields` agree too, it changes nothing.

        `what` are the keys in words: a phrase.
        """
        for line in self.good():
            values = line.values
            said = as_one_text([values[name] for name in fields])
            key = as_one_text([values[name] for name in keys]).casefold()
            number = self._seen.setdefault(key, line.number)
            if number == line.number:
                if said:
                    self._said[number] = said
                continue
            if self._said.get(number, "") == said:
                line.repeats, line.action = number, "unchanged"
                self.repeated.append(line.number)
            else:
                message = phrase("Row %(number)s is about the same %(what)s.", number=number, what=what)
                line.reject("", "repeated", message, phrase("Keep one of the two."))

    def was_seen(self, key: Sequence[Any]) -> bool:
        """True if `once` has seen a row with these keys."""
        return as_one_text(key).casefold() in self._seen

    def finished_notes(self) -> list[str]:
        """Every note, after the last row was examined."""
        notes = [*self.notes, *self._taken_notes()]
        if self.repeated:
            told = rows(self.repeated)
            notes.insert(0, phrase("Left alone, since an earlier row says the same: %(rows)s.", rows=told))
        return notes

    def _taken_notes(self) -> list[str]:
        """Which names were taken for which ids, the first ten, so that nobody is surprised."""
        if not self.taken:
            return []
        names = first_of(
            phrase("“%(name)s” is the %(what)s %(id)s", name=name, what=what, id=identifier)
            for (what, identifier), name in self.taken.items()
        )
        return [phrase("Names taken for ids: %(names)s.", names=names)]

    def note_shared_names(self, before: Mapping[str, str], what: str, column: str = "name") -> None:
        """Note the names that the rows' things share with others, because a file can no longer use them.

        `before` are the stored names by id, and `what` is several such things in words: a phrase. A name that was
        shared before is not noted again.
        """
        good = self.good()
        names = Names({**before, **{line.values["id"]: line.values[column] for line in good}})
        shared: dict[str, str] = {}
        for line in good:
            if before.get(line.values["id"]) == line.values[column]:
                continue
            for written in (line.values[column], line.values["id"]):
                meant = names.meant(written)
                if len(meant) > 1:
                    choices = names.choices(meant)
                    told = phrase("“%(name)s” (write %(choices)s)", name=written, choices=choices)
                    shared.setdefault(folded(written), told)
        if shared:
            self.notes.append(
                phrase(
                    "These names now mean more than one of the %(what)s, so other files cannot use them: "
                    "%(names)s.",
                    what=what,
                    names=first_of(shared.values()),
                )
            )

    def not_after_today(self, line: FileRow, column: Column) -> None:
        """Reject a day after today."""
        value = line.values.get(column.key)
        if value is not None and value > self.today.isoformat():
            line.reject(
                column.name,
                "future",
                phrase("%(day)s in %(column)s is in the future.", day=value, column=column.name),
                phrase("Write the day on which it was so."),
            )

    def in_order(self, line: FileRow, first: Column, last: Column) -> None:
        """Reject a period that ends before it starts."""
        start, end = line.values.get(first.key), line.values.get(last.key)
        if start is not None and end is not None and end < start:
            message = phrase(
                "%(end)s in %(column)s is before %(start)s in %(other_column)s.",
                end=end,
                column=last.name,
                start=start,
                other_column=first.name,
            )
            remedy = phrase("Check both days; leave the last blank if it is still open.")
            line.reject(last.name, "order", message, remedy)


def unheard(done: int, total: int) -> None:
    """Progress that nobody listens to."""


def parts(lines: Sequence[FileRow], progress: Progress = unheard) -> Iterator[list[FileRow]]:
    """The rows, a few thousand at a time. `progress` is told of each part that is done."""
    for start in range(0, len(lines), _PART):
        yield list(lines[start : start + _PART])
        progress(min(start + _PART, len(lines)), len(lines))


def as_one_text(values: Iterable[Any]) -> str:
    """Some values of a row as one text, which is the same only for the same values.

    A file may have a million rows, and a tuple for each would take twice the memory. Python's collector would also
    look through all of them again and again, which it never does in a dict of texts and numbers.
    """
    return _BETWEEN.join([value if isinstance(value, str) else _as_text(value) for value in values])


def _as_text(value: float | None) -> str:
    return _ABSENT if value is None else str(value + 0)  # without + 0, -0.0 would not be 0.0


class Kind:
    """One kind of file. One module holds everything about a kind: its columns, its rules, how it is written."""

    name: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    row: ClassVar[str]  # what a row of the file is: a phrase
    example: ClassVar[tuple[tuple[str, ...], ...]]  # rows of invented data, a cell for each of `columns`
    leads: ClassVar[bool] = False  # an agency's lead may import it for their agency
    holdable: ClassVar[bool] = True  # its rows belong to agencies, so an import can be limited to one
    imported_only: ClassVar[bool] = True  # only imports and forms change what its rules look up

    more: ClassVar[tuple[Column, ...]] = ()  # columns that only reports of other systems have
    names_courses: ClassVar[bool] = False  # an import can be held to a course, also if no row names one
    names_sessions: ClassVar[bool] = (
        False  # the same of a taught session, which decides who may import the row
    )

    agency_in: ClassVar[str] = "agency"  # the value that names the agency of a row, if one does
    course_in: ClassVar[str] = "course"  # the value that names its course

    leaves_others: ClassVar[bool] = False  # its rows change nothing that files of other kinds depend on
    packed: ClassVar[tuple[str, ...]] = ()  # the values to keep of a row; if any, files come in slices
    _staged: Sequence[FileRow] | None = None

    def missing(self, present: Collection[str]) -> list[str]:
        """The needed columns that are not among those `present`."""
        return [column.name for column in self.columns if column.needed and column.name not in present]

    def known(self, header: Sequence[str]) -> Mapping[str, str]:
        """The headers of a report of a known shape, as `headers.key_of` writes them: each with its column, or ""."""
        return {}

    def quiet(self, header: Sequence[str]) -> Collection[str]:
        """What the other columns of a report of a known shape may hold without being asked about."""
        return ()

    def days_beside(self, header: Sequence[str]) -> Collection[str]:
        """Headers, as `headers.key_of` writes them, of days that we gave out and that a program wrote again.

        They are left out, and tell how it writes the days that people have filled in.
        """
        return ()

    def nothing(self, header: Sequence[str]) -> Mapping[str, str]:
        """By column, the text that a report of a known shape writes for no value."""
        return {}

    def replaced(self, present: Collection[str]) -> frozenset[str]:
        """The columns whose cells may be blank because another column of those `present` can say the same."""
        return frozenset()

    def is_report(self, present: Collection[str]) -> bool:
        """Whether a header with these columns may be that of a report, although needed ones are missing."""
        return False

    def begin(self, conn: Connection, sheet: Sheet) -> None:
        """Get ready to examine a file from its first row. By default there is nothing to do."""

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        """Reject the rows that break a rule; set the `action` of each other row: new, changed or unchanged.

        This is called with a slice of the file after another if the kind has `packed`, and otherwise with all of it.
        """
        raise NotImplementedError

    def finish(self, conn: Connection, sheet: Sheet, kept: Kept) -> None:
        """Apply the rules that need every row of the file. By default there are none."""

    def shown(self, line: FileRow) -> list[str]:
        """A row as it will be kept: a text for each of `columns`."""
        values = ((each, line.values.get(each.key)) for each in self.columns)
        return ["" if value is None else each.write(value) for each, value in values]

    def stage(self, conn: Connection, lines: Sequence[FileRow], progress: Progress = unheard) -> None:
        """Put the rows into a temporary table from which `write` can take them.

        Learners' commits wait for the transaction of `write`, so a kind whose files are long does here what takes
        time. By default there is nothing to do.
        """

    def stage_once(self, conn: Connection, lines: Sequence[FileRow], progress: Progress = unheard) -> None:
        """`stage` these rows, unless they are staged already. Call it before the transaction if you can."""
        if lines is not self._staged:
            self.stage(conn, lines, progress)
            self._staged = lines

    def ending(self, conn: Connection, lines: Sequence[FileRow]) -> int:
        """How many of these rows, which are staged, give a last day to something that goes on. By default none."""
        return 0

    def apply(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        """`write` the rows, which are staged first if they are not yet. Returns what `write` does."""
        self.stage_once(conn, lines, progress)
        self._staged = None
        return self.write(conn, lines, batch, progress)

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        """Write the rows that are new or changed, and refresh the standings of the people they are about.

        They are staged. Returns those people. None means everyone. An empty collection means that no standing can
        have changed.
        """
        raise NotImplementedError


class TableKind(Kind):
    """A kind whose row is a row of one table. A row with a `key` that is stored changes that row."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    fields: ClassVar[tuple[str, ...]]  # the other columns of the table that the file gives
    what: ClassVar[str]  # the key in words, for a message: a phrase
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

    def ending(self, conn: Connection, lines: Sequence[FileRow]) -> int:
        last = next((column.key for column in self.columns if column.no_end), "")
        found = {
            tuple(line.values[name] for name in self.key)
            for line in lines
            if last and line.action == "changed" and line.values[last] is not None
        }
        if not found:
            return 0
        stored = conn.tuples(f"select {', '.join(self.key)} from {self.table} where {last} is null")
        return sum(row in found for row in stored)

    def changes(self, line: FileRow, before: Mapping[str, Any]) -> None:
        """Apply rules about changing a stored row. `before` is what is stored. By default there are none."""

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        self.upsert(conn, lines)
        return ()

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
