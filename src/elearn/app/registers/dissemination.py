"""Dissemination: which agencies took the learning of which review to their people, and which recorded nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from elearn.app import filters, lists
from elearn.app.agency_rows import AgencyRows
from elearn.app.drawing import day, draw
from elearn.app.questions import names_of
from elearn.app.registers import forms, shelf
from elearn.app.registers.words import in_words
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import today
from elearn.tracker import Actor, AgencyName
from elearn.tracker.registers import dissemination
from elearn.translations import gettext as _

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
            title=_("No agency yet"),
            text=_(
                "Dissemination is recorded by agency. It can be recorded once an administrator has added agencies."
            ),
        )
        return
    if to_learn_from := _to_learn_from(actor):
        _matrix(actor, known.agencies, to_learn_from)
    add(actor)
    with st.container(horizontal=True, key="dissemination_filters", vertical_alignment="bottom"):
        review = filters.one_of(
            _("Review"),
            shelf.names(room(actor).reviews),
            _("All reviews"),
            "dissemination_review",
            name="review",
        )
        agency = filters.agency(known.agencies, _("All that I may see"), "dissemination_agency")
        search = filters.search(_("Audience, way or note"), "dissemination_search")
    listed(actor, review=review or "", agency=agency or "", search=search)


def _matrix(actor: Actor, agencies: Sequence[AgencyName], reviews: Mapping[str, str]) -> None:
    """Draws what each agency recorded for each of the latest `reviews`, and the agencies that recorded nothing.

    The agencies are folded to the top.
    """
    ours = dict(list(reviews.items())[:MOST_REVIEWS])
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
        reviews_in_all=len(reviews),
    )
    folded.buttons(lines)


def add(actor: Actor, slug: str = "") -> None:
    """Draws the form that adds a record. With `slug`, it is about that review."""
    agencies = names_of(actor.record_scope()).agencies
    reviews = {slug: shelf.called(slug)} if slug else shelf.names(room(actor).reviews)
    if not agencies or not reviews:
        return
    key = forms.turn("dissemination")
    with st.expander(_("Record what an agency did")):
        offered, said = filters.agencies_offered(agencies, f"{key}_agency", _("Agency"))
        form = st.form(key, border=False)
    with form:
        draw("said.html", text=_("Your agency’s lead, the board and administrators see this."))
        review = forms.choose(_("Review"), reviews, f"{key}_review")
        agency = forms.choose(said, offered, f"{key}_agency")
        how = st.selectbox(_("How"), dissemination.HOW, format_func=in_words, key=f"{key}_how")
        audience = st.text_input(
            _("Audience"), key=f"{key}_audience", max_chars=200, placeholder=_("Duty and assessment teams")
        )
        reached = st.number_input(
            _("People reached"), min_value=0, max_value=1_000_000, value=0, key=f"{key}_reached"
        )
        on = st.date_input(_("On"), value=today(), max_value=today(), format="DD/MM/YYYY", key=f"{key}_on")
        note = st.text_area(_("Note"), key=f"{key}_note", max_chars=2000)
        sent = st.form_submit_button(_("Record it"), type="primary")
    if sent and isinstance(on, date):
        told = dissemination.Dissemination(review, agency, how, audience, int(reached), on, note)
        forms.take(
            "dissemination",
            lambda: dissemination.add(database(), actor, told),
            _("%(agency)s and %(review)s: recorded.", agency=offered[agency].strip(), review=reviews[review]),
            texts={_("Audience"): audience, _("Note"): note},
        )


def listed(actor: Actor, *, review: str = "", agency: str = "", search: str = "") -> None:
    """Draws the records, the latest first, and the form that strikes one out."""
    number = lists.number("dissemination", (review, agency, search))
    found = dissemination.records(database(), actor, review=review, agency=agency, search=search, page=number)
    if not found.total:
        draw("empty.html", title=_("Nothing recorded"), text=_("No agency has recorded anything here yet."))
        return
    mine = room(actor)
    draw(
        "dissemination.html",
        lines=[(record, shelf.told(mine, record.review)) for record in found.rows],
        total=found.total,
        in_words=in_words,
    )
    lists.ways_on("dissemination", found.total)
    key = forms.turn("dissemination_strike")
    with st.expander(_("Strike out a record made in error")), st.form(key, border=False):
        named = {
            each.id: f"{day(each.given_on)}: {each.agency_name}, {in_words(each.how)}, {each.audience}"
            for each in found.rows
        }
        chosen = forms.choose(_("Record"), named, f"{key}_which")
        reason = st.text_input(_("Reason"), key=f"{key}_reason", max_chars=300)
        if st.form_submit_button(_("Strike it out")):
            forms.take(
                "dissemination_strike",
                lambda: dissemination.strike(database(), actor, chosen, reason=reason),
                _("The record is struck out. The log keeps that it was there."),
                texts={_("Reason"): reason},
            )


def _to_learn_from(actor: Actor) -> dict[str, str]:
    """The names of the reviews that have recommendations, by slug, the latest first."""
    found = {slug: review for slug, review in room(actor).reviews.items() if review.recommendations}
    return shelf.names(found)
