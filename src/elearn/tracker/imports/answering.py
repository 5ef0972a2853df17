"""Reads a file with the answers that came with it: which question each of them answered, and which answered none."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from elearn.database import Connection
from elearn.phrases import joined, phrase
from elearn.problems import InputFault, Problem
from elearn.tracker.imports.attendance import UNLISTED, UNLISTED_CHOICES
from elearn.tracker.imports.base import Kind
from elearn.tracker.imports.completions import COMPLETED_MEANS
from elearn.tracker.imports.headers import LEAVE_OUT, all_columns, labels_of
from elearn.tracker.imports.plain_names import choice_of
from elearn.tracker.imports.questions import Answers, Choice, Question
from elearn.tracker.imports.understanding import Asked, SentFile, Understood, glance, understand

_FIRST: Final = ("sheet", COMPLETED_MEANS, UNLISTED)
"""What may be chosen although nobody asked. It holds from the start."""
_SOMETIMES: Final = ("encoding", "separator", "hidden-rows", "activity")
"""The keys of questions that a file may raise. If it does not, an answer to one of them does no harm."""
_OF_A_COLUMN: Final = ("column", "days", "scores")
"""What comes before the header in the key of a question about a column."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the answer that was chosen.

    A question may depend on the answers of each earlier `stage`. What nobody asked about comes before all: -1.
    """

    question: Question
    choice: Choice
    stage: int


@dataclass(slots=True)
class ReadWithAnswers:
    """How a file is read with the answers.

    `asked` has only those that mean something for this file. `unknown` says what is wrong with each other, by its key.
    """

    how: Understood
    asked: Asked
    answered: list[Answered] = field(default_factory=list)
    unknown: dict[str, Problem] = field(default_factory=dict)


def read_with_answers(conn: Connection, sent: SentFile) -> ReadWithAnswers:
    """How a file is read, which of its questions are answered, and which answers are to no question of it.

    An answer can raise further questions, so the file is read again with the answers to what it has asked so far, until
    it asks nothing more that is answered. Raises InputFault if the file cannot be read with all the answers.
    """
    kind, asked, given = sent.kind, sent.asked, sent.asked.answers
    used = {key: given[key] for key in _FIRST if key in given}
    answered: list[Answered] = []
    wrong: dict[str, Problem] = {}
    for stage in count():
        try:
            how = understand(conn, replace(sent, asked=replace(asked, answers=used)))
        except InputFault:
            if used.keys() >= given.keys():
                raise
            used = dict(given)  # a file may lack what only an answer can say
            continue
        asks = [(each, each.choice(given[each.key])) for each in how.questions if each.key in given]
        chosen = [Answered(each, choice, stage) for each, choice in asks if choice and each.key not in used]
        wrong |= {
            each.key: _no_choice(sent.filename, each, given[each.key]) for each, choice in asks if not choice
        }
        answered += chosen
        more = {each.question.key: each.choice.value for each in chosen} or _not_asked(
            given, {*used, *wrong}, kind, how
        )
        if not more:
            break
        used |= more
    return _sorted_out(kind, sent.filename, how, replace(asked, answers=used), given, answered, wrong)


def glance_with_answers(sent: SentFile) -> ReadWithAnswers:
    """How a file is read, from its header alone. This is for a file of which all is known, and that asked nothing."""
    return ReadWithAnswers(glance(sent), sent.asked)


def _sorted_out(
    kind: Kind,
    filename: str,
    how: Understood,
    asked: Asked,
    given: Answers,
    answered: list[Answered],
    wrong: Mapping[str, Problem],
) -> ReadWithAnswers:
    """Tells the answers that mean something from those that do not. `asked` has those with which the file was read."""
    keys = {each.question.key for each in answered}
    unasked = {key: value for key, value in given.items() if key not in keys}
    unknown = {
        key: wrong.get(key) or _no_question(filename, key, value)
        for key, value in unasked.items()
        if key in wrong or not _is_right(key, value, kind, how)
    }
    kept = {key: value for key, value in asked.answers.items() if key not in unknown}
    first = _volunteered({key: value for key, value in unasked.items() if key in kept}, kind, how)
    return ReadWithAnswers(how, replace(asked, answers=kept), [*first, *answered], unknown)


def _not_asked(given: Answers, done: Collection[str], kind: Kind, how: Understood) -> dict[str, str]:
    """The answers that are left, and that say something about the file although it does not ask."""
    return {
        key: value for key, value in given.items() if key not in done and _is_right(key, value, kind, how)
    }


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
    if key == UNLISTED:
        return kind.names_sessions and value in UNLISTED_CHOICES
    if key.startswith("column:"):
        return _is_known(key, kind, how) and _column_choices(kind).choice(value) is not None
    return _is_known(key, kind, how)


def _volunteered(given: Mapping[str, str], kind: Kind, how: Understood) -> Iterator[Answered]:
    """What was chosen about the sheet or a column although nobody asked, with the question that it answers."""
    for key, value in given.items():
        question = None
        if key == "sheet":
            sheets = tuple(Choice(name, name) for name in how.table.sheets)
            question = Question(key, phrase("Which sheet should be read?"), sheets)
        elif key.startswith("column:") and _is_known(key, kind, how):
            asks = phrase("What is the column “%(header)s”?", header=key.partition(":")[2])
            question = replace(_column_choices(kind), key=key, text=asks)
        choice = question.choice(value) if question else None
        if question and choice:
            yield Answered(question, choice, -1)


def _column_choices(kind: Kind) -> Question:
    columns = (Choice(column.name, choice_of(column.name)) for column in all_columns(kind))
    return Question("", "", (*columns, LEAVE_OUT))


def _no_choice(filename: str, question: Question, value: str) -> Problem:
    offered = joined(
        (joined((f"“{choice.value}” (", choice.words, ")"), "") for choice in question.choices), ", "
    )
    message = phrase(
        "“%(value)s” is no answer to the question “%(question)s”.", value=value, question=question.text
    )
    remedy = phrase("The answers are %(choices)s.", choices=offered)
    return Problem(filename, 0, 0, "no-choice", "error", message, remedy)


def _no_question(filename: str, key: str, value: str) -> Problem:
    message = phrase("“%(key)s=%(value)s” answers no question about this file.", key=key, value=value)
    remedy = phrase("Check its spelling, or leave it out.")
    return Problem(filename, 0, 0, "no-question", "error", message, remedy)
