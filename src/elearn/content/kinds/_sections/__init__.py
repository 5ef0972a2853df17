"""What blocks of several parts share: parts under third-level headings, or items of a list."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from elearn.content.kinds._asked import Asked
from elearn.content.kinds._parts.slips import AN_ITEM, LISTED, UNSPACED, report_slip
from elearn.content.kinds.base import Block, Directive, Line, Markdown
from elearn.content.text import Title, heading_text, normalise, quoted, top_level
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import BadValue, ProblemLog

__all__ = ["Item", "Label", "Section", "Sections", "read_items", "twice", "write_items"]

_LABEL_END = late(r":(?=\s|$)")
_ITEM = late(r"[-*+][ \t]")
_NOTE = late(r"\s+>\s?(.*)")
_AS_AN_ITEM = phrase("Write it as “- Label: text”.")


def _label(text: str) -> str:
    if _LABEL_END.search(text) or text.endswith(":"):
        raise BadValue(
            phrase("A label holds a colon, which would end it."), phrase("Write the label without a colon.")
        )
    return text


Label = Annotated[Line, AfterValidator(_label)]
"""What stands before the colon of an item."""


def _below_a_heading(text: str) -> str:
    if any(token.tag == "h3" for token in top_level(text) if token.type == "heading_open"):
        raise BadValue(
            phrase("A part holds a third-level heading, which starts the next part."),
            phrase("Use #### for a heading inside a part."),
        )
    return text


class Section(BaseModel):
    """One part: its heading, and what stands under it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    heading: Title
    body: Annotated[Markdown, AfterValidator(_below_a_heading)]


class Sections(Block):
    """A block of at least two parts, each a line `### Heading` with text under it.

    `part_word` is what a trainer calls one of them, as a phrase. Where they are `distinct`, no two have the same
    heading.
    """

    form: ClassVar = {
        "sections": Asked(phrase("Parts"), row=phrase("a part"), add=phrase("Add a part")),
        "sections.heading": Asked(phrase("Heading")),
        "sections.body": Asked(phrase("Text")),
    }
    body_fields: ClassVar = ("sections",)
    # Translators of these words: in Welsh they stand after “un” and “pob”, and in brackets, so none is mutated.
    part_word: ClassVar[str]
    distinct: ClassVar[bool] = True

    sections: Annotated[tuple[Section, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _headings_differ(self) -> Self:
        if self.distinct and (again := twice(section.heading for section in self.sections)):
            raise BadValue(
                phrase("Two of its parts are called %(heading)s.", heading=quoted(again[0])),
                phrase("Give each %(part)s its own heading.", part=self.part_word),
            )
        return self

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        lines = directive.body.split("\n") if directive.body else []
        heads = [
            token.map[0]
            for token in top_level(directive.body)
            if token.type == "heading_open" and token.tag == "h3" and token.map
        ]
        cls._report_counts(lines, heads, directive, log)
        sections, seen = [], set()
        for begin, end in pairwise([*heads, len(lines)]):
            heading, line = heading_text(lines[begin]), directive.body_line + begin
            body = normalise("\n".join(lines[begin + 1 : end]))
            if not heading or not body:
                log.error(
                    "S51",
                    line,
                    phrase("There is nothing under the heading of this %(part)s.", part=cls.part_word)
                    if heading
                    else phrase("There are no words in the heading of this %(part)s.", part=cls.part_word),
                    phrase("Write it, or take the heading out."),
                )
            if heading and cls.distinct and heading.casefold() in seen:
                log.error(
                    "S53",
                    line,
                    phrase("Two have the heading %(heading)s.", heading=quoted(heading)),
                    phrase("Give each %(part)s its own.", part=cls.part_word),
                )
            seen.add(heading.casefold())
            sections.append({"heading": heading, "body": body})
        return {"sections": sections} if sections else {}

    @classmethod
    def _report_counts(
        cls, lines: list[str], heads: list[int], directive: Directive, log: ProblemLog
    ) -> None:
        if len(heads) < 2:
            log.error(
                "S50",
                directive.line,
                phrase("There is only one %(part)s, but there have to be at least two.", part=cls.part_word)
                if heads
                else phrase("There is no %(part)s, but there have to be at least two.", part=cls.part_word),
                phrase("Start each with a line “### Heading”, and write its text below."),
            )
        if any(line.strip() for line in lines[: heads[0] if heads else 0]):
            log.error(
                "S52",
                directive.body_line,
                phrase("There is text above the first %(part)s.", part=cls.part_word),
                phrase("Move it above the directive, or under a heading."),
            )

    def write_body(self) -> str:
        return "\n\n".join(f"### {section.heading}\n\n{section.body}" for section in self.sections)

    def prose(self) -> Iterator[str]:
        for section in self.sections:
            yield section.heading
            yield section.body


@dataclass
class Item:
    """A line `- Label: text` of a list, with the quotation under it; `line` is where it stands in the file."""

    line: int
    label: str
    text: str
    note: str = ""


def read_items(lines: list[str], first_line: int, log: ProblemLog, *, notes: bool = False) -> list[Item]:
    """The items of a list, after reporting what is none (S25). `notes`: each may have a quotation under it."""
    found: list[tuple[int, str, str]] = []
    for number, line in enumerate(lines, first_line):
        quotation = _NOTE.fullmatch(line) if notes and found else None
        if _ITEM.match(line):
            found.append((number, line[2:].strip(), ""))
        elif quotation:
            at, text, note = found[-1]
            found[-1] = (at, text, f"{note} {quotation[1].strip()}".strip())
        elif LISTED.match(line) or UNSPACED.match(line):
            report_slip(line, number, AN_ITEM, _AS_AN_ITEM, log)
        elif line.startswith((" ", "\t")) and line.strip() and found:
            at, text, note = found[-1]
            found[-1] = (at, f"{text} {line.strip()}", note)
        elif line.strip():
            log.error(
                "S25",
                number,
                phrase("%(line)s is outside the list.", line=quoted(line)),
                _AS_AN_ITEM,
            )
    return [item for place in found if (item := _item(*place, log))]


def _item(line: int, text: str, note: str, log: ProblemLog) -> Item | None:
    found = _LABEL_END.search(text)
    if not found or not text[: found.start()].strip():
        log.error(
            "S25",
            line,
            phrase("%(text)s has no label and colon.", text=quoted(text)),
            _AS_AN_ITEM,
        )
    if not found:
        return None
    return Item(line, text[: found.start()].strip(), text[found.end() :].strip(), note)


def write_items(items: list[tuple[str, str, str]]) -> str:
    """The list that says these labels, texts and notes."""
    return "\n".join(
        f"- {label}: {text}".rstrip() + (f"\n  > {note}" if note else "") for label, text, note in items
    )


def twice(names: Iterator[str]) -> list[str]:
    """The names that stand there more than once, whatever their case."""
    return [name for name, times in Counter(name.casefold() for name in names).items() if times > 1]
