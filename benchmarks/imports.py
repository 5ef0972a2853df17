"""What an import costs, compared with the same rows by `csv` and `executemany` in the same run.

    python benchmarks/imports.py [ROWS]

Prints a table for `docs/benchmarks.md`, in CPU seconds of this process. One course is required of everyone,
so applying people and completions also works out each person's standing. SQLite alone does nothing of the
kind.
"""

import csv
import io
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks._budgets import amount
from elearn.database import Database, open_database
from elearn.tracker import imports

AGENCIES, ROLE_GROUPS = 1_700, 8
SET_UP = {
    "agencies": "id,name\n" + "".join(f"a{n},Agency {n}\n" for n in range(AGENCIES)),
    "role-groups": "id,name\n" + "".join(f"R{n},Group {n}\n" for n in range(ROLE_GROUPS)),
    "courses": "id,title\nneglect,Neglect\n",
    "requirements": "course,agency,role_group,from,renew_after_months\nneglect,,,2023-01-01,24\n",
}


def main(rows: int) -> None:
    """Prints the table, as Markdown."""
    print(
        f"| {rows:,} rows | preview | apply | the same again | csv and executemany |\n|---|--:|--:|--:|--:|"
    )
    with tempfile.TemporaryDirectory() as folder, open_database(f"{folder}/elearn.db") as db:
        for kind, text in SET_UP.items():
            import_file(db, kind, text.encode())
        for kind, text in (("people", people(rows)), ("completions", completions(rows))):
            data = text.encode()
            preview, apply = import_file(db, kind, data)
            again = sum(import_file(db, kind, data))
            alone = cpu(lambda data=data: raw(Path(folder) / "raw.db", data))  # type: ignore[misc]
            print(f"| {kind} | {preview:.2f} s | {apply:.2f} s | {again:.2f} s | {alone:.2f} s |")


def people(rows: int) -> str:
    """A roster with one row a person."""
    pick = Random(1)
    return "email,name,staff_number,agency,role_group,starts_on,ends_on\n" + "".join(
        f"p{n}@x.example,Person {n:x},{n},a{pick.randrange(AGENCIES)},R{pick.randrange(ROLE_GROUPS)},"
        f"2024-0{n % 9 + 1}-01,\n"
        for n in range(rows)
    )


def completions(rows: int) -> str:
    """One completion a person."""
    return "email,course,completed_on,score\n" + "".join(
        f"p{n}@x.example,neglect,2025-0{n % 9 + 1}-1{n % 10},{60 + n % 41}\n" for n in range(rows)
    )


def import_file(db: Database, kind: str, data: bytes) -> tuple[float, float]:
    """CPU seconds of the preview, and of applying it."""
    found: list[imports.Preview] = []
    preview = cpu(lambda: found.append(imports.preview(db, kind, data, f"{kind}.csv")))
    return preview, cpu(lambda: imports.apply(db, found[0]))


def raw(path: Path, data: bytes) -> None:
    """Writes the same rows to one table with one index, without checking them."""
    header, *lines = csv.reader(io.StringIO(data.decode()))
    connection = sqlite3.connect(path)
    connection.executescript("pragma journal_mode = wal; pragma synchronous = full; drop table if exists row")
    with connection:
        connection.execute(f"create table row ({', '.join(header)}, unique (email))")
        connection.executemany(f"insert into row values ({', '.join('?' * len(header))})", lines)
    connection.close()


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    main(int(amount(20_000, 200)))
