"""Finds out how a file is to be read, before its rows are examined: which sheet, which columns, how days are written.

Whatever can be read in two ways becomes a question. A file with an unanswered question is not examined.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker.imports import doubts
from elearn.tracker.imports.base import Kind
from elearn.tracker.imports.cells import Reader, day, percent
from elearn.tracker.imports.dates import DayColumn, DayReader
from elearn.tracker.imports.headers import (
    Match,
    all_columns,
    fits,
    key_of,
    labels_of,
    match_header,
    must_be_whole,
    must_not_be_the_list,
)
from elearn.tracker.imports.known import known_courses
from elearn.tracker.imports.questions import Answers, Question
from elearn.tracker.imports.reading import Table, open_table
from elearn.tracker.imports.scores import ScoreColumn
from elearn.tracker.imports.surveys import LeftOut, distinct_cells, survey
from elearn.tracker.imports.whole_names import with_whole_names
from elearn.tracker.imports.wide import Arranged, Rows, activities, arranged
from elearn.written_days import DAY_FIRST


@dataclass(frozen=True, slots=True)
class Taken:
    """That a column of the file, called `header` there, was taken for one of ours. `how`: how its cells are read."""

    header: str
    column: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came with the file: answers to questions about it, and the course, agency and session that it is held to."""

    answers: Answers = field(default_factory=dict)
    course: str | None = None
    agency: str | None = None
    session: int | None = None

    def given(self, kind: Kind) -> dict[str, str]:
        """The values that the file need not give."""
        values: dict[str, str | None] = {}
        if kind.names_courses:
            values = {"course": self.course, "agency": self.agency}
        elif kind.names_sessions and self.session is not None:
            values = {"session": str(self.session)}
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file to be read as one of a kind, with what came with it.

    `kinds` are all there are, to recognise a file of another. `visible` are the agencies that the sender may know of
    (None: all).
    """

    kind: Kind
    data: bytes = field(repr=False)
    filename: str
    asked: Asked
    kinds: Collection[type[Kind]] = ()
    visible: frozenset[str] | None = None


@dataclass(slots=True)
class Understood:
    """How a file is read. If there are `questions`, only they may be relied on.

    `places`: the place of each column in a row. `readers`: how the cells of a column are read, if not as usual.
    `given`: values of columns that the file does not have. `left_out`: headers of the columns that are not read.
    `absent` says what it means that the file has no column of a kind.
    `labels`: what each column of a row is called. `rows` are those to examine, and `file` those that the file has.
    `is_wide`: each row of the file became several.
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
    file: "Again" = field(default_factory=lambda: Again(tuple))
    is_wide: bool = False

    @property
    def header(self) -> list[str]:
        """The header of the rows, as it can be sent again."""
        return self.labels if self.is_wide else self.table.header


class Again:
    """Rows that can be read any number of times: from the file, or from memory while they are held there."""

    def __init__(self, read: Callable[[], Rows]) -> None:
        self._read = read
        self._held: list[tuple[int, list[str]]] | None = None

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return iter(self._read() if self._held is None else self._held)

    def hold(self, rows: Rows) -> None:
        """Keep the rows, as they were just read, in memory: a workbook takes long, and a preview reads it thrice."""
        self._held = list(rows)

    def forget(self) -> None:
        """Let go of the memory."""
        self._held = None


def as_a_form(kind: Kind, values: Sequence[str]) -> Understood:
    """One row that was typed into a form, with a text for each of the kind's columns."""
    names = [column.name for column in kind.columns]
    places = {name: place for place, name in enumerate(names)}
    rows = [(1, list(values))]
    readers: dict[str, Reader] = {
        column.name: DayReader(DAY_FIRST, "", column.no_end) for column in kind.columns if column.read is day
    }
    return Understood(Table(names, rows), places, names, readers, rows=Again(lambda: rows))


def understand(conn: Connection, sent: SentFile) -> Understood:
    """How a file is read as one of its kind. Raises InputFault if it cannot be, as when it is one of another kind."""
    kind, asked = sent.kind, sent.asked
    found, match = _opened(sent)
    if match is None:
        return found
    table, given = found.table, asked.given(kind)
    if table.sheets:
        found.file.hold(table.rows)
    doubted = doubts.doubtful(kind, table.header, match, asked.answers)
    named = doubts.to_look_for(conn, kind, match, given, sent.visible, lambda: found.file)
    held = survey(
        found.file, {*match.left_out, *chain.from_iterable(doubted.values())} - match.settled, named
    )
    doubts.give_up(match, table.header, doubted, held)
    wide = _arranged(conn, sent, table, match, held)
    asked_for = {"completed_on"} if wide.questions else set()
    left_out = list(doubts.questions(kind, table, match, held, asked.answers, given, named))
    must_be_whole(kind, table, sent.filename, match, sent.kinds, {*given, *wide.places, *asked_for}, left_out)
    _take(kind, found, match, wide, asked)
    found.questions = [*wide.questions, *match.questions, *left_out]
    if not found.questions:
        _read_columns(kind, found, asked.answers)
    if found.questions:
        found.file.forget()
    return found


