"""What every kind of block has, and what a question has beside it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import cache
from inspect import getfile
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from elearn.content.forms import Directive, Form, Report, Slug
from elearn.content.prose import Line, Markdown, OptionalLine, OptionalMarkdown


class Block(Form, ABC):
    """One thing on a page. Immutable; equal when it says the same.

    A kind gives `kind` (the directive's name), `title` (what a trainer calls it), `example` (its canonical text) and
    its fields; `Form` says how they are read and written.
    """

    title: ClassVar[str]
    example: ClassVar[str]

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

    def write(self) -> Directive:
        """`:::{question} kind`, so that every question reads as one."""
        written = super().write()
        return Directive("question", self.kind, written.options, written.body)

    @abstractmethod
    def data(self) -> dict[str, Any]:
        """What the browser needs to mark it and to report it to an LMS, as JSON values; no prose."""


__all__ = [
    "Block",
    "Directive",
    "InteractionType",
    "Line",
    "Markdown",
    "OptionalLine",
    "OptionalMarkdown",
    "Question",
    "Report",
    "Slug",
]
