"""A county's size: 83,000 people in 1,700 agencies, and a million completions, through every door.

    python -m benchmarks.county [SCALE] [--only PART …] [--database PATH] [--growth SCALE …]

Makes the county with the import door, each file in a process of its own, and prints a table for
`docs/benchmarks.md`. SCALE is the size: 1 (as given) is the county, 0.1 a tenth of it, and 4 four counties. What
grows with the county has its goal multiplied by SCALE. A part that fails has its failure in the table, and the
next part follows.

Goals in seconds and milliseconds come from another machine. So we first measure how many requests a bare route answers
here. A time may be as many times longer as it answers fewer than there; if it is, its goal says `× 2.6`.

`--only` runs some parts: imports, size, figures, record, change, kinds, commits, page or lead. `--database` keeps it
there, and uses it again if it is there, so that you can measure one part while you change it. `--growth` makes a
county of each size, and prints what grows with it in columns.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks import _clients, commits
from benchmarks import _county_load as load
from benchmarks import _county_writing as writing
from benchmarks._alone import Cost, Failed, alone
from benchmarks._budgets import QUICK, Budgets
from elearn.days import today

IMPORT_GOALS = {"people": (25.0, 600), "completions-50000": (8.0, 600), "completions-950000": (75.0, 800)}
"""For each file, the most seconds of processor time and the most MB of memory at the size of a county."""
IMPORT_LABELS = {
    "people": "import of the people",
    "completions-50000": "import of a twentieth of the completions",
    "completions-950000": "import of the other completions",
}
SIZE_GOAL = 500


class County(NamedTuple):
    """The county to measure: its database, its size, and its last day."""

    database: Path
    scale: float
    day: date


def main() -> int:
    """The exit code: `OVER_BUDGET` if a goal does not hold, else 0."""
    given = _arguments()
    # Yesterday: imports refuse a completion after today, and midnight may pass during a run.
    day = today() - timedelta(1)
    if given.growth:
        return _growth(given.growth, day)
    budgets = Budgets()
    with _place(given.database) as path:
        county = County(path, given.scale, day)
        budgets.head("goal")
        _guarded(budgets, "this machine’s pace", lambda: _pace(budgets))
        if path.exists():
            budgets.note("the database was there already", f"{path}")
        else:
            _guarded(budgets, "the county’s imports", lambda: _imports(budgets, county))
        for name, part in PARTS.items():
            if not given.only or name in given.only:
                _guarded(budgets, name, lambda part=part: part(budgets, county))
    return budgets.end()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.county")
    parser.add_argument("scale", nargs="?", type=float, default=0.005 if QUICK else 1.0)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="+", choices=["imports", *PARTS], default=[])
    parser.add_argument("--database", type=Path)
    parser.add_argument("--growth", nargs="+", type=float, default=[])
    return parser.parse_args()


@contextmanager
def _place(database: Path | None) -> Iterator[Path]:
    if database is not None:
        database.parent.mkdir(parents=True, exist_ok=True)
        yield database.resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "county.db"


def _guarded(budgets: Budgets, what: str, part: Callable[[], None]) -> None:
    try:
        part()
    except Failed as error:
        budgets.failed(what, str(error))
    except (Exception, SystemExit) as error:  # the other parts are still worth having
        budgets.failed(what, f"{type(error).__name__}: {error}")


def _pace(budgets: Budgets) -> None:
    """Makes the goals in seconds those of this machine."""
    (found,) = commits.measure(0.5 if QUICK else 6.0, [commits.CLIENTS[-1]])
    budgets.pace = found.pace
    budgets.note(
        f"a bare route of 16 learners, {commits.THERE:,.0f}/s where the goals come from",
        f"{found.bare.per_second:,.0f}/s",
    )


def _imports(budgets: Budgets, county: County) -> None:
    """Makes the county, and prints what each large file cost."""

    def imported(name: str, cost: Cost) -> None:
        if name not in IMPORT_GOALS:
            return
        seconds, memory = IMPORT_GOALS[name]
        label = f"{IMPORT_LABELS[name]}, {sum(cost.gave.values()):,} rows"
        budgets.row(f"{label}: processor", cost.cpu, seconds * county.scale, "s")
        budgets.row(f"{label}: memory", cost.peak_mb, memory * max(county.scale, 1), "MB")

    load.make(county.database, county.scale, county.day, imported)


def _size(budgets: Budgets, county: County) -> None:
    budgets.row(
        "the database afterwards", load.size_mb(county.database), SIZE_GOAL * max(county.scale, 0.1), "MB"
    )
    rows = alone("benchmarks._county_load:rows", str(county.database)).gave
    budgets.note("its largest tables", ", ".join(f"{name} {rows[name]:,}" for name in list(rows)[:5]))


def _figures(budgets: Budgets, county: County) -> None:
    """The figures and lists of a reader, and how many times faster than a count from the log they are."""
    place = (str(county.database), county.day.isoformat())
    first = alone("benchmarks._county_figures:first_figure", *place).gave
    budgets.row("start to first figure, modules apart", first["modules apart"], 2, "s")
    budgets.note("start to first figure, from the start of Python", f"{first['from the start']:.2f} s")
    found = alone("benchmarks._county_figures:measure", *place)
    raw = next((row.get("ms") for row in found.gave if "raw count" in row["label"]), None)
    for row in found.gave:
        if "failed" in row:
            budgets.failed(row["label"], row["failed"])
            continue
        ratio = f", {row['ms'] / raw:.3f} of the raw count" if raw and row["ms"] != raw else ""
        label = f"{row['label']} ({row['rows']:,} rows{ratio})"
        if row["most"] is None:
            budgets.note(label, f"{row['ms']:,.4g} ms")
        else:
            budgets.row(label, row["ms"], row["most"], "ms")
    budgets.note("memory of the process that shows figures", f"{found.peak_mb:,.0f} MB")


def _record(budgets: Budgets, county: County) -> None:
    """A completion that a learner earns, here and in a county of a twentieth of the size."""
    number = 20 if QUICK else 300
    function = "benchmarks._county_writing:record_completions"
    large = alone(function, str(county.database), number).gave
    budgets.row("a completion recorded, with all that it changes", large["median"], 1, "ms")
    budgets.note(
        "its p95, and a transaction that writes one small row",
        f"{large['p95']:.3g} and {large['bare']:.3g} ms",
    )
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "small.db"
        load.make(database, county.scale / 20, county.day, lambda *_: None)
        small = alone(function, str(database), number).gave
    budgets.row(
        f"the same beside {small['median']:.3g} ms in a county of a twentieth",
        large["median"] / small["median"],
        1.5,
        "×",
    )


def _change(budgets: Budgets, county: County) -> None:
    """The longest waits while a requirement of many people changes."""
    waits = writing.change_and_wait(str(county.database))
    done = waits.cost.gave
    what = f"{done['people']:,} people’s requirement changes in {done['seconds']:.1f} s"
    for kind, found in (("commits", waits.commits), ("sign-ins", waits.sign_ins)):
        budgets.row(f"{what}: longest wait of {len(found):,} {kind}", max(found), 250, "ms")
    budgets.note("figures said that they are being worked out for", f"{waits.pending:.1f} s")


def _kinds(budgets: Budgets, county: County) -> None:
    """What each kind of requirement adds to the working out of everybody's standing."""
    for name, cost in alone("benchmarks._county_kinds:measure", str(county.database)).gave.items():
        budgets.note(
            f"a requirement of {cost['people']:,} people, {name}: processor, beside the average of all",
            f"{cost['ms']:,.0f} ms, {cost['beside']:.1f} ×",
        )


