"""Figures to ask for: agencies whose headcounts or returns are old, and the links by which they come."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from elearn.app import forms, session
from elearn.app.drawing import draw, heading
from elearn.reporting import Made, figures_to_ask_for, make_link
from elearn.settings import settings
from elearn.tracker import Actor, declaring
from elearn.translations import N_
from elearn.translations import gettext as _

LEAD = N_(
    "Agencies that declare headcounts or send returns do so by a link, without an account. Ask again when figures are "
    "older than 6 months."
)
WHAT_WORDS = {"headcount": N_("Headcounts"), "return": N_("Returns")}
_MADE = "figures_made"


def head(_actor: Actor, _query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it."""
    return _("Figures to ask for"), _(LEAD)


def show() -> None:
    """Draws the screen."""
    actor = session.me("import")
    heading(*head(actor, st.query_params))
    forms.say_done()
    every = declaring.to_ask_for(session.database(), by=actor, oldest_fresh=date.max)
    if not every:
        text = _(
            "An agency is asked if its people are counted from a declared headcount or from its own return, and if "
            "something is required there. That is set on the agency’s page, under Counted from."
        )
        draw("empty.html", title=_("No agency sends figures"), text=text)
        return
    if made := st.session_state.get(_MADE):
        draw("figures-made.html", made=made)
    draw("figures-old.html", rows=figures_to_ask_for(session.database(), by=actor), words=WHAT_WORDS)
    _new(actor, {each.agency: each for each in every})
    _links(actor)


def _new(actor: Actor, every: Mapping[str, declaring.Stale]) -> None:
    """Draws the form that makes a link. The agency whose figures are the oldest comes first."""
    draw("subheading.html", text=_("Make a link"))
    key = forms.turn("figures_new")
    offered = {
        id: _("%(agency)s (%(figures)s)", agency=each.agency_name, figures=_(WHAT_WORDS[each.what]).lower())
        for id, each in every.items()
    }
    with st.form(key, border=False):
        agency = forms.choose(_("Agency"), offered, f"{key}_agency")
        name = st.text_input(
            _("For whom"),
            key=f"{key}_label",
            max_chars=declaring.LONGEST_LABEL,
            help=_(
                "A role or an office, so that you know the link among others. It is kept with each figure that comes "
                "by it."
            ),
        )
        to = st.text_input(
            _("Send it by e-mail to"),
            key=f"{key}_to",
            help=_("If you leave it blank, you send the link yourself."),
        )
        sent = st.form_submit_button(_("Make the link"), type="primary")
    if sent:
        asked = {"agency": agency, "what": every[agency].what, "label": name, "to": to}
        forms.take("figures_new", lambda: _make(actor, asked), "")


def _make(actor: Actor, asked: Mapping[str, str]) -> None:
    made: Made = make_link(session.database(), settings(), asked, by=actor)
    st.session_state[_MADE] = made


def _links(actor: Actor) -> None:
    found = declaring.links(session.database(), by=actor)
    if not found:
        return
    draw("figures-links.html", rows=found, words=WHAT_WORDS)
    working = {each.id: f"{each.agency_name}, {each.label}" for each in found if each.works}
    if not working:
        return
    with st.expander(_("Revoke a link")), st.form("figures_revoke", border=False):
        chosen = forms.choose(_("Link"), working, "figures_revoke_which")
        sent = st.form_submit_button(_("Revoke it"))
    if sent:
        forms.take(
            "figures_revoke",
            lambda: declaring.revoke(session.database(), chosen, by=actor),
            _("The link does not work any more. What came by it stays."),
        )
