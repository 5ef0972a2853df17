"""Writes the problems of a package into a log, each with its place: the member, the line and the column.

Rules: P01–P09 the archive, P10–P19 reading the manifest, P20–P29 what it names, P30–P39 metadata, P40–P49 what an LMS
is told to do with it, P50–P59 its pages, P60–P69 the sequencing of SCORM 2004, P70–P79 the course structure of cmi5.
docs/packages.md lists each.
"""

from collections.abc import Collection
from copy import copy

from lxml import etree

from elearn.packaging.validate.positions import Positions
from elearn.problems import Problem, ProblemLog, Severity

EXPORT_AGAIN = "Export the package again from the tool that made it."
_NAMED = 3
_MOST = 400
"""Nobody reads more problems than this. We only count the rest, so a package made to annoy us costs little."""

Where = int | tuple[int, int] | etree._Element | None
"""A place in a member: a line, a line and column, or an element. None is the whole member."""


class PackageLog:
    """Finds the place of each problem in a package and writes it into a `ProblemLog`.

    `package` names the package file, "" if there is none yet. `positions` has the places of the elements of each
    document, by member. A `member` is a file in the package, "" for the package itself.
    """

    def __init__(self, package: str) -> None:
        self.positions: dict[str, Positions] = {}
        self._package = package
        self._log = ProblemLog(printable(package), most=_MOST)
        self._lenient: frozenset[str] = frozenset()

    def lenient(self, *rules: str) -> "PackageLog":
        """The same log, in which errors of these rules become warnings."""
        lenient = copy(self)
        lenient._lenient = frozenset(rules)
        return lenient

    def error(self, rule: str, member: str, where: Where, message: str, remedy: str = EXPORT_AGAIN) -> None:
        """Report something because of which an LMS may refuse the package or fail to run it."""
        self._add("warning" if rule in self._lenient else "error", rule, member, where, message, remedy)

    def warn(self, rule: str, member: str, where: Where, message: str, remedy: str = EXPORT_AGAIN) -> None:
        """Report something that is allowed, but that has gone wrong in some systems."""
        self._add("warning", rule, member, where, message, remedy)

    def warn_of_members(self, rule: str, members: Collection[str], one: str, many: str, remedy: str) -> None:
        """Warn once about several members. `one` is the sentence for a single member, `many` for more.

        After `many`, the message says how many there are and names some.
        """
        self._add_members("warning", rule, members, one, many, remedy)

    def error_of_members(self, rule: str, members: Collection[str], one: str, many: str, remedy: str) -> None:
        """Report an error once for several members, as `warn_of_members` does."""
        self._add_members("error", rule, members, one, many, remedy)

    def has_reported(self, member: str) -> bool:
        """True if a problem of this member is reported already."""
        return any(problem.path.endswith(f"!{member}") for problem in self._log.problems)

    def in_order(self) -> tuple[Problem, ...]:
        """All problems by place. If there were too many, the last says how many were left out (P09)."""
        problems = sorted(self._log.problems)
        if self._log.left_out:
            last = ProblemLog(self._log.path)
            message = f"{self._log.left_out:,} more problems were found and left out."
            last.warn("P09", 0, message, "Correct these first, then validate again.")
            problems += last.problems
        return tuple(problems)

    def _add_members(
        self, severity: Severity, rule: str, members: Collection[str], one: str, many: str, remedy: str
    ) -> None:
        names = sorted(members)
        if not names:
            return
        if len(names) == 1 or not self._package:
            # While a package is being built, each of its files leads back to a file of the author.
            for name in names:
                self._add(severity, rule, name, None, one, remedy)
        else:
            more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
            listed = ", ".join(printable(name, 100) for name in names[:_NAMED])
            self._add(severity, rule, "", None, f"{many} There are {len(names):,}: {listed}{more}.", remedy)

    def _add(
        self, severity: Severity, rule: str, member: str, where: Where, message: str, remedy: str
    ) -> None:
        path = f"{self._package}!{member}" if member and self._package else member or self._package
        line, column = self._place(member, where)
        self._log.add(
            Problem(printable(path), line, column, rule, severity, printable(message), printable(remedy))
        )

    def _place(self, member: str, where: Where) -> tuple[int, int]:
        if isinstance(where, tuple):
            return where
        if isinstance(where, etree._Element):
            known = self.positions.get(member)
            return known.of(where) if known is not None else (where.sourceline or 1, 1)
        return (where, 1) if where else (0, 0)


def printable(text: str, most: int = 500) -> str:
    """The text with control characters and lone surrogates as escapes, cut to `most` characters before that."""
    short = text if len(text) <= most else f"{text[: most - 1]}…"
    if short.isprintable():
        return short
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in short)
