"""Quotation: words that somebody published, or a composite voice that says it is one."""

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds.base import Block, Line, Markdown, OptionalLine
from elearn.content.text import quoted
from elearn.phrases import phrase
from elearn.problems import ProblemLog

_YEAR = re.compile(r"\b(19|20)\d\d\b")


class Quotation(Block):
    """Words in somebody's voice. A `composite` is written for the course and says so; what is `published` has a source.

    There is no third origin: what a child or a family said in a review is not repeated.
    """

    kind: ClassVar = "quotation"
    title: ClassVar = phrase("Quotation")
    asked_for: ClassVar = phrase("words of somebody")
    group: ClassVar = TO_READ
    form: ClassVar = {
        "origin": Asked(
            phrase("Where the words are from"),
            choices={
                "composite": phrase("Written for this course"),
                "published": phrase("Published, with a source"),
            },
        ),
        "who": Asked(phrase("Who speaks")),
        "source": Asked(
            phrase("Source"), help=phrase("The publication and its year. Only for published words.")
        ),
        "body": Asked(phrase("The words")),
    }
    starter: ClassVar = """:::{quotation} composite
:who: Say which role speaks here

Write the words of this role.
:::"""
    figures_need_source: ClassVar = False
    words: ClassVar = {"quotation_composite": "Composite: written for this course, nobody's own words"}
    example: ClassVar = """:::{quotation} composite
:who: A school secretary

I had the number in front of me all morning. I thought it was not my place to ring it.
:::"""
    argument_field: ClassVar = "origin"
    body_field: ClassVar = "body"

    origin: Annotated[
        Literal["composite", "published"],
        Field(description=phrase("whether it is composite or published")),
    ]
    who: Line
    source: OptionalLine = ""
    body: Markdown

    def check(self, log: ProblemLog, line: int) -> None:
        if self.origin == "published" and not _YEAR.search(self.source):
            what = (
                phrase("The source %(source)s has no year.", source=quoted(self.source))
                if self.source
                else phrase("It does not say where it was published.")
            )
            log.error(
                "S55",
                line,
                what,
                phrase(
                    "Add a line :source: with the publication and its year, or write a composite voice of "
                    "your own."
                ),
            )
        if self.origin == "composite" and self.source:
            log.error(
                "S55",
                line,
                phrase("A composite voice was never published, but this one has a source."),
                phrase("Take :source: out, or open the block with “:::{quotation} published”."),
            )

    def prose(self) -> Iterator[str]:
        yield from (passage for passage in (self.body, self.who, self.source) if passage)
