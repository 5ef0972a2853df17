"""`python -m tests.fuzz`: looks for faults in each kind of input, and keeps what it finds."""

import argparse
import io
import os
import re
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz import corpus, kinds, watching
from tests.fuzz.trying import ROOT
from tests.fuzz.watching import Ran

_COVERED = re.compile(r"cov: (\d+) ft: (\d+) corp: (\d+)")


def main(arguments: list[str] | None = None) -> int:
    """Runs the kinds that are asked for. Returns 1 if there was a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument(
        "kinds", nargs="*", metavar="KIND", help=f"of {', '.join(kinds.names())}; all if none"
    )
    parser.add_argument("--seconds", type=float, default=60, help="how long to look in each kind (60)")
    parser.add_argument(
        "--jobs", type=int, default=min(2, os.cpu_count() or 1), help="how many kinds at once"
    )
    parser.add_argument("--seed", type=int, default=0, help="a number for the same inputs again")
    parser.add_argument("--unguided", action="store_true", help="do without atheris")
    parser.add_argument("--try", dest="only", action="append", metavar="FILE", help="try only this input")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.kinds) - set(kinds.names()):
        parser.error(f"There is no kind {', '.join(sorted(unknown))}. There are {', '.join(kinds.names())}.")
    only = tuple(str(Path(path).resolve()) for path in asked.only or ())

    def run(kind: str) -> Ran:
        if only:
            return watching.run(kind, only=only)
        return watching.run(kind, seconds=asked.seconds, seed=asked.seed, guided=not asked.unguided)

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # what is told of a fault may hold half a letter
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: watching.stop())
    clean = True
    with ThreadPoolExecutor(max_workers=max(1, asked.jobs)) as pool:
        for ran in pool.map(run, asked.kinds or kinds.names()):
            print(told(ran, keep=not only), flush=True)
            clean = clean and ran.is_clean
    return 0 if clean else 1


def told(ran: Ran, keep: bool = True) -> str:
    """What came of one kind, for people. Each fault's input is written to the kept ones, if asked."""
    lines = [
        f"{ran.kind}: {ran.tries:,} inputs in {ran.seconds:.0f} s"
        f" ({ran.tries / max(ran.seconds, 0.001):,.0f} a second), {_reached(ran)}, {len(ran.faults)} faults"
    ]
    if ran.broken:
        lines.append(ran.broken)
    for fault, data, name in ran.faults:
        path = Path(name) if name and Path(name).is_file() else None
        if path is None and keep:
            path = corpus.keep(corpus.KEPT / ran.kind, data, "new-")
        lines += ["", f"  {fault}" + (f" [{name}]" if name else ""), *_indented(fault.trace)]
        if path is not None:
            shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
            lines.append(f"  Again: python -m tests.fuzz {ran.kind} --try {shown}")
    return "\n".join(lines)


def _indented(trace: str) -> list[str]:
    return [f"    {line}" for line in trace.splitlines()[-24:]]


def _reached(ran: Ran) -> str:
    """What the inputs reached: branches if atheris counted them, and else how many things came of them."""
    found = _COVERED.findall(ran.log)
    if not found:
        return f"{ran.news} things came of them"
    first, last = found[0], found[-1]
    return f"{last[0]} branches ({int(last[0]) - int(first[0])} of them new), corpus {last[2]}"


if __name__ == "__main__":
    sys.exit(main())
