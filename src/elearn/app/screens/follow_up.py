"""Dissemination and actions: what agencies did with the learning of reviews, what stops it, and what changed."""

import streamlit as st

from elearn.app import filters, session
from elearn.app.drawing import heading
from elearn.app.registers import actions, dissemination, forms, impact
from elearn.problems import NotFound

SHOWN = {"dissemination": "Dissemination", "actions": "Actions", "impact": "Impact"}
"""By `?shown=` in the address, the registers of this screen."""


def show() -> None:
    """Draws the screen: the action that the address names (`?action=ID`), or one of the three registers."""
    actor = session.me("record")
    heading(
        "Dissemination and actions",
        "What agencies did with the learning of each review, what stops it, and what has changed."
        if actor.may("govern")
        else "What your agency did with the learning of each review, what stops it, and what has changed.",
    )
    forms.say_done()
    if number := st.query_params.get("action"):
        if not number.isdecimal() or len(number) > 12:
            raise NotFound("There is no such action of your agency’s. Look at the list again.")
        actions.one(actor, int(number))
        return
    shown = filters.shown(SHOWN, "follow_up_shown")
    {"actions": actions.show, "impact": impact.show}.get(shown, dissemination.show)(actor)
