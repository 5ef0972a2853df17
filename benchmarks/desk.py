"""How long somebody who writes a course waits, and what learners notice of it.

    python -m benchmarks.desk [SECONDS] [PART ...]

`elearn serve` runs the app, the runtime and the desk, as processes of their own, on a library of 100 courses, of
which some have 50 pages. A real Chromium opens the list and a course, and types into a card. Learners commit, by turns
alone and while five people type. Then twenty people type. Last, one person changes courses of 25, 50 and 100 pages,
by turns with a process that only reads and checks the same texts: what the desk adds to that is a ratio.

PART is opening, screen, learners, many or growth; without it, all are measured. Each that could not be measured
is a broken budget, and the next one runs. Prints Markdown for `docs/benchmarks.md`. Exits with `OVER_BUDGET` if a
budget is broken.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks._budgets import QUICK, Budgets, amount
from benchmarks._clients import crowd, lasting, learners, p95, publish
from benchmarks._desk_alone import Alone
from benchmarks._desk_place import Place, served, trainers, write_library
from benchmarks._desk_screen import browsing, key_to_preview, opened
from benchmarks._desk_typing import Browser, typing
from elearn.database import Database, open_database

COURSES, PAGES = (8, 20) if QUICK else (100, 50)
"""In the library, and in each of the courses that people write."""
WRITTEN = ("first", "second", "third", "fourth")
GROWTH = (3, 6) if QUICK else (25, 50, 100)
FEW, MANY = 5, 20
"""People who type."""
LEARNERS, PAUSE, ROUNDS = 4, 0.02, 2 if QUICK else 8
OPENINGS, WORDS, CHANGES = (2, 3, 3) if QUICK else (7, 24, 20)


def main(seconds: float, only: Collection[str]) -> int:
    """Prints the results. Returns the exit code."""
    budgets = Budgets()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        grown = [f"pages-{pages}" for pages in GROWTH]
        sizes = {**dict.fromkeys(WRITTEN, PAGES), **dict(zip(grown, GROWTH, strict=True))}
        write_library(root, COURSES, sizes)
        address = str(root / "elearn.db")
        with open_database(address) as database:
            publish(database)
            cookies = trainers(database, MANY)
            with served(root, address) as place:
                budgets.head("goal")
                parts: Mapping[str, Callable[[], None]] = {
                    "opening": lambda: _opening(budgets, place, cookies[0]),
                    "screen": lambda: _screen(budgets, place, cookies[0]),
                    "learners": lambda: _learners(budgets, database, place, cookies, seconds),
                    "many": lambda: _many(budgets, place, cookies, seconds),
                    "growth": lambda: _growth(budgets, root, place, cookies[0]),
                }
                for what, measure in parts.items():
                    if not only or what in only:
                        with _to_its_end(budgets, what):
                            measure()
    return budgets.end()


@contextmanager
def _to_its_end(budgets: Budgets, what: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        budgets.failed(what, f"{type(error).__name__}: {error}")


def _opening(budgets: Budgets, place: Place, cookie: str) -> None:
    """The list and a course, each with an empty cache. The first time, the desk has read nothing yet."""
    with browsing() as browser:
        for what, path, until in (
            (f"the list of {COURSES} courses", "/desk", "listed"),
            (
                f"a course of {PAGES} pages, until its first card is open",
                f"/desk/{WRITTEN[0]}?file=01-m1.md",
                "usable",
            ),
        ):
            first, *later = (opened(browser, place.desk, cookie, path, until) for _ in range(OPENINGS + 1))
            budgets.row(f"{what}: the first time", first[until], 1000, "ms")
            budgets.row(f"{what}: median", median(each[until] for each in later), 1000, "ms")
            usual = {name: median(each[name] for each in later) for name in ("answered", "painted", "kB")}
            budgets.note(
                f"{what}: the page has come, first paint, all that came",
                "{answered:.0f} ms, {painted:.0f} ms, {kB:.0f} kB".format(**usual),
            )


def _screen(budgets: Budgets, place: Place, cookie: str) -> None:
    """From the last key of a word, with the 230 ms that the browser waits after it, to the words in the player."""
    with browsing() as browser:
        waits = key_to_preview(browser, place.desk, cookie, WRITTEN[0], WORDS)
    shown = [each.shown for each in waits]
    budgets.row(f"key to preview, {PAGES} pages, one person: median", median(shown), 300, "ms")
    budgets.note("key to preview, one person: p95", f"{p95(shown):.0f} ms")
    sent, answered = median(each.sent for each in waits), median(each.answered - each.sent for each in waits)
    swapped = median(each.shown - each.answered for each in waits)
    budgets.note(
        "of which: the wait, the answer, until it is shown",
        f"{sent:.0f} ms, {answered:.0f} ms, {swapped:.0f} ms",
    )


def _learners(
    budgets: Budgets, database: Database, place: Place, cookies: Sequence[str], seconds: float
) -> None:
    """Learners' commits alone and beside people who type, by turns."""
    waits: dict[bool, list[float]] = {False: [], True: []}
    last: list[float] = []
    crowd([place.runtime], learners(database, LEARNERS), lasting(min(seconds, 0.5)))  # warm
    for _ in range(ROUNDS):
        for busy, found in waits.items():
            who = learners(database, LEARNERS)
            if not busy:
                found += crowd([place.runtime], who, lasting(seconds / ROUNDS), PAUSE)
                continue
            with typing(place.desk, _seats(cookies[:FEW])) as typed:
                time.sleep(min(1.0, seconds / ROUNDS))
                found += crowd([place.runtime], who, lasting(seconds / ROUNDS), PAUSE)
            last += typed.last
    times = "; ".join(
        f"{'beside them' if busy else 'alone'} {median(found):.1f}, {p95(found):.1f}"
        for busy, found in waits.items()
    )
    budgets.row(
        f"a learner's commit: p95 while {FEW} people type beside alone",
        p95(waits[True]) / p95(waits[False]),
        1.2,
        "×",
    )
    budgets.note("a learner's commit: p50, p95 in ms", times)
    budgets.note(f"key to answer, {FEW} people, learners beside them: p95", f"{p95(last):.0f} ms")


