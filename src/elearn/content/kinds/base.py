"""What every kind of block has, and what a question has as well.

The rest of the program never names a kind. It asks a kind what it is for (`purpose`, `page_role` and the other class
attributes) or what it does (`draws_from`, `unfilled`, `explains`, `briefing`). So a kind can be added or deleted as a
folder, and nothing else has to change.
"""

from abc import ABC
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from inspect import getfile
from pathlib import Path
from string import ascii_lowercase
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Protocol, Self

from pydantic import Field, StringConstraints
from pydantic.fields import FieldInfo

from elearn.content.kinds._asked import TO_DECIDE, TO_READ, Asked
from elearn.content.text import (
    LONGEST_ID,
    Directive,
    Form,
    Line,
    Markdown,
    OptionalLine,
    OptionalMarkdown,
    Slug,
)
from elearn.phrases import phrase
from elearn.problems import ProblemLog

QUESTION = "question"
"""The directive of every question whose kind has no directive of its own."""
Purpose = Literal[
    "",
    "briefing",  # the course on one page, which is built as a file of its own
    "contacts",  # says who to turn to; phone numbers and addresses belong in it
    "decision",  # a question with one right answer; a new course starts with one
    "draw",  # asks some of the questions of a bank
    "many right answers",  # a question for which more than one answer may be right
    "picture",  # shows one picture
    "story",  # a story with choices
    "running text",  # text that is written without a directive
    "table",  # a table with a caption, which looks after its own headings
    "waiver",  # says why a finding of the checks may stand
    "warning",  # what follows it on its page may be hard to read, and may be skipped
]
"""What the rest of the program looks for a kind as. A purpose that no kind serves is simply not offered."""
PageRole = Literal["lesson", "pause", "aside"]
"""What a page may be there for.

A lesson serves an outcome. A pause (to reflect, to sum up) may serve none. An aside is there to care or to take away:
it may serve none, and its page teaches nothing unless it asks a question.
"""


BankRef = Annotated[
    str, StringConstraints(pattern=r"^(banks/)?[a-z0-9]+(-[a-z0-9]+)*\z", max_length=LONGEST_ID + 6)
]
"""The id of a bank: of the course's own, as in `first-signs`, or of one that courses share: `banks/first-signs`."""


class Draw(NamedTuple):
    """How many `questions` are asked of which `bank` (the bank's id), and the `outcome` that they test.

    If it says no outcome, each question's own counts.
    """

    bank: str
    questions: int
    outcome: str | None = None


class BriefingPart(Protocol):
    """One part of a briefing: a heading and Markdown."""

    @property
    def heading(self) -> str: ...
    @property
    def body(self) -> str: ...


class BriefingText(Protocol):
    """A course on one page: its parts, then questions to talk about under the heading `discussion`.

    `heading` is its own title, or "" if it has the course's.
    """

    @property
    def heading(self) -> str: ...
    @property
    def parts(self) -> Sequence[BriefingPart]: ...
    @property
    def discussion(self) -> str: ...
    @property
    def questions(self) -> Sequence[str]: ...

    def prose(self) -> Iterator[str]: ...


