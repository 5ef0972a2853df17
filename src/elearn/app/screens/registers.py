"""Notifications: incidents that became known, what is due, what was decided, and the meetings about them."""

import streamlit as st

from elearn.app import filters, session
from elearn.app.drawing import draw, heading
from elearn.app.registers import forms, markers, meetings, notifications
from elearn.problems import NotFound
from elearn.translations import N_
from elearn.translations import gettext as _

LEAD = N_("What became known, what is due and when, what was decided and what followed.")
SHOWN = {"register": N_("Register"), "meetings": N_("Subgroup meetings"), "markers": N_("Quality markers")}
"""By `?shown=` in the address, the parts of this screen."""


def show() -> None:
    """Draws the screen: the notification that the address names, or the register, the meetings or the markers."""
    actor = session.me("govern")
    heading(_("Notifications"), _(LEAD))
    forms.say_done()
    if number := st.query_params.get("notification"):
        try:
            if not number.isdecimal() or len(number) > 12:
                raise NotFound(_("There is no such notification. Go back to the register."))
            notifications.one(actor, int(number))
        except NotFound:
            draw("row-back.html", back="?", back_to=_("All notifications"))
            raise
        return
    shown = filters.shown({id: _(words) for id, words in SHOWN.items()}, "registers_shown", _("Show"))
    {"meetings": meetings.show, "markers": markers.listed}.get(shown, notifications.show)(actor)
