"""What a whole command costs, from Python's start to its end, beside what it cannot do without.

The floor is a process that only loads the libraries which each command that reads a course needs. A command
and its floor are measured by turns, so a slow moment of the machine is in both.
"""

import os
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

ELEARN = (sys.executable, "-m", "elearn.cli")
_FLOOR = (sys.executable, "-c", "import typer, pydantic.types, markdown_it, ruamel.yaml")


def environment(root: Path, **settings: Path) -> dict[str, str]:
    """The settings of an installation of its own below `root`, so that nothing in this checkout is touched.

    Modules are compiled once and kept below `root`, whatever this machine's setting.
    """
    return {
        **os.environ,
        "PYTHONPYCACHEPREFIX": str(root / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
        "ELEARN_DATABASE": str(root / "elearn.db"),
        **{f"ELEARN_{name.upper()}": str(path) for name, path in settings.items()},
    }


def command_and_floor(arguments: list[str], env: dict[str, str], runs: int) -> tuple[float, float]:
    """The smallest CPU seconds of a command of elearn, and of its floor. The first run of each does not count."""
    each = [(_cpu([*ELEARN, *arguments], env), _cpu(_FLOOR, env)) for _ in range(runs + 1)][1:]
    commands, floors = zip(*each, strict=True)
    return min(commands), min(floors)


def _cpu(line: list[str] | tuple[str, ...], env: dict[str, str]) -> float:
    """CPU seconds, user and system, of a process."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(line, env=env, check=True, stdout=subprocess.DEVNULL)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
