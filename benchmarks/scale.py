"""PostgreSQL beside SQLite: commits with several runtime processes, other writes, and the figures of several counties.

    python -m benchmarks.scale [SECONDS] [--only PART …] [--people N] [--counties N …] [--courses N] [--clients N …]
                              [--engines NAME …]

Prints the tables of `docs/benchmarks.md`, from which `docs/scale.md` works out a nation. SECONDS is how long each
number of clients commits on each engine. The server is PostgreSQL's own, from a wheel, and each transaction is on the
disk. Clients, runtimes and server share this machine's cores, so compare ratios and processor time.

`--only` runs some parts: commits, writes or figures. `--people` is the size of one county, which is made through
imports, and `--counties` how many of them the figures are of. `--courses` is 15, as there are, or 30, 45, … `--engines`
are those that the figures are measured on.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from math import log2
from pathlib import Path

from benchmarks import _postgres
from benchmarks import _scale_commits as commits
from benchmarks import _scale_county as county
from benchmarks import _scale_writes as writes
from benchmarks._budgets import QUICK, Budgets
from benchmarks._county_places import COURSES
from elearn.days import today

LEAST_OF_SQLITE = 0.15
"""Of SQLite's commits, PostgreSQL takes at least so many with one runtime process each."""
LEAST_OF_ONE = 0.6
"""Of the commits with one runtime process, several take at least so many, even if there are no cores for them."""
MOST_GROWTH = 3.0
"""When the data doubles, loading the copy takes at most so many times as much processor time."""
MOST_REFRESH = 0.5
"""Refreshing the copy after one change takes at most this share of loading it."""


def main() -> int:
    """The exit code: `OVER_BUDGET` if a budget does not hold, else 0."""
    given = _arguments()
    budgets = Budgets()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"{_postgres.cores()} cores, shared by clients, runtimes and PostgreSQL. Load at the start: {load}."
    )
    if "commits" in given.only:
        _commits(given, budgets)
    if {"writes", "figures"} & {*given.only}:
        _counties(given, budgets)
    return budgets.end()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("seconds", nargs="?", type=float, default=0.3 if QUICK else 4.0)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--people", type=int, default=400 if QUICK else 20_000)
    parser.add_argument("--counties", nargs="+", type=int, default=[1, 2] if QUICK else [1, 2, 4])
    parser.add_argument("--courses", type=int, default=len(COURSES))
    parser.add_argument("--clients", nargs="+", type=int, default=[4] if QUICK else [16, 32, 64])
    parser.add_argument("--engines", nargs="+", choices=county.ENGINES, default=county.ENGINES)
    return parser.parse_args()


def _commits(given: argparse.Namespace, budgets: Budgets) -> None:
    print("\n### Commits\n", flush=True)
    found = commits.measure(given.seconds, given.clients)
    commits.show(found)
    ratios = commits.ratios(found)
    print(flush=True)
    budgets.head()
    label = "PostgreSQL ÷ SQLite, one runtime each"
    budgets.least(label, ratios[label], LEAST_OF_SQLITE)
    for label in ("2 runtimes ÷ 1", "4 runtimes ÷ 1"):
        budgets.least(label, ratios[label], LEAST_OF_ONE)


def _counties(given: argparse.Namespace, budgets: Budgets) -> None:
    """The parts that need a county."""
    # Yesterday: imports refuse a completion after today, and midnight may pass during a run.
    day = today() - timedelta(1)
    with _postgres.server() as postgres, tempfile.TemporaryDirectory() as folder:
        base = county.make(Path(folder), given.people, day, postgres)
        print(
            f"\nA county of {base.people:,} people, brought from SQLite into PostgreSQL and compared in "
            f"{base.copying:.1f} s."
        )
        if "writes" in given.only:
            print("\n### Other writes\n", flush=True)
            writes.show(*writes.transactions(base, 20 if QUICK else 300), writes.waits(base))
        if "figures" in given.only:
            print("\n### Figures\n", flush=True)
            _figures(base, given, budgets)


Found = dict[str, float]


def _figures(base: county.Base, given: argparse.Namespace, budgets: Budgets) -> None:
    found: dict[tuple[str, int], Found] = {}
    print(f"| on | counties | {' | '.join(COLUMNS)} |\n|---|--:|{'--:|' * len(COLUMNS)}")
    for counties in given.counties:
        for row in county.figures(base, counties, max(1, given.courses // len(COURSES)), given.engines):
            found[row["engine"], counties] = row
            cells = " | ".join(cell(row) for cell in COLUMNS.values())
            print(f"| {row['engine']} | {counties} | {cells} |", flush=True)
    grown = list(zip(given.counties, given.counties[1:], strict=False))
    if not grown:
        return
    print(f"\n| times as much | on | {' | '.join(GROWING.values())} |\n|--:|---|{'--:|' * len(GROWING)}")
    for before, after in grown:
        for engine in given.engines:
            one, other = found[engine, before], found[engine, after]
            cells = " | ".join(f"{other[key] / one[key]:.1f} ×" for key in GROWING)
            print(f"| {after / before:.1f} | {engine} | {cells} |")
    print(flush=True)
    _budgets_of_figures(found, grown, budgets)


def _budgets_of_figures(
    found: dict[tuple[str, int], Found], grown: list[tuple[int, int]], budgets: Budgets
) -> None:
    budgets.head()
    for engine in sorted({engine for engine, _ in found}):
        for before, after in grown:
            one, other = found[engine, before], found[engine, after]
            times, most = other["cpu"] / one["cpu"], MOST_GROWTH ** log2(after / before)
            budgets.row(f"{engine}: CPU of loading {after} counties beside {before}", times, most, "×")
        last = found[engine, grown[-1][1]]
        share = last["one"] / 1000 / last["load"]
        budgets.row(f"{engine}: a refresh after one change beside loading", share, MOST_REFRESH, "×")


COLUMNS: dict[str, Callable[[Found], str]] = {
    "people, agencies": lambda row: f"{row['people']:,}, {row['agencies']:,}",
    "spells": lambda row: f"{row['spells'] / 1e6:.2f} million",
    "loading, of which CPU": lambda row: f"{row['load']:.2f} s, {row['cpu']:.2f} s",
    "kept, most": lambda row: f"{row['kept']:,.0f} MB, {row['most']:,.0f} MB",
    "refreshed after 1, 1,000 changes": lambda row: f"{row['one']:.1f} ms, {row['thousand']:.0f} ms",
    "loaded again after 2,500, most then": lambda row: f"{row['again']:.2f} s, {row['most again']:,.0f} MB",
    "agency × course": lambda row: f"{row['every agency']:,.0f} ms",
    "top agencies × course, and after 1,000 changes": lambda row: (
        f"{row['top agencies']:,.0f} ms, {row['top agencies then']:,.0f} ms"
    ),
}
GROWING = {
    "load": "loading",
    "cpu": "its CPU",
    "kept": "kept",
    "one": "refreshed after 1",
    "thousand": "after 1,000",
    "every agency": "agency × course",
    "top agencies": "top agencies × course",
}
PARTS = ["commits", "writes", "figures"]

if __name__ == "__main__":
    sys.exit(main())
