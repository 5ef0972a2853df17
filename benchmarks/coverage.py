"""What a coverage figure costs from the kept tables, compared with a raw count from the log in the same run.

    python benchmarks/coverage.py

Fills one database with the demonstration county and one with twice its people and facts. Prints a table for
`docs/benchmarks.md`. Times are medians of repeated runs. Compare them with each other, not with those of
another machine.
"""

import csv
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks._budgets import QUICK
from benchmarks._log import count_from_the_log
from elearn.database import Database, open_database
from elearn.days import add_months
from elearn.demo.county import CATALOGUE
from elearn.demo.files import File, files
from elearn.reporting.coverage import coverage, trend
from elearn.tracker import LAYOUT, Scope, imports, standing

DAY = date(2026, 11, 1)
EVERYONE = Scope.everyone()


def main() -> None:
    """Prints the table, as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        once = _county(Path(folder) / "once.db", 1)
        twice = once if QUICK else _county(Path(folder) / "twice.db", 2)
        print(_sizes("The demonstration county", once), file=sys.stderr)
        print(_sizes("Twice its people and facts", twice), file=sys.stderr)
        print("| | 2,000 people, ms | 4,000 people, ms |\n|---|--:|--:|")
        for label, work in WORKS.items():
            print(
                f"| {label} | {_median(work, once):.1f} | {_median(work, twice):.1f} |",
                flush=True,
            )


def _county(path: Path, times: int) -> Database:
    db = open_database(str(path))
    with db.write() as conn:
        conn.many(
            "insert into course (id, title) values (:course, :title)",
            [{"course": required.course, "title": required.title} for required in CATALOGUE],
        )
    for file in files(DAY):
        _import(
            db, file if file.kind not in ("people", "completions", "exemptions") else _repeated(file, times)
        )
    return db


def _repeated(file: File, times: int) -> File:
    """The same rows, repeated for people with other addresses and staff numbers."""
    rows = list(csv.DictReader(io.StringIO(file.data.decode())))
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    for time_ in range(times):
        for row in rows:
            again = {**row, "email": row["email"] and f"{time_}.{row['email']}"}
            if row.get("staff_number"):
                again["staff_number"] = f"{time_}-{row['staff_number']}"
            writer.writerow(again)
    return file._replace(data=text.getvalue().encode())


def _import(db: Database, file: File) -> None:
    imports.apply(db, imports.preview(db, file.kind, file.data, file.name))


def _one_completion(db: Database) -> None:
    """Records a completion with all that it changes, then undoes it."""
    with db.write() as conn:
        key = {"person": conn.value("select min(person) from standing"), "course": CATALOGUE[0].course}
        conn.execute(
            """
            insert into completion (person, course, completed_on, passed, how, recorded_at)
            values (:person, :course, :day, 1, 'player', '')
            """,
            {**key, "day": DAY.isoformat()},
        )
        standing.refresh(conn, [key["person"]])
        conn.execute("delete from completion where person = :person and how = 'player'", key)
        standing.refresh(conn, [key["person"]])


def _rebuild(db: Database) -> None:
    with db.write() as conn:
        standing.rebuild(conn)


def _median(work: Callable[[Database], object], db: Database) -> float:
    """The median of the runs in milliseconds: of nine, or of three if the first takes more than a second."""
    taken: list[float] = []
    while len(taken) < (1 if QUICK else 3 if taken and taken[0] > 1000 else 9):
        start = time.perf_counter()
        work(db)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def _sizes(label: str, db: Database) -> str:
    with db.read() as conn:
        people, facts = (conn.value(f"select count(*) from {table}") for table in ("person", "completion"))
        spells = conn.value("select sum(length(spells)) from standing") // np.dtype(list(LAYOUT)).itemsize
    return f"{label}: {people:,} people, {facts:,} completions, {spells:,} spells of standing"


MONTHS = [add_months(DAY, -months) for months in range(23, -1, -1)]
WORKS: dict[str, Callable[[Database], object]] = {
    "agency × course (300 rows), today": lambda db: coverage(db, EVERYONE, DAY, ["agency", "course"]),
    "the same, two years ago": lambda db: coverage(db, EVERYONE, date(2024, 10, 14), ["agency", "course"]),
    "agency × role group × course (2,400 rows)": lambda db: coverage(
        db, EVERYONE, DAY, ["agency", "role-group", "course"]
    ),
    "one agency's lead, by course": lambda db: coverage(db, Scope.of_agencies(["police"]), DAY, ["course"]),
    "trend by course, 24 months": lambda db: trend(db, EVERYONE, MONTHS, ["course"]),
    "**a raw count from the log, agency × course**": lambda db: count_from_the_log(db, DAY),
    "a completion recorded and taken back, with all it changes": _one_completion,
    "everything rebuilt from the facts": _rebuild,
}

if __name__ == "__main__":
    main()
