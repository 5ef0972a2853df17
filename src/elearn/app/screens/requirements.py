"""Requirements: who must take which course, by when and how often; and who is exempt."""

import math
from collections.abc import Iterable

import streamlit as st

from elearn.app import session
from elearn.app.drawing import draw, heading
from elearn.app.questions import written_courses
from elearn.tracker import PAGE_SIZE, directory


def show() -> None:
    """Draws the screen."""
    actor = session.me("administer")
    scope = actor.people_scope()
    heading(
        "Requirements",
        "Which course is required of whom, by when and how often. Changes come in as files, on the Imports page.",
    )
    search = st.text_input("Course, agency or role group", key="requirements_search", placeholder="Search")
    if st.session_state.get("requirements_asked") != search:
        st.session_state["requirements_asked"], st.session_state["requirements_page"] = search, 1
    number = int(st.session_state.get("requirements_page", 1))
    found = directory.requirements(session.database(), scope, search=search, page=number)
    if found.total:
        closed = _closed(found.rows) if actor.may("author") else set()
        draw("requirements.html", rows=found.rows, total=found.total, closed=closed)
        pages = math.ceil(found.total / PAGE_SIZE)
        if pages > 1:
            st.number_input(
                f"Page (of {pages:,})", min_value=1, max_value=pages, key="requirements_page", width=160
            )
    else:
        draw(
            "empty.html",
            title="No requirement found",
            text="Without one, nobody is in scope and nothing is counted.",
        )
    exempt = directory.exemptions(session.database(), scope, search=search)
    draw("exemptions.html", rows=exempt.rows, total=exempt.total)


def _closed(rows: Iterable[directory.Requirement]) -> set[int]:
    """The requirements of a course that is written here and that nobody can start."""
    written = written_courses()
    return {each.id for each in rows if not each.startable and (each.ours or each.course in written)}
