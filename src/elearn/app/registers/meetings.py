"""Meetings of the subgroup, past and future, and what each considers."""

from datetime import date, timedelta

import streamlit as st

from elearn.app.drawing import draw
from elearn.app.registers import forms
from elearn.app.session import database
from elearn.days import today
from elearn.tracker import Actor
from elearn.tracker.registers import meetings
from elearn.translations import gettext as _


def show(actor: Actor) -> None:
    """Draws the meetings and the form that arranges one."""
    found = meetings.meetings(database(), actor)
    if found:
        draw("meetings.html", meetings=found, today=today())
    else:
        draw("empty.html", title=_("No meeting"), text=_("Arrange one, and put notifications on its agenda."))
    key = forms.turn("meeting")
    with st.expander(_("Arrange a meeting")), st.form(key, border=False):
        on = st.date_input(_("Day"), value=today() + timedelta(days=14), format="DD/MM/YYYY", key=f"{key}_on")
        note = st.text_input(_("Note, such as where or how long"), key=f"{key}_note", max_chars=300)
        if st.form_submit_button(_("Arrange it"), type="primary") and isinstance(on, date):
            forms.take(
                "meeting",
                lambda: meetings.arrange(database(), actor, on, note),
                _("The meeting is arranged."),
                texts={_("Note"): note},
            )
