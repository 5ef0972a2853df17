"""The steps of an import: examine the file and write nothing, then apply it all in one transaction or not at all."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from elearn.database import Connection, Database, now_text
from elearn.days import today
from elearn.problems import BadValue, InputFault, NotAllowed, NotFound, Problem, ProblemLog
from elearn.tracker import audit, changes
from elearn.tracker.imports.base import REQUIRED, Action, FileRow, Kind, Sheet, rows
from elearn.tracker.imports.cells import as_sent
from elearn.tracker.imports.files import csv_file
from elearn.tracker.imports.headers import column_name, match_header
from elearn.tracker.imports.naming import folded
from elearn.tracker.imports.tables import Table, read_table
from elearn.tracker.scope import Actor, Scope


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. `rows` are in the file's order. `stamp` tells whether something changed since.

    `written` are the courses that are written here, for when the rows are examined again. `taken` is which names stood
    for which things, as (what it is, its id) to the name.
    """

    kind: Kind
    filename: str
    sha256: str
    agency: str | None
    header: list[str]
    ignored_columns: list[str]
    notes: list[str]
    rows: list[FileRow]
    table: Table
    stamp: int
    taken: Mapping[tuple[str, str], str]
    written: Collection[str] = ()

    def count(self, action: Action) -> int:
        """How many rows are `new`, `changed`, `unchanged` or `rejected`."""
        return Counter(line.action for line in self.rows)[action]

    @property
    def to_apply(self) -> list[FileRow]:
        """The rows that would be written."""
        return [line for line in self.rows if line.action in ("new", "changed")]

    @property
    def rejected(self) -> list[FileRow]:
        """The rows that cannot be applied. Each says why in `problems`."""
        return [line for line in self.rows if line.action == "rejected"]

    @property
    def unmatched(self) -> list[FileRow]:
        """The rejected rows that name someone we do not know. Screens show them apart from the rows that are wrong."""
        return [line for line in self.rejected if any(each.rule == "unmatched" for each in line.problems)]

    @property
    def unpublished(self) -> dict[int, str]:
        """The courses that are written here and not published, by the number of the rejected row that names one."""
        return {
            line.number: line.values["course"]
            for line in self.rejected
            if any(each.rule == "unpublished" for each in line.problems)
        }

    def problems(self) -> list[Problem]:
        """Each problem with its place in the file: the row, and the column (from 1; 0 for the whole row)."""
        places = {column_name(name): place for place, name in reversed(list(enumerate(self.header, 1)))}
        return sorted(
            replace(problem, path=self.filename, column=places.get(problem.path, 0))
            for line in self.rejected
            for problem in line.problems
        )

    def as_dict(self) -> dict[str, Any]:
        """What `elearn import --json` prints."""
        return {
            "kind": self.kind.name,
            "file": self.filename,
            "sha256": self.sha256,
            "agency": self.agency,
            **{action: self.count(action) for action in ("new", "changed", "unchanged", "rejected")},
            "unmatched": len(self.unmatched),
            "ignored_columns": self.ignored_columns,
            "notes": self.notes,
            "problems": [problem.as_dict() for problem in self.problems()],
        }


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did: how many rows were written, said nothing new, or were left out. `batch` is its id."""

    batch: int
    applied: int
    unchanged: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some rows are rejected: the rows in words ("" if it is about the whole file), what is wrong, what to do.

    `first` is the number of the first row, or 0.
    """

    rule: str
    first: int
    rows: str
    count: int
    message: str
    remedy: str


