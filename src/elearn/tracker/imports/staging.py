"""An import, step by step: examined with nothing written; then applied in one transaction, or not at all."""

import csv
import io
from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from defusedcsv import csv as defused  # type: ignore[import-untyped]

from elearn.database import Connection, Database, now_text
from elearn.days import today
from elearn.problems import InputFault, NotAllowed, NotFound, Problem
from elearn.tracker import audit
from elearn.tracker.imports.base import REQUIRED, Action, FileRow, Kind, Sheet
from elearn.tracker.imports.cells import as_sent
from elearn.tracker.imports.tables import Table, read_table
from elearn.tracker.scope import Actor


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. `rows` are the file's lines in order; `stamp` tells whether others imported since."""

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

    def count(self, action: Action) -> int:
        """How many lines are `new`, `changed`, `unchanged` or `rejected`."""
        return Counter(line.action for line in self.rows)[action]

    @property
    def to_apply(self) -> list[FileRow]:
        """The lines that would be written."""
        return [line for line in self.rows if line.action in ("new", "changed")]

    @property
    def rejected(self) -> list[FileRow]:
        """The lines that cannot be applied; each says why in `faults`."""
        return [line for line in self.rows if line.action == "rejected"]

    @property
    def unmatched(self) -> list[FileRow]:
        """The rejected lines that name nobody whom we know, shown apart from those that are wrong."""
        return [line for line in self.rejected if any(fault.rule == "unmatched" for fault in line.faults)]

    def problems(self) -> list[Problem]:
        """Each fault with its place: the file, the row, the column (from 1; 0 for the whole row)."""
        places = {_plain(name): place for place, name in reversed(list(enumerate(self.header, 1)))}
        return sorted(
            Problem(
                self.filename,
                line.number,
                places.get(fault.column, 0),
                fault.rule,
                "error",
                f"{fault.column}: {fault.message}." if fault.column else f"{fault.message}.",
                fault.remedy,
            )
            for line in self.rejected
            for fault in line.faults
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
    """What an import did: how many lines were written, found to be so already, or left out. `batch` is its id."""

    batch: int
    applied: int
    unchanged: int
    rejected: int


def preview_file(
    db: Database, kind: Kind, data: bytes, filename: str, agency: str | None, by: Actor | None
) -> Preview:
    """Reads and examines a file; writes nothing. Raises InputFault where the file as a whole cannot be used."""
    _must(kind, agency, by)
    table = read_table(data, filename)
    with db.read() as conn:
        stamp = _stamp(conn)
        sheet, ignored = _examined(conn, kind, table, filename, _held(conn, agency, by))
    digest = sha256(data).hexdigest()
    notes = [*table.notes, *sheet.notes]
    return Preview(kind, filename, digest, agency, table.header, ignored, notes, sheet.lines, table, stamp)


def apply_preview(db: Database, preview: Preview, by: Actor | None, accept_valid: bool) -> Applied:
    """Writes what the preview said, in one transaction.

    Raises InputFault, and writes nothing, where rows are rejected and `accept_valid` does not say that the others
    should go in without them.
    """
    _must(preview.kind, preview.agency, by)
    with db.write() as conn:
        held = _held(conn, preview.agency, by)
        if _stamp(conn) != preview.stamp:
            sheet, _ = _examined(conn, preview.kind, preview.table, preview.filename, held)
            preview = replace(preview, rows=sheet.lines)
        if preview.rejected and not accept_valid:
            raise InputFault(preview.problems())
        lines = preview.to_apply
        applied = _keep_batch(conn, preview, by)
        if lines:
            preview.kind.write(conn, lines, applied.batch)
    return applied


def _keep_batch(conn: Connection, preview: Preview, by: Actor | None) -> Applied:
    """Keeps the file's name and hash, who and when, and what it came to."""
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
    batch: int = conn.value(
        """
        insert into import_batch (kind, file, sha256, at, by, agency, applied, unchanged, rejected)
        values (:kind, :file, :sha256, :at, :by, :agency, :applied, :unchanged, :rejected) returning id
        """,
        {**told, "at": now_text(), "by": actor},
    )
    audit.note(conn, "import.applied", actor=actor, subject=str(batch), detail=told)
    return Applied(batch, told["applied"], told["unchanged"], told["rejected"])


def rejected_csv(preview: Preview) -> bytes:
    """The rejected rows as they were sent, with row numbers and reasons: CSV for a spreadsheet, formulas defused.

    It can be corrected and sent again: what we add is called as no column of the kind is, and is not added twice.
    """
    out = io.StringIO()
    writer = defused.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    wanted = {column.name for column in preview.kind.columns}
    added = ("row", "rejected_because" if "reason" in wanted else "reason")
    kept = [place for place, name in enumerate(preview.header) if _plain(name) not in added]
    writer.writerow([*(preview.header[place] for place in kept), *added])
    for line in preview.rejected:
        cells = [line.cells[place] if place < len(line.cells) else "" for place in kept]
        writer.writerow([*cells, line.number, " ".join(str(fault) for fault in line.faults)])
    return out.getvalue().encode("utf-8-sig")


def _must(kind: Kind, agency: str | None, by: Actor | None) -> None:
    """Raises NotAllowed unless this person may import this kind, for this agency. From a terminal anyone may."""
    if by is None:
        return
    by.must("import")
    if by.may("administer"):
        return
    if not kind.leads:
        raise NotAllowed(f"Files of {kind.name} are imported by an administrator.")
    if agency is None:
        raise NotAllowed("Say which agency the file is for; it is held to that agency and its children.")


def _held(conn: Connection, agency: str | None, by: Actor | None) -> frozenset[str] | None:
    """The agencies that an import is held to. NotFound for one that is not there, or not in the person's scope."""
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


def _stamp(conn: Connection) -> int:
    """Changes whenever what an examination looks up may have changed."""
    stamp: int = conn.value(
        "select coalesce((select max(id) from import_batch), 0) * 100000 + (select count(*) from course)"
    )
    return stamp


def _examined(
    conn: Connection, kind: Kind, table: Table, filename: str, held: frozenset[str] | None
) -> tuple[Sheet, list[str]]:
    """Every line, with its values or what is wrong with it, and the columns that were kept out."""
    if held is not None and not kind.holdable:
        message = f"Files of {kind.name} are for every agency."
        raise InputFault(
            [Problem(filename, 0, 0, "held", "error", message, "Import it without naming an agency.")]
        )
    places, ignored = _match_header(kind, table, filename)
    lines = [_read_line(kind, number, cells, places, len(table.header)) for number, cells in table.rows]
    sheet = Sheet(lines, frozenset(places), held, today())
    kind.examine(conn, sheet)
    return sheet, ignored


def _match_header(kind: Kind, table: Table, filename: str) -> tuple[dict[str, int], list[str]]:
    """Where each of the kind's columns is, and the header of those that are none of its."""
    wanted = {column.name for column in kind.columns}
    places: dict[str, int] = {}
    ignored: list[str] = []
    problems: list[Problem] = []
    for place, written in enumerate(table.header):
        name = _plain(written)
        if name not in wanted:
            ignored += [written] if written else []
        elif name in places:
            message = f"The column {name} is there twice."
            problems.append(
                Problem(filename, 1, place + 1, "header", "error", message, "Keep one of the two.")
            )
        else:
            places[name] = place
    there = f"The columns found are: {', '.join(name for name in table.header if name)}."
    for name in kind.missing(places):
        message = f"The column {name} is missing."
        remedy = f"A file of {kind.name} has {', '.join(column.name for column in kind.columns)}. {there}"
        problems.append(Problem(filename, 1, 0, "header", "error", message, remedy))
    if problems:
        raise InputFault(problems)
    return places, ignored


def _read_line(kind: Kind, number: int, cells: list[str], places: dict[str, int], width: int) -> FileRow:
    """One line with each cell read; every cell that cannot be is a fault."""
    line = FileRow(number, cells)
    if any(cells[width:]):
        message = f"there are {len(cells)} cells where the header has {width}"
        line.reject("", "cells", message, "Put quotation marks around a text that holds the separator.")
        return line
    for column in kind.columns:
        place = places.get(column.name)
        cell = as_sent(cells[place]) if place is not None and place < len(cells) else ""
        if not cell:
            if column.blank is REQUIRED:
                line.reject(column.name, "blank", "this is blank", "Fill it in.")
            else:
                line.values[column.key] = column.blank
            continue
        try:
            line.values[column.key] = column.read(cell)
        except ValueError as error:
            message, _, remedy = str(error).partition("; ")
            remedy = remedy or "correct it"
            line.reject(column.name, "value", message, f"{remedy[0].upper()}{remedy[1:]}.")
    return line


def _plain(header: str) -> str:
    """A header's name, whatever its case, spaces and hyphens."""
    return "_".join(header.replace("-", " ").replace("_", " ").split()).casefold()
