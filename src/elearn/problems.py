"""What is wrong with something that a person gave us: where it is, what it is, and what to do about it.

Every reader, importer and validator writes what it finds into a `ProblemLog`. None of them stops at the first
problem. A caller that cannot go on raises `InputFault` with all of them; the command line prints them and exits 1.
A message and a remedy are whole sentences from the start: nothing adds a word or a full stop to them later.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Literal, Self

from elearn.phrases import joined, phrase

Severity = Literal["error", "warning"]
_LOGGER = logging.getLogger("elearn.problems")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, in one place.

    `path` names a file, a member of a package, a column or a field of a form, as the person knows it. `line` and
    `column` count from 1; both are 0 if the problem is about the whole of it. `rule` is a stable id. `message` says
    what is wrong and `remedy` says what to do, each in whole sentences.
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
        says = f"{self.severity} {self.rule}: {self.message} {self.remedy}"
        return f"{place}: {says}" if place else says


@dataclass
class ProblemLog:
    """Collects the problems of one file, or of several (`at`), so that a reader never stops at the first.

    `most` limits how many are kept; `left_out` counts the others. The first error is always kept, so that a limited
    log has errors if and only if an unlimited one would.
    """

    path: str
    problems: list[Problem] = field(default_factory=list)
    most: int | None = None
    left_out: int = 0
    _parent: Self | None = field(default=None, repr=False)
    _has_kept_error: bool = field(default=False, repr=False)

    def error(self, rule: str, line: int, message: str, remedy: str, column: int = 1) -> None:
        """Add something that stops the file from being used. Without a line (0) the column is 0 too."""
        self._note("error", rule, line, column, message, remedy)

    def warn(self, rule: str, line: int, message: str, remedy: str, column: int = 1) -> None:
        """Add something that a person should look at. Without a line (0) the column is 0 too."""
        self._note("warning", rule, line, column, message, remedy)

    def at(self, path: str) -> "ProblemLog":
        """A log for another path whose problems go into this one."""
        return ProblemLog(path, self.problems, _parent=self)

    def add(self, problem: Problem) -> None:
        """Add a problem that is already made, whatever its path."""
        if self._parent is not None:
            self._parent.add(problem)
            return
        is_error = problem.severity == "error"
        is_full = self.most is not None and len(self.problems) >= self.most
        if is_full and (self._has_kept_error or not is_error):
            self.left_out += 1
            return
        self._has_kept_error = self._has_kept_error or is_error
        self.problems.append(problem)

    def add_here(self, problems: Iterable[Problem]) -> None:
        """Add problems of a text that was read without a path, so that what it says could be remembered."""
        for problem in problems:
            self.add(replace(problem, path=self.path))

    @property
    def has_errors(self) -> bool:
        """True if any problem is an error."""
        return has_errors(self.problems)

    def raise_if_any(self) -> None:
        """Raise InputFault with every problem, if there is one."""
        if self.problems:
            raise InputFault(self.problems)

    def _note(self, severity: Severity, rule: str, line: int, column: int, message: str, remedy: str) -> None:
        self.add(Problem(self.path, line, column if line else 0, rule, severity, message, remedy))


@contextmanager
def our_own_fault(log: ProblemLog, line: int, what: str, severity: Severity = "error") -> Iterator[None]:
    """Turn an exception that nobody expected into a problem (S99), so that one file takes nothing else down.

    `what` is what was read or examined, as in “this block”. The exception goes to the log for the operator.
    """
    try:
        yield
    except Exception:
        _LOGGER.exception("Reading stopped at line %d", line)
        (log.error if severity == "error" else log.warn)(
            "S99",
            line,
            phrase(
                "Our own program stumbled over %(what)s, so it is left out here. Nothing else is affected.",
                what=what,
            ),
            phrase("Write it in another way, and send us the text as it was: the fault is ours."),
        )


class ElearnError(Exception):
    """The root of every error that is meant for a person. Its text is a whole sentence that says what to do."""

    @property
    def text(self) -> str:
        """What it says: a phrase (`elearn.phrases`) if it was raised with one. `str` of an error is its English."""
        return str(self) if not self.args or not isinstance(self.args[0], str) else self.args[0]


class InputFault(ElearnError):
    """Raised when what a person gave us cannot be used. It carries every problem found, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class BadValue(ValueError):
    """Raised when one value cannot be used. `message` says what is wrong, `remedy` what to write instead.

    It is a ValueError, so that a pydantic validator can raise it and keep the two sentences apart.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(joined((message, remedy)))
        self.message, self.remedy = message, remedy


class NotAllowed(ElearnError):
    """Raised when a person asks for something that their role and agency do not allow."""


class NotFound(ElearnError):
    """Raised when a named thing (a course, an agency, a registration) does not exist, or is not theirs to see."""


def has_errors(problems: Iterable[Problem]) -> bool:
    """True if any problem is an error, so that nothing may be built or applied."""
    return any(problem.severity == "error" for problem in problems)
