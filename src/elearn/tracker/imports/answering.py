"""Reads a file with the answers that came with it: which question each of them answered, and which answered none."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from elearn.database import Connection
from elearn.problems import InputFault, Problem
from elearn.tracker.imports.base import Kind
from elearn.tracker.imports.completions import COMPLETED_MEANS
from elearn.tracker.imports.headers import LEAVE_OUT, all_columns, labels_of
from elearn.tracker.imports.questions import Answers, Choice, Question
from elearn.tracker.imports.understanding import Asked, Understood, understand

_FIRST: Final = ("sheet", COMPLETED_MEANS)
"""What may be chosen although nobody asked. It holds from the start."""
_SOMETIMES: Final = ("encoding", "separator", "hidden-rows", "activity")
"""The keys of questions that a file may raise. If it does not, an answer to one of them does no harm."""
_OF_A_COLUMN: Final = ("column", "days", "scores")
"""What comes before the header in the key of a question about a column."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the answer that was chosen. A question may depend on the answers of each earlier `stage`."""

    question: Question
    choice: Choice
    stage: int = 0


@dataclass(slots=True)
class ReadWithAnswers:
    """How a file is read with the answers.

    `asked` has only those that mean something for this file. `unknown` says what is wrong with each other, by its key.
    """

    how: Understood
    asked: Asked
    answered: list[Answered] = field(default_factory=list)
    unknown: dict[str, Problem] = field(default_factory=dict)


def read_with_answers(
    conn: Connection,
    kind: Kind,
    data: bytes,
    filename: str,
    asked: Asked,
    kinds: Collection[type[Kind]] = (),
) -> ReadWithAnswers:
    """How a file is read, which of its questions are answered, and which answers are to no question of it.

    An answer can raise further questions, so the file is read again with the answers to what it has asked so far, until
    it asks nothing more that is answered. Raises InputFault if the file cannot be read with all the answers.
    """
    given = asked.answers
    used = {key: given[key] for key in _FIRST if key in given}
    answered: list[Answered] = []
    wrong: dict[str, Problem] = {}
    stage = 0
    while True:
        try:
            how = understand(conn, kind, data, filename, replace(asked, answers=used), kinds)
        except InputFault:
            if used.keys() >= given.keys():
                raise
            used = dict(given)
            continue
        more: dict[str, str] = {}
        for question in how.questions:
            if question.key not in given or question.key in used:
                continue
            choice = question.choice(given[question.key])
            if choice is None:
                wrong[question.key] = _no_choice(filename, question, given[question.key])
            else:
                answered.append(Answered(question, choice, stage))
                more[question.key] = choice.value
        more = more or {
            key: value for key, value in given.items() if key not in used and _is_known(key, kind, how)
        }
        more = {key: value for key, value in more.items() if key not in wrong}
        if not more:
            break
        used, stage = {**used, **more}, stage + 1
    unasked = given.keys() - {each.question.key for each in answered}
    answered = [*_volunteered({key: used[key] for key in used if key in unasked}, kind, how), *answered]
    unknown = {
        key: wrong.get(key) or _no_question(filename, key, given[key])
        for key in given
        if key in unasked and not (key in used and _is_right(key, used[key], kind, how))
    }
    kept = {key: value for key, value in used.items() if key not in unknown}
    return ReadWithAnswers(how, replace(asked, answers=kept), answered, unknown)


def _is_known(key: str, kind: Kind, how: Understood) -> bool:
    """Whether a question with this key may be asked about the file, although it is not asked now."""
    what, _, of = key.partition(":")
    if what in _OF_A_COLUMN:
        return of in {*labels_of(how.table.header), *how.labels}
    if what == "which":
        return of in {column.name for column in all_columns(kind)}
    return key in _SOMETIMES or (what == "activity" and of in how.table.header)


def _is_right(key: str, value: str, kind: Kind, how: Understood) -> bool:
    """Whether an answer that nobody asked for means something for this file."""
    if key == "sheet":
        return value in how.table.sheets
    if key == COMPLETED_MEANS:
        return kind.names_courses and value in ("passed", "not known")
    if key.startswith("column:"):
        return _is_known(key, kind, how) and _column_choices(kind).choice(value) is not None
    return _is_known(key, kind, how)


def _volunteered(given: Mapping[str, str], kind: Kind, how: Understood) -> Iterator[Answered]:
    """What was chosen about the sheet or a column although nobody asked, with the question that it answers."""
    for key, value in given.items():
        question = None
        if key == "sheet":
            sheets = tuple(Choice(name, name) for name in how.table.sheets)
            question = Question(key, "Which sheet should be read?", sheets)
        elif key.startswith("column:") and _is_known(key, kind, how):
            question = replace(
                _column_choices(kind), key=key, text=f"What is the column “{key.partition(':')[2]}”?"
            )
        choice = question.choice(value) if question else None
        if question and choice:
            yield Answered(question, choice)


def _column_choices(kind: Kind) -> Question:
    columns = (Choice(column.name, f"It is {column.name}") for column in all_columns(kind))
    return Question("", "", (*columns, LEAVE_OUT))


def _no_choice(filename: str, question: Question, value: str) -> Problem:
    offered = ", ".join(f"“{choice.value}” ({choice.words})" for choice in question.choices)
    message = f"“{value}” is no answer to the question “{question.text}”"
    return Problem(filename, 0, 0, "answer", "error", message + ".", f"The answers are {offered}.")


def _no_question(filename: str, key: str, value: Answers | str) -> Problem:
    message = f"“{key}={value}” answers no question about this file."
    return Problem(filename, 0, 0, "answer", "error", message, "Check its spelling, or leave it out.")
