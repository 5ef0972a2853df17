"""Finds out how a file is to be read, before its rows are examined: which sheet, which columns, how days are written.

Whatever can be read in two ways becomes a question. A file with an unanswered question is not examined.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from elearn.database import Connection
from elearn.tracker.imports import outcomes
from elearn.tracker.imports.base import Column, Kind
from elearn.tracker.imports.cells import Reader, day, email, percent
from elearn.tracker.imports.dates import DayColumn, DayReader
from elearn.tracker.imports.headers import (
    LEAVE_OUT,
    Match,
    all_columns,
    fits,
    labels_of,
    match_header,
    must_be_whole,
    must_not_be_the_list,
)
from elearn.tracker.imports.known import known_courses
from elearn.tracker.imports.plain_names import choice_of
from elearn.tracker.imports.questions import Answers, Choice, Question
from elearn.tracker.imports.reading import Table, open_table
from elearn.tracker.imports.scores import ScoreColumn
from elearn.tracker.imports.surveys import Holds, LeftOut, distinct_cells, survey
from elearn.tracker.imports.wide import Arranged, Rows, activities, arranged
from elearn.written_days import DAY_FIRST

_HOLDS: Final[dict[Any, Holds]] = {
    day: "days",
    email: "addresses",
    outcomes.result: "results",
    outcomes.status: "results",
}
"""What a column holds, by how its cells are read."""
_WHAT: Final[dict[Holds, str]] = {
    "days": "days",
    "addresses": "e-mail addresses",
    "results": "words for how a course went",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """That a column of the file, called `header` there, was taken for one of ours. `how`: how its cells are read."""

    header: str
    column: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came with the file: answers to questions about it, and the course and agency that it is held to."""

    answers: Answers = field(default_factory=dict)
    course: str | None = None
    agency: str | None = None

    def given(self, kind: Kind) -> dict[str, str]:
        """The values that the file need not give."""
        if not kind.names_courses:
            return {}
        return {
            name: value
            for name, value in (("course", self.course), ("agency", self.agency))
            if value is not None
        }


@dataclass(slots=True)
class Understood:
    """How a file is read. If there are `questions`, only they may be relied on.

    `places`: the place of each column in a row. `readers`: how the cells of a column are read, if not as usual.
    `given`: values of columns that the file does not have. `left_out`: headers of the columns that are not read.
    `absent` says what it means that the file has no column of a kind.
    `labels`: what each column of a row is called. `is_wide`: each row of the file became several.
    """

    table: Table
    places: dict[str, int] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    readers: dict[str, Reader] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    rows: "Again" = field(default_factory=lambda: Again(tuple))
    is_wide: bool = False

    @property
    def header(self) -> list[str]:
        """The header of the rows, as it can be sent again."""
        return self.labels if self.is_wide else self.table.header


class Again:
    """Rows that can be read any number of times, each time from the file."""

    def __init__(self, read: Any) -> None:
        self._read = read

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return iter(self._read())


def as_a_form(kind: Kind, values: Sequence[str]) -> Understood:
    """One row that was typed into a form, with a text for each of the kind's columns."""
    names = [column.name for column in kind.columns]
    places = {name: place for place, name in enumerate(names)}
    rows = [(1, list(values))]
    readers: dict[str, Reader] = {
        column.name: DayReader(DAY_FIRST, "", column.no_end) for column in kind.columns if column.read is day
    }
    return Understood(Table(names, rows), places, names, readers, rows=Again(lambda: rows))


def understand(
    conn: Connection,
    kind: Kind,
    data: bytes,
    filename: str,
    asked: Asked,
    kinds: Collection[type[Kind]] = (),
) -> Understood:
    """How a file is read as one of this kind.

    Raises InputFault if it cannot be, as when it is one of another of the `kinds`.
    """
    given = asked.given(kind)
    opened = partial(open_table, data, filename, partial(fits, kind, given=given), asked.answers)
    table = opened()
    if table.questions:
        return Understood(table, questions=list(table.questions), notes=table.notes)
    must_not_be_the_list(kind, table.header, filename)
    match = match_header(kind, table.header, asked.answers, kind.known(table.header))
    held = survey(table.rows, set(match.left_out) - match.settled)
    wide = _arranged(conn, kind, table, filename, match, held, asked)
    asked_for = {"completed_on"} if wide.questions else set()
    must_be_whole(kind, table, filename, match, kinds, {*given, *wide.places, *asked_for})
    blank = {
        wide.places[name]: text for name, text in kind.nothing(table.header).items() if name in wide.places
    }
    rows = Again(
        lambda: _blanked(opened().rows if wide.arrange is None else wide.arrange(opened().rows), blank)
    )
    found = Understood(
        table,
        wide.places,
        wide.labels,
        given={name: value for name, value in given.items() if name not in wide.places},
        left_out=[table.header[place] for place in match.left_out if table.header[place]],
        questions=[
            *wide.questions,
            *match.questions,
            *_what_is_left_out(kind, table, match, held, asked.answers),
        ],
        notes=[*table.notes, *wide.notes],
        rows=rows,
        is_wide=wide.arrange is not None,
    )
    if not found.questions:
        _read_columns(kind, found, asked.answers)
    return found


