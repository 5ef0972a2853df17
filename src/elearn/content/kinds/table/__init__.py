"""Table: rows and columns with a caption, which a phone scrolls within its own frame."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds.base import Block, Directive, Line, OptionalLine
from elearn.content.text import quoted
from elearn.patterns import late
from elearn.phrases import nphrase, phrase
from elearn.problems import BadValue, ProblemLog

Side = Literal["start", "center", "end"]

_RULE = late(r":?-+:?")
_MARKS: dict[Side, str] = {"start": "---", "center": ":-:", "end": "--:"}


class Table(Block):
    """A table under a caption. `header` names the columns; with `row_headers` the first cell of a row names the row.

    `sides` says where each column's text stands.
    """

    kind: ClassVar = "table"
    title: ClassVar = phrase("Table")
    asked_for: ClassVar = phrase("a table")
    group: ClassVar = TO_READ
    form: ClassVar = {
        "caption": Asked(phrase("Caption"), help=phrase("Say what the table shows.")),
        "row_headers": Asked(phrase("The first column names the rows")),
        "header": Asked(phrase("Columns"), row=phrase("a column"), add=phrase("Add a column")),
        "sides": Asked(
            phrase("Where the text of each column stands"),
            choices={
                "start": phrase("At the start"),
                "center": phrase("In the middle"),
                "end": phrase("At the end"),
            },
        ),
        "rows": Asked(phrase("Rows"), row=phrase("a row"), add=phrase("Add a row")),
        "rows.cells": Asked(phrase("Cells")),
    }
    starter: ClassVar = """:::{table} Say what this table shows
| Name the first column | Name the second column |
| --- | --- |
| Write what is here | Write what is there |
:::"""
    purpose: ClassVar = "table"
    example: ClassVar = """:::{table} Who saw what, and when it was written down
:row-headers: yes

| Service | What it saw | Days until noted |
| --- | --- | --: |
| Health visitor | a small mark on the arm, with the family's account of a toy | 3 |
| Nursery | an older child who came in tired and hungry | 0 |
| Practice nurse | a second mark, and a parent who did not want to talk about it | 1 |
:::"""
    argument_field: ClassVar = "caption"
    body_fields: ClassVar = ("header", "sides", "rows")

    caption: Annotated[Line, Field(description=phrase("a caption"))]
    row_headers: bool = False
    header: Annotated[tuple[OptionalLine, ...], Field(min_length=1)]
    sides: tuple[Side, ...]
    rows: Annotated[tuple[tuple[OptionalLine, ...], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_even(self) -> Self:
        if {len(self.sides), *map(len, self.rows)} != {len(self.header)}:
            raise BadValue(
                phrase("Its rows do not all have as many cells as the first row."),
                phrase("Divide each row by | into as many cells as the first row has."),
            )
        return self

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        lines = [
            (number, line.strip())
            for number, line in enumerate(directive.body.split("\n"), directive.body_line)
            if line.strip()
        ]
        if len(lines) < 2 or not all(_RULE.fullmatch(cell) for cell in _cells(lines[1][1])):
            log.error(
                "S54",
                directive.body_line if lines else directive.line,
                phrase("This table has no header row."),
                phrase(
                    "Write the names of the columns as “| Name | Name |”, and below them a line “| --- | "
                    "--- |”."
                ),
            )
            return {}
        header = _cells(lines[0][1])
        rows = []
        for number, line in (lines[1], *lines[2:]):
            cells = _cells(line)
            if len(cells) != len(header):
                log.error(
                    "S54",
                    number,
                    nphrase(
                        "The row %(row)s has %(num)s cell, but the first row has %(expected)s.",
                        "The row %(row)s has %(num)s cells, but the first row has %(expected)s.",
                        len(cells),
                        row=quoted(line),
                        expected=len(header),
                    ),
                    phrase("Divide it by | into as many. Write | in a text as \\|."),
                )
            rows.append(cells)
        if not rows[1:]:
            log.error(
                "S50",
                directive.line,
                phrase("This table has no rows."),
                phrase("Write one below its header."),
            )
        return {"header": header, "sides": [_side(mark) for mark in rows[0]], "rows": rows[1:]}

    def write_body(self) -> str:
        return "\n".join(
            "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
            for row in (self.header, [_MARKS.get(side, "---") for side in self.sides], *self.rows)
        )

    def check(self, log: ProblemLog, line: int) -> None:
        for number, name in enumerate(self.header, 1):
            if not name and not (number == 1 and self.row_headers):
                log.error(
                    "E40",
                    line,
                    phrase("Column %(number)s of the table has no heading.", number=number),
                    phrase("Write in its first row what the column holds."),
                )
        if self.row_headers and not all(row[0] for row in self.rows):
            log.error(
                "E40",
                line,
                phrase("A row of the table has no heading."),
                phrase("Write in its first cell what the row is about, or take :row-headers: out."),
            )

    def prose(self) -> Iterator[str]:
        yield self.caption
        yield from (cell for row in (self.header, *self.rows) for cell in row if cell)


def _cells(line: str) -> list[str]:
    """The cells of a row: divided by |, but not by \\|."""
    inside = line[1:] if line.startswith("|") else line
    cells = re.split(r"(?<!\\)\|", inside)
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [cell.replace("\\|", "|").strip() for cell in cells]


def _side(mark: str) -> Side:
    if mark.endswith(":"):
        return "center" if mark.startswith(":") else "end"
    return "start"
