"""The process that tries inputs of one kind: `python -m tests.fuzz.worker JOB`, where JOB is a `Job` as JSON."""

import base64
import contextlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz import corpus, kinds, trying
from tests.fuzz.blackboard import Blackboard
from tests.fuzz.kinds import Kind, TryOne
from tests.fuzz.mutate import mutated
from tests.fuzz.smaller import smaller
from tests.fuzz.trying import Fault

MOST_FAULTS = 25
"""How many different faults one run tells of. Whoever has so many begins by mending some."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker does. `board` and `told` are files that it shares with the process that watches it.

    With `seconds`, it looks for faults that long. Without, it tries the inputs in the files `only`; or else all known
    inputs and then `fresh` new ones, which are always the same, from number `start` on.
    """

    kind: str
    board: str
    told: str
    seconds: float = 0
    fresh: int = 0
    start: int = 0
    seed: int = 0
    only: tuple[str, ...] = ()
    guided: bool = True

    def as_json(self) -> str:
        """The job as an argument."""
        return json.dumps(asdict(self))


class Trial:
    """The inputs of one kind being tried, and what was found."""

    def __init__(self, kind: Kind, one: TryOne, job: Job) -> None:
        self.kind, self.one, self.job = kind, one, job
        self.board = Blackboard(Path(job.board))
        self.faults: set[tuple[str, str, str]] = set()
        self.outcomes: set[object] = set()

    def try_one(self, data: bytes, name: str = "") -> bool:
        """Try one input. Returns whether something came of it that never came before."""
        self.board.begin(data)
        fault, outcome = trying.try_one(self.kind, self.one, data)
        self.board.end()
        if fault:
            self._tell(fault, data, name)
            return False
        is_new = outcome is not None and outcome not in self.outcomes
        self.outcomes.add(outcome)
        if is_new:
            self.board.note_news()
        return is_new

    def _tell(self, fault: Fault, data: bytes, name: str) -> None:
        if fault.key in self.faults or len(self.faults) >= MOST_FAULTS:
            return
        self.faults.add(fault.key)
        if self.job.seconds:
            data = smaller(data, lambda less: self._is_same(fault, less))
        tell(Path(self.job.told), fault, data, name)

    def _is_same(self, fault: Fault, data: bytes) -> bool:
        self.board.begin(data)
        found, _ = trying.try_one(self.kind, self.one, data)
        self.board.end()
        return found is not None and found.key == fault.key


def tell(path: Path, fault: Fault, data: bytes, name: str) -> None:
    """Write what was found at the end of a file, a line of JSON."""
    line = {"fault": asdict(fault), "data": base64.b64encode(data).decode(), "name": name}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def told(path: Path) -> Iterator[tuple[Fault, bytes, str]]:
    """What `tell` wrote: each fault, its input, and the input's name."""
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            each: dict[str, Any] = json.loads(line)
            yield Fault(**each["fault"]), base64.b64decode(each["data"]), each["name"]


def inputs(kind: Kind, job: Job) -> Iterator[tuple[str, bytes]]:
    """The inputs of a job without a time, each with its name."""
    if job.only:
        yield from ((path, Path(path).read_bytes()) for path in job.only)
        return
    known = corpus.known(kind)
    yield from known.items()
    if not known:
        return
    pool = list(known.values())
    for number in range(job.fresh):
        # Each has its own, so that one can be made again without those before it.
        yield f"new {number}", mutated(kind, pool, Random(f"{kind.name} {job.seed} {number}"))


def run_through(trial: Trial) -> None:
    """Try the inputs of a job once each."""
    for number, (name, data) in enumerate(inputs(trial.kind, trial.job)):
        if number >= trial.job.start:
            trial.try_one(data, name)


def search(trial: Trial) -> None:
    """Look for faults until the time is over, guided by what comes of the inputs."""
    kind, job = trial.kind, trial.job
    end = time.monotonic() + job.seconds
    random = Random(job.seed or None)
    known = corpus.known(kind) | corpus.grown(kind)
    for name, data in known.items():
        trial.try_one(data, name)
    pool = list(known.values())
    while time.monotonic() < end and len(trial.faults) < MOST_FAULTS:
        data = mutated(kind, pool, random)
        if trial.try_one(data):
            pool.append(data)
            corpus.keep(corpus.GROWN / kind.name, data)


def search_with_atheris(trial: Trial, atheris: Any) -> None:
    """Look for faults until the time is over, guided by the branches that inputs reach. Ends the process."""
    kind, job = trial.kind, trial.job
    known = corpus.known(kind)
    pool = list(known.values()) + list(corpus.grown(kind).values())
    for name, data in known.items():
        trial.try_one(data, name)
    seeds = Path(job.told).parent / "seeds"
    for data in known.values():
        corpus.keep(seeds, data)
    grown = corpus.GROWN / kind.name
    grown.mkdir(parents=True, exist_ok=True)

    def take(data: bytes) -> None:
        trial.try_one(data)

    def change(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)
        if random.random() < 0.1:
            changed: bytes = atheris.Mutate(data, min(most, len(data) + 64))
            return changed
        return mutated(kind, [data, *random.sample(pool, min(len(pool), 3))], random)[:most]

    options = [
        f"-max_total_time={max(1, int(job.seconds))}",
        f"-max_len={kind.largest}",
        "-timeout=100000",  # ours are shorter
        "-rss_limit_mb=0",
        "-len_control=0",
        "-handle_xfsz=0",
        f"-artifact_prefix={Path(job.told).parent}/",
    ]
    if job.seed:
        options.append(f"-seed={job.seed}")
    atheris.Setup(["fuzz", *options, str(grown), str(seeds)], take, custom_mutator=change)
    atheris.Fuzz()


def main(job: Job) -> None:
    """Do one job."""
    with _guide(job) as atheris:
        kind = kinds.find(job.kind)
        with kind.open() as one:
            trial = Trial(kind, one, job)
            if not job.seconds:
                trying.limit_memory(kind.megabytes * 2)
                run_through(trial)
            elif atheris is None:
                trying.limit_memory(kind.megabytes * 2)
                search(trial)
            else:
                trying.limit_memory(kind.megabytes * 2)
                search_with_atheris(trial, atheris)


@contextlib.contextmanager
def _guide(job: Job) -> Iterator[Any]:
    """Atheris, which notes every branch of `elearn`. None if it is not installed, or not needed."""
    atheris: Any = None
    if job.seconds and job.guided:
        with contextlib.suppress(ImportError):
            import atheris  # type: ignore[import-not-found,no-redef]
    if atheris is None:
        yield None
        return
    with atheris.instrument_imports(include=["elearn"]):
        yield atheris


if __name__ == "__main__":
    main(Job(**json.loads(sys.argv[1])))
