"""The quality markers of a review: eighteen questions, each with an answer and its evidence."""

import streamlit as st

from elearn.app.drawing import draw
from elearn.app.registers import forms, shelf
from elearn.app.registers.words import in_words
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.guidance import quality_markers
from elearn.tracker import Actor
from elearn.tracker.registers import markers
from elearn.translations import gettext as _

SHAPES = {
    "met": ("good", "●"),
    "partly": ("care", "◐"),
    "not yet": ("bad", "▼"),
    "not applicable": ("plain", "○"),
}
"""By answer, the class and the shape that it is drawn with."""


def listed(actor: Actor) -> None:
    """Draws how far the checklist of each review is. Reviews without answers and recommendations are left out."""
    ids = quality_markers().ids()
    given = markers.progress(database(), actor, ids)
    reviews = {
        slug: review
        for slug, review in room(actor).reviews.items()
        if slug in given or review.recommendations
    }
    if not reviews:
        draw("empty.html", title=_("No review yet"), text=_("The checklist of each review appears here."))
        return
    lines = [(slug, name, given.get(slug, 0)) for slug, name in shelf.names(reviews).items()]
    draw("markers-progress.html", lines=lines, total=len(ids))


def show(actor: Actor, slug: str) -> None:
    """Draws the checklist of a review and the form that answers a marker."""
    known = quality_markers()
    given = markers.answers(database(), actor, slug)
    answered = sum(1 for id in known.ids() if id in given)
    draw(
        "markers.html",
        known=known,
        given=given,
        answered=answered,
        total=len(known.ids()),
        shapes=SHAPES,
        in_words=in_words,
    )
    names = {each.id: f"{each.name}: {each.asks}" for group in known.groups for each in group.markers}
    key = forms.turn(f"markers_{slug}")
    first = next((place for place, id in enumerate(names) if id not in given), 0)
    with st.expander(_("Answer a marker")), st.form(key, border=False):
        marker = st.selectbox(
            _("Marker"), list(names), index=first, format_func=names.__getitem__, key=f"{key}_marker"
        )
        answer = st.radio(
            _("Answer"), markers.ANSWERS, format_func=in_words, key=f"{key}_answer", horizontal=True
        )
        evidence = st.text_area(_("Evidence"), key=f"{key}_evidence", max_chars=2000)
        sent = st.form_submit_button(_("Save the answer"), type="primary")
    if sent:
        forms.take(
            f"markers_{slug}",
            lambda: markers.answer(database(), actor, slug, marker, answer=answer, evidence=evidence),
            _("The answer is saved."),
            texts={_("Evidence"): evidence},
        )
