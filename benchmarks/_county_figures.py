"""How long the county's figures and lists take, in a process that shows nothing else.

Each run asks for another day, so that no kept answer stands in for the work. "To the first figure" is measured
once, in a new process.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks import _alone
from benchmarks._county_places import TOPS
from benchmarks._log import count_from_the_log
from elearn.database import Database, open_database
from elearn.days import add_months

EVERY_DAY = ("agency", "course")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: what it is called, the most milliseconds it may take, and how to work it out for a day.

    `most` is None if it has no goal. `work` gives the number of rows.
    """

    label: str
    most: float | None
    work: Callable[[date], int]


def first_figure(database: str, day: str) -> dict[str, float]:
    """Seconds to the first figure: from the start of Python, and from when the modules are there."""
    from elearn.reporting.coverage import coverage
    from elearn.tracker import Scope

    begun = time.perf_counter()
    with open_database(database) as db:
        coverage(db, Scope.everyone(), date.fromisoformat(day), EVERY_DAY)
        taken = time.perf_counter() - begun
    return {"modules apart": taken, "from the start": time.time() - _alone.started}


def measure(database: str, day: str, only: str = "") -> list[dict[str, object]]:
    """Each figure's `label`, `most`, `rows`, and either `ms` (the median), `p95` and `runs`, or what `failed`.

    With `only`, just the figures whose label contains it.
    """
    last = date.fromisoformat(day)
    with open_database(database) as db:
        return [_measured(figure, last) for figure in _figures(db, last) if only in figure.label]


def _measured(figure: Figure, last: date) -> dict[str, object]:
    about: dict[str, object] = {"label": figure.label, "most": figure.most}
    taken: list[float] = []
    try:
        rows = figure.work(last)  # the first run warms up, and does not count
        while len(taken) < (3 if sum(taken) > 3_000 else 15):
            day = last - timedelta(len(taken) + 1)
            begun = time.perf_counter()
            figure.work(day)
            taken.append((time.perf_counter() - begun) * 1000)
    except Exception as error:  # the other figures are still worth having
        return {**about, "failed": f"{type(error).__name__}: {error}"}
    most = sorted(taken)[int(len(taken) * 0.95)]
    return {**about, "rows": rows, "ms": statistics.median(taken), "p95": most, "runs": len(taken)}


def _figures(db: Database, last: date) -> list[Figure]:
    from elearn.reporting import who
    from elearn.reporting.coverage import coverage, trend
    from elearn.tracker import Scope

    everyone = Scope.everyone()
    small, big = Scope.of_agencies([_a_unit(db)]), Scope.of_agencies(["schools"])
    tops = [top.id for top in TOPS]

    def months(day: date, number: int) -> list[date]:
        return [add_months(day, -back) for back in range(number - 1, -1, -1)]

    def one_name(number: int) -> str:
        with db.read() as conn:
            return str(conn.value("select name from person where id = :id", {"id": number})).split()[-1]

    cover = coverage
    return [
        Figure("agency × course, every agency", 150, lambda day: len(cover(db, everyone, day, EVERY_DAY))),
        Figure(
            "the same, two years ago",
            150,
            lambda day: len(cover(db, everyone, add_months(day, -24), EVERY_DAY)),
        ),
        Figure(
            "the top agencies × course",
            50,
            lambda day: len(cover(db, everyone, day, EVERY_DAY, agencies=tops)),
        ),
        Figure("one agency’s lead, by course", 20, lambda day: len(cover(db, small, day, ["course"]))),
        Figure("a lead of all schools, by course", 20, lambda day: len(cover(db, big, day, ["course"]))),
        Figure("everyone, by course", None, lambda day: len(cover(db, everyone, day, ["course"]))),
        Figure(
            "role group × course", None, lambda day: len(cover(db, everyone, day, ["role-group", "course"]))
        ),
        Figure("by recommendation", None, lambda day: len(cover(db, everyone, day, ["recommendation"]))),
        Figure(
            "trend by course, 12 months",
            50,
            lambda day: len(trend(db, everyone, months(day, 12), ["course"])),
        ),
        Figure(
            "trend by course, 12 months, a lead of all schools",
            50,
            lambda day: len(trend(db, big, months(day, 12), ["course"])),
        ),
        Figure("who is due, first page of 50", 50, lambda day: len(who(db, everyone, day).rows)),
        Figure("who is due, one agency’s lead", 50, lambda day: len(who(db, small, day).rows)),
        Figure("who is due, a lead of all schools", 50, lambda day: len(who(db, big, day).rows)),
        Figure(
            "who is due, found by name",
            300,
            lambda day: len(who(db, everyone, day, search=one_name(day.toordinal() % 500 + 1)).rows),
        ),
        Figure(
            "**a raw count from the log, agency × course**", None, lambda day: count_from_the_log(db, day)
        ),
    ]


def _a_unit(db: Database) -> str:
    """The school with the most people."""
    with db.read() as conn:
        found = conn.value(
            """
            select post.agency from post join agency on agency.id = post.agency
             where agency.id like 'schools-%' group by post.agency order by count(*) desc, post.agency limit 1
            """
        )
    return str(found)
