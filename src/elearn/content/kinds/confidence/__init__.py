"""Confidence before and after: the same statements rated twice, so that a learner sees what has changed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic.fields import FieldInfo

from elearn.content.kinds._asked import KEPT_BY, TO_THINK_ABOUT, Asked
from elearn.content.kinds._listed import Items, Passage, read_list, write_list
from elearn.content.kinds._scale import ScaleQuestion, words_of
from elearn.content.kinds.base import Block, Directive, Slug
from elearn.phrases import phrase
from elearn.problems import BadValue, ProblemLog


class Confidence(ScaleQuestion):
    """Statements to say how sure one is of. `pair` is the name that the one before and the one after share.

    The one after says nothing itself: `among` gives it the text of the one before.
    """

    kind: ClassVar = "confidence"
    title: ClassVar = phrase("Confidence before and after")
    asked_for: ClassVar = phrase("how sure people are, before and after")
    group: ClassVar = TO_THINK_ABOUT
    form: ClassVar = {
        "when": Asked(
            phrase("When it is asked"),
            choices={
                "before": phrase("Before the learning"),
                "after": phrase("After the learning, with the same statements"),
            },
        ),
        "stem": Asked(
            phrase("The question"), help=phrase("The one after takes its words from the one before.")
        ),
        "statements": Asked(
            phrase("Statements to rate"), row=phrase("a statement"), add=phrase("Add a statement")
        ),
        "statements.id": KEPT_BY,
        "statements.text": Asked(phrase("Statement")),
        "pair": Asked(
            phrase("The name that both share"),
            help=phrase("Do not change it after people have taken the course: their answers would be lost."),
        ),
    }
    starter: ClassVar = """:::{{confidence}} before
:name: confidence-{number}

Ask here how sure people are today.

- Write a first thing that people should be able to do
- Write a second thing that people should be able to do
:::"""
    page_role: ClassVar = "pause"
    own_directive: ClassVar = True
    argument_field: ClassVar = "when"
    body_fields: ClassVar = ("stem", "statements")
    option_names: ClassVar = {"pair": "name"}
    words: ClassVar = {
        "confidence": "How sure are you",
        "confidence_told": "Before, you chose: {word}",
        "confidence_lacks": "Choose an answer to each statement, then give it.",
        **words_of("confidence", "confidence"),
    }
    example: ClassVar = """:::{confidence} before
:name: how-sure

How sure are you today that you could do this?

- Ask a parent how a mark came about
- Make a referral on the same day
:::"""

    when: Annotated[Literal["before", "after"], Field(description=phrase("before or after"))]
    pair: Annotated[Slug, Field(max_length=57)]
    name: Slug = ""
    stem: Annotated[Passage, Field(description=phrase("a question before its statements"))] = ""
    statements: Items = ()

    @model_validator(mode="before")
    @classmethod
    def _name_says_which(cls, values: Any) -> Any:
        if isinstance(values, dict) and "pair" in values and "when" in values:
            return {**values, "name": f"{values['pair']}-{values['when']}"}
        return values

    @model_validator(mode="after")
    def _has_statements(self) -> Self:
        if self.when == "before" and not (self.stem and self.statements):
            raise BadValue(
                phrase("It is asked before, so it needs a question and at least one statement."),
                phrase("Write the question, and below it each statement as a line “- Statement”."),
            )
        return self

    @classmethod
    def option_fields(cls) -> dict[str, FieldInfo]:
        return {name: info for name, info in super().option_fields().items() if name != "name"}

    @classmethod
    def settled(cls, values: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        """The one after has no words of its own."""
        return {**values, "stem": "", "statements": []} if values["when"] == "after" else values

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        if directive.argument == "after":
            if directive.body:
                log.error(
                    "S19",
                    directive.body_line,
                    phrase("The one after takes its text from the one before."),
                    phrase("Take the text out: it is written once."),
                )
            return {}
        stem, statements = read_list(directive, log)
        return {"stem": stem, "statements": statements}

    def write_body(self) -> str:
        return write_list(self.stem, self.statements) if self.when == "before" else ""

    def among(self, blocks: Sequence[Block]) -> Self:
        """The one after with the question and the statements of the one before."""
        if self.when == "before":
            return self
        before = self._twin(blocks, "before")
        text = (before.stem, before.statements) if before else ("", ())
        if (self.stem, self.statements) == text:
            return self
        return self.model_copy(update={"stem": text[0], "statements": text[1]})

    def check_among(self, blocks: Sequence[Block], log: ProblemLog, line: int) -> None:
        here = next(place for place, block in enumerate(blocks) if block is self)
        if self.when == "after" and not self._twin(blocks[:here], "before"):
            log.error(
                "S66",
                line,
                phrase("No confidence before it is called “%(pair)s”.", pair=self.pair),
                phrase(
                    "Write :::{confidence} before with :name: %(pair)s on an earlier page.", pair=self.pair
                ),
            )
        if self.when == "before" and not self._twin(blocks[here:], "after"):
            log.warn(
                "S66",
                line,
                phrase("The confidence “%(pair)s” is asked before and never after.", pair=self.pair),
                phrase("Write :::{confidence} after with :name: %(pair)s on a later page.", pair=self.pair),
            )

    def _twin(self, blocks: Sequence[Block], when: str) -> "Confidence | None":
        found = (
            block
            for block in blocks
            if isinstance(block, Confidence) and (block.pair, block.when) == (self.pair, when)
        )
        return next(found, None)

    def answer_prose(self) -> Iterator[str]:
        yield from (statement.text for statement in self.statements)

    def prose(self) -> Iterator[str]:
        return (passage for passage in super().prose() if passage)

    def data(self) -> dict[str, Any]:
        """`statements` are ids; `before` is the name of the one whose answers are shown beside these, or None."""
        before = f"{self.pair}-before" if self.when == "after" else None
        return {**super().data(), "statements": [each.id for each in self.statements], "before": before}

    def longest_response(self) -> list[str]:
        return [part for statement in self.statements for part in (statement.id, "1")]
