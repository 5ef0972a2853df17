"""Dissemination and actions: what agencies did with the learning of reviews, what stops it, and what changed."""

from collections.abc import Mapping

import streamlit as st

from elearn.app import filters, session
from elearn.app.drawing import draw, heading
from elearn.app.registers import actions, dissemination, forms, impact
from elearn.problems import NotFound
from elearn.tracker import Actor

SHOWN = {"dissemination": "Dissemination", "actions": "Actions", "impact": "Impact"}
"""By `?shown=` in the address, the registers of this screen."""


def head(actor: Actor, _: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it."""
    who = "agencies" if actor.may("govern") else "your agency"
    lead = f"What {who} did with the learning of each review, what stops it, and what has changed."
    return "Dissemination and actions", lead


def show() -> None:
    """Draws the screen: the action that the address names (`?action=ID`), or one of the three registers."""
    actor = session.me("record")
    heading(*head(actor, st.query_params))
    forms.say_done()
    if number := st.query_params.get("action"):
        try:
            if not number.isdecimal() or len(number) > 12:
                raise NotFound("There is no such action of your agency’s. Look at the list again.")
            actions.one(actor, int(number))
        except NotFound:
            draw("row-back.html", back="?", back_to="All dissemination and actions")
            raise
        return
    shown = filters.shown(SHOWN, "follow_up_shown")
    {"actions": actions.show, "impact": impact.show}.get(shown, dissemination.show)(actor)
