"""Whether a course is open to everyone who has registered, on its publishing page, and the button that changes it."""

from functools import partial

import streamlit as st

from elearn.app import session
from elearn.app.drawing import draw
from elearn.app.registers import forms
from elearn.tracker import open_courses, registering
from elearn.translations import gettext as _


def show(course: str) -> None:
    """Draws whether the course is open, and the button that opens or closes it."""
    db = session.database()
    is_open = open_courses.is_open(db, course)
    draw("course-opening.html", is_open=is_open, allowed=registering.is_allowed(db))
    words = _("Close it again") if is_open else _("Open it to everyone")
    if st.button(words, key="opening_button"):
        done = (
            _("The course is for the staff of agencies alone now. Whoever has begun it can finish it.")
            if is_open
            else _("The course is open to everyone now.")
        )
        forms.take("opening", partial(_turn, course, not is_open), done)


def _turn(course: str, to_everyone: bool) -> None:
    open_courses.set_open(session.database(), course, to_everyone, by=session.me("author"))
