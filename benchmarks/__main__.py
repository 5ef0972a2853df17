"""Runs each benchmark in a process of its own, one after the other, and stops at the first that fails."""

import pkgutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """The exit code of the first benchmark that failed, else 0."""
    for module in sorted(
        info.name for info in pkgutil.iter_modules([str(HERE)]) if not info.name.startswith("_")
    ):
        print(f"\n== {module}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{module}"], cwd=HERE.parent, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
