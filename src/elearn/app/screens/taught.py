"""Taught sessions: the list, one session with its register, and the report on attendance."""

from collections.abc import Mapping

import streamlit as st

from elearn.app import attendance_report, filters, forms, lists, session, taught_forms, taught_session
from elearn.app.drawing import draw, heading
from elearn.app.questions import names_of
from elearn.app.taught_words import DELIVERIES, days_of, quarters
from elearn.days import today
from elearn.problems import NotFound
from elearn.tracker import Actor, directory
from elearn.tracker.taught import sessions
from elearn.translations import N_
from elearn.translations import gettext as _

LEAD = N_("Courses that are taught to people at one time: who is booked, who came, and what that adds up to.")
SHOWN = {"sessions": N_("Sessions"), "attendance": N_("Attendance")}
"""By `?shown=` in the address, the parts of this screen."""
WHEN = {"all": N_("All"), "to-come": N_("To come"), "past": N_("Past")}
"""By `?when=` in the address, which sessions are listed."""


def head(_actor: Actor, query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading, and the sentence below it unless the address names a session."""
    return _("Taught sessions"), "" if "session" in query else _(LEAD)


def show() -> None:
    """Draws the screen: the session that the address names (`?session=ID`), the list, or the report."""
    actor = session.me("sessions")
    heading(*head(actor, st.query_params))
    forms.say_done()
    if number := st.query_params.get("session"):
        try:
            if not (number.isascii() and number.isdecimal()) or len(number) > 12:
                raise NotFound(_("There is no such session that you may see. Look at the list again."))
            taught_session.show(actor, int(number))
        except NotFound:
            draw("row-back.html", back="?", back_to=_("All sessions"))
            raise
        return
    shown = "sessions"
    if actor.may("coverage"):
        shown = filters.shown({id: _(words) for id, words in SHOWN.items()}, "taught_shown")
    {"attendance": attendance_report.show}.get(shown, _list)(actor)


def _list(actor: Actor) -> None:
    titles = {each.id: each.title for each in directory.courses(session.database())}
    agencies = names_of(actor.coverage_scope()).agencies
    with st.container(horizontal=True, key="taught_filters", vertical_alignment="bottom"):
        when = filters.always_one_of(
            _("When"), {id: _(words) for id, words in WHEN.items()}, "taught_when", name="when"
        )
        course = filters.one_of(_("Course"), titles, _("All courses"), "taught_course", name="course")
        delivery = filters.one_of(
            _("Delivery"),
            {id: _(words) for id, words in DELIVERIES.items()},
            _("Both"),
            "taught_delivery",
            name="delivery",
        )
        agency = (
            filters.agency(agencies, _("Any agency’s"), "taught_agency", _("Whose session"))
            if agencies
            else None
        )
        period = filters.one_of(_("Quarter"), quarters(), _("Any"), "taught_quarter", name="quarter")
        search = filters.search(_("Course, place or agency"), "taught_search")
    asked = (when, course, delivery, agency, period, search)
    number = lists.number("taught", asked)
    first, last = days_of(period) if period else (None, None)
    found = sessions.sessions(
        session.database(),
        actor,
        course=course or "",
        agency=agency or "",
        delivery=delivery or "",
        first=first,
        last=last,
        upcoming={"to-come": True, "past": False}.get(when),
        search=search,
        page=number,
    )
    if taught_forms.may_plan(actor):
        taught_forms.plan(actor)
    if found.total:
        draw("taught-sessions.html", rows=found.rows, total=found.total, today=today(), deliveries=DELIVERIES)
        lists.ways_on("taught", found.total)
    elif any(asked[1:]) or when != "all":
        lists.nothing_found()
    else:
        draw(
            "empty.html",
            title=_("No session yet"),
            text=_("Plan one here, or bring in a file of sessions under Imports.")
            if actor.may("administer")
            else _("Sessions that are planned appear here, with their places and who came."),
        )
