"""The exemptions of one person, on their page: what is kept, what was asked for, and the form that asks."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from elearn.app import forms, session
from elearn.app.drawing import draw
from elearn.app.person_seen import seen
from elearn.app.registers import forms as register_forms
from elearn.days import today
from elearn.tracker import Actor, PersonPage, exemptions
from elearn.tracker.exemptions import ExemptionRequest
from elearn.translations import N_
from elearn.translations import gettext as _

_KEY = "person_exemption"
_NO_HEALTH = N_(
    "Keep it short, and write nothing about anybody’s health. Administrators read it, and so do the leads of other "
    "agencies where they work."
)


def section(actor: Actor, person: int) -> None:
    """Draws the exemptions. A lead may ask for one here, and take back what they asked for."""
    page = seen(actor, person)
    if page.exemptions or page.requests or actor.lead_of:
        draw("person-exemptions.html", **shown(actor, page))
    for request in page.requests:
        if request.state == "waiting" and request.asked_by == actor.person:
            _take_back(actor, request)
    if actor.lead_of:
        _ask(actor, page)


def shown(actor: Actor, page: PersonPage) -> dict[str, Any]:
    """What the section's template shows."""
    soon = page.as_at + timedelta(exemptions.SOON)
    return {
        "rows": page.exemptions,
        "asked": page.requests,
        "as_at": page.as_at,
        "soon": soon,
        "decides": actor.may("administer"),
        "asks": bool(actor.lead_of),
    }


def _take_back(actor: Actor, request: ExemptionRequest) -> None:
    label = _("Take back: %(title)s", title=request.title)
    if st.button(label, key=f"{_KEY}_back_{request.id}"):
        forms.take(
            _KEY,
            lambda: exemptions.take_back(session.database(), actor, request.id),
            _("You have taken back what you asked for."),
        )


def _ask(actor: Actor, page: PersonPage) -> None:
    offered = exemptions.may_ask_for(session.database(), actor.people_scope(), page.id, today())
    with st.expander(_("Ask for an exemption")):
        if not offered:
            draw(
                "said.html", text=_("Nothing is required of them at your agency, so there is nothing to ask.")
            )
            return
        key = forms.turn(_KEY)
        with st.form(key, border=False):
            draw(
                "said.html",
                text=_(
                    "While it lasts, they are in nobody’s figures for this. An administrator decides, and the "
                    "answer appears here and on Who is due."
                ),
            )
            course = forms.choose(_("What they need not do"), offered, f"{key}_course")
            first = st.date_input(_("First day"), value=today(), format="DD/MM/YYYY", key=f"{key}_from")
            last = st.date_input(
                _("Last day"),
                value=None,
                format="DD/MM/YYYY",
                key=f"{key}_to",
                help=_("Leave it blank if nobody knows yet how long it lasts."),
            )
            reason = st.text_area(
                _("Reason"), key=f"{key}_reason", max_chars=exemptions.LONGEST_REASON, help=_(_NO_HEALTH)
            )
            draw("small.html", text=_(_NO_HEALTH))
            sent = st.form_submit_button(_("Send the request"), type="primary")

    def act() -> int:
        return exemptions.ask(
            session.database(),
            actor,
            page.id,
            course=course,
            from_day=first if isinstance(first, date) else today(),
            to_day=last if isinstance(last, date) else None,
            reason=reason,
        )

    if sent:
        register_forms.take(
            _KEY,
            act,
            _("Your request is with the administrators. Their answer will appear here."),
            texts={_("Reason"): reason},
        )
