"""How long learners' commits take while others post bodies of 1.4 MB as fast as they can.

Four learners commit once in a while to the process that `elearn serve` starts: alone, and beside four hostile
clients, by turns. The hostile clients have no cookie, a made-up one, or one that is good.

    python -m benchmarks.attacked [SECONDS]
"""

import secrets
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from benchmarks._budgets import Budgets, amount
from benchmarks._clients import RUNTIME, Server, crowd, lasting, learners, p95, publish, serving
from benchmarks._hostile import Posted, attacking
from elearn.database import Database, open_database

LEARNERS, HOSTILE = 4, 4
PAUSE = 0.02
"""Seconds between a learner's commits. A real one answers every half minute, so these stand for many."""
ROUNDS = 8
MOST = 1.5
"""The budget: the 95th percentile beside clients that are not signed in, to the one without them."""


class Measured(NamedTuple):
    """Learners' milliseconds alone and beside hostile clients, and what these got."""

    who: str
    alone: list[float]
    beside: list[float]
    posts: int
    statuses: frozenset[str]


def measure(seconds: float) -> list[Measured]:
    """Measures `seconds` alone and `seconds` beside each kind of hostile client."""
    with tempfile.TemporaryDirectory() as name:
        address = str(Path(name) / "elearn.db")
        with open_database(address) as database:
            publish(database)
            with serving(RUNTIME, address) as server:
                crowd([server.port], learners(database, LEARNERS), lasting(min(seconds, 0.5)))  # warm
                return [
                    _beside(database, server, who, *cookie_and_session, seconds)
                    for who, cookie_and_session in _kinds(database).items()
                ]


def _kinds(database: Database) -> dict[str, tuple[str, str]]:
    """Hostile clients, by what they are: their cookie, and the play session that they name."""
    [signed_in] = learners(database, 1)
    return {
        "no cookie": ("", signed_in[1]),
        "a made-up cookie": (secrets.token_urlsafe(32), signed_in[1]),
        "signed in": signed_in,
    }


def _beside(
    database: Database, server: Server, who: str, cookie: str, session: str, seconds: float
) -> Measured:
    waits: dict[bool, list[float]] = {False: [], True: []}
    posts, statuses = 0, set[str]()
    for _ in range(ROUNDS):
        for attacked, found in waits.items():
            hostile = attacking(server.port, HOSTILE, cookie, session) if attacked else nullcontext(Posted())
            with hostile as posted:
                who_learns = learners(database, LEARNERS)
                found += crowd([server.port], who_learns, lasting(seconds / ROUNDS), PAUSE)
            posts += posted.posts
            statuses |= {*posted.statuses}
    return Measured(who, waits[False], waits[True], posts, frozenset(statuses))


def main(seconds: float) -> int:
    """Prints the results. Returns the exit code."""
    rows = measure(seconds)
    print("| hostile clients | alone: p50, p95 ms | beside: p50, p95 ms | their posts/s | answers |")
    print("|---|--:|--:|--:|---|")
    for row in rows:
        times = " | ".join(f"{_p50(each):.1f}, {p95(each):.1f}" for each in (row.alone, row.beside))
        print(f"| {row.who} | {times} | {row.posts / seconds:,.0f} | {', '.join(sorted(row.statuses))} |")
    print()
    budgets = Budgets()
    budgets.head()
    for row in rows:
        ratio = p95(row.beside) / p95(row.alone)
        what = f"{HOSTILE} clients, {row.who}: 95th percentile beside the one alone"
        if row.who == "signed in":
            budgets.note(what, f"{ratio:.2f} ×")
        else:
            budgets.row(what, ratio, MOST, "×")
    return budgets.end()


def _p50(waits: list[float]) -> float:
    return sorted(waits)[len(waits) // 2]


if __name__ == "__main__":
    sys.exit(main(amount(8.0, 0.4)))
