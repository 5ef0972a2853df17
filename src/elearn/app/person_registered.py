"""What administrators see of somebody who registered by themselves, on their page: that they did, and the removal."""

from functools import partial

import streamlit as st

from elearn.app import forms, session
from elearn.app.drawing import draw
from elearn.days import today
from elearn.problems import InputFault, Problem
from elearn.tracker import Actor, directory, leaving
from elearn.translations import gettext as _

_FORM = "person_registered"


def section(actor: Actor, person: int) -> None:
    """Draws the section for administrators, about somebody who registered by themselves. Nothing otherwise."""
    if not actor.may("administer"):
        return
    found = directory.people(session.database(), actor.people_scope(), today(), only=person).rows
    if not found or not found[0].registered:
        return
    draw("person-registered.html")
    key = forms.turn(_FORM)
    with st.expander(_("Remove this account")), st.form(key, border=False):
        draw("person-registered-removal.html")
        sure = st.checkbox(
            _("Remove all that is kept about this person, their certificates too"), key=f"{key}_sure"
        )
        sent = st.form_submit_button(_("Remove this account"))
    if sent:
        forms.take(_FORM, partial(_remove, person, sure), _("The account is removed."))


def _remove(person: int, sure: bool) -> None:
    if not sure:
        message = _("You have not said that everything is to be removed.")
        remedy = _("Tick the box if that is what they want.")
        raise InputFault([Problem(_("Account"), 0, 0, "entry", "error", message, remedy)])
    leaving.remove(session.database(), person, by=session.me("administer"))
    st.query_params.from_dict({"shown": "people"})
