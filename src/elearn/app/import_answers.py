"""The answers to questions about a file to import, as they are given, changed and forgotten in this session."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from elearn.app.bars import LONG
from elearn.tracker.imports import COMPLETED_MEANS, UNLISTED, Answered, Preview

_MOVES = "imports_moves"
"""How many answers moved the focus, and whether the last one was given just now."""


def given(digest: str, kind: str, course: str | None) -> dict[str, str] | None:
    """The answers about this file by the key of each, or None if nothing was said yet in this session.

    For another course the same file is asked about anew: another activity may complete that one.
    """
    answers: dict[str, str] | None = st.session_state.get(_place(digest, kind, course))
    return answers


def give(preview: Preview, key: str, value: str) -> None:
    """Keeps an answer. The file is read with it at the next run."""
    _keep(preview, {**preview.asked.answers, key: value})


def take_back(preview: Preview, answered: Answered) -> None:
    """Forgets an answer so that its question is asked again, and the later ones, which may depend on it."""
    gone = {answered.question.key} | {
        each.question.key for each in preview.answered if each.stage > answered.stage
    }
    _keep(preview, {key: value for key, value in preview.asked.answers.items() if key not in gone})


def choose_sheet(preview: Preview, widget: str) -> None:
    """Reads the sheet that was chosen. Other answers were about another sheet, so they are forgotten."""
    _keep(preview, {"sheet": st.session_state[widget]})


def say_what_completed_means(preview: Preview, widget: str) -> None:
    """Keeps whether completed means passed. The focus stays on the checkbox."""
    meaning = "passed" if st.session_state[widget] else "not known"
    st.session_state[_place_of(preview)] = {**preview.asked.answers, COMPLETED_MEANS: meaning}


def say_what_unlisted_means(preview: Preview, widget: str) -> None:
    """Keeps whether those who attended and are not on the list had booked. The focus stays on the choice."""
    said = {key: value for key, value in preview.asked.answers.items() if key != UNLISTED}
    chosen = st.session_state[widget]
    st.session_state[_place_of(preview)] = {**said, UNLISTED: chosen} if chosen else said


def moved() -> int:
    """The number of the answer that was given just now, or 0 if this run is about something else."""
    number, is_new = st.session_state.get(_MOVES, (0, False))
    st.session_state[_MOVES] = (number, False)
    return number if is_new else 0


def is_long(preview: Preview) -> bool:
    """Whether it takes long to read the file, so that it should not be read without need."""
    return max(preview.total, preview.how.table.most) >= LONG


def with_what_is_open(preview: Preview, answers: dict[str, str] | None) -> Preview | None:
    """The preview with only the questions that are still open, or None if the file has to be read again.

    A long file that asks several questions is read again after the last answer only.
    """
    before = preview.asked.answers
    if answers is None or not preview.questions or before.items() - answers.items():
        return None
    new = {key: value for key, value in answers.items() if before.get(key) != value}
    stage = max((each.stage for each in preview.answered), default=-1) + 1
    answered = [
        Answered(question, choice, stage)
        for question in preview.questions
        if (choice := question.choice(new.get(question.key)))
    ]
    still: Sequence[str] = [each.question.key for each in answered]
    left = [question for question in preview.questions if question.key not in still]
    if not left or len(answered) < len(new):
        return None
    return replace(
        preview,
        how=replace(preview.how, questions=left),
        asked=replace(preview.asked, answers=answers),
        answered=[*preview.answered, *answered],
    )


def _keep(preview: Preview, answers: dict[str, str]) -> None:
    st.session_state[_place_of(preview)] = answers
    number, _ = st.session_state.get(_MOVES, (0, False))
    st.session_state[_MOVES] = (number + 1, True)


def _place(digest: str, kind: str, course: str | None) -> str:
    return f"imports_answers_{kind}_{digest}_{course or ''}"


def _place_of(preview: Preview) -> str:
    return _place(preview.sha256, preview.kind.name, preview.asked.course)
