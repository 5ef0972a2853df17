"""Which of a file's sheets is read, and what becomes of its hidden rows and columns."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from elearn.phrases import phrase
from elearn.tracker.imports.questions import Answers, Choice, Question
from elearn.tracker.imports.reading.bodies import Fits, Row, Start, below, find_start
from elearn.tracker.imports.reading.model import Table, empty
from elearn.tracker.imports.reading.places import column_letters

_NAMED = 10


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a filled sheet before it is read. `rows` counts the filled rows below its header."""

    name: str
    hidden: bool
    rows: int
    fits: bool

    @property
    def words(self) -> str:
        count = f"{self.rows:,} row{'' if self.rows == 1 else 's'}"
        return f"{self.name} (hidden, {count})" if self.hidden else f"{self.name} ({count})"


@dataclass(frozen=True, slots=True)
class Grid:
    """The sheet to read: its rows from the first one on, including blank ones, and what is hidden, by number from 1.

    `short` is put into the cells that a row does not reach.
    """

    rows: Sequence[object]
    cells: Callable[[int], list[str]]
    short: str
    hidden_rows: Collection[int] = ()
    hidden_columns: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sheet that is read, with notes for the sender and questions that they have not answered."""

    sheet: Survey
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def survey(name: str, hidden: bool, filled: Iterator[Row], fits: Fits) -> Survey | None:
    """What a sheet is like, from its filled rows. None if it has none."""
    start = find_start(filled, fits)
    if start is None:
        return None
    count = len(start.rows) - start.place - 1 + sum(1 for _ in filled)
    return Survey(name, hidden, count, start.fits)


def choose_sheet(sheets: Sequence[Survey], answers: Answers) -> Chosen:
    """The sheet that the answer names, or the only visible one that fits.

    If several fit, or only hidden ones do, this is a question. If none fits, it is one if several have rows below their
    header.
    """
    answered = next((sheet for sheet in sheets if sheet.name == answers.get("sheet")), None)
    if answered:
        return Chosen(answered, _which(answered, sheets))
    visible = [sheet for sheet in sheets if not sheet.hidden]
    fitting = [sheet for sheet in visible if sheet.fits]
    if len(fitting) > 1:
        question = _question(
            phrase("Which sheet should be read?"), fitting, phrase("More than one has the columns.")
        )
        return Chosen(fitting[0], _which(fitting[0], sheets), [question])
    secret = [sheet for sheet in sheets if sheet.hidden and sheet.fits]
    if secret and not fitting:
        text = phrase("Only a hidden sheet has the columns. Which sheet should be read?")
        question = _question(text, secret + visible, phrase("A hidden sheet may be an old copy, or notes."))
        return Chosen(secret[0], _which(secret[0], sheets), [question])
    filled = fitting or [sheet for sheet in visible if sheet.rows]
    chosen = (filled or visible or list(sheets))[0]
    if len(filled) > 1:
        question = _question(
            phrase("Which sheet should be read?"), filled, phrase("None has all the columns that are needed.")
        )
        return Chosen(chosen, _which(chosen, sheets), [question])
    return Chosen(chosen, _which(chosen, sheets))


def _question(text: str, sheets: Iterable[Survey], detail: str) -> Question:
    return Question("sheet", text, tuple(Choice(sheet.name, sheet.words) for sheet in sheets), detail)


def _which(chosen: Survey, sheets: Sequence[Survey]) -> list[str]:
    """A note on which sheet was read, if there is more than one."""
    others = [sheet for sheet in sheets if sheet is not chosen]
    if not others:
        return []
    names = [f"“{sheet.name}”{' (hidden)' if sheet.hidden else ''}" for sheet in others]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    hidden = "hidden " if chosen.hidden else ""
    return [
        phrase(
            "The %(hidden)ssheet “%(name)s” was read. Not read: %(names)s%(more)s.",
            hidden=hidden,
            name=chosen.name,
            names=", ".join(names[:_NAMED]),
            more=more,
        ),
    ]


def filled_rows(grid: Grid) -> Iterator[Row]:
    """The rows that are not blank."""
    for number in range(1, len(grid.rows) + 1):
        cells = grid.cells(number - 1)
        if any(cells):
            yield number, cells


def table_of(
    grid: Grid, chosen: Chosen, sheets: Sequence[Survey], filename: str, fits: Fits, answers: Answers
) -> Table:
    """The table of the sheet that was chosen. Raises InputFault if it is empty; so may reading the rows."""
    filled = filled_rows(grid)
    start = find_start(filled, fits)
    if start is None:
        raise empty(filename)
    rows = below(start, filled, filename, grid.short)
    notes = [*chosen.notes, *start.note, *_hidden_columns(grid, start)]
    questions = list(chosen.questions)
    count = sum(
        1
        for number in grid.hidden_rows
        if start.header_row < number <= len(grid.rows) and any(grid.cells(number - 1))
    )
    if count:
        question = _about_hidden_rows(count)
        given = question.answer(answers)
        questions += [] if given else [question]
        if given == "leave out":
            hidden = grid.hidden_rows
            rows = (row for row in rows if row[0] not in hidden)
        if given:
            done = "left out" if given == "leave out" else "read"
            notes.append(
                phrase(
                    "%(rows)s hidden in the sheet; %(value)s %(done)s.",
                    rows=_rows(count),
                    value="it was" if count == 1 else "they were",
                    done=done,
                )
            )
    return Table(
        start.header,
        rows,
        notes,
        len(grid.rows),
        questions,
        chosen.sheet.name,
        [sheet.name for sheet in sheets],
        start.header_row,
    )


def _about_hidden_rows(count: int) -> Question:
    pronoun = "it" if count == 1 else "them"
    return Question(
        "hidden-rows",
        phrase(
            "%(rows)s hidden in the sheet, by a filter or by hand. Should we read %(pronoun)s?",
            rows=_rows(count),
            pronoun=pronoun,
        ),
        (Choice("read", f"Read {pronoun}"), Choice("leave out", f"Leave {pronoun} out")),
    )


def _rows(count: int) -> str:
    return "1 row is" if count == 1 else f"{count:,} rows are"


def _hidden_columns(grid: Grid, start: Start) -> list[str]:
    """A note on the hidden columns that have a header."""
    header = start.header
    names = [
        f"{column_letters(number)} ({header[number - 1]})"
        for number in grid.hidden_columns
        if number <= len(header) and header[number - 1]
    ]
    if not names:
        return []
    columns = "Column" if len(names) == 1 else "Columns"
    verb = "is hidden in the sheet; it was" if len(names) == 1 else "are hidden in the sheet; they were"
    return [
        phrase("%(columns)s %(names)s %(verb)s read too.", columns=columns, names=", ".join(names), verb=verb)
    ]