def by_reason(problems: Iterable[Problem]) -> list[Reason]:
    """The problems of many rows, each reason once with its rows, in the order of their first row."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for problem in problems:
        found.setdefault((problem.rule, problem.message, problem.remedy), []).append(problem.line)
    return [
        Reason(rule, numbers[0], rows(numbers) if numbers[0] else "", len(numbers), message, remedy)
        for (rule, message, remedy), numbers in found.items()
    ]


def preview_file(
    db: Database,
    kind: Kind,
    data: bytes,
    filename: str,
    agency: str | None,
    by: Actor | None,
    kinds: Collection[type[Kind]],
    written: Collection[str] = (),
) -> Preview:
    """Read and examine a file, and write nothing.

    Raises InputFault if the whole file cannot be used, as when it is one of another of the `kinds`.
    """
    must_import(kind, agency, by)
    table = read_table(data, filename)
    with db.read() as conn:
        stamp = _stamp(conn)
        sheet, ignored = examined(
            conn,
            kind,
            table,
            filename,
            held_agencies(conn, agency, by),
            visible_agencies(conn, by),
            written,
            kinds,
        )
    digest = sha256(data).hexdigest()
    notes = [*table.notes, *sheet.notes]
    return Preview(
        kind,
        filename,
        digest,
        agency,
        table.header,
        ignored,
        notes,
        sheet.lines,
        table,
        stamp,
        sheet.taken,
        written,
    )


def apply_preview(db: Database, preview: Preview, by: Actor | None, accept_valid: bool) -> Applied:
    """Write what the preview said, in one transaction.

    Raises InputFault, and writes nothing, if rows are rejected, unless `accept_valid` says to apply the others.
    """
    must_import(preview.kind, preview.agency, by)
    with db.write() as conn:
        held = held_agencies(conn, preview.agency, by)
        if _stamp(conn) != preview.stamp or not preview.kind.imported_only:
            visible = visible_agencies(conn, by)
            sheet, _ = examined(
                conn, preview.kind, preview.table, preview.filename, held, visible, preview.written
            )
            _names_must_mean_the_same(preview, sheet)
            preview = replace(preview, rows=sheet.lines)
        if preview.rejected and not accept_valid:
            raise InputFault(preview.problems())
        lines = preview.to_apply
        applied = _keep_batch(conn, preview, by)
        if lines:
            preview.kind.write(conn, lines, applied.batch)
    return applied


def _names_must_mean_the_same(preview: Preview, sheet: Sheet) -> None:
    """Raise InputFault if a name has come to mean another thing since the preview said what it means."""
    shown = {(what, folded(name)): identifier for (what, identifier), name in preview.taken.items()}
    log = ProblemLog(preview.filename)
    for (what, identifier), name in sheet.taken.items():
        before = shown.get((what, folded(name)), identifier)
        if before != identifier:
            message = f"“{name}” was the {what} {before} when you chose the file, and now it is {identifier}."
            log.error("renamed", 0, message, "Choose the file again, or write ids.")
    log.raise_if_any()


def _keep_batch(conn: Connection, preview: Preview, by: Actor | None) -> Applied:
    """Record the import: the file's name and hash, who applied it and when, and how many rows did what."""
    actor = by.person if by else None
    told: dict[str, Any] = {
        "kind": preview.kind.name,
        "file": preview.filename,
        "sha256": preview.sha256,
        "agency": preview.agency,
        "applied": len(preview.to_apply),
        "unchanged": preview.count("unchanged"),
        "rejected": preview.count("rejected"),
    }
    batch = keep_batch(conn, told, actor)
    audit.note(conn, "import.applied", actor=actor, subject=str(batch), detail=told)
    return Applied(batch, told["applied"], told["unchanged"], told["rejected"])


def keep_batch(conn: Connection, told: Mapping[str, Any], actor: int | None) -> int:
    """Keep a row of `import_batch` and return its id. `told` has its columns, without who and when.

    Figures that were kept under an earlier id are worked out again. The file is "" if the rows came by a form.
    """
    batch: int = conn.value(
        """
        insert into import_batch (kind, file, sha256, at, by, agency, applied, unchanged, rejected)
        values (:kind, :file, :sha256, :at, :by, :agency, :applied, :unchanged, :rejected) returning id
        """,
        {**told, "at": now_text(), "by": actor},
    )
    changes.note(conn)
    return batch


