"""What was promised, held against what a run measured, as lines of a Markdown table."""

import sys
from dataclasses import dataclass, field


@dataclass
class Budgets:
    """Collects the promises that do not hold in this run."""

    broken: list[str] = field(default_factory=list)

    def head(self) -> None:
        """The table's head."""
        print("| | measured | budget | holds |\n|---|--:|--:|---|")

    def row(self, what: str, measured: float, most: float, unit: str = "") -> None:
        """A figure that may be `most` at most."""
        self._line(what, f"{measured:,.4g} {unit}", f"≤ {most:,g} {unit}", measured <= most)

    def least(self, what: str, measured: float, least: float) -> None:
        """A figure that has to be `least` at least."""
        self._line(what, f"{measured:.0f}", f"≥ {least:g}", measured >= least)

    def note(self, what: str, said: str) -> None:
        """A figure without a budget."""
        print(f"| {what} | {said} | | |")

    def end(self) -> int:
        """Say what is broken; the exit code."""
        for what in self.broken:
            print(f"Over its budget: {what}", file=sys.stderr)
        return 1 if self.broken else 0

    def _line(self, what: str, measured: str, budget: str, holds: bool) -> None:
        print(f"| {what} | {measured} | {budget} | {'yes' if holds else '**no**'} |", flush=True)
        if not holds:
            self.broken.append(what)
