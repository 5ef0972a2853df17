"""What every kind of block has, and what a question has beside it."""

from abc import ABC
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from inspect import getfile
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field
from pydantic.fields import FieldInfo

from elearn.content.text import Directive, Form, Line, Markdown, OptionalLine, OptionalMarkdown, Slug
from elearn.problems import ProblemLog


class Block(Form, ABC):
    """One thing on a page. Immutable; equal when it says the same.

    A kind gives `kind` (the directive's name), `title` (what a trainer calls it), `example` (its canonical text) and
    its fields; `Form` says how they are read and written.
    """

    title: ClassVar[str]
    example: ClassVar[str]
    words: ClassVar[Mapping[str, str]] = {}
    """What this kind says itself, in English, by key; every other language has them in its catalogue."""
    shown: ClassVar[bool] = True
    """Whether learners see it; one that they do not see is a note for who works on the course, and has no view."""

    def check(self, log: ProblemLog, line: int) -> None:
        """Report what is wrong with a block that can be read but should not be published. `line` is its first."""

    def check_among(self, blocks: Sequence["Block"], log: ProblemLog, line: int) -> None:
        """Report what is wrong with it among all `blocks` of its course. `line` is its first."""

    def among(self, blocks: Sequence["Block"]) -> Self:
        """The block as a learner meets it in a course of these `blocks`: with what another of them says for it."""
        return self

    def media(self) -> Iterator[str]:
        """Paths below the course's folder that this block needs (`media/…`)."""
        return iter(())

    def prose(self) -> Iterator[str]:
        """Every passage of learner-facing Markdown in this block, in reading order."""
        return iter(())

    def read_through(self) -> Iterator[str]:
        """Of its prose, what a learner reads who goes through it once."""
        return self.prose()

    def pause(self) -> float:
        """The seconds that it takes beside reading: to look, to listen, to think, to write."""
        return 0

    @classmethod
    def part(cls, name: str) -> str:
        """The text of a file of this kind (`view.html`), or "" where it has none.

        A kind in a single file gives the same as a class variable instead: `view_html = "…"`.
        """
        return _part(cls, name)

    @classmethod
    def folders(cls, name: str) -> tuple[str, ...]:
        """The folders below `kinds/` whose file of that name (`view.css`) this kind needs, shared ones first."""
        return _folders(cls, name)


def _owners(kind: type[Block]) -> list[type[Block]]:
    return [owner for owner in kind.__mro__ if issubclass(owner, Block) and owner is not Block]


@cache
def _part(kind: type[Block], name: str) -> str:
    for owner in _owners(kind):
        inline = vars(owner).get(name.replace(".", "_"))
        if isinstance(inline, str):
            return inline
        if beside := _beside(owner, name):
            return beside.read_text(encoding="utf-8")
    return ""


@cache
def _folders(kind: type[Block], name: str) -> tuple[str, ...]:
    found = (beside.parent.name for owner in reversed(_owners(kind)) if (beside := _beside(owner, name)))
    return tuple(dict.fromkeys(found))


def _beside(owner: type[Block], name: str) -> Path | None:
    module = Path(getfile(owner))
    beside = module.with_name(name)
    return beside if module.name == "__init__.py" and beside.is_file() else None


class Question(Block):
    """A block that asks: a decision in a short scenario, with feedback whatever is answered.

    `points` weigh it in the score; 0 asks for practice only. `feedback` is for the question as a whole, shown once it
    is answered. `outcome` names the learning outcome that it tests. `hint` is shown to who asks for it, at no cost.
    After `tries` checks the right answer is shown; None leaves that to the learner. A kind that has no right answer
    says so with `marked = False`: it gives no points.
    """

    marked: ClassVar[bool] = True
    own_directive: ClassVar[bool] = False
    """Whether it is written `:::{kind} argument`, as a block is, and not `:::{question} kind`."""

    name: Slug
    outcome: Slug | None = None
    points: Annotated[int, Field(ge=0, le=100)] = 1
    tries: Annotated[int, Field(ge=1, le=9)] | None = None
    hint: OptionalLine = ""
    stem: Markdown
    feedback: OptionalMarkdown = ""

    @property
    def weight(self) -> int:
        """The points that it gives: none where there is no right answer."""
        return self.points if self.marked else 0

    def write(self) -> Directive:
        """`:::{question} kind`, so that every question reads as one, unless its kind has a directive of its own."""
        written = super().write()
        if self.own_directive:
            return written
        return Directive("question", self.kind, written.options, written.body)

    def prose(self) -> Iterator[str]:
        yield self.stem
        yield from self.answer_prose()
        yield from (passage for passage in (self.feedback, self.hint) if passage)

    def answer_prose(self) -> Iterator[str]:
        """Every passage of learner-facing Markdown between the stem and the feedback, in reading order."""
        return iter(())

    def pause(self) -> float:
        return 12

    def data(self) -> dict[str, Any]:
        """What the browser needs to mark and report it, as JSON values, without prose. A kind adds its own."""
        return {
            "kind": self.kind,
            "name": self.name,
            "outcome": self.outcome,
            "points": self.weight,
            "marked": self.marked,
            "tries": self.tries,
        }

    def longest_response(self) -> list[str]:
        """The response that takes most room in a saved state, as `view.js` packs it: ids of its data, or texts."""
        return list(self.data().get("options", ()))


class Unmarked(Question):
    """A question without a right answer: it gives no points, needs no outcome, and nothing waits for it."""

    marked: ClassVar = False

    points: Literal[0] = 0
    tries: None = None
    hint: Literal[""] = ""
    feedback: Literal[""] = ""

    @classmethod
    def option_fields(cls) -> dict[str, FieldInfo]:
        marking = {"points", "tries", "hint", "feedback"}
        return {name: info for name, info in super().option_fields().items() if name not in marking}


__all__ = [
    "Block",
    "Directive",
    "Line",
    "Markdown",
    "OptionalLine",
    "OptionalMarkdown",
    "Question",
    "Slug",
    "Unmarked",
]
