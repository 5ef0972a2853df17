"""How one person signs in, on their page: by e-mail, or by staff number and a code that their lead makes."""

import streamlit as st

from elearn.app import forms, session
from elearn.app.code_slips import slip_button
from elearn.app.drawing import draw
from elearn.tracker import Actor, sign_in_codes
from elearn.translations import gettext as _

_MADE = "person_code_made"


def section(actor: Actor, person: int) -> None:
    """Draws how the person signs in, and the button that makes a code, for leads and administrators."""
    if not actor.may("import"):
        return
    holder = sign_in_codes.holder_of(session.database(), person, by=actor)
    made: list[sign_in_codes.Code] = [
        code for code in st.session_state.get(_MADE, []) if code.holder.person == person
    ]
    address = session.runtime("/start/staff-number")
    draw("person-code.html", holder=holder, made=made[0] if made else None, address=address)
    if made:
        slip_button(made, "person_code_slip")
    if not holder.why_not:
        words = _("Make a new code") if holder.until else _("Make a code to sign in")
        if st.button(words, key="person_code_make"):
            forms.take("person_code", lambda: _make(actor, person), "")


def _make(actor: Actor, person: int) -> None:
    st.session_state[_MADE] = sign_in_codes.make(session.database(), [person], by=actor)
