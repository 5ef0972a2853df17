"""Glossary: the words that this course uses, each with its meaning."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds._sections import Label, read_items, twice, write_items
from elearn.content.kinds.base import Block, Directive, Line
from elearn.content.text import quoted
from elearn.phrases import phrase
from elearn.problems import BadValue, ProblemLog


class Term(BaseModel):
    """A word or an acronym, and what it means here."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    term: Label
    meaning: Line


class Glossary(Block):
    """Terms with their meanings, in the author's order. A course explains each term once."""

    kind: ClassVar = "glossary"
    title: ClassVar = phrase("Glossary")
    asked_for: ClassVar = phrase("words and what they mean")
    group: ClassVar = TO_READ
    form: ClassVar = {
        "terms": Asked(phrase("Words"), row=phrase("a word"), add=phrase("Add a word")),
        "terms.term": Asked(phrase("Word or abbreviation")),
        "terms.meaning": Asked(phrase("What it means")),
    }
    starter: ClassVar = """:::{glossary}
- A word that you use: Say in a sentence what this word means
:::"""
    page_role: ClassVar = "aside"
    example: ClassVar = """:::{glossary}
- Rapid review: the first look at what is known, and at what has to happen at once
- LCSPR: local child safeguarding practice review, a fuller look at how agencies worked together
- Safeguarding partner: the local authority, the integrated care board or the police
:::"""
    body_fields: ClassVar = ("terms",)

    terms: Annotated[
        tuple[Term, ...], Field(min_length=1, description=phrase("at least one line “- Term: what it means”"))
    ]

    @model_validator(mode="after")
    def _each_term_once(self) -> Self:
        if again := twice(term.term for term in self.terms):
            raise BadValue(
                phrase("It explains the term %(term)s twice.", term=quoted(again[0])),
                phrase("Keep one of the two explanations."),
            )
        return self

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        lines = directive.body.split("\n") if directive.body else []
        items = read_items(lines, directive.body_line, log)
        seen: set[str] = set()
        for item in items:
            if not item.text:
                log.error(
                    "S51",
                    item.line,
                    phrase("The term %(term)s is not explained.", term=quoted(item.label)),
                    phrase("Write its meaning."),
                )
            if item.label and item.label.casefold() in seen:
                log.error(
                    "S53",
                    item.line,
                    phrase("The term %(term)s is explained twice.", term=quoted(item.label)),
                    phrase("Keep one of them."),
                )
            seen.add(item.label.casefold())
        terms = [{"term": item.label, "meaning": item.text} for item in items]
        return {"terms": terms} if terms else {}

    def write_body(self) -> str:
        return write_items([(term.term, term.meaning, "") for term in self.terms])

    def check_among(self, blocks: Sequence[Block], log: ProblemLog, line: int) -> None:
        before = takewhile(lambda block: block is not self, blocks)
        known = {
            term.term.casefold() for block in before if isinstance(block, Glossary) for term in block.terms
        }
        for term in self.terms:
            if term.term.casefold() in known:
                log.error(
                    "S53",
                    line,
                    phrase("The course has explained the term %(term)s before.", term=quoted(term.term)),
                    phrase("Keep one of the two explanations."),
                )

    def explains(self) -> Iterator[str]:
        return (term.term for term in self.terms)

    def prose(self) -> Iterator[str]:
        for term in self.terms:
            yield term.term
            yield term.meaning
