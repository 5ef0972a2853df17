"""Meetings of the subgroup, past and future, and what each considers: notifications, and lessons of workshops."""

from datetime import date, timedelta

import streamlit as st

from elearn.app import lists
from elearn.app.drawing import draw
from elearn.app.registers import forms, subgroup
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import today
from elearn.tracker import PAGE_SIZE, Actor
from elearn.tracker.registers import meetings
from elearn.translations import gettext as _
from elearn.translations import ngettext


def show(actor: Actor) -> None:
    """Draws the meetings, the lessons that wait for one, and the form that arranges one."""
    found = meetings.meetings(database(), actor)
    if found:
        number = lists.number("meetings", len(found), name="meetings-page")
        shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        draw("meetings.html", meetings=shown, today=today())
        lists.ways_on("meetings", len(found))
    else:
        draw("empty.html", title=_("No meeting"), text=_("Arrange one, and put notifications on its agenda."))
    subgroup.waiting(actor, room(actor), found)
    key = forms.turn("meeting")
    with st.expander(_("Arrange a meeting")), st.form(key, border=False):
        on = st.date_input(_("Day"), value=today() + timedelta(days=14), format="DD/MM/YYYY", key=f"{key}_on")
        note = st.text_input(_("Note, such as where or how long"), key=f"{key}_note", max_chars=300)
        if st.form_submit_button(_("Arrange it"), type="primary") and isinstance(on, date):
            arranged: list[int] = []
            forms.take(
                "meeting",
                lambda: arranged.append(meetings.arrange(database(), actor, on, note)),
                lambda: _arranged(actor, arranged[0]),
                texts={_("Note"): note},
            )


def _arranged(actor: Actor, number: int) -> str:
    """What is said when a meeting is arranged."""
    taken = len(meetings.one(database(), actor, number).lessons)
    said = _("The meeting is arranged.")
    if not taken:
        return said
    return f"{said} " + ngettext(
        "%(num)s lesson that waited is on its agenda.",
        "%(num)s lessons that waited are on its agenda.",
        taken,
    )


def one(actor: Actor, number: int) -> None:
    """Draws one meeting: its agenda, and what came of it. Raises NotFound if there is no such meeting."""
    meeting = meetings.one(database(), actor, number)
    draw("meeting.html", meeting=meeting, today=today())
    if meeting.lessons:
        subgroup.agenda(actor, room(actor), meeting, meetings.meetings(database(), actor))
