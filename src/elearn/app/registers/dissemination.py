"""Dissemination: which agencies took the learning of which review to their people, and which recorded nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from elearn.app import filters, lists
from elearn.app.agency_rows import AgencyRows
from elearn.app.drawing import day, draw
from elearn.app.questions import names_of
from elearn.app.registers import forms, shelf
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import today
from elearn.tracker import Actor, AgencyName
from elearn.tracker.registers import dissemination

MOST_SILENT = 30
"""How many agencies that recorded nothing are named."""
MOST_REVIEWS = 12
"""How many reviews the matrix shows. It shows the latest."""


def show(actor: Actor) -> None:
    """Draws the matrix of agencies and reviews, the form that adds a record, and the records."""
    known = names_of(actor.record_scope())
    if not known.agencies:
        draw(
            "empty.html",
            title="No agency yet",
            text="Dissemination is recorded by agency. Import agencies first.",
        )
        return
    if ours := _latest(actor):
        _matrix(actor, known.agencies, ours)
    add(actor)
    with st.container(horizontal=True, key="dissemination_filters", vertical_alignment="bottom"):
        review = filters.one_of(
            "Review",
            shelf.names(room(actor).reviews),
            "All reviews",
            "dissemination_review",
            name="review",
        )
        agency = filters.agency(known.agencies, "All that I may see", "dissemination_agency")
        search = filters.search("Audience, way or note", "dissemination_search")
    listed(actor, review=review or "", agency=agency or "", search=search)


def _matrix(actor: Actor, agencies: Sequence[AgencyName], ours: Mapping[str, str]) -> None:
    """Draws what each agency recorded for each review, folded to the top, and the agencies that recorded nothing."""
    cells = dissemination.matrix(database(), actor, ours)
    silent = [
        each.name
        for each in agencies
        if each.depth == 0 and not any((each.id, slug) in cells for slug in ours)
    ]
    folded = AgencyRows(agencies, None, "dissemination", columns=len(ours))
    lines = folded.lines()
    draw(
        "dissemination-matrix.html",
        lines=lines,
        reviews=ours,
        cells=cells,
        silent=silent[:MOST_SILENT],
        silent_in_all=len(silent),
    )
    folded.buttons(lines)


def add(actor: Actor, slug: str = "") -> None:
    """Draws the form that adds a record. With `slug`, it is about that review."""
    agencies = names_of(actor.record_scope()).agencies
    reviews = {slug: shelf.called(slug)} if slug else shelf.names(room(actor).reviews)
    if not agencies or not reviews:
        return
    key = forms.turn("dissemination")
    with st.expander("Record what an agency did"):
        offered, said = filters.agencies_offered(agencies, f"{key}_agency")
        form = st.form(key, border=False)
    with form:
        draw("said.html", text="Seen by your agency’s lead, the board and administrators.")
        review = forms.choose("Review", reviews, f"{key}_review")
        agency = forms.choose(said, offered, f"{key}_agency")
        how = st.selectbox("How", dissemination.HOW, format_func=str.capitalize, key=f"{key}_how")
        audience = st.text_input(
            "Audience", key=f"{key}_audience", max_chars=200, placeholder="Duty and assessment teams"
        )
        reached = st.number_input(
            "People reached", min_value=0, max_value=1_000_000, value=0, key=f"{key}_reached"
        )
        on = st.date_input("On", value=today(), max_value=today(), format="DD/MM/YYYY", key=f"{key}_on")
        note = st.text_area("Note", key=f"{key}_note", max_chars=2000)
        sent = st.form_submit_button("Record it", type="primary")
    if sent and isinstance(on, date):
        told = dissemination.Dissemination(review, agency, how, audience, int(reached), on, note)
        forms.take(
            "dissemination",
            lambda: dissemination.add(database(), actor, told),
            f"{offered[agency].strip()} and {reviews[review]}: recorded.",
            texts={"Audience": audience, "Note": note},
        )


def listed(actor: Actor, *, review: str = "", agency: str = "", search: str = "") -> None:
    """Draws the records, the latest first, and the form that strikes one out."""
    number = lists.number("dissemination", (review, agency, search))
    found = dissemination.records(database(), actor, review=review, agency=agency, search=search, page=number)
    if not found.total:
        draw("empty.html", title="Nothing recorded", text="No agency has recorded anything here yet.")
        return
    mine = room(actor)
    draw(
        "dissemination.html",
        lines=[(record, shelf.told(mine, record.review)) for record in found.rows],
        total=found.total,
    )
    lists.ways_on("dissemination", found.total)
    key = forms.turn("dissemination_strike")
    with st.expander("Strike out a record made in error"), st.form(key, border=False):
        named = {
            each.id: f"{day(each.given_on)}: {each.agency_name}, {each.how}, {each.audience}"
            for each in found.rows
        }
        chosen = forms.choose("Record", named, f"{key}_which")
        reason = st.text_input("Reason", key=f"{key}_reason", max_chars=300)
        if st.form_submit_button("Strike it out"):
            forms.take(
                "dissemination_strike",
                lambda: dissemination.strike(database(), actor, chosen, reason=reason),
                "The record is struck out. The log keeps that it was there.",
                texts={"Reason": reason},
            )


def _latest(actor: Actor) -> dict[str, str]:
    """The names of the latest reviews that have recommendations, by slug. Agencies can learn from these."""
    found = {slug: review for slug, review in room(actor).reviews.items() if review.recommendations}
    return dict(list(shelf.names(found).items())[:MOST_REVIEWS])
