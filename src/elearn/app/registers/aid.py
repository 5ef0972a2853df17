"""The decision aid: what the guidance in force on a day says about the facts that are ticked. It decides nothing."""

from datetime import date

import streamlit as st

from elearn.app import address, filters, session
from elearn.app.drawing import day, draw, rendered
from elearn.app.registers import forms
from elearn.app.session import database
from elearn.days import today
from elearn.guidance import aid, load_criteria
from elearn.tracker import Actor
from elearn.tracker.registers import notifications
from elearn.translations import N_, Words
from elearn.translations import gettext as _

WORDS = {
    "must": ("bad", "■", N_("Must")),
    "should": ("care", "▲", N_("Should")),
    "should consider": ("care", "◐", N_("Should consider")),
    "may": ("plain", "○", N_("May")),
}
_GROUPS = Words(
    {
        "A child": N_("A child"),
        "How services worked": N_("How services worked"),
        "An adult": N_("An adult"),
        "Domestic abuse": N_("Domestic abuse"),
    }
)
"""By the name of a group of facts, its heading. The facts themselves are quoted in English."""


def show(actor: Actor) -> None:
    """Draws the facts to tick and, next to them, what the guidance says. The answer changes with each tick."""
    draw("aid-first.html", said=load_criteria())
    questions, answers = st.columns(2, gap="large")
    with questions:
        on, ticked = _ask()
    with answers:
        _answer(actor, aid.consider(on, ticked, today()))


def _ask() -> tuple[date, list[str]]:
    address.bind("known-on", "aid_day", today(), _past, date.isoformat)
    chosen = st.date_input(
        _("Day on which it became known"),
        min_value=date(2000, 1, 1),
        max_value=today(),
        format="DD/MM/YYYY",
        key="aid_day",
        help=_("We use the guidance that was in force on that day."),
    )
    ticked = []
    for group, facts in load_criteria().groups().items():
        draw("subheading.html", text=_GROUPS.get(group, group))
        with st.container(gap=None):
            ticked += [
                fact.id
                for fact in facts
                if filters.ticked(fact.text, f"aid_{fact.id}", name=fact.id, help=fact.help or None)
            ]
    return chosen if isinstance(chosen, date) else today(), ticked


def _past(text: str) -> date | None:
    found = address.day(text)
    return found if found and date(2000, 1, 1) <= found <= today() else None


def _answer(actor: Actor, found: aid.Aid) -> None:
    draw("subheading.html", text=_("What the guidance says for %(day)s", day=day(found.day)))
    if not found.answers:
        draw(
            "empty.html",
            title=_("Nothing is ticked"),
            text=_("Tick what is true. What the guidance says then appears here."),
        )
        return
    as_of = load_criteria().as_of
    draw("aid.html", aid=found, words=WORDS, as_of=as_of)
    st.download_button(
        _("Download to print"),
        session.only_for(None, rendered("aid-print.html", aid=found, words=WORDS, as_of=as_of).encode()),
        file_name=f"what-the-guidance-says-{found.day.isoformat()}.html",
        mime="text/html",
        key="aid_print",
        on_click="ignore",
    )
    if actor.may("govern"):
        _keep(actor, found)


def _keep(actor: Actor, found: aid.Aid) -> None:
    register = notifications.notifications(database(), actor, today(), size=1000)
    known = {each.id: each.reference for each in register.rows}
    if not known:
        return
    key = forms.turn("aid_keep")
    with st.form(key, border=False):
        number = forms.choose(_("Keep this with a notification"), known, f"{key}_which")
        if st.form_submit_button(_("Keep it there")):
            forms.take(
                "aid_keep",
                lambda: notifications.keep_aid(database(), actor, number, found.as_dict()),
                _("What the guidance says is kept with %(notification)s.", notification=known[number]),
            )
