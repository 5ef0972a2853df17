"""Which of a file's sheets is read, and what becomes of its hidden rows and columns."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from elearn.phrases import first_of, nphrase, phrase
from elearn.tracker.imports.questions import Answers, Choice, Question
from elearn.tracker.imports.reading.bodies import Fits, Row, Start, below, find_start
from elearn.tracker.imports.reading.model import Table, empty
from elearn.tracker.imports.reading.places import column_letters


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a filled sheet before it is read. `rows` counts the filled rows below its header."""

    name: str
    hidden: bool
    rows: int
    fits: bool

    @property
    def words(self) -> str:
        values = {"name": self.name, "num": f"{self.rows:,}"}
        if self.hidden:
            return nphrase(
                "%(name)s (hidden, %(num)s row)", "%(name)s (hidden, %(num)s rows)", self.rows, **values
            )
        return nphrase("%(name)s (%(num)s row)", "%(name)s (%(num)s rows)", self.rows, **values)


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
    names = first_of(
        [
            phrase("“%(name)s” (hidden)", name=sheet.name) if sheet.hidden else f"“{sheet.name}”"
            for sheet in others
        ]
    )
    note = phrase("The sheet “%(name)s” was read. Not read: %(names)s.", name=chosen.name, names=names)
    if chosen.hidden:
        note = phrase(
            "The hidden sheet “%(name)s” was read. Not read: %(names)s.", name=chosen.name, names=names
        )
    return [note]


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
            notes.append(_on_hidden_rows(count, left_out=given == "leave out"))
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
    return Question(
        "hidden-rows",
        nphrase(
            "%(num)s row is hidden in the sheet, by a filter or by hand. Should we read it?",
            "%(num)s rows are hidden in the sheet, by a filter or by hand. Should we read them?",
            count,
            num=f"{count:,}",
        ),
        (
            Choice("read", phrase("Read it") if count == 1 else phrase("Read them")),
            Choice("leave out", phrase("Leave it out") if count == 1 else phrase("Leave them out")),
        ),
    )


def _on_hidden_rows(count: int, *, left_out: bool) -> str:
    """A note on what became of the hidden rows."""
    num = f"{count:,}"
    if left_out:
        return nphrase(
            "%(num)s row is hidden in the sheet; it was left out.",
            "%(num)s rows are hidden in the sheet; they were left out.",
            count,
            num=num,
        )
    return nphrase(
        "%(num)s row is hidden in the sheet; it was read.",
        "%(num)s rows are hidden in the sheet; they were read.",
        count,
        num=num,
    )


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
    return [
        nphrase(
            "Column %(names)s is hidden in the sheet; it was read too.",
            "Columns %(names)s are hidden in the sheet; they were read too.",
            len(names),
            names=", ".join(names),
        )
    ]
