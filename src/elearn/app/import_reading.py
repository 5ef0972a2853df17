"""How a file to import is read: its sheet, its columns, its first rows, and the questions about it."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

import streamlit as st

from elearn.app import address, import_answers, session
from elearn.app.drawing import draw, label, move_focus, press, thousands
from elearn.tracker import AgencyName, directory
from elearn.tracker.imports import COMPLETED_MEANS, UNLISTED, Preview, Question, meaning
from elearn.translations import gettext as _
from elearn.translations import ngettext

_NO_COURSE = ""
_SHORT, _FEW = 50, 4
"""Up to so many answers of up to so many characters stand in one row. Others are a list."""


def course_of_file() -> str | None:
    """Asks which course a file of completions is about. Returns its id, or None if each row names its own."""
    shown = {_NO_COURSE: _("Each row names its course"), **course_titles()}
    address.bind("course", "imports_course", _NO_COURSE, address.one_of(shown))
    return (
        st.selectbox(
            _("Which course the file is about"),
            list(shown),
            format_func=lambda id: shown[id],
            key="imports_course",
            help=_("Choose one if the file is a report of one course and does not name it. Type to search."),
        )
        or None
    )


def course_titles() -> dict[str, str]:
    """Every course's title by its id. A title that several courses have is said with the id."""
    courses = directory.courses(session.database())
    counts = Counter(each.title for each in courses)
    return {
        each.id: each.title if counts[each.title] == 1 else f"{each.title} ({each.id})" for each in courses
    }


def draw_reading(preview: Preview, agencies: Sequence[AgencyName]) -> None:
    """Draws how the file is read: open questions first, then sheet, columns and answers, and the first rows.

    `agencies` are those whose names the reader may see.
    """
    move = import_answers.moved()
    if preview.questions:
        _draw_questions(preview, move)
    given = preview.how.given
    draw(
        "import-reading.html",
        preview=preview,
        meaning=meaning,
        quoted=_quoted,
        move=0 if preview.questions else move,
        course=course_titles().get(given.get("course", "")),
        agency=next((each.name for each in agencies if each.id == given.get("agency")), None),
    )
    sheets = preview.how.table.sheets
    if len(sheets) > 1 and not any(question.key == "sheet" for question in preview.questions):
        _choose_sheet(preview, sheets)
    if preview.answered:
        _draw_answers(preview)
    if preview.examples:
        draw("import-examples.html", preview=preview)
    if move:
        move_focus(move)


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def draw_meaning(preview: Preview) -> None:
    """Offers to say that here, completed means passed. The choice is kept with the import, and beside its figures."""
    if preview.kind.names_sessions:
        _draw_unlisted(preview)
        return
    means_passed = preview.asked.answers.get(COMPLETED_MEANS) == "passed"
    if not preview.without_result and not means_passed:
        return
    draw(
        "import-meaning.html",
        count=preview.without_result,
        not_known=preview.not_known,
        means_passed=means_passed,
    )
    widget = f"imports_means_{preview.sha256}"
    st.session_state[widget] = means_passed
    st.checkbox(
        ngettext(
            "Here, completed means passed: count %(num)s person as passed",
            "Here, completed means passed: count %(num)s people as passed",
            preview.without_result,
            num=thousands(preview.without_result),
        ),
        key=widget,
        on_change=import_answers.say_what_completed_means,
        args=(preview, widget),
    )


def _draw_unlisted(preview: Preview) -> None:
    """Asks whether those who attended and are not on the list had booked, if the file does not say."""
    chosen = preview.asked.answers.get(UNLISTED, "")
    if not chosen and not any(each.rule == UNLISTED for each in preview.problems()):
        return
    words = {
        "": _("The list says it of each"),
        "walked-in": _("They walked in"),
        "booked": _("They had booked"),
    }
    widget = f"imports_unlisted_{preview.sha256}"
    st.session_state[widget] = chosen
    st.radio(
        _("Those who attended and are not on the list of the session yet"),
        list(words),
        format_func=words.__getitem__,
        key=widget,
        on_change=import_answers.say_what_unlisted_means,
        args=(preview, widget),
    )


def _draw_questions(preview: Preview, move: int) -> None:
    """Draws each open question with its answers as buttons."""
    draw("import-questions.html", count=len(preview.questions), filename=preview.filename, move=move)
    for question in preview.questions:
        name = sha256(question.key.encode()).hexdigest()[:12]  # a key may hold anything that a file does
        with st.container(key=f"imports_question_{name}"):
            draw("import-question.html", question=question)
            with st.container(horizontal=_is_short(question), key=f"imports_answers_{name}"):
                for place, choice in enumerate(question.choices):
                    st.button(
                        label(choice.words),
                        key=f"imports_answer_{name}_{place}",
                        on_click=import_answers.give,
                        args=(preview, question.key, choice.value),
                    )


def _is_short(question: Question) -> bool:
    words = [choice.words for choice in question.choices]
    return len(words) <= _FEW and all(len(each) <= _SHORT for each in words)


def _choose_sheet(preview: Preview, sheets: list[str]) -> None:
    widget = f"imports_sheet_{preview.sha256}"
    st.session_state[widget] = preview.how.table.sheet
    st.selectbox(
        _("Sheet to read"),
        sheets,
        key=widget,
        on_change=import_answers.choose_sheet,
        args=(preview, widget),
    )


def _draw_answers(preview: Preview) -> None:
    """Draws the answers, each with a button to change it. Those buttons press Streamlit's, which nobody sees."""
    before = import_answers.given(preview.sha256, preview.kind.name, preview.asked.course) is None
    draw("import-answers.html", answered=preview.answered, before=before)
    with st.container(key="imports_answers_presses"):
        for place, each in enumerate(preview.answered):
            st.button(
                _("Change"),
                key=f"imports_change_{place}",
                on_click=import_answers.take_back,
                args=(preview, each),
            )
    press()
