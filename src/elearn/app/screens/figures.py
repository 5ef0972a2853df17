"""Figures to ask for: agencies whose headcounts or returns are old, and the links by which they come."""

from collections.abc import Mapping

import streamlit as st

from elearn.app import filters, forms, session
from elearn.app.drawing import draw, heading
from elearn.app.questions import names_of
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
    known = names_of(actor.import_scope())
    if not known.agencies:
        text = _("Figures are those of an agency. Add agencies first.")
        draw("empty.html", title=_("No agency yet"), text=text)
        return
    if made := st.session_state.get(_MADE):
        draw("figures-made.html", made=made)
    old = figures_to_ask_for(session.database(), by=actor)
    draw("figures-old.html", rows=old, words=WHAT_WORDS)
    _new(actor, old)
    _links(actor)


def _new(actor: Actor, old: list[declaring.Stale]) -> None:
    draw("subheading.html", text=_("Make a link"))
    key = forms.turn("figures_new")
    offered, said = filters.agencies_offered(names_of(actor.import_scope()).agencies, f"{key}_agency")
    first = old[0] if old and old[0].agency in offered else None
    with st.form(key, border=False):
        place = list(offered).index(first.agency) if first else 0
        agency = forms.choose(said, offered, f"{key}_agency", place)
        words = {id: _(text) for id, text in WHAT_WORDS.items()}
        what = forms.choose(
            _("What is asked for"), words, f"{key}_what", first is not None and first.what == "return"
        )
        name = st.text_input(
            _("For whom"),
            key=f"{key}_label",
            max_chars=declaring.LONGEST_LABEL,
            help=_(
                "A role or an office, so that you know the link among others. It is kept with each figure that "
                "comes by it."
            ),
        )
        to = st.text_input(
            _("Send it by e-mail to"),
            key=f"{key}_to",
            help=_("If you leave it blank, you send the link yourself."),
        )
        sent = st.form_submit_button(_("Make the link"), type="primary")
    if sent:
        asked = {"agency": agency, "what": what, "label": name, "to": to}
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
