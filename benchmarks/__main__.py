"""Runs every benchmark, each in its own process, and always continues to the last.

    python -m benchmarks [--quick]

Exits 1 if a benchmark could not run to its end. Broken budgets are listed at the end and do not fail the run,
because most budgets depend on how busy the machine is. `--quick` does only a little of each, to show that it
still works.
"""

import pkgutil
import subprocess
import sys
from pathlib import Path

from benchmarks._budgets import OVER_BUDGET, QUICK

HERE = Path(__file__).parent
SIZES = {"county": ["0.1"], "scale": ["2", "--people", "4000", "--clients", "32"]}
"""Benchmarks that take too long as a part of all of them, with the size at which they run here."""


def main() -> int:
    """The exit code: 1 if a benchmark could not run to its end, else 0."""
    codes: dict[str, int] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules([str(HERE)]) if info.name[0] != "_"):
        print(f"\n== {module}", flush=True)
        size = ["--quick"] if QUICK else SIZES.get(module, [])
        command = [sys.executable, "-m", f"benchmarks.{module}", *size]
        codes[module] = subprocess.run(command, cwd=HERE.parent, check=False).returncode
    over = [module for module, code in codes.items() if code == OVER_BUDGET]
    failed = [module for module, code in codes.items() if code not in (0, OVER_BUDGET)]
    print(f"\n{len(codes)} benchmarks ran.")
    for said, modules in (("Over a budget", over), ("Could not run to its end", failed)):
        if modules:
            print(f"{said}: {', '.join(modules)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
