"""Key facts: a few figures, each with what it means and where it is from."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds._sections import Label, read_items, write_items
from elearn.content.kinds.base import Block, Directive, Line, OptionalLine
from elearn.content.text import quoted
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import ProblemLog

_YEAR = late(r"\b(19|20)\d\d\b")


class Fact(BaseModel):
    """A figure or a few words, what they mean, and who says so and when."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    figure: Label
    meaning: Line
    source: OptionalLine = ""


class KeyFacts(Block):
    """Figures set large, with their meaning beside them and their source below."""

    kind: ClassVar = "key-facts"
    title: ClassVar = phrase("Key facts")
    asked_for: ClassVar = phrase("figures with their sources")
    group: ClassVar = TO_READ
    form: ClassVar = {
        "facts": Asked(phrase("Facts"), row=phrase("a fact"), add=phrase("Add a fact")),
        "facts.figure": Asked(phrase("Figure"), help=phrase("A number or a few words, set large.")),
        "facts.meaning": Asked(phrase("What it means")),
        "facts.source": Asked(phrase("Where it is from"), help=phrase("Who says so, and in which year.")),
    }
    starter: ClassVar = """:::{key-facts}
- A number: say here what the number means
  > Say who says so, and in which year
:::"""
    figures_need_source: ClassVar = False
    words: ClassVar = {"key_facts_source": "Source:"}
    example: ClassVar = """:::{key-facts}
- 2 in 5: of the services in this invented review had written down what they saw
  > Wrenshire Safeguarding Children Partnership, Alder (fictional), 2026
- 3 days: passed between the first mark and the first note of it
  > Wrenshire Safeguarding Children Partnership, Alder (fictional), 2026
- Nobody: had asked the family's landlord, who knew that the heating was off
:::"""
    body_fields: ClassVar = ("facts",)

    facts: Annotated[
        tuple[Fact, ...],
        Field(min_length=1, description=phrase("at least one line “- Figure: what it means”")),
    ]

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        lines = directive.body.split("\n") if directive.body else []
        items = read_items(lines, directive.body_line, log, notes=True)
        for item in items:
            if not item.text:
                log.error(
                    "S51",
                    item.line,
                    phrase("The fact %(fact)s does not say what it means.", fact=quoted(item.label)),
                    phrase("Write it after the colon."),
                )
        facts = [{"figure": item.label, "meaning": item.text, "source": item.note} for item in items]
        return {"facts": facts} if facts else {}

    def write_body(self) -> str:
        return write_items([(fact.figure, fact.meaning, fact.source) for fact in self.facts])

    def check(self, log: ProblemLog, line: int) -> None:
        for fact in self.facts:
            if re.search(r"\d", fact.figure + fact.meaning) and not _YEAR.search(fact.source):
                figure = quoted(fact.figure)
                log.warn(
                    "W19",
                    line,
                    phrase("The figure %(figure)s has no year.", figure=figure)
                    if fact.source
                    else phrase("The figure %(figure)s does not say where it is from.", figure=figure),
                    phrase("Write under it, as a line “  > …”, who says so and in which year."),
                )

    def prose(self) -> Iterator[str]:
        for fact in self.facts:
            yield from (passage for passage in (fact.figure, fact.meaning, fact.source) if passage)