def _many(budgets: Budgets, place: Place, cookies: Sequence[str], seconds: float) -> None:
    """Twenty people, five in each of four courses."""
    with typing(place.desk, _seats(cookies)) as typed:
        before = place.cpu_seconds()
        time.sleep(seconds)
        used = place.cpu_seconds() - before
    budgets.row(f"key to answer, {MANY} people: p95", p95(typed.last), 1000, "ms")
    budgets.note(
        "the same of every key, also of those after which they type on: p95", f"{p95(typed.every):.0f} ms"
    )
    budgets.note(
        "the answer to a change alone: p50, p95", f"{median(typed.answers):.0f}, {p95(typed.answers):.0f} ms"
    )
    budgets.note(
        "“nothing is new”: p50, p95", f"{median(typed.news or [0]):.1f}, {p95(typed.news or [0]):.1f} ms"
    )
    budgets.note(
        "the desk's processor, changes a second",
        f"{used / seconds * 100:.0f}% of a core, {len(typed.answers) / seconds:.1f}",
    )


def _seats(cookies: Sequence[str]) -> list[tuple[str, str]]:
    """Each person with a course."""
    return [(cookie, WRITTEN[number % len(WRITTEN)]) for number, cookie in enumerate(cookies)]


def _growth(budgets: Budgets, root: Path, place: Place, cookie: str) -> None:
    """One change after another, in courses of each size, by turns with reading and checking alone.

    What is compared is processor time, because other work on the machine makes no difference to it.
    """
    desk: dict[int, float] = {}
    for pages in GROWTH:
        course = f"pages-{pages}"
        answers: list[float] = []
        with Alone(root / "courses" / course) as alone:
            browser = Browser(place.desk, cookie, course)
            browser.open(1, 2)
            used: list[float] = []
            for number in range(CHANGES):
                before, begun = place.cpu_seconds(), time.perf_counter()
                browser.type(f"change {number}")
                answers.append((time.perf_counter() - begun) * 1000)
                used.append((place.cpu_seconds() - before) * 1000)
                alone.change()
        desk[pages] = median(used)
        budgets.note(
            f"a change in {pages} pages: the desk, CPU; reading and checking alone, CPU; ratio; the answer",
            f"{desk[pages]:.1f} ms; {median(alone.cpu):.1f} ms; {desk[pages] / median(alone.cpu):.2f} ×; "
            f"{median(answers):.0f} ms",
        )
    *_, small, large = GROWTH
    budgets.row(f"a change in {large} pages beside {small}", desk[large] / desk[small], 2, "×")


if __name__ == "__main__":
    named = [each for each in sys.argv[1:] if each.isalpha()]
    sys.argv = [each for each in sys.argv if each not in named]
    sys.exit(main(amount(24.0, 1.0), named))
