"""How a file to import is read: its sheet, its columns, its first rows, and the questions about it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from elearn.app import session
from elearn.app.drawing import draw, label
from elearn.tracker import directory
from elearn.tracker.imports import COMPLETED_MEANS, Preview

_NO_COURSE = ""


def course_of_file(allowed: Mapping[str, str] | None = None) -> str | None:
    """Asks which course a file of completions is about. Returns its id, or None if each row names its own."""
    courses = {each.id: each.title for each in directory.courses(session.database())}
    shown = {_NO_COURSE: "Each row names its course", **courses}
    return (
        st.selectbox(
            "Which course the file is about",
            list(shown),
            format_func=lambda id: shown[id],
            key="imports_course",
        )
        or None
    )


def answers_to(digest: str, kind: str) -> dict[str, str]:
    """The answers that were given to questions about this file, in this session, by the key of each."""
    answers: dict[str, str] = st.session_state.setdefault(f"imports_answers_{kind}_{digest}", {})
    return answers


def draw_reading(preview: Preview) -> None:
    """Draws how the file is read, and what may be chosen about it."""
    draw("import-reading.html", preview=preview)
    answers = answers_to(preview.sha256, preview.kind.name)
    sheets = preview.how.table.sheets
    if len(sheets) > 1 and not any(question.key == "sheet" for question in preview.questions):
        _choose_sheet(preview, sheets, answers)
    if preview.not_known or answers.get(COMPLETED_MEANS):
        _choose_meaning(preview, answers)
    if preview.asked.answers and st.button("Ask again about this file", key="imports_ask_again"):
        _forget(preview, answers)


def draw_questions(preview: Preview) -> None:
    """Draws each open question with its answers as buttons. An answer is kept, and the file is read again."""
    answers = answers_to(preview.sha256, preview.kind.name)
    draw("import-questions.html", count=len(preview.questions), filename=preview.filename)
    for number, question in enumerate(preview.questions):
        draw("import-question.html", question=question)
        with st.container(horizontal=True, key=f"imports_question_{number}"):
            for place, choice in enumerate(question.choices):
                if st.button(label(choice.words), key=f"imports_answer_{number}_{place}"):
                    answers.update({**preview.asked.answers, question.key: choice.value})
                    st.rerun()


def _choose_sheet(preview: Preview, sheets: list[str], answers: dict[str, str]) -> None:
    read = preview.how.table.sheet
    chosen = st.selectbox(
        "Sheet to read", sheets, index=sheets.index(read), key=f"imports_sheet_{preview.sha256}"
    )
    if chosen != read:
        answers.clear()  # other answers were about another sheet
        answers["sheet"] = chosen
        st.rerun()


def _choose_meaning(preview: Preview, answers: dict[str, str]) -> None:
    """Offers to say that here, completed means passed. The choice is kept with the import, and beside its figures."""
    means_passed = preview.asked.answers.get(COMPLETED_MEANS) == "passed"
    chosen = st.checkbox(
        "Here, completed means passed",
        value=means_passed,
        key=f"imports_means_{preview.sha256}",
        help="Tick this only if nobody is marked as completed there who has not passed. Who ticked it is recorded, and "
        "the figures say so.",
    )
    if chosen != means_passed:
        answers.update({**preview.asked.answers, COMPLETED_MEANS: "passed" if chosen else "not known"})
        st.rerun()


def _forget(preview: Preview, answers: dict[str, Any]) -> None:
    """Forgets the answers, also those with which the same file was applied before, so that all is asked again."""
    answers.clear()
    answers[COMPLETED_MEANS] = "not known"
    st.rerun()
