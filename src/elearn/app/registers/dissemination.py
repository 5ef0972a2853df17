"""Dissemination: which agencies took the learning of which review to their people, and which recorded nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from elearn.app import address, filters, lists
from elearn.app.agency_rows import AgencyRows
from elearn.app.drawing import day, draw
from elearn.app.questions import names_of
from elearn.app.registers import forms, shelf, unanswered
from elearn.app.registers.words import in_words
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import today
from elearn.problems import InputFault, Problem
from elearn.tracker import Actor, AgencyName
from elearn.tracker.registers import dissemination
from elearn.translations import gettext as _

MOST_SILENT = 30
"""How many agencies that recorded nothing are named."""
MOST_REVIEWS = 12
"""How many reviews the matrix shows. It shows the latest."""
COUNTED, NOT_COUNTED, NOT_DONE = "counted", "not counted", "not done"
"""What a person can say of a record without a number of people."""


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
        waiting=unanswered.as_line(actor),
        reviews_in_all=len(reviews),
    )
    folded.buttons(lines)


def add(actor: Actor, slug: str = "", *, agency: str = "", opened: bool = False) -> None:
    """Draws the form that adds a record. With `slug`, it is about that review.

    `agency` is the one that is chosen when the form is `opened`. If no number of people is given, it asks whether it
    was done.
    """
    agencies = names_of(actor.record_scope()).agencies
    reviews = {slug: shelf.called(slug)} if slug else shelf.names(room(actor).reviews)
    if not agencies or not reviews:
        return
    name = "_".join(("dissemination", *filter(None, (slug, agency))))
    key = forms.turn(name)
    with st.expander(_("Record what an agency did"), expanded=opened):
        offered, said = filters.agencies_offered(agencies, f"{key}_agency", _("Agency"), keep=agency)
        form = st.form(key, border=False)
    with form:
        draw("said.html", text=_("Your agency’s lead, the board and administrators see this."))
        review = forms.choose(_("Review"), reviews, f"{key}_review")
        whose = forms.choose(said, offered, f"{key}_agency", index=forms.place(offered, agency))
        how = st.selectbox(_("How"), dissemination.HOW, format_func=in_words, key=f"{key}_how")
        audience = st.text_input(
            _("Audience"), key=f"{key}_audience", max_chars=200, placeholder=_("Duty and assessment teams")
        )
        reached = st.number_input(
            _("People reached"), min_value=0, max_value=1_000_000, value=None, key=f"{key}_reached"
        )
        done = _whether_done(key)
        on = st.date_input(_("On"), value=today(), max_value=today(), format="DD/MM/YYYY", key=f"{key}_on")
        note = st.text_area(_("Note"), key=f"{key}_note", max_chars=2000)
        sent = st.form_submit_button(_("Record it"), type="primary")
    if not sent or not isinstance(on, date):
        return
    if not reached and done is None and not st.session_state.get(f"{key}_asks"):
        st.session_state[f"{key}_asks"] = True
        st.rerun()
    told = dissemination.Dissemination(
        review, whose, how, audience, reached, on, note, done_without_count=done == NOT_COUNTED
    )
    forms.take(
        name,
        lambda: _record(actor, told, not_done=not reached and done == NOT_DONE),
        _("%(agency)s and %(review)s: recorded.", agency=offered[whose].strip(), review=reviews[review]),
        texts={_("Audience"): audience, _("Note"): note},
    )
    if not reached and done == NOT_DONE:
        draw("dissemination-not-done.html", act=address.link("reviews", review=review, records="actions"))


def _whether_done(key: str) -> str | None:
    """Asks whether it was done, if the form was sent without a number of people. Returns the answer."""
    if not st.session_state.get(f"{key}_asks"):
        return None
    draw("dissemination-asks.html")
    words = {NOT_COUNTED: _("Done, and nobody counted the people"), NOT_DONE: _("Not done yet")}
    return st.radio(
        _("Was it done?"), list(words), format_func=words.__getitem__, index=None, key=f"{key}_done"
    )


def _record(actor: Actor, told: dissemination.Dissemination, *, not_done: bool) -> None:
    if not_done:
        message = _("It is not done yet, so it is not recorded as done.")
        remedy = _("Add an action instead: it says what will be done, and by which day.")
        raise InputFault([Problem(_("Was it done?"), 0, 0, "entry", "error", message, remedy)])
    dissemination.add(database(), actor, told)


def listed(actor: Actor, *, review: str = "", agency: str = "", search: str = "") -> None:
    """Draws the records, the latest first, and the form that strikes one out."""
    number = lists.number("dissemination", (review, agency, search))
    found = dissemination.records(database(), actor, review=review, agency=agency, search=search, page=number)
    unanswered.say(
        actor,
        review=review,
        agency=agency,
        title="" if found.total or search else _("Nothing recorded"),
        text=_("No agency has recorded anything here yet."),
    )
    if search and not found.total:
        lists.nothing_found()
    if not found.total:
        return
    mine = room(actor)
    draw(
        "dissemination.html",
        lines=[(record, shelf.told(mine, record.review)) for record in found.rows],
        total=found.total,
        in_words=in_words,
    )
    lists.ways_on("dissemination", found.total)
    _unclear(actor, review, agency)
    key = forms.turn("dissemination_strike")
    with st.expander(_("Strike out a record made in error")), st.form(key, border=False):
        named = {each.id: _named(each) for each in found.rows}
        chosen = forms.choose(_("Record"), named, f"{key}_which")
        reason = st.text_input(_("Reason"), key=f"{key}_reason", max_chars=300)
        if st.form_submit_button(_("Strike it out")):
            forms.take(
                "dissemination_strike",
                lambda: dissemination.strike(database(), actor, chosen, reason=reason),
                _("The record is struck out. The log keeps that it was there."),
                texts={_("Reason"): reason},
            )


def _unclear(actor: Actor, review: str, agency: str) -> None:
    """Draws the form that says whether something with 0 people was done, if there is such a record."""
    found = dissemination.records(database(), actor, review=review, agency=agency, unclear=True)
    if not found.total:
        return
    key = forms.turn("dissemination_unclear")
    with (
        st.expander(_("Say whether what reached 0 people was done"), expanded=True),
        st.form(key, border=False),
    ):
        chosen = forms.choose(_("Record"), {each.id: _named(each) for each in found.rows}, f"{key}_which")
        words = {
            COUNTED: _("Done, and it reached so many people"),
            NOT_COUNTED: _("Done, and nobody counted the people"),
            NOT_DONE: _("Not done: strike it out"),
        }
        done = st.radio(
            _("Was it done?"), list(words), format_func=words.__getitem__, index=None, key=f"{key}_done"
        )
        reached = st.number_input(
            _("People reached"), min_value=0, max_value=1_000_000, value=None, key=f"{key}_reached"
        )
        sent = st.form_submit_button(_("Save the answer"))
    if sent:
        forms.take(
            "dissemination_unclear",
            lambda: _say_whether_done(actor, chosen, done, reached or 0),
            _("The answer is kept."),
        )


def _say_whether_done(actor: Actor, number: int, done: str | None, reached: int) -> None:
    if done is None or (done == COUNTED) != bool(reached):
        message = (
            _("The answer and the number of people do not go together.") if done else _("Nothing is chosen.")
        )
        remedy = (
            _("Give a number if it was counted, and none if not.")
            if done
            else _("Choose one of the answers.")
        )
        raise InputFault([Problem(_("Was it done?"), 0, 0, "entry", "error", message, remedy)])
    if done == NOT_DONE:
        dissemination.strike(database(), actor, number, reason=_("It was not done."))
    else:
        dissemination.say_done(database(), actor, number, reached=reached)


def _named(each: dissemination.DisseminationRecord) -> str:
    return f"{day(each.given_on)}: {each.agency_name}, {in_words(each.how)}, {each.audience}"


def _to_learn_from(actor: Actor) -> dict[str, str]:
    """The names of the reviews that have recommendations, by slug, the latest first."""
    found = {slug: review for slug, review in room(actor).reviews.items() if review.recommendations}
    return shelf.names(found)
