"""Collecting what is wrong with a package: rule ids, places and remedies.

Rules: P01–P09 the archive, P10–P19 reading the manifest, P20–P29 what it names, P30–P39 metadata, P40–P49 what
learning management systems are known to do with it, P50 what its pages load.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from elearn.problems import Problem, Severity

EXPORT_AGAIN = "Export the package again from the tool that made it."
_AT_MOST = 50


@dataclass
class Findings:
    """The problems of one package. `member` is the file in the package that is meant; "" the package itself."""

    package: str
    problems: list[Problem] = field(default_factory=list)

    def error(
        self, rule: str, member: str, line: int | None, message: str, remedy: str = EXPORT_AGAIN
    ) -> None:
        """Note something for which an LMS may refuse the package or fail to run it."""
        self._add("error", rule, member, line, message, remedy)

    def warn(
        self, rule: str, member: str, line: int | None, message: str, remedy: str = EXPORT_AGAIN
    ) -> None:
        """Note something that is allowed, and has gone wrong elsewhere."""
        self._add("warning", rule, member, line, message, remedy)

    def each(self, severity: Severity, rule: str, members: Iterable[str], message: str, remedy: str) -> None:
        """Note the same of several members; after the first fifty, how many more there are."""
        members = sorted(members)
        for member in members[:_AT_MOST]:
            self._add(severity, rule, member, None, message, remedy)
        if (more := len(members) - _AT_MOST) > 0:
            self._add(severity, rule, "", None, f"The same is true of {more:,} more files.", remedy)

    def _add(
        self, severity: Severity, rule: str, member: str, line: int | None, message: str, remedy: str
    ) -> None:
        path = (
            f"{self.package}!{printable(member)}"
            if member and self.package
            else printable(member or self.package)
        )
        self.problems.append(
            Problem(path, line or 0, 1 if line else 0, rule, severity, printable(message), remedy)
        )


def printable(text: str) -> str:
    """The text as it can be printed anywhere: control characters and lone surrogates as escapes, and not endless."""
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    return safe if len(safe) <= 500 else f"{safe[:497]}…"
