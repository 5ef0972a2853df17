"""Workshops on a review: learning on three tiers, and findings that a trainer can copy into the review's file."""

from datetime import date

import streamlit as st

from elearn.app import lists
from elearn.app.drawing import day, draw
from elearn.app.registers import forms, outcomes, subgroup, unanswered
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import today
from elearn.library import as_findings
from elearn.tracker import Actor
from elearn.tracker.registers import subgroup as lessons
from elearn.tracker.registers import workshops
from elearn.translations import gettext as _

SIZE = 5


def show(actor: Actor, slug: str) -> None:
    """Draws the workshops on a review, and the form that records one if the person may do that."""
    number = lists.number("workshops", slug)
    found = workshops.workshops(database(), actor, review=slug, page=number, size=SIZE)
    if not found.total:
        unanswered.say(
            actor,
            review=slug,
            title=_("No workshop"),
            text=_("No facilitated workshop on this review is recorded yet."),
        )
    mine = room(actor)
    every = lessons.lessons(database(), actor, workshops=[workshop.id for workshop in found.rows])
    for workshop in found.rows:
        asked = [each for each in every if each.workshop == workshop.id]
        told = {(each.tier, each.lesson): outcomes.outcome(actor, mine, each) for each in asked}
        draw("workshop.html", workshop=workshop, outcomes=told)
        if actor.may("govern") or actor.may("author"):
            subgroup.ask(actor, workshop, asked)
        if actor.may("author"):
            with st.expander(
                _("Findings of %(day)s to copy into the review’s file", day=day(workshop.held_on))
            ):
                findings = as_findings(workshop.lessons(), workshop.held_on.isoformat())
                st.code(findings, language="markdown", wrap_lines=True)
    lists.ways_on("workshops", found.total, SIZE)
    if actor.may("govern") or actor.may("author"):
        _add(actor, slug)


def _add(actor: Actor, slug: str) -> None:
    name = f"workshop_{slug}"
    key = forms.turn(name)
    with st.expander(_("Record a workshop")), st.form(key, border=False):
        draw("workshop-about.html")
        on = st.date_input(
            _("Held on"), value=today(), max_value=today(), format="DD/MM/YYYY", key=f"{key}_on"
        )
        services = st.text_area(_("Services present, one a line"), key=f"{key}_services", max_chars=4000)
        individual = st.text_area(
            _("Individual: what those who took part learned, one lesson a line"),
            key=f"{key}_individual",
            max_chars=4000,
        )
        local = st.text_area(
            _("Local: what these services learned together, one lesson a line"),
            key=f"{key}_local",
            max_chars=4000,
        )
        strategic = st.text_area(
            _("Strategic: what may apply to the whole partnership, one lesson a line"),
            key=f"{key}_strategic",
            max_chars=4000,
        )
        to_subgroup = st.text_area(
            _("What else goes to the subgroup, one question a line"),
            key=f"{key}_subgroup",
            max_chars=4000,
            help=_("Strategic lessons go there by themselves, to the next meeting."),
        )
        sent = st.form_submit_button(_("Record the workshop"), type="primary")
    if sent and isinstance(on, date):
        texts = {
            _("Services present"): services,
            _("Individual"): individual,
            _("Local"): local,
            _("Strategic"): strategic,
            _("For the subgroup"): to_subgroup,
        }
        held = workshops.Held(slug, on, services, individual, local, strategic, to_subgroup)
        recorded: list[int] = []
        forms.take(
            name,
            lambda: recorded.append(workshops.add(database(), actor, held)),
            lambda: _said(actor, recorded[0]),
            texts=texts,
            dates=True,
        )


def _said(actor: Actor, workshop: int) -> str:
    """What is said when a workshop is recorded, and where its lessons went."""
    said = _("The workshop is recorded.")
    return f"{said} {subgroup.where(subgroup.of_workshop(actor, workshop))}".strip()
