"""What else is written on each engine: sign-ins, a course opened, a completion, and an import that others wait for."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks import _clients, _postgres
from benchmarks import _county_load as load
from benchmarks import _county_writing as writing
from benchmarks._scale_county import ENGINES, Base
from elearn.database import Database, open_database
from elearn.runtime.scorm.cmi import interpret
from elearn.tracker import Progress, registrations, sessions

Do = Callable[[], object]


@dataclass(frozen=True)
class Cost:
    """What one of them costs: milliseconds (the median), CPU milliseconds here and in PostgreSQL, bytes of its log."""

    engine: str
    label: str
    ms: float
    own_cpu: float
    postgres_cpu: float
    log: float


@dataclass(frozen=True)
class Waits:
    """The waits of commits and sign-ins, in milliseconds, during a work. `seconds` and `cpu` are the work's own."""

    engine: str
    label: str
    seconds: float
    cpu: float
    commits: list[float]
    sign_ins: list[float]


def transactions(base: Base, number: int) -> tuple[list[Cost], dict[str, dict[str, int]]]:
    """What each kind of write costs. Also the rows and bytes of PostgreSQL's tables afterwards."""
    found: list[Cost] = []
    tables: dict[str, dict[str, int]] = {}
    for engine in ENGINES:
        with base.copy(engine) as address:
            with open_database(address) as db:
                postgres = base.postgres if engine == "PostgreSQL" else None
                found += [_cost(engine, postgres, label, todo) for label, todo in _kinds(db, number).items()]
            if engine == "PostgreSQL":
                tables = _postgres.sizes(address)
    return found, tables


def _kinds(db: Database, number: int) -> dict[str, list[Do]]:
    """For each kind of write, the same for many people."""
    people = writing._people(db, number)
    opened = {person: _opened(db, person) for person in people}
    return {
        "a sign-in": [lambda who=who: _sign_in(db, who) for who in people],
        "a course opened": [lambda who=who: _reopen(db, who) for who in people],
        "a commit by itself": [
            lambda who=who: _record(db, who, opened[who], 1, _progress()) for who in people
        ],
        "a commit that completes": [
            lambda who=who: _record(db, who, opened[who], 2, _progress(passed=True)) for who in people
        ],
    }


def _sign_in(db: Database, person: int) -> None:
    """A link that is asked for and opened, and the session."""
    sessions.redeem_sign_in(db, sessions.mint_sign_in(db, person))
    sessions.mint_session(db, person)


def _opened(db: Database, person: int) -> str:
    return registrations.open_session(db, registrations.start(db, person, writing.COURSE).id, person).id


def _reopen(db: Database, person: int) -> None:
    sessions.redeem_ticket(db, sessions.mint_ticket(db, person, writing.COURSE), person)
    _opened(db, person)


def _progress(*, passed: bool = False) -> Progress:
    """A snapshot with ten answers, as read from a commit."""
    said = _clients.snapshot(1)
    if passed:
        said |= {"completion_status": "completed", "success_status": "passed"}
    return interpret("scorm2004", said, ended=passed)


def _record(db: Database, person: int, session: str, number: int, progress: Progress) -> None:
    with db.write(people=[person]) as conn:
        registrations.record(conn, person, session, number, progress)


def _cost(engine: str, postgres: _postgres.Server | None, label: str, todo: list[Do]) -> Cost:
    before, cpu = (postgres.cpu_seconds() if postgres else 0.0), process_time()
    _, log = postgres.transactions_and_log() if postgres else (0, 0)
    taken = []
    for each in todo:
        begun = perf_counter()
        each()
        taken.append((perf_counter() - begun) * 1000)
    own = process_time() - cpu
    _, log_after = postgres.transactions_and_log() if postgres else (0, 0)
    theirs = (postgres.cpu_seconds() if postgres else 0.0) - before
    number = len(todo)
    return Cost(
        engine,
        label,
        statistics.median(taken),
        own / number * 1000,
        theirs / number * 1000,
        (log_after - log) / number,
    )


def waits(base: Base) -> list[Waits]:
    """How long 16 learners and somebody who signs in wait during an import, and while a requirement changes."""
    found = []
    for engine in ENGINES:
        with base.copy(engine) as address, TemporaryDirectory() as folder:
            file = load.meanwhile(base.file, base.scale, base.day, Path(folder))
            during = writing.import_and_wait(address, str(file))
            rows = sum(during.cost.gave.values())
            found.append(_waits(engine, f"an import of {rows:,} completions", during))
            during = writing.change_and_wait(address)
            people = during.cost.gave["people"]
            found.append(_waits(engine, f"a requirement of {people:,} people changes", during))
    return found


def _waits(engine: str, label: str, during: writing.Waits) -> Waits:
    return Waits(engine, label, during.cost.seconds, during.cost.cpu, during.commits, during.sign_ins)


SHOWN = (
    *("standing", "completion", "post", "person"),
    *("registration", "interaction", "play_session", "outcome_result", "certificate"),
    *("audit_event", "session", "sign_in_link", "launch_ticket", "change"),
)
"""The tables that grow with people and with what they do."""


def show(costs: list[Cost], tables: dict[str, dict[str, int]], found: list[Waits]) -> None:
    """Prints the tables of `docs/benchmarks.md`."""
    print("| one by one | on | ms | CPU ms: elearn | PostgreSQL | log |\n|---|---|--:|--:|--:|--:|")
    for cost in costs:
        shared = f"{cost.postgres_cpu:.2f} | {cost.log / 1000:.1f} kB" if cost.engine == "PostgreSQL" else "|"
        print(f"| {cost.label} | {cost.engine} | {cost.ms:.2f} | {cost.own_cpu:.2f} | {shared} |")
    print("\n| meanwhile | on | seconds, of which CPU | commits: p95, longest | sign-ins: p95, longest |")
    print("|---|---|--:|--:|--:|")
    for each in found:
        cells = [
            f"{_clients.p95(those):,.0f} ms, {max(those):,.0f} ms" for those in (each.commits, each.sign_ins)
        ]
        print(f"| {each.label} | {each.engine} | {each.seconds:.1f}, {each.cpu:.1f} | {' | '.join(cells)} |")
    print("\n| table of PostgreSQL | rows | bytes a row, with indexes |\n|---|--:|--:|")
    for name in SHOWN:
        if name in tables:
            rows, size = tables[name]["rows"], tables[name]["bytes"]
            print(f"| `{name}` | {rows:,} | {size / rows:,.0f} |")
