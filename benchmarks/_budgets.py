"""Compares what was promised with what a run measured. Prints lines of a Markdown table."""

import sys
from dataclasses import dataclass, field

OVER_BUDGET = 3
"""The exit code of a benchmark that ran and broke a budget. Any other code but 0 means that it failed."""
QUICK = "--quick" in sys.argv
"""True if this run only shows that the benchmark still works: it does little, and checks no budget."""


def amount(usual: float, quick: float) -> float:
    """How much to do: the number on the command line, else `quick` in a quick run, else `usual`."""
    given = [argument for argument in sys.argv[1:] if argument != "--quick"]
    return float(given[0]) if given else quick if QUICK else usual


@dataclass
class Budgets:
    """Collects the budgets that this run breaks.

    `pace`: how many times longer than on the machine that the budgets come from a time may be.
    """

    broken: list[str] = field(default_factory=list)
    pace: float = 1.0

    def head(self, limit: str = "budget") -> None:
        """Prints the table's head. `limit` is what its third column is called."""
        print(f"| | measured | {limit} | holds |\n|---|--:|--:|---|", flush=True)

    def row(self, what: str, measured: float, most: float, unit: str = "") -> None:
        """Prints a figure that may be at most `most`. A time, in s or ms, may be `pace` times as long.

        If it needs to be, the budget says so.
        """
        pace = self.pace if unit in ("s", "ms") else 1.0
        slower = f" × {pace:.1f}" if measured > most and pace > 1 else ""
        self._line(what, f"{measured:,.4g} {unit}", f"≤ {most:,g} {unit}{slower}", measured <= most * pace)

    def least(self, what: str, measured: float, least: float) -> None:
        """Prints a figure that must be at least `least`."""
        said = f"{measured:.0f}" if measured >= 10 else f"{measured:.2f}"
        self._line(what, said, f"≥ {least:g}", measured >= least)

    def note(self, what: str, said: str) -> None:
        """Prints a figure without a budget."""
        print(f"| {what} | {said} | | |", flush=True)

    def failed(self, what: str, why: str) -> None:
        """Prints that a figure could not be measured, and why. It counts as broken."""
        self._line(what, " ".join(why.split()).replace("|", "/"), "", holds=False)

    def end(self) -> int:
        """Says which budgets are broken. Returns the exit code: `OVER_BUDGET`, or 0 as in every quick run."""
        if QUICK:
            return 0
        for what in self.broken:
            print(f"Over its budget: {what}", file=sys.stderr)
        return OVER_BUDGET if self.broken else 0

    def _line(self, what: str, measured: str, budget: str, holds: bool) -> None:
        print(f"| {what} | {measured} | {budget} | {'yes' if holds else '**no**'} |", flush=True)
        if not holds:
            self.broken.append(what)