def glance(sent: SentFile) -> Understood:
    """How a file is read, from its header alone. This is for a file of which all is known already."""
    found, match = _opened(sent)
    if match is not None:
        plainly = Arranged(match.places, labels_of(found.table.header))
        _take(sent.kind, found, match, plainly, sent.asked)
        found.taken = [Taken(found.labels[place], name) for name, place in match.places.items()]
    return found


def _opened(sent: SentFile) -> tuple[Understood, Match | None]:
    """The file with its header matched. There is no match if the file itself must be asked about first."""
    kind, asked = sent.kind, sent.asked
    opened = partial(
        open_table, sent.data, sent.filename, partial(fits, kind, given=asked.given(kind)), asked.answers
    )
    table = opened()
    if table.questions:
        return Understood(table, questions=list(table.questions), notes=table.notes), None
    must_not_be_the_list(kind, table.header, sent.filename)
    match = match_header(kind, table.header, asked.answers, kind.known(table.header))
    file = Again(lambda: opened().rows)
    return Understood(table, notes=[*table.notes], file=file), match


def _take(kind: Kind, found: Understood, match: Match, wide: Arranged, asked: Asked) -> None:
    """Put where each column is, and which rows are examined."""
    nothing = {
        wide.places[name]: text
        for name, text in kind.nothing(found.table.header).items()
        if name in wide.places
    }
    file, arrange = found.file, wide.arrange
    found.rows = Again(lambda: _blanked(file if arrange is None else arrange(file), nothing))
    found.places, found.labels, found.is_wide = wide.places, wide.labels, arrange is not None and wide.is_wide
    found.given = {name: value for name, value in asked.given(kind).items() if name not in wide.places}
    header = found.table.header
    found.left_out = [header[place] for place in match.left_out if header[place]]
    found.notes += wide.notes


def _arranged(
    conn: Connection, sent: SentFile, table: Table, match: Match, held: Mapping[int, LeftOut]
) -> Arranged:
    """The places of the columns, also of those that are made: of a wide report, or of a name in two columns."""
    plainly = Arranged(match.places, labels_of(table.header))
    answers = sent.asked.answers
    if not sent.kind.names_courses or "completed_on" in match.places:
        return with_whole_names(sent.kind, table.header, match, plainly, answers)
    found = activities(table.header, match, held)
    if not found:
        return plainly
    courses = known_courses(conn, taken=True)
    return arranged(table.header, sent.filename, match, found, answers, sent.asked.course, courses)


def _blanked(rows: Rows, blank: Mapping[int, str]) -> Rows:
    """The rows, with nothing in the cells at some places that hold the text for nothing."""
    if not blank:
        return rows
    return (
        (number, ["" if blank.get(place) == cell else cell for place, cell in enumerate(cells)])
        for number, cells in rows
    )


def _read_columns(kind: Kind, found: Understood, answers: Answers) -> None:
    """Find out how days and scores are written, and say which columns were taken for what."""
    places = found.places
    readable = [column for column in all_columns(kind) if column.name in places]
    beside = _days_beside(kind, found)
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
            written = surveyed[place]
            decided = (
                written.decide(answers, beside) if isinstance(written, DayColumn) else written.decide(answers)
            )
            if isinstance(decided, Question):
                found.questions.append(decided)
                continue
            found.readers[column.name] = decided
            how = getattr(decided, "words", "")
        found.taken.append(Taken(found.labels[place], column.name, how))
    found.absent += [
        phrase("There is no column %(column)s, so %(absent)s.", column=column.name, absent=column.absent)
        for column in kind.columns
        if column.absent and column.name not in {*places, *found.given, *kind.replaced(places)}
    ]


def _days_beside(kind: Kind, found: Understood) -> DayColumn | None:
    """The days of a file that we gave out, as whoever saved it wrote them. None if there are none."""
    header = found.table.header
    keys = kind.days_beside(header)
    places = [place for place, name in enumerate(header) if key_of(name) in keys]
    if not places:
        return None
    days = DayColumn("", "", False)
    for distinct in distinct_cells(found.file, places):
        for cells in distinct.values():
            days.see(cells)
    return days
