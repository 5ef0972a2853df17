"""Dissemination and actions: what agencies did with the learning of reviews, what stops it, and what changed."""

from collections.abc import Mapping

import streamlit as st

from elearn.app import filters, session
from elearn.app.drawing import draw, heading
from elearn.app.registers import actions, answer, dissemination, forms, impact, unanswered
from elearn.problems import NotFound
from elearn.tracker import Actor
from elearn.translations import N_
from elearn.translations import gettext as _

SHOWN = {
    "waiting": N_("Not acted on"),
    "dissemination": N_("Dissemination"),
    "actions": N_("Actions"),
    "impact": N_("Impact"),
}
"""By `?shown=` in the address, the registers of this screen."""


def head(actor: Actor, _query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it."""
    if actor.may("govern"):
        lead = _("What agencies did with the learning of each review, what stops them, and what has changed.")
    else:
        lead = _(
            "What your agency did with the learning of each review, what stops it, and what has changed."
        )
    return _("Dissemination and actions"), lead


def show() -> None:
    """Draws the screen: what the address names, or one of the registers.

    It names an action (`?action=ID`), or a recommendation and its owner (`?recommendation=REVIEW#ID&owner=AGENCY`).
    """
    actor = session.me("record")
    heading(*head(actor, st.query_params))
    forms.say_done()
    if number := st.query_params.get("action"):
        try:
            if not number.isdecimal() or len(number) > 12:
                raise NotFound(_("There is no such action of your agency’s. Look at the list again."))
            actions.one(actor, int(number))
        except NotFound:
            draw("row-back.html", back="?", back_to=_("All dissemination and actions"))
            raise
        return
    if reference := st.query_params.get("recommendation"):
        try:
            answer.show(actor, reference, st.query_params.get("owner", ""))
        except NotFound:
            draw("row-back.html", back="?", back_to=_("All dissemination and actions"))
            raise
        return
    shown = filters.shown({id: _(words) for id, words in SHOWN.items()}, "follow_up_shown", _("Show"))
    {"dissemination": dissemination.show, "actions": actions.show, "impact": impact.show}.get(
        shown, unanswered.show
    )(actor)
