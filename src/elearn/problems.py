"""What is wrong with something a person gave us: where, what, and what to do about it.

Every reader, importer and validator collects problems rather than stopping at the first, and gives them back
whole. A caller that cannot go on raises `InputFault` with all of them; the command line prints them and exits 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong, in one place.

    `path` is a file (or a package member, or a sheet) as the person knows it; `line` and `column` count from 1, 0
    where the whole file is meant. `rule` is a stable id. `message` says what is wrong, `remedy` what to do.
    """

    path: str
    line: int
    column: int
    rule: str
    severity: Severity
    message: str
    remedy: str

    def as_dict(self) -> dict[str, str | int]:
        """The keys of `elearn check --json`: rule, severity, path, line, column, message, remedy."""
        order = ("rule", "severity", "path", "line", "column", "message", "remedy")
        values = asdict(self)
        return {key: values[key] for key in order}

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.severity} {self.rule}: {self.message} {self.remedy}"


@dataclass
class ProblemLog:
    """Collects the problems of one file, so that a reader never stops at the first."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, rule: str, line: int, message: str, remedy: str, column: int = 1) -> None:
        """Note something that stops the course from being built."""
        self._add("error", rule, line, column, message, remedy)

    def warn(self, rule: str, line: int, message: str, remedy: str, column: int = 1) -> None:
        """Note something a trainer should look at."""
        self._add("warning", rule, line, column, message, remedy)

    def _add(self, severity: Severity, rule: str, line: int, column: int, message: str, remedy: str) -> None:
        self.problems.append(Problem(self.path, line, column if line else 0, rule, severity, message, remedy))


class ElearnError(Exception):
    """The root of every error that is meant for a person; its text is a whole sentence that says what to do."""


class InputFault(ElearnError):
    """Raised when what a person gave cannot be used; carries every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NotAllowed(ElearnError):
    """Raised when a person asks for what their role and agency do not give them."""


class NotFound(ElearnError):
    """Raised when a named thing (a course, an agency, a registration) is not there, or not theirs to see."""


def has_errors(problems: Iterable[Problem]) -> bool:
    """True when any problem is an error, so that nothing may be built or applied."""
    return any(problem.severity == "error" for problem in problems)