def _commits(budgets: Budgets, county: County) -> None:
    """Learners' commits beside a bare route, and during an import."""
    (found,) = commits.measure(1.0 if QUICK else 8.0, [16], county.database)
    beside = f"{found.runtime.per_second:,.0f}/s beside {found.bare.per_second:,.0f}/s"
    budgets.least(f"commits of 16 learners beside a bare route ({beside})", found.ratio, commits.LEAST_RATIO)
    budgets.row(
        f"their p95 (the bare route: {found.bare.p95_ms:.3g} ms)",
        found.runtime.p95_ms,
        commits.MOST_MS,
        "ms",
    )
    with tempfile.TemporaryDirectory() as folder:
        file = load.meanwhile(county.database, county.scale, county.day, Path(folder))
        waits = writing.import_and_wait(str(county.database), str(file))
    during = f"during an import of {sum(waits.cost.gave.values()):,} rows, {waits.cost.seconds:.1f} s"
    budgets.row(f"their p95 {during}", _clients.p95(waits.commits), 50, "ms")
    for kind, longest in (("commits", waits.commits), ("sign-ins", waits.sign_ins)):
        budgets.note(f"longest wait of {len(longest):,} {kind} meanwhile", f"{max(longest):,.0f} ms")


def _page(budgets: Budgets, county: County) -> None:
    """The board's page in a browser, if there is one."""
    try:
        cost = alone("benchmarks._county_page:measure", str(county.database), 1 if QUICK else 5).gave
    except Failed as error:
        if "NoBrowser" not in str(error):
            raise
        budgets.note("the board’s page", "not measured, because there is no Chromium")
        return
    budgets.row("the board’s page: first figures", cost["seconds"], 1, "s")
    budgets.note("the first opening after the start", f"{cost['first']:.2f} s")
    budgets.note("until Streamlit has drawn them too", f"{cost['drawn']:.2f} s")
    budgets.row("the board’s page: its HTML", cost["kb"], 300, "kB")
    for answer, said in (("opened", "opened in the table"), ("found", "searched for"), ("chosen", "chosen")):
        if answer in cost:
            budgets.row(f"the board’s page: an agency {said}", cost[answer], 300, "ms")


