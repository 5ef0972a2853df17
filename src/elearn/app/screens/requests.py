"""Archive requests: ask for a review that is not public, see the answer, and decide if that is your job."""

import streamlit as st

from elearn.app import session
from elearn.app.drawing import heading
from elearn.app.registers import archive, forms
from elearn.translations import N_
from elearn.translations import gettext as _

LEAD = N_(
    "If the board agrees, you can read a review that is no longer public, for a time and for a purpose."
)


def show() -> None:
    """Draws the screen. With `?review=SLUG` in the address, that review is chosen already."""
    actor = session.me()
    heading(_("Archive requests"), _(LEAD))
    forms.say_done()
    archive.show(actor, st.query_params.get("review", ""))
