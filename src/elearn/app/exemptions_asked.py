"""Exemptions that leads ask for, for administrators: what waits, and the page on which one of them is decided."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from elearn.app import forms, lists, session
from elearn.app.drawing import day, draw
from elearn.days import today
from elearn.problems import NotFound
from elearn.settings import settings
from elearn.tracker import Actor, directory, exemptions
from elearn.tracker.exemptions import Decided, ExemptionRequest
from elearn.translations import gettext as _

_KEY = "exemption_asked"


def waiting(actor: Actor) -> None:
    """Draws what waits for a decision, the oldest first. If nothing waits, it draws nothing."""
    forms.say_done(_KEY)
    number = lists.number("exemptions_asked", "", name="asked-page")
    found = exemptions.waiting(session.database(), actor, page=number)
    if found.total:
        draw("exemptions-asked.html", rows=found.rows, total=found.total, today=today())
        lists.ways_on("exemptions_asked", found.total)


def page(actor: Actor, asked: str) -> None:
    """Draws one request, with the forms that approve and refuse it. Raises NotFound if there is none."""
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 13):
        raise NotFound(_("There is no such request. Look at the list again."))
    db = session.database()
    request = exemptions.request_of(db, int(asked), by=actor)
    posts = [
        f"{post.role_group_name}, {post.agency_name}"
        for person in directory.people(db, actor.people_scope(), today(), only=request.person).rows
        for post in person.posts
    ]
    draw(
        "row-head.html",
        links={_("Person"): f"people?person={request.person}"},
        title=_("Exemption asked for: %(title)s", title=request.title),
        facts=[
            (_("Person"), request.name),
            (_("In post today"), "; ".join(posts) or _("None today")),
            (_("First day"), day(request.from_day)),
            (_("Last day"), day(request.to_day) or _("Until further notice")),
            (_("Reason"), request.reason),
            (
                _("Asked"),
                f"{day(request.asked_at)}, {request.asker}" if request.asker else day(request.asked_at),
            ),
        ],
    )
    if request.state != "waiting":
        draw("said.html", text=_("This is decided or taken back already."))
        return
    _approve(actor, request)
    _refuse(actor, request)


def _approve(actor: Actor, request: ExemptionRequest) -> None:
    key = forms.turn(f"{_KEY}_{request.id}")
    with st.expander(_("Approve it"), expanded=True), st.form(f"{key}_approve", border=False):
        draw(
            "said.html",
            text=_(
                "While it lasts, the person is in no figure for this, at any of their posts. You may choose other days."
            ),
        )
        first = st.date_input(_("First day"), value=request.from_day, format="DD/MM/YYYY", key=f"{key}_from")
        last = st.date_input(_("Last day"), value=request.to_day, format="DD/MM/YYYY", key=f"{key}_to")
        word = st.text_input(_("A word for the lead"), key=f"{key}_word", max_chars=exemptions.LONGEST_REASON)
        sent = st.form_submit_button(_("Approve it"), type="primary")
    if sent:
        days = (
            first if isinstance(first, date) else request.from_day,
            last if isinstance(last, date) else None,
        )
        _take(
            lambda: exemptions.approve(session.database(), request.id, by=actor, days=days, reason=word),
            actor,
        )


def _refuse(actor: Actor, request: ExemptionRequest) -> None:
    key = forms.turn(f"{_KEY}_{request.id}")
    with st.expander(_("Refuse it")), st.form(f"{key}_refuse", border=False):
        reason = st.text_area(
            _("Why it is refused"),
            key=f"{key}_reason",
            max_chars=exemptions.LONGEST_REASON,
            help=_("The lead reads it."),
        )
        sent = st.form_submit_button(_("Refuse it"))
    if sent:
        _take(lambda: exemptions.refuse(session.database(), request.id, by=actor, reason=reason), actor)


def _take(act: Callable[[], Decided], actor: Actor) -> None:
    """Decides, tells the lead, and goes back to the list."""

    def deciding() -> Decided:
        decided = act()
        st.query_params.clear()
        return decided

    def done(decided: Decided) -> str:
        said = {
            "approved": _("The exemption is approved, and figures leave the person out of it."),
            "refused": _("The exemption is refused."),
        }[decided.request.state]
        told = exemptions.tell(session.database(), settings(), decided.request, by=actor)
        return f"{said} {told}".rstrip()

    forms.take(_KEY, deciding, done)