def rejected_csv(preview: Preview) -> bytes:
    """The rejected rows as they were sent, with row numbers and reasons, as CSV in which no formula can run.

    The file can be corrected and sent again: the columns that we add have names that the kind does not use, and a
    second round replaces them.
    """
    wanted = {column.name for column in preview.kind.columns}
    added = ("row", "rejected_because" if "reason" in wanted else "reason")
    kept = [place for place, name in enumerate(preview.header) if column_name(name) not in added]
    sent = (
        [
            *(line.cells[place] if place < len(line.cells) else "" for place in kept),
            line.number,
            " ".join(f"{each.message} {each.remedy}" for each in line.problems),
        ]
        for line in preview.rejected
    )
    return csv_file([*(preview.header[place] for place in kept), *added], sent)


def must_import(kind: Kind, agency: str | None, by: Actor | None) -> None:
    """Raise NotAllowed unless this person may import this kind for this agency. From a terminal anyone may."""
    if by is None:
        return
    by.must("import")
    if by.may("administer"):
        return
    if not kind.leads:
        raise NotAllowed(f"Files of {kind.name} are imported by an administrator.")
    if agency is None:
        raise NotAllowed("Say which agency the file is for; it is held to that agency and its children.")


def held_agencies(conn: Connection, agency: str | None, by: Actor | None) -> frozenset[str] | None:
    """The agencies that an import is limited to. Raises NotFound if there are none in the person's scope."""
    if agency is None:
        return None
    if by is None:
        allowed, params = "1 = 1", {}
    else:
        scope = by.import_scope()
        allowed, params = scope.on_agency("within"), scope.params
    found = conn.column(
        f"select agency from agency_within where within = :agency and {allowed}", {"agency": agency, **params}
    )
    if not found:
        raise NotFound(f"There is no agency “{agency}” that you can import for. Check its id.")
    return frozenset(found)


def visible_agencies(conn: Connection, by: Actor | None) -> frozenset[str] | None:
    """The agencies that the person may know of (None: all). Names and suggestions come from these alone."""
    scope = Scope.everyone() if by is None else by.import_scope()
    if scope == Scope.everyone():
        return None
    return frozenset(conn.column(f"select id from agency where {scope.on_agency('id')}", scope.params))


def _stamp(conn: Connection) -> int:
    """A number that changes whenever something that an examination looks up may have changed."""
    stamp: int = conn.value(
        "select coalesce((select max(id) from import_batch), 0) * 100000 + (select count(*) from course)"
    )
    return stamp


def examined(
    conn: Connection,
    kind: Kind,
    table: Table,
    filename: str,
    held: frozenset[str] | None,
    visible: frozenset[str] | None,
    written: Collection[str],
    kinds: Collection[type[Kind]] = (),
) -> tuple[Sheet, list[str]]:
    """Every row, with its values or its problems, and the headers of the columns that we ignore."""
    if held is not None and not kind.holdable:
        log = ProblemLog(filename)
        message = f"Files of {kind.name} are for every agency."
        log.error("held", 0, message, "Import it without naming an agency.")
        log.raise_if_any()
    places, ignored = match_header(kind, table, filename, kinds)
    lines = [read_line(kind, number, cells, places, len(table.header)) for number, cells in table.rows]
    sheet = Sheet(lines, frozenset(places), held, today(), visible=visible, written=written)
    kind.examine(conn, sheet)
    sheet.note_taken()
    return sheet, ignored


def read_line(kind: Kind, number: int, cells: list[str], places: dict[str, int], width: int) -> FileRow:
    """One row with each cell read. Each cell that cannot be read is a problem of the row."""
    line = FileRow(number, cells)
    if any(cells[width:]):
        message = f"There are {len(cells)} cells, but the header has {width}."
        line.reject("", "cells", message, "Put quotation marks around a text that holds the separator.")
        return line
    for column in kind.columns:
        place = places.get(column.name)
        cell = as_sent(cells[place]) if place is not None and place < len(cells) else ""
        if not cell:
            if column.blank is REQUIRED:
                line.reject(column.name, "blank", f"The cell in {column.name} is blank.", "Fill it in.")
            else:
                line.values[column.key] = column.blank
            continue
        try:
            line.values[column.key] = column.read(cell, column.name)
        except BadValue as error:
            line.reject(column.name, "value", error.message, error.remedy)
    return line
