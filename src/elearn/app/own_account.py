"""The account of somebody who registered by themselves: what is said of it, and the form that removes it."""

from functools import partial

import streamlit as st

from elearn.app import forms, session
from elearn.app.drawing import draw
from elearn.problems import InputFault, Problem
from elearn.tracker import Actor, leaving
from elearn.translations import gettext as _

_FORM = "own_account"


def draw_removal(actor: Actor) -> None:
    """Draws the form with which people who registered by themselves remove their account. Nothing for staff."""
    if not actor.registered:
        return
    draw("own-account.html")
    key = forms.turn(_FORM)
    with st.expander(_("Remove my account")), st.form(key, border=False):
        draw("own-account-removal.html")
        sure = st.checkbox(_("Remove all that is kept about me, my certificates too"), key=f"{key}_sure")
        sent = st.form_submit_button(_("Remove my account"))
    if sent:
        forms.take(_FORM, partial(_remove, sure), _("Your account is removed."))


def _remove(sure: bool) -> None:
    if not sure:
        message = _("You have not said that everything is to be removed.")
        remedy = _("Tick the box if that is what you want.")
        raise InputFault([Problem(_("Your account"), 0, 0, "entry", "error", message, remedy)])
    leaving.own(session.database(), by=session.me())
