"""Reads a file of separated texts: CSV, with any of the usual separators."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from elearn.phrases import phrase
from elearn.tracker.imports.questions import Answers, Choice, Question
from elearn.tracker.imports.reading.bodies import (
    MOST_COLUMNS,
    MOST_ROWS,
    Fits,
    Row,
    Start,
    below,
    find_start,
    has_invisible,
    tidy_row,
)
from elearn.tracker.imports.reading.encodings import find_encoding
from elearn.tracker.imports.reading.faults import fault
from elearn.tracker.imports.reading.model import Table, empty
from elearn.translations import N_

MOST_LINES = 2 * MOST_ROWS
"""The most rows of a CSV file, including blank ones."""
_SEPARATORS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_NAMES: Final = {
    ",": N_("Comma: %(cells)s"),
    ";": N_("Semicolon: %(cells)s"),
    "\t": N_("Tab: %(cells)s"),
    "|": N_("Pipe: %(cells)s"),
}
"""By separator, its name with the first cells of a header that it separates."""
_SAID = re.compile(r"\s*\"?sep=([,;\t|])\"?[,;|\s]*", re.IGNORECASE)
_LOOKED_AT: Final = 50
_SEARCHED: Final = 1_000
"""How many rows are read at most to find the filled ones."""


def read_separated(data: bytes, filename: str, fits: Fits, answers: Answers) -> Table:
    """The table in a CSV file, whose rows are read one after another.

    Raises InputFault if it is no text or has no rows. Reading the rows may raise it too.
    """
    encoding = find_encoding(data, filename, answers)
    text = _Text(data, encoding.name, filename)
    separator, questions = _separator(text, fits, answers)
    most = max(data.count(b"\n"), data.count(b"\r"))
    start, rest = _start(text, separator, fits)
    if most > MOST_ROWS + 1:  # with the header; few files are so long, and nobody should wait to hear of it
        for _ in below(start, rest, filename):
            pass
        start, rest = _start(text, separator, fits)
    return Table(
        start.header,
        below(start, rest, filename),
        [*encoding.notes, *start.note],
        most,
        [*encoding.questions, *questions],
        header_row=start.header_row,
    )


class _Text:
    """The text of a file, which is decoded a part at a time, as often as it is read. `said`: from a line `sep=`."""

    def __init__(self, data: bytes, encoding: str, filename: str) -> None:
        self._data, self._encoding, self.filename = data, encoding, filename
        said = _SAID.fullmatch(self.open("").readline(100))
        self.said = said[1] if said else ""
        self._plain = not has_invisible(data, encoding)

    def open(self, newline: str) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(self._data), encoding=self._encoding, newline=newline)

    def records(self, separator: str) -> Iterator[list[str]]:
        """The records as they are. Raises InputFault if there is too much in one, or the quotation marks are wrong."""
        reader = csv.reader(self.open(""), delimiter=separator, strict=True)
        try:
            for number, row in enumerate(reader, 1):
                if len(row) > MOST_COLUMNS or number > MOST_LINES:
                    message = phrase("There are more than %(most)s lines.", most=f"{MOST_LINES:,}")
                    if number <= MOST_LINES:
                        message = phrase("There are more than %(most)s columns.", most=f"{MOST_COLUMNS:,}")
                    remedy = phrase("Send only what is needed, in parts.")
                    raise fault(self.filename, number, "size", message, remedy)
                yield row
        except csv.Error as error:
            message = phrase("The file cannot be read on from here (%(error)s).", error=str(error))
            remedy = phrase("Check that every quotation mark that opens is closed, and save it as CSV again.")
            raise fault(self.filename, reader.line_num, "csv", message, remedy) from None

    def filled(self, separator: str) -> Iterator[Row]:
        """The rows that are not blank, with their numbers. A line `sep=` is not a row, but it counts."""
        for number, record in enumerate(self.records(separator), 1):
            cells = [cell.strip() for cell in record] if self._plain else tidy_row(record)
            if any(cells) and not (number == 1 and self.said):
                yield number, cells

    def sample(self, separator: str) -> list[Row]:
        """The first filled rows, as far as they can be read with this separator."""
        rows: list[Row] = []
        reader = csv.reader(self.open(""), delimiter=separator, strict=True)
        try:
            for number, record in enumerate(islice(reader, _SEARCHED), 1):
                cells = tidy_row(record)
                if any(cells) and not (number == 1 and self.said):
                    rows.append((number, cells))
                if len(rows) == _LOOKED_AT:
                    break
        except csv.Error:
            pass
        return rows


def _start(text: _Text, separator: str, fits: Fits) -> tuple[Start, Iterator[Row]]:
    filled = text.filled(separator)
    start = find_start(filled, fits)
    if start is None:
        raise empty(text.filename)
    return start, filled


def _separator(text: _Text, fits: Fits, answers: Answers) -> tuple[str, list[Question]]:
    """What separates the cells, and a question if two separators give a header that fits."""
    if text.said:
        return text.said, []
    samples = {separator: text.sample(separator) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda each: _consistency(samples[each]))
    if fits(()):  # this says nothing about the columns
        return best, []
    starts = {each: find_start(iter(rows), fits) for each, rows in samples.items()}
    fitting = {each: start for each, start in starts.items() if start and start.fits}
    if len(fitting) < 2:
        return next(iter(fitting), best), []
    if all(start.rows == samples[best] for start in fitting.values()):
        return best, []
    question = Question(
        "separator",
        phrase("What separates the cells of this file?"),
        tuple(
            Choice(_SEPARATORS[each], phrase(_NAMES[each], cells=" · ".join(start.header[:6])))
            for each, start in fitting.items()
        ),
        phrase("With each of these, the file has the columns that it needs."),
    )
    given = question.answer(answers)
    if given:
        return next(each for each, name in _SEPARATORS.items() if name == given), []
    return best if best in fitting else next(iter(fitting)), [question]


def _consistency(rows: list[Row]) -> tuple[float, int]:
    """How well a separator divides the rows: the part of them that has the usual number of cells, and that number."""
    usual, count = Counter(len(cells) for _, cells in rows).most_common(1)[0] if rows else (1, 0)
    return (count / len(rows), usual) if usual > 1 else (0, 0)
