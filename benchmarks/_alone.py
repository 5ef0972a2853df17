"""Runs one function in a process of its own, so that its processor time and peak memory are its own.

`alone("benchmarks._county_load:import_file", kind, path, database)` gives what the function gave, which must be
JSON, with what it cost. `start(…)` does the same while the caller goes on.
"""

import importlib
import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Cost:
    """What a function gave, its seconds of processor and clock, and the most memory of its process, in MB.

    The seconds leave out the start of Python, and the memory does not.
    """

    gave: Any
    cpu: float
    seconds: float
    peak_mb: float


class Failed(Exception):
    """Raised if the function failed. The text is the last line of what it said."""


class Running:
    """A function that runs in its own process."""

    def __init__(self, function: str, *arguments: object) -> None:
        command = [sys.executable, "-m", "benchmarks._alone", function, json.dumps([time.time(), *arguments])]
        self._process = subprocess.Popen(
            command, cwd=HERE.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def going(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def result(self) -> Cost:
        """Waits for the end. Raises Failed if the function did."""
        out, err = self._process.communicate()
        if self._process.returncode:
            raise Failed((err.strip().splitlines() or [f"exit code {self._process.returncode}"])[-1])
        return Cost(**json.loads(out.splitlines()[-1]))


def start(function: str, *arguments: object) -> Running:
    """Starts a function (`module:name`) with arguments that JSON can carry."""
    return Running(function, *arguments)


def alone(function: str, *arguments: object) -> Cost:
    """Runs a function to its end. Raises Failed if it fails."""
    return Running(function, *arguments).result()


started = 0.0
"""When the caller started this process, in seconds of the system's clock."""


def peak_mb() -> float:
    """The most memory that this process has had.

    `ru_maxrss` would include the parent's, because Linux carries it over to the program that a child runs.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Runs the function that the command line names, and prints its cost as JSON."""
    from benchmarks import _alone  # the module that others import; this one is `__main__`

    module, _, name = sys.argv[1].partition(":")
    _alone.started, *arguments = json.loads(sys.argv[2])
    function = getattr(importlib.import_module(module), name)
    begun, cpu = time.perf_counter(), time.process_time()
    gave = function(*arguments)
    cost = {"gave": gave, "cpu": time.process_time() - cpu, "seconds": time.perf_counter() - begun}
    print(json.dumps({**cost, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main()