def _lead(budgets: Budgets, county: County) -> None:
    """A lead's home and a person's page: what they read, and both in a browser, if there is one."""
    read = alone("benchmarks._county_lead:functions", str(county.database), 3 if QUICK else 15).gave
    for name, said in _LEADS.items():
        budgets.row(f"what a lead’s home reads, {said}: processor", read[name]["home"], 100, "ms")
        budgets.row(f"what a person’s page reads, {said}: processor", read[name]["person"], 10, "ms")
    try:
        cost = alone("benchmarks._county_lead:measure", str(county.database), 1 if QUICK else 5).gave
    except Failed as error:
        if "NoBrowser" not in str(error):
            raise
        budgets.note("a lead’s home", "not measured, because there is no Chromium")
        return
    for name, said in _LEADS.items():
        found = cost[name]
        people = f"{said} of {found['people']:,} people"
        budgets.row(f"a lead’s home, {people}: who is due", found["home"], 0.5, "s")
        budgets.row(f"a person’s page, {people}: where they stand", found["person"], 0.3, "s")
        budgets.note(
            "until Streamlit has drawn them too",
            f"{found['home_drawn']:.2f} and {found['person_drawn']:.2f} s",
        )


_LEADS = {"large": "the largest agency", "small": "a small one"}


def _growth(scales: list[float], day: date) -> int:
    """Prints what grows, a column for each size."""
    columns: list[dict[str, str]] = []
    for scale in scales:
        column: dict[str, str] = {}
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "county.db"
            load.make(database, scale, day, lambda name, cost, column=column: _cost(column, name, cost))
            column["database"] = f"{load.size_mb(database):,.0f} MB"
            place = (str(database), day.isoformat())
            first = alone("benchmarks._county_figures:first_figure", *place).gave
            column["start to first figure"] = f"{first['modules apart']:.2f} s"
            found = alone("benchmarks._county_figures:measure", *place)
            for row in found.gave:
                column[row["label"]] = f"{row['ms']:,.4g} ms" if "ms" in row else str(row["failed"])
            read = alone("benchmarks._county_lead:functions", str(database), 15).gave["large"]
            column["what the home of the largest agency’s lead reads"] = f"{read['home']:,.4g} ms"
            column["what a person’s page reads"] = f"{read['person']:,.4g} ms"
            column["memory of figures"] = f"{found.peak_mb:,.0f} MB"
        columns.append(column)
    print(f"| | {' | '.join(f'{scale:g}' for scale in scales)} |\n|---|{'--:|' * len(scales)}")
    for label in columns[0]:
        print(f"| {label} | {' | '.join(column.get(label, '') for column in columns)} |")
    return 0


def _cost(column: dict[str, str], name: str, cost: Cost) -> None:
    if name in IMPORT_LABELS:
        column[IMPORT_LABELS[name]] = f"{cost.cpu:,.1f} s, {cost.peak_mb:,.0f} MB"


PARTS: dict[str, Callable[[Budgets, County], None]] = {
    "size": _size,
    "figures": _figures,
    "record": _record,
    "change": _change,
    "kinds": _kinds,
    "commits": _commits,
    "page": _page,
    "lead": _lead,
}

if __name__ == "__main__":
    sys.exit(main())
