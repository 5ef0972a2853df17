"""The impact log: what changed for practice or for families, and how we know."""

from datetime import date

import streamlit as st

from elearn.app import filters, lists
from elearn.app.drawing import draw
from elearn.app.questions import names_of
from elearn.app.registers import forms, shelf
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import today
from elearn.tracker import Actor
from elearn.tracker.registers import impact

WHAT = {"practice": "What practitioners do", "outcome": "What children and families experience"}
WHOLE = ""


def show(actor: Actor) -> None:
    """Draws the log and the form that adds to it."""
    search = filters.search("What changed, or the evidence", "impact_search")
    listed(actor, search=search)
    add(actor)


def listed(actor: Actor, *, review: str = "", recommendation: str = "", search: str = "") -> None:
    """Draws the log, the latest entry first."""
    number = lists.number("impact", (review, recommendation, search))
    found = impact.impacts(
        database(), actor, review=review, recommendation=recommendation, search=search, page=number
    )
    if not found.total:
        draw(
            "empty.html",
            title="No impact recorded",
            text="What changed for children and families, and how it is known, appears here.",
        )
        return
    mine = room(actor)
    texts = shelf.recommendations(mine)
    lines = [
        (record, texts.get(record.recommendation) or shelf.told(mine, record.recommendation))
        for record in found.rows
    ]
    draw("impact.html", lines=lines, total=found.total, what=WHAT)
    lists.ways_on("impact", found.total)


def add(
    actor: Actor, recommendation: str = "", *, slug: str = "", agency: str = "", action: int | None = None
) -> None:
    """Draws the form that adds to the log.

    It does not ask for what is given: the recommendation, the agency and the id of its action. With `slug`, it offers
    the recommendations of that review only.
    """
    agencies = [] if agency else names_of(actor.record_scope()).agencies
    whole = {WHOLE: "The partnership as a whole"} if actor.may("govern") else {}
    texts = shelf.recommendations(room(actor), slug)
    known = {recommendation: texts.get(recommendation, recommendation)} if recommendation else texts
    if not (agency or agencies or whole) or not known:
        return
    key = forms.turn("impact")
    with st.expander("Record what changed"):
        offered, said = filters.agencies_offered(agencies, f"{key}_agency")
        form = st.form(key, border=False)
    with form:
        reference = recommendation or forms.choose("Recommendation", known, f"{key}_recommendation")
        whose = agency or forms.choose(said, {**whole, **offered}, f"{key}_agency")
        what = st.selectbox("What changed", impact.WHAT, format_func=WHAT.__getitem__, key=f"{key}_what")
        changed = st.text_area("What changed, in words", key=f"{key}_changed", max_chars=2000)
        evidence = st.text_area(
            "Evidence, with figures where there are any", key=f"{key}_evidence", max_chars=2000
        )
        how = st.selectbox("How it is known", impact.HOW_KNOWN, format_func=str.capitalize, key=f"{key}_how")
        on = st.date_input("Seen on", value=today(), max_value=today(), format="DD/MM/YYYY", key=f"{key}_on")
        sent = st.form_submit_button("Add to the impact log", type="primary")
    if sent and isinstance(on, date):
        seen = impact.ImpactEntry(reference, whose or None, what, changed, evidence, how, on, action)
        forms.take(
            "impact",
            lambda: impact.add(database(), actor, seen),
            "The impact log has it.",
            texts={"What changed, in words": changed, "Evidence": evidence},
        )
