"""Archive requests: ask for a review that is not public, see the answer, and decide if that is your job."""

import streamlit as st

from elearn.app import session
from elearn.app.drawing import heading
from elearn.app.registers import archive, forms

LEAD = "Reviews that are no longer public can be read for a time, for a purpose, when the board agrees."


def show() -> None:
    """Draws the screen. With `?review=SLUG` in the address, that review is chosen already."""
    actor = session.me()
    heading("Archive requests", LEAD)
    forms.say_done()
    archive.show(actor, st.query_params.get("review", ""))
