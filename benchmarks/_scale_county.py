"""One, two and more counties on SQLite and on PostgreSQL: the columnar copy, and the figures that are read from it.

One county is made through imports. The others are copies of it, with other people, in other agencies. They have only
what figures read: agencies, people, and where each person stands.
"""

import gc
import shutil
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks import _county_load as load
from benchmarks import _postgres
from benchmarks._alone import alone, peak_mb
from benchmarks._county_places import COURSES, PEOPLE, TOPS
from elearn.database import Database, copy_between, open_database

BASE = "county"
LOADED = ("course", "agency", "agency_within", "person", "standing_code", "standing")


@dataclass(frozen=True)
class Base:
    """A county in an SQLite file, made through imports, and the same as a database of the server."""

    file: Path
    people: int
    day: date
    postgres: _postgres.Server
    copying: float
    """How many seconds it took to bring it from the file into PostgreSQL."""

    @property
    def scale(self) -> float:
        """Its size beside the county of `benchmarks.county`."""
        return self.people / PEOPLE

    @contextmanager
    def copy(self, engine: str) -> Iterator[str]:
        """The address of a database that has the county and may be changed, while the block lasts."""
        if engine == "SQLite":
            path = self.file.with_name("copy.db")
            shutil.copyfile(self.file, path)
            yield str(path)
            for each in path.parent.glob(f"{path.name}*"):
                each.unlink()
            return
        yield self.postgres.create("copy", BASE)
        self.postgres.drop("copy")


ENGINES = ("SQLite", "PostgreSQL")
STEP = 1_000_000
"""How far apart the ids of people are from one county to the next."""


def make(folder: Path, people: int, day: date, postgres: _postgres.Server) -> Base:
    """Makes the county in a folder, and in a database of the server."""
    file = folder / "county.db"
    load.make(file, people / PEOPLE, day, lambda *_: None)
    load.size_mb(file)  # writes SQLite's log back, so that the file can be copied
    begun = perf_counter()
    copy_between(str(file), postgres.create(BASE))
    return Base(file, people, day, postgres, perf_counter() - begun)


