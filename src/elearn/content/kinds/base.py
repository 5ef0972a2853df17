"""What every kind of block has, and what a question has beside it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from inspect import getfile
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from elearn.content.prose import Line, Markdown, OptionalMarkdown
from elearn.problems import Problem, Severity

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]


@dataclass(frozen=True)
class Directive:
    """A `:::{kind} argument` fence as written: its `:option: value` lines, then its body (Markdown).

    Line numbers are those of the file, from 1; a directive made to be written has none (0).
    """

    kind: str
    argument: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    line: int = 0
    body_line: int = 0
    option_lines: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Report:
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
        self.problems.append(Problem(self.path, line, column, rule, severity, message, remedy))


class Block(BaseModel, ABC):
    """One thing on a page. Immutable; equal when it says the same.

    A kind gives `kind` (the directive's name), `title` (what a trainer calls it) and `example` (its canonical text).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    title: ClassVar[str]
    example: ClassVar[str]

    @classmethod
    @abstractmethod
    def read(cls, directive: Directive, report: Report) -> Self | None:
        """The block that a directive says, or None after reporting every reason why there is none."""

    @abstractmethod
    def write(self) -> Directive:
        """The directive that says this block; `read` of it gives an equal block."""

    def check(self, report: Report, line: int) -> None:
        """Report what is wrong with a block that can be read but should not be published. `line` is its first."""

    def media(self) -> Iterator[str]:
        """Paths below the course's folder that this block needs (`media/…`)."""
        return iter(())

    def prose(self) -> Iterator[str]:
        """Every passage of learner-facing Markdown in this block, in reading order."""
        return iter(())

    @classmethod
    def part(cls, name: str) -> str:
        """The text of a file of this kind (`view.html`, `view.css`, `view.js`), or "" where it has none.

        A kind in a single file gives the same as a class variable instead: `view_html = "…"`.
        """
        return _part(cls, name)


@cache
def _part(kind: type[Block], name: str) -> str:
    for owner in kind.__mro__:
        inline = vars(owner).get(name.replace(".", "_"))
        if isinstance(inline, str):
            return inline
        if issubclass(owner, Block) and owner not in (Block, Question):
            module = Path(getfile(owner))
            beside = module.with_name(name)
            if module.name == "__init__.py" and beside.is_file():
                return beside.read_text(encoding="utf-8")
    return ""


InteractionType = Literal[
    "choice", "true-false", "fill-in", "matching", "sequencing", "numeric", "likert", "performance", "other"
]


class Question(Block):
    """A block that asks and is marked: a decision in a short scenario, with feedback whatever is answered.

    `points` weigh it in the score; 0 asks for practice only. `feedback` is for the question as a whole, shown once it
    is answered. `outcome` names the learning outcome that it tests.
    """

    interaction: ClassVar[InteractionType]

    name: Slug
    outcome: Slug | None = None
    points: Annotated[int, Field(ge=0, le=100)] = 1
    stem: Markdown
    feedback: OptionalMarkdown = ""

    @abstractmethod
    def data(self) -> dict[str, Any]:
        """What the browser needs to mark it and to report it to an LMS, as JSON values. No prose: that is in the page."""


__all__ = ["Block", "Directive", "InteractionType", "Line", "Markdown", "Question", "Report", "Slug"]
