"""A table as it was read."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from elearn.phrases import phrase
from elearn.problems import InputFault
from elearn.tracker.imports.questions import Question
from elearn.tracker.imports.reading.faults import fault


@dataclass(frozen=True, slots=True)
class Table:
    """The header as written, each filled row with its number in the spreadsheet, and notes for the sender.

    Each row has a text for each column of the header; a longer row stays longer. `rows` can be read once. `most`:
    there are no more rows than this. `questions` are about how to read the file, and nobody has answered them yet:
    until then `rows` are what would be read if nobody did. `sheet` and `sheets` are names, of the sheet that was read
    and of all that hold something ("" and none for CSV).
    """

    header: list[str]
    rows: Iterable[tuple[int, list[str]]]
    notes: list[str] = field(default_factory=list)
    most: int = 1
    questions: list[Question] = field(default_factory=list)
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    header_row: int = 1


def empty(filename: str) -> InputFault:
    """What is said about a file without rows. The caller raises it."""
    remedy = phrase("Send one with a header row and a row for each record.")
    return fault(filename, 0, "empty", phrase("The file is empty."), remedy)