def _arranged(
    conn: Connection,
    kind: Kind,
    table: Table,
    filename: str,
    match: Match,
    held: Mapping[int, LeftOut],
    asked: Asked,
) -> Arranged:
    """The places of the columns; those of a wide report too, if it is one."""
    plainly = Arranged(match.places, labels_of(table.header))
    if not kind.names_courses or "completed_on" in match.places:
        return plainly
    found = activities(table.header, match, held)
    if not found:
        return plainly
    match.questions = [each for each in match.questions if not each.key.startswith("column:")]
    courses = known_courses(conn)
    return arranged(table.header, filename, match, found, asked.answers, asked.course, courses)


def _blanked(rows: Rows, blank: Mapping[int, str]) -> Rows:
    """The rows, with nothing in the cells at some places that hold the text for nothing."""
    if not blank:
        return rows
    return (
        (number, ["" if blank.get(place) == cell else cell for place, cell in enumerate(cells)])
        for number, cells in rows
    )


def _what_is_left_out(
    kind: Kind, table: Table, match: Match, held: Mapping[int, LeftOut], answers: Answers
) -> Iterator[Question]:
    """A question for each column that would be left out although it holds what one of ours may hold."""
    labels = labels_of(table.header)
    asked = {question.key for question in match.questions}
    for place in match.left_out:
        key = f"column:{labels[place]}"
        if place in match.settled or key in asked:
            continue
        if held[place].is_lost:
            columns = [column for column in kind.columns if column.name not in match.places]
            why = "Its cells are errors or cannot be read, so nobody can see what it holds."
            if columns:
                yield _may_be(key, labels[place], why, columns, match, labels)
            continue
        for what, example in held[place].examples.items():
            columns = [column for column in all_columns(kind) if _HOLDS.get(column.read) == what]
            if columns:
                why = f"It holds {_WHAT[what]}, such as “{example}”."
                yield _may_be(key, labels[place], why, columns, match, labels)
                break


def _may_be(
    key: str, label: str, why: str, columns: Iterable[Column], match: Match, labels: Sequence[str]
) -> Question:
    choices = []
    for column in columns:
        words = choice_of(column.name)
        if column.name in match.places:
            words += f", and “{labels[match.places[column.name]]}” is left out"
        choices.append(Choice(column.name, words))
    return Question(
        key,
        f"What is the column “{label}”?",
        (*choices, LEAVE_OUT),
        why,
    )


def _read_columns(kind: Kind, found: Understood, answers: Answers) -> None:
    """Find out how days and scores are written, and say which columns were taken for what."""
    places = found.places
    readable = [column for column in all_columns(kind) if column.name in places]
    surveyed: dict[int, DayColumn | ScoreColumn] = {}
    for column in readable:
        place = places[column.name]
        if column.read is day:
            surveyed[place] = DayColumn(column.name, found.labels[place], column.no_end)
        elif column.read is percent:
            surveyed[place] = ScoreColumn(found.labels[place])
    if surveyed:
        for distinct in distinct_cells(found.rows, surveyed):
            for place, cells in distinct.items():
                surveyed[place].see(cells)
    for column in readable:
        place, how = places[column.name], ""
        if place in surveyed:
            decided = surveyed[place].decide(answers)
            if isinstance(decided, Question):
                found.questions.append(decided)
                continue
            found.readers[column.name] = decided
            how = getattr(decided, "words", "")
        found.taken.append(Taken(found.labels[place], column.name, how))
    found.absent += [
        f"There is no column {column.name}, so {column.absent}."
        for column in kind.columns
        if column.absent and column.name not in places and column.name not in found.given
    ]