def figures(base: Base, counties: int, courses: int, engines: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What the figures of so many counties cost, on each engine. There are `courses` times as many courses."""
    for engine in engines:
        with base.copy(engine) as address:
            alone("benchmarks._scale_county:multiply", address, counties, courses)
            found = alone("benchmarks._scale_county:measure", address, base.day.isoformat())
            yield {"engine": engine, "counties": counties, **found.gave}


def multiply(address: str, counties: int, courses: int) -> None:
    """Puts more counties like the one that is there into a database, with `courses` times as many courses."""
    if counties == courses == 1:
        return
    with open_database(address) as db:
        with db.read() as conn:
            there = {table: conn.rows(f"select * from {table}") for table in LOADED}
        with db.write() as conn, conn.loading():
            tables = {table.name: table for table in conn.tables()}
            agencies = max(row["code"] for row in there["standing_code"] if row["kind"] == "agency")
            more = _More(counties, courses, agencies)
            conn.execute("delete from standing")
            for name in LOADED:
                columns = tables[name].columns
                conn.load(tables[name], ([row[key] for key in columns] for row in more.of(name, there[name])))


Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class _More:
    """The rows that tables get for more counties. `agencies` is the highest number of an agency in one county."""

    counties: int
    courses: int
    agencies: int

    def of(self, table: str, rows: Rows) -> Iterator[dict[str, Any]]:
        """The rows of a table that come on top of these, or of `standing`, which is emptied before, all of them."""
        if table == "course":
            yield from (
                {**row, "id": f"{row['id']}-{time}"} for time in range(1, self.courses) for row in rows
            )
        elif table == "standing_code":
            yield from self._codes(rows)
        elif table == "standing":
            for time in range(self.counties):
                yield from self._standing(rows, time)
        else:
            for time in range(1, self.counties):
                yield from (_renamed(table, row, time) for row in rows)

    def _codes(self, rows: Rows) -> Iterator[dict[str, Any]]:
        for row in rows:
            if row["kind"] == "agency":
                for time in range(1, self.counties):
                    yield {**row, "id": f"{time}-{row['id']}", "code": row["code"] + time * self.agencies}
            elif row["kind"] == "course":
                for time in range(1, self.courses):
                    yield {**row, "id": f"{row['id']}-{time}", "code": row["code"] + time * len(COURSES)}

    def _standing(self, rows: Rows, time: int) -> Iterator[dict[str, Any]]:
        """Where the people of one more county stand: the same days, in other agencies, and on more courses."""
        from elearn.tracker import LAYOUT

        layout = np.dtype(list(LAYOUT))
        packed = np.frombuffer(b"".join([row["spells"] for row in rows]), layout).copy()
        packed["agency"] += time * self.agencies
        texts = [packed.tobytes()]
        for _ in range(1, self.courses):
            packed["course"] += len(COURSES)
            texts.append(packed.tobytes())
        start = 0
        for row in rows:
            end = start + len(row["spells"])
            spells = b"".join([text[start:end] for text in texts])
            yield {"person": row["person"] + time * STEP, "spells": spells}
            start = end


def _renamed(table: str, row: dict[str, Any], time: int) -> dict[str, Any]:
    """A person or an agency of another county."""
    if table == "person":
        return {**row, "id": row["id"] + time * STEP, "email": f"{time}.{row['email']}"}
    keys = ("id", "parent") if table == "agency" else ("agency", "within")
    return {**row, **{key: row[key] and f"{time}-{row[key]}" for key in keys}}


def measure(address: str, day: str) -> dict[str, Any]:
    """What a process that shows figures needs: seconds, milliseconds and MB.

    `load` and `cpu`: seconds to load the copy, and of this process's processor. `kept` and `most`: MB that it takes,
    and that the process had meanwhile.
    `one` and `thousand`: milliseconds to refresh it after so many people changed. `again` and `most again`: seconds to
    load it again, because more changed than `columns.MOST_CHANGED`, and the most MB until then.
    """
    with open_database(address) as db:
        reader = _Reader(db, date.fromisoformat(day))
        with db.read() as conn:
            people, agencies = (conn.value(f"select count(*) from {each}") for each in ("standing", "agency"))
            some = conn.column("select distinct person from post order by person")[:MANY]
        before, cpu = _now_mb(), process_time()
        answer: dict[str, Any] = {"people": people, "agencies": agencies, "load": reader.refreshed() / 1000}
        answer |= {"cpu": process_time() - cpu, "most": peak_mb()}
        gc.collect()
        answer["kept"] = _now_mb() - before
        answer["spells"] = reader.spells()
        answer["every agency"], answer["top agencies"] = reader.figure(), reader.figure(agencies=TOP_IDS)
        answer["with figures"] = _now_mb() - before
        _change(db, some[:1])
        answer["one"] = reader.refreshed()
        _change(db, some[:1_000])
        answer["thousand"] = reader.refreshed()
        answer["top agencies then"] = reader.figure(agencies=TOP_IDS)
        _change(db, some)
        answer |= {"again": reader.refreshed() / 1000, "most again": peak_mb()}
        return answer


MANY = 2_500
"""More people than may change before the copy is loaded again."""
TOP_IDS = [top.id for top in TOPS]


class _Reader:
    """A process that shows figures."""

    def __init__(self, db: Database, last: date) -> None:
        from elearn.reporting import columns
        from elearn.reporting.coverage import coverage
        from elearn.tracker import Scope

        self._db, self._columns, self._coverage, self._everyone = db, columns, coverage, Scope.everyone()
        self._days = [last - timedelta(back) for back in range(6)]

    def refreshed(self) -> float:
        """Loads the copy, or brings it up to date. Returns the milliseconds."""
        begun = perf_counter()
        with self._db.read() as conn:
            self._columns.current(self._db, conn)
        return (perf_counter() - begun) * 1000

    def spells(self) -> int:
        """How many spells the copy has."""
        with self._db.read() as conn:
            base = self._columns.current(self._db, conn).base
        return len(base.single) + len(base.several)

    def figure(self, agencies: list[str] | None = None) -> float:
        """Milliseconds of coverage by agency and course: the median of some days. The first one warms up."""
        taken = []
        for day in self._days:
            begun = perf_counter()
            self._coverage(self._db, self._everyone, day, ("agency", "course"), agencies=agencies)
            taken.append((perf_counter() - begun) * 1000)
        return statistics.median(taken[1:])


def _change(db: Database, people: list[int]) -> None:
    """Works out again where these people stand, in transactions of a few each, as if a fact about each had changed."""
    from elearn.tracker import standing

    for start in range(0, len(people), standing.AT_ONCE):
        some = people[start : start + standing.AT_ONCE]
        with db.write(people=some) as conn:
            standing.refresh(conn, some)


def _now_mb() -> float:
    """The memory that this process has now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
