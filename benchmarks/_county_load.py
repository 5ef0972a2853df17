"""Makes the county's database through the import door, each file in a process of its own."""

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks import _county_files as files
from benchmarks._alone import Cost, alone
from benchmarks._county_places import COURSES
from elearn.database import open_database
from elearn.tracker import imports
from elearn.tracker.catalogue import register_course

NOT_AT_FIRST = "completions-meanwhile"
ROWS = 950_000
"""How many rows one file has at most. An import takes a million, and 100 MB."""


def make(database: Path, scale: float, day: date, imported: Callable[[str, Cost], None]) -> None:
    """Writes the county's files beside the database and imports them, but for the last. `imported` gets each cost."""
    for file in county_files(database, scale, day):
        if file.path.stem != NOT_AT_FIRST:
            imported(file.path.stem, _import_in_parts(database, file))
    alone("benchmarks._county_load:publish_courses", str(database))


def _import_in_parts(database: Path, file: files.File) -> Cost:
    """Imports a file, in parts if it is longer than an import takes. Returns the processor time of all of them."""
    parts = [file.path]
    lines = file.path.read_text(encoding="utf-8").splitlines(keepends=True)
    if len(lines) > ROWS + 1:
        parts = []
        for start in range(1, len(lines), ROWS):
            parts.append(file.path.with_name(f"{file.path.stem}-{start}.csv"))
            parts[-1].write_text(lines[0] + "".join(lines[start : start + ROWS]), encoding="utf-8")
    del lines
    costs = [
        alone("benchmarks._county_load:import_file", str(database), file.kind, str(part)) for part in parts
    ]
    most = max(cost.peak_mb for cost in costs)
    return replace(costs[-1], cpu=sum(cost.cpu for cost in costs), peak_mb=most)


def county_files(database: Path, scale: float, day: date) -> list[files.File]:
    """Writes the county's files in their own process. They are the same each time."""
    folder = database.with_name(f"{database.stem}-files")
    found = alone("benchmarks._county_load:write_files", str(folder), scale, day.isoformat()).gave
    return [files.File(kind, Path(path)) for kind, path in found]


def meanwhile(database: Path, scale: float, day: date, folder: Path) -> Path:
    """A file of completions that no earlier run has imported, to import while learners commit."""
    file = county_files(database, scale, day)[-1].path
    fresh = folder / file.name
    fresh.write_text(file.read_text(encoding="utf-8").replace(",meanwhile-", f",{secrets.token_hex(4)}-"))
    return fresh


def write_files(folder: str, scale: float, day: str) -> list[tuple[str, str]]:
    """Writes the files. Returns each one's kind and path."""
    return [(file.kind, str(file.path)) for file in files.write(Path(folder), scale, date.fromisoformat(day))]


def import_file(database: str, kind: str, path: str) -> dict[str, int]:
    """Previews and applies one file. Returns how many of its rows were applied, unchanged and rejected."""
    with open_database(database) as db:
        found = imports.preview(db, kind, Path(path).read_bytes(), Path(path).name)
        done = imports.apply(db, found)
    return {"applied": done.applied, "unchanged": done.unchanged, "rejected": done.rejected}


def publish_courses(database: str) -> None:
    """Publishes some of the courses here. Two of three answer a recommendation together with another course."""
    with open_database(database) as db, db.write() as conn:
        for number, course in enumerate(COURSES[:9]):
            register_course(
                conn,
                course.id,
                title=course.title,
                version="1",
                minutes=course.minutes,
                standard="scorm2004",
                package=f"{course.id}/1",
                sha256="0",
                outcomes={"criteria": "Say when"},
                recommendations=[f"a-review#r{number}", f"a-review#r{number // 2 * 2}"],
            )


def size_mb(database: Path) -> float:
    """The size of the database in MB, once its log is written back. Files kept beside it count too."""
    connection = sqlite3.connect(database)
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    beside = database.parent.glob(f"{database.name}*")
    return sum(path.stat().st_size for path in beside if path.is_file()) / 1e6


def rows(database: Path) -> dict[str, int]:
    """How many rows each table has, the largest first."""
    with open_database(str(database)) as db, db.read() as conn:
        tables = conn.column("select name from sqlite_master where type = 'table'")
        counts = {table: int(conn.value(f'select count(*) from "{table}"')) for table in tables}
    return dict(sorted(counts.items(), key=lambda each: -each[1]))
