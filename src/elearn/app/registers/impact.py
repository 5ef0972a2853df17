"""The impact log: what changed for practice or for families, and how we know."""

from datetime import date

import streamlit as st

from elearn.app import filters, lists
from elearn.app.drawing import draw
from elearn.app.questions import names_of
from elearn.app.registers import forms, shelf, unanswered
from elearn.app.registers.words import in_words
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import today
from elearn.tracker import Actor
from elearn.tracker.registers import impact
from elearn.translations import N_
from elearn.translations import gettext as _

WHAT = {"practice": N_("What practitioners do"), "outcome": N_("What children and families experience")}
WHOLE = ""


def show(actor: Actor) -> None:
    """Draws the log and the form that adds to it."""
    search = filters.search(_("What changed, or the evidence"), "impact_search")
    listed(actor, search=search)
    add(actor)


def listed(actor: Actor, *, review: str = "", recommendation: str = "", search: str = "") -> None:
    """Draws the log, the latest entry first."""
    number = lists.number("impact", (review, recommendation, search))
    found = impact.impacts(
        database(), actor, review=review, recommendation=recommendation, search=search, page=number
    )
    if search and not found.total:
        lists.nothing_found()
        return
    if not found.total:
        unanswered.say(
            actor,
            review=review or recommendation.partition("#")[0],
            title=_("No impact recorded"),
            text=_("What changed for children and families, and how we know it, appears here."),
        )
        return
    mine = room(actor)
    texts = shelf.recommendations(mine)
    lines = [
        (record, texts.get(record.recommendation) or shelf.told(mine, record.recommendation))
        for record in found.rows
    ]
    draw("impact.html", lines=lines, total=found.total, what=WHAT, in_words=in_words)
    lists.ways_on("impact", found.total)


def add(
    actor: Actor, recommendation: str = "", *, slug: str = "", agency: str = "", action: int | None = None
) -> None:
    """Draws the form that adds to the log.

    It does not ask for what is given: the recommendation, the agency and the id of its action. With `slug`, it offers
    the recommendations of that review only.
    """
    agencies = [] if agency else names_of(actor.record_scope()).agencies
    whole = {WHOLE: _("The partnership as a whole")} if actor.may("govern") else {}
    texts = shelf.recommendations(room(actor), slug)
    known = {recommendation: texts.get(recommendation, recommendation)} if recommendation else texts
    if not (agency or agencies or whole) or not known:
        return
    name = "_".join(("impact", *filter(None, (recommendation or slug, agency, str(action or "")))))
    key = forms.turn(name)
    with st.expander(_("Record what changed")):
        offered, said = filters.agencies_offered(agencies, f"{key}_agency", _("Agency"))
        form = st.form(key, border=False)
    with form:
        reference = recommendation or forms.choose(_("Recommendation"), known, f"{key}_recommendation")
        whose = agency or forms.choose(said, {**whole, **offered}, f"{key}_agency")
        what = st.selectbox(
            _("What changed"), impact.WHAT, format_func=lambda id: _(WHAT[id]), key=f"{key}_what"
        )
        changed = st.text_area(_("What changed, in words"), key=f"{key}_changed", max_chars=2000)
        evidence = st.text_area(
            _("Evidence, with figures if there are any"), key=f"{key}_evidence", max_chars=2000
        )
        how = st.selectbox(_("How it is known"), impact.HOW_KNOWN, format_func=in_words, key=f"{key}_how")
        on = st.date_input(
            _("Seen on"), value=today(), max_value=today(), format="DD/MM/YYYY", key=f"{key}_on"
        )
        sent = st.form_submit_button(_("Add to the impact log"), type="primary")
    if sent and isinstance(on, date):
        seen = impact.ImpactEntry(reference, whose or None, what, changed, evidence, how, on, action)
        forms.take(
            name,
            lambda: impact.add(database(), actor, seen),
            _("It is in the impact log."),
            texts={_("What changed, in words"): changed, _("Evidence"): evidence},
        )