class Block(Form, ABC):
    """One thing on a page. Immutable; equal to another block that says the same.

    A kind gives `kind` (the directive's name), `title` (what a trainer calls it), `example` (its canonical text) and
    its fields. `Form` says how they are read and written. The class attributes below tell the rest of the program how
    to treat the kind; their defaults suit a block that shows learners something to read.
    """

    title: ClassVar[str]
    example: ClassVar[str]
    words: ClassVar[Mapping[str, str]] = {}
    """What this kind says itself, in English, by key. The catalogue of each other language has the translation."""
    starter: ClassVar[str] = ""
    """Its text when it is new, for the author to replace. In a question, `{number}` and `{outcome}` are filled in."""
    asked_for: ClassVar[str] = ""
    """What a trainer would ask for, as a phrase: “a short film”."""
    group: ClassVar[str] = TO_READ
    """The heading of the palette under which it is offered."""
    often: ClassVar[int] = 0
    """Its place among the few that authors need most, which the palette offers first. 0: it is not among them."""
    form: ClassVar[Mapping[str, Asked]] = {}
    """The words of its fields, by name; of a field in a row, as in `options.text`. Those of its bases count too."""
    shown: ClassVar[bool] = True
    """Whether learners see it. If not, it is a note for the people who work on the course, and it has no view."""
    purpose: ClassVar[Purpose] = ""
    page_role: ClassVar[PageRole] = "lesson"
    """What a page that holds it may be there for."""
    teaches: ClassVar[bool] = True
    """Whether its prose counts as teaching that comes before a question."""
    figures_need_source: ClassVar[bool] = True
    """Whether a figure in it has to name its source (W19). Not if it tells a story, or checks its sources itself."""
    settings: ClassVar[frozenset[str]] = frozenset()
    """Its options, as a file names them, that hold ids, numbers and choices. The checks do not read them as prose."""

    @classmethod
    def begun(cls, number: int = 1, outcome: str = "first-outcome") -> str:
        """Its starter, as the text of a new block."""
        return cls.starter

    @classmethod
    def with_bank(cls, text: str, bank: str) -> str:
        """The text of a new block that asks questions of a bank, if it is of a kind that does."""
        return text

    @classmethod
    def new_ids(cls, field: str) -> Iterable[str]:
        """Ids that a new row may get, in order. `field` is where it goes, as in `options.id`."""
        return (*ascii_lowercase, *(f"x{number}" for number in range(26, 200)))

    @classmethod
    def needs_id(cls, field: str, row: Mapping[str, Any]) -> bool:
        """Whether a row of `field` has to have an id."""
        return True

    @classmethod
    def settled(cls, values: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a form, with what follows from what was typed. `before` are those in the file."""
        return values

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
        """How many seconds it takes besides reading: to look, to listen, to think, to write."""
        return 0

    def draws_from(self) -> Draw | None:
        """The bank that it asks questions from and how many, or None if it draws none."""
        return None

    def unfilled(self) -> tuple[str, ...]:
        """The labels of what a board still has to fill in before staff take the course."""
        return ()

    def local_contacts(self) -> Mapping[str, str]:
        """What each agency fills in for itself: labels with what the course says there, "" if nothing."""
        return {}

    def with_contacts(self, contacts: Mapping[str, str]) -> Self:
        """The block with an agency's own contacts, by `contact_key` of their labels. Others stay as they are."""
        return self

    def explains(self) -> Iterator[str]:
        """The words and abbreviations whose meaning it gives."""
        return iter(())

    def briefing(self) -> BriefingText | None:
        """The course on one page, or None if the block does not hold it."""
        return None

    @classmethod
    def directive(cls) -> str:
        """The word between the braces of its directive: `callout` in `:::{callout}`."""
        return cls.kind

    @classmethod
    def opening(cls) -> str:
        """How an author opens it: `:::{callout}`."""
        return f":::{{{cls.kind}}}"

    @classmethod
    def part(cls, name: str) -> str:
        """The text of a file of this kind (`view.html`), or "" if it has none.

        A kind in a single file gives the same as a class variable instead: `view_html = "…"`.
        """
        return _part(cls, name)

    @classmethod
    def folders(cls, name: str) -> tuple[str, ...]:
        """The folders below `kinds/` whose file of that name (`view.css`) this kind needs, shared ones first."""
        return _folders(cls, name)


def contact_key(label: str) -> str:
    """What two labels have in common that mean the same contact: their letters and words, whatever case or space."""
    return " ".join(label.casefold().split()).rstrip(":").rstrip()


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
    """A block that asks: a decision in a short scenario, with feedback on every answer.

    `points` weigh it in the score; 0 means practice only. `feedback` is about the whole question and is shown after an
    answer. `outcome` names the learning outcome that it tests. A learner can ask for the `hint` at no cost. After
    `tries` checks the right answer is shown; None leaves that to the learner. A kind that has no right answer says so
    with `marked = False`, and it gives no points.
    """

    marked: ClassVar[bool] = True
    own_directive: ClassVar[bool] = False
    """Whether it is written `:::{kind} argument`, as a block is, and not `:::{question} kind`."""
    figures_need_source: ClassVar[bool] = False
    settings: ClassVar[frozenset[str]] = frozenset({"name", "outcome", "points", "tries"})
    group: ClassVar = TO_DECIDE
    form: ClassVar = {
        "stem": Asked(
            phrase("The situation and the question"),
            phrase("Tell what happens in a few sentences. Then ask what a person would do."),
        ),
        "feedback": Asked(
            phrase("What everybody should know afterwards"),
            phrase("Everybody reads it after answering, whatever the answer was."),
        ),
        "outcome": Asked(
            phrase("What it tests"), phrase("The outcome that a right answer shows."), type="outcome"
        ),
        "points": Asked(phrase("Points"), phrase("How much it counts. 0 means that it is only practice.")),
        "tries": Asked(
            phrase("How many tries"),
            phrase(
                "After so many wrong answers, the right one is shown. Leave it empty to let people decide."
            ),
        ),
        "hint": Asked(phrase("A hint"), phrase("Anybody can ask for it. It costs no points.")),
        "name": Asked(
            phrase("The name that answers are kept by"),
            phrase("Do not change it after people have taken the course: their answers would be lost."),
        ),
    }

    name: Slug
    outcome: Slug | None = None
    points: Annotated[int, Field(ge=0, le=100)] = 1
    tries: Annotated[int, Field(ge=1, le=9)] | None = None
    hint: OptionalLine = ""
    stem: Markdown
    feedback: OptionalMarkdown = ""

    @property
    def weight(self) -> int:
        """The points that it gives: none if there is no right answer."""
        return self.points if self.marked else 0

    @classmethod
    def directive(cls) -> str:
        """`question`, unless its kind has its own directive."""
        return cls.kind if cls.own_directive else QUESTION

    @classmethod
    def opening(cls) -> str:
        """How an author opens it: `:::{question} choose-one`."""
        return super().opening() if cls.own_directive else f":::{{{QUESTION}}} {cls.kind}"

    @classmethod
    def begun(cls, number: int = 1, outcome: str = "first-outcome") -> str:
        return cls.starter.format(number=number, outcome=outcome)

    def write(self) -> Directive:
        """`:::{question} kind`, so that every question reads as one, unless its kind has its own directive."""
        written = super().write()
        if self.own_directive:
            return written
        return Directive(QUESTION, self.kind, written.options, written.body)

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
        """What the browser needs to mark and report it, as JSON values without prose. A kind adds its own."""
        return {
            "kind": self.kind,
            "name": self.name,
            "outcome": self.outcome,
            "points": self.weight,
            "marked": self.marked,
            "tries": self.tries,
        }

    def longest_response(self) -> list[str]:
        """The response that takes the most room in a saved state, as `view.js` packs it: ids of its data, or texts."""
        return list(self.data().get("options", ()))


class Unmarked(Question):
    """A question without a right answer: it gives no points, needs no outcome, and no learner has to answer it."""

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
    "QUESTION",
    "BankRef",
    "Block",
    "BriefingText",
    "Directive",
    "Draw",
    "Line",
    "Markdown",
    "OptionalLine",
    "OptionalMarkdown",
    "PageRole",
    "Purpose",
    "Question",
    "Slug",
    "Unmarked",
    "contact_key",
]
