"""Actions on recommendations: how far each is, what stops it, and what it changed."""

from datetime import date, timedelta

import streamlit as st

from elearn.app import filters, lists
from elearn.app.drawing import draw
from elearn.app.questions import names_of
from elearn.app.registers import forms, impact, shelf, steps, unanswered
from elearn.app.registers.words import in_words
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import today
from elearn.tracker import Actor
from elearn.tracker.registers import Action, actions
from elearn.translations import N_
from elearn.translations import gettext as _

STATES = {
    "not started": ("plain", "○"),
    "in progress": ("care", "◐"),
    "delivered": ("care", "◕"),
    "embedded": ("good", "●"),
    "impact evidenced": ("good", "◉"),
    "closed": ("plain", "■"),
}
"""By how far an action is, the class and the shape that it is drawn with."""
BARRED = N_("Only actions that something stops")


def show(actor: Actor) -> None:
    """Draws what stops actions, the list of actions, and the form that adds one."""
    if stopped := actions.barriers(database(), actor):
        draw("barriers.html", barriers=stopped, in_words=in_words)
    known = names_of(actor.record_scope())
    with st.container(horizontal=True, key="actions_filters", vertical_alignment="bottom"):
        review = filters.one_of(
            _("Review"), shelf.names(room(actor).reviews), _("All reviews"), "actions_review", name="review"
        )
        agency = filters.agency(known.agencies, _("All that I may see"), "actions_agency")
        states = {each: in_words(each) for each in actions.STATES}
        state = filters.one_of(_("How far it is"), states, _("Any state"), "actions_state", name="state")
        barred = filters.ticked(_(BARRED), "actions_barred", name="stopped")
    listed(actor, review=review or "", agency=agency or "", states=(state,) if state else (), barred=barred)
    add(actor)


def listed(
    actor: Actor,
    *,
    review: str = "",
    recommendation: str = "",
    agency: str = "",
    states: tuple[str, ...] = (),
    barred: bool = False,
) -> None:
    """Draws what nobody has acted on, and the list of actions, the late ones first."""
    number = lists.number("actions", (review, recommendation, agency, states, barred))
    found = actions.actions(
        database(),
        actor,
        today(),
        review=review,
        recommendation=recommendation,
        agency=agency,
        states=states,
        barred=barred,
        page=number,
    )
    if not found.total:
        unanswered.say(
            actor,
            review=review or recommendation.partition("#")[0],
            agency=agency,
            title=_("No action like that") if states or barred else _("No action"),
            text=_("What agencies do about recommendations appears here."),
        )
        return
    if not recommendation:
        unanswered.say(actor, review=review, agency=agency)
    mine = room(actor)
    texts = shelf.recommendations(mine)
    lines = [
        (action, texts.get(action.recommendation) or shelf.told(mine, action.recommendation))
        for action in found.rows
    ]
    draw("actions.html", lines=lines, total=found.total, states=STATES, in_words=in_words)
    lists.ways_on("actions", found.total)


def add(actor: Actor, slug: str = "", *, chosen: tuple[str, str] = ("", ""), opened: bool = False) -> None:
    """Draws the form that adds an action. With `slug`, it offers the recommendations of that review only.

    `chosen` is the recommendation and the agency that are chosen when the form is `opened`.
    """
    agencies = names_of(actor.record_scope()).agencies
    known = shelf.recommendations(room(actor), slug)
    if not agencies or not known:
        return
    reference, whose = chosen
    name = "_".join(("action_add", *filter(None, chosen)))
    key = forms.turn(name)
    with st.expander(_("Add an action"), expanded=opened):
        offered, said = filters.agencies_offered(agencies, f"{key}_agency", _("Agency"), keep=whose)
        form = st.form(key, border=False)
    with form:
        recommendation = forms.choose(
            _("Recommendation"), known, f"{key}_recommendation", index=forms.place(known, reference)
        )
        agency = forms.choose(said, offered, f"{key}_agency", index=forms.place(offered, whose))
        action = st.text_area(
            _("What the agency does"),
            key=f"{key}_action",
            max_chars=2000,
            help=_("Name the role that leads it, not a person."),
        )
        due = st.date_input(
            _("By"), value=today() + timedelta(days=90), format="DD/MM/YYYY", key=f"{key}_due"
        )
        sent = st.form_submit_button(_("Add it"), type="primary")
    if sent:
        forms.take(
            name,
            lambda: actions.add(
                database(),
                actor,
                recommendation=recommendation,
                agency=agency,
                action=action,
                due=due if isinstance(due, date) else None,
            ),
            _("The action of %(agency)s is added.", agency=offered[agency].strip()),
            texts={_("What the agency does"): action},
        )


def one(actor: Actor, number: int) -> None:
    """Draws one action: the form that changes it, its impact, and what it was before."""
    action, trail = actions.one(database(), actor, number)
    mine = room(actor)
    texts = shelf.recommendations(mine, longest=2000)
    text = texts.get(action.recommendation) or shelf.told(mine, action.recommendation)
    slug = action.recommendation.partition("#")[0]
    linked = slug if shelf.may_name(mine, slug) else ""
    draw("action.html", action=action, text=text, states=STATES, slug=linked, in_words=in_words)
    _change(actor, action)
    impact.add(actor, action.recommendation, agency=action.agency, action=action.id)
    impact.listed(actor, recommendation=action.recommendation)
    steps.show(trail, _("What it was before"))


def _change(actor: Actor, action: Action) -> None:
    key = forms.turn(f"action_{action.id}")
    with st.form(key, border=False):
        state = st.selectbox(
            _("How far it is"),
            actions.STATES,
            index=actions.STATES.index(action.state),
            format_func=in_words,
            key=f"{key}_state",
        )
        barrier = st.selectbox(
            _("What stops it"),
            actions.BARRIERS,
            index=actions.BARRIERS.index(action.barrier),
            format_func=in_words,
            key=f"{key}_barrier",
        )
        note = st.text_area(
            _("About what stops it"), value=action.barrier_note, key=f"{key}_note", max_chars=2000
        )
        due = st.date_input(_("By"), value=action.due, format="DD/MM/YYYY", key=f"{key}_due")
        because = st.text_input(
            _("If it is closed without evidence of impact, why"),
            value=action.closed_because,
            key=f"{key}_because",
            max_chars=2000,
        )
        sent = st.form_submit_button(_("Save"), type="primary")
    if sent:
        to = actions.Change(state, due if isinstance(due, date) else None, barrier, note, because)
        forms.take(
            f"action_{action.id}",
            lambda: actions.change(database(), actor, action.id, to),
            _("The action is saved. What it was before is in the log."),
            texts={_("About what stops it"): note, _("Why it is closed"): because},
        )
