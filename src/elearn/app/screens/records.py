"""What came of a review: the part of its page that shows the registers."""

import streamlit as st

from elearn.app import session
from elearn.app.drawing import draw
from elearn.app.registers import actions, dissemination, forms, impact, markers, workshops


def show(slug: str) -> None:
    """Draws the records of the review `slug`. If the reader may see no register, it draws nothing."""
    actor = session.me()
    parts = {
        "Dissemination": actor.may("record"),
        "Actions": actor.may("record"),
        "Impact": actor.may("record"),
        "Quality markers": actor.may("govern"),
        "Workshops": actor.may("govern") or actor.may("record") or actor.may("author"),
    }
    offered = [name for name, theirs in parts.items() if theirs]
    if not offered:
        return
    draw("subheading.html", text="What came of it")
    forms.say_done()
    shown = st.segmented_control("Records", offered, default=offered[0], key="records_shown") or offered[0]
    if shown == "Dissemination":
        dissemination.listed(actor, review=slug)
        dissemination.add(actor, slug)
    elif shown == "Actions":
        actions.listed(actor, review=slug)
        actions.add(actor, slug)
    elif shown == "Impact":
        impact.listed(actor, review=slug)
        impact.add(actor, slug=slug)
    elif shown == "Quality markers":
        markers.show(actor, slug)
    else:
        workshops.show(actor, slug)
