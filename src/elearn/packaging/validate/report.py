"""Collecting what is wrong with a package: rule ids, places and remedies.

Rules: P01–P09 the archive, P10–P19 reading the manifest, P20–P29 what it names, P30–P39 metadata, P40–P49 what an LMS
is told to do with it, P50–P59 its pages, P60–P69 the sequencing of SCORM 2004, P70–P79 the course structure of cmi5.
docs/packages.md lists each.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from lxml import etree

from elearn.packaging.validate.positions import Positions
from elearn.problems import Problem, Severity

EXPORT_AGAIN = "Export the package again from the tool that made it."
_NAMED = 3
_MOST = 400
"""More findings than a person reads: the rest are counted, so that a package made to annoy costs little."""

Where = int | tuple[int, int] | etree._Element | None
"""A place in a member: a line, a line and column, an element; None for the whole of it."""


@dataclass
class Findings:
    """The problems of one package. `member` is the file in the package that is meant; "" the package itself."""

    package: str
    problems: list[Problem] = field(default_factory=list)
    positions: dict[str, Positions] = field(default_factory=dict)
    left_out: int = 0
    any_error: bool = False

    def error(self, rule: str, member: str, where: Where, message: str, remedy: str = EXPORT_AGAIN) -> None:
        """Note something for which an LMS may refuse the package or fail to run it."""
        self._add("error", rule, member, where, message, remedy)

    def warn(self, rule: str, member: str, where: Where, message: str, remedy: str = EXPORT_AGAIN) -> None:
        """Note something that is allowed, and has gone wrong elsewhere."""
        self._add("warning", rule, member, where, message, remedy)

    def together(self, rule: str, members: Collection[str], one: str, many: str, remedy: str) -> None:
        """Warn once of several members: `one` for a single member, else `many`, after how many and some names."""
        names = sorted(members)
        if len(names) == 1:
            self.warn(rule, names[0], None, one, remedy)
        elif names:
            more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
            listed = ", ".join(printable(name, 100) for name in names[:_NAMED])
            self.warn(rule, "", None, f"{len(names):,} {many}: {listed}{more}.", remedy)

    def close(self) -> tuple[Problem, ...]:
        """All problems in order, and how many were left out."""
        if self.left_out:
            message = f"{self.left_out:,} more problems were found and left out."
            remedy = "Mend the first, then validate again."
            left = Problem(printable(self.package), 0, 0, "P09", "warning", message, remedy)
            return (*sorted(self.problems), left)
        return tuple(sorted(self.problems))

    def _add(
        self, severity: Severity, rule: str, member: str, where: Where, message: str, remedy: str
    ) -> None:
        if len(self.problems) >= _MOST and (severity == "warning" or self.any_error):
            self.left_out += 1
            return
        self.any_error = self.any_error or severity == "error"
        inside = f"{self.package}!{member}" if member and self.package else member or self.package
        line, column = self._place(member, where)
        self.problems.append(
            Problem(printable(inside), line, column, rule, severity, printable(message), printable(remedy))
        )

    def _place(self, member: str, where: Where) -> tuple[int, int]:
        if isinstance(where, tuple):
            return where
        if isinstance(where, etree._Element):
            known = self.positions.get(member)
            return known.of(where) if known is not None else (where.sourceline or 1, 1)
        return (where, 1) if where else (0, 0)


def printable(text: str, most: int = 500) -> str:
    """The text as it can be printed anywhere: control characters and lone surrogates as escapes, and not endless."""
    short = text if len(text) <= most else f"{text[: most - 1]}…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in short)
