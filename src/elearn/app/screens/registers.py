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

ONE = {
    "notification": (
        notifications.one,
        N_("There is no such notification. Go back to the register."),
        "?",
        N_("All notifications"),
    ),
    "meeting": (
        meetings.one,
        N_("There is no such meeting. Look at the list again."),
        "?shown=meetings",
        N_("All meetings"),
    ),
}
"""By name in the address, what draws one row, what is said if there is none, and the way back."""


def show() -> None:
    """Draws the screen: the notification or meeting that the address names, or else one of its parts."""
    actor = session.me("govern")
    heading(_("Notifications"), _(LEAD))
    forms.say_done()
    for name, (draw_one, gone, back, back_to) in ONE.items():
        if number := st.query_params.get(name):
            try:
                if not number.isdecimal() or len(number) > 12:
                    raise NotFound(_(gone))
                draw_one(actor, int(number))
            except NotFound:
                draw("row-back.html", back=back, back_to=_(back_to))
                raise
            return
    shown = filters.shown({id: _(words) for id, words in SHOWN.items()}, "registers_shown", _("Show"))
    {"meetings": meetings.show, "markers": markers.listed}.get(shown, notifications.show)(actor)
