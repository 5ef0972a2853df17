"""The notification register: incidents that became known, what is due when, what was decided, and what followed."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from elearn.app import filters, lists
from elearn.app.drawing import day, draw
from elearn.app.registers import decisions, forms, shelf, steps
from elearn.app.registers.words import in_words
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import today
from elearn.guidance import ReviewKind, deadlines, load_criteria
from elearn.tracker import Actor
from elearn.tracker.registers import Notification, meetings, notifications
from elearn.translations import N_
from elearn.translations import gettext as _

KINDS: dict[ReviewKind, str] = {
    "child": N_("A child"),
    "adult": N_("An adult with care needs"),
    "domestic": N_("A death after domestic abuse"),
}

NEXT_STEPS = {"panel": N_("Tell the national Panel"), "rapid": N_("Rapid review"), "decision": N_("Decision")}
"""By the next step of an entry, its words. Translate them when you show them."""


def show(actor: Actor) -> None:
    """Draws the register and the form that adds to it."""
    with st.container(horizontal=True, key="notifications_filters", vertical_alignment="bottom"):
        search = filters.search(_("Reference or words"), "notifications_search")
        overdue = filters.ticked(_("Overdue only"), "notifications_overdue", name="overdue")
    number = lists.number("notifications", (search, overdue))
    found = notifications.notifications(
        database(), actor, today(), overdue=overdue, search=search, page=number
    )
    if found.total:
        draw(
            "notifications.html",
            lines=[
                (each, dates(each), shelf.called(each.review) if each.review else "") for each in found.rows
            ],
            total=found.total,
            kinds=KINDS,
            next_steps=NEXT_STEPS,
            in_words=in_words,
            standing=decisions.standing,
        )
        lists.ways_on("notifications", found.total)
    elif search:
        lists.nothing_found()
    else:
        text = (
            _("Nothing is overdue.")
            if overdue
            else _("Incidents that become known to the partnership appear here.")
        )
        draw("empty.html", title=_("No notification"), text=text)
    _add(actor)


def dates(entry: Notification) -> list[tuple[str, str, str, date]]:
    """What is due for a notification: its name, its state in words, the CSS class of the state, and the day.

    The words are still to be translated, and those of the state have a place for the day.
    """
    found = []
    for what, due, done, late in (
        (N_("National Panel told"), entry.panel_due, entry.panel_told_on, entry.late_panel),
        (N_("Rapid review"), entry.rapid_due, entry.rapid_done_on, entry.late_rapid),
    ):
        if done and due and done > due:
            found.append((what, N_("Done late, %(day)s"), "care", done))
        elif done:
            found.append((what, N_("Done %(day)s"), "good", done))
        elif due and late:
            found.append((what, N_("Overdue since %(day)s"), "bad", due))
        elif due:
            found.append((what, N_("Due %(day)s"), "plain", due))
    return found


def one(actor: Actor, number: int) -> None:
    """Draws one notification: what is known, a form for each next step, and what was done."""
    entry, trail = notifications.one(database(), actor, number, today())
    edition = load_criteria().in_force(entry.kind, entry.known_on)
    draw(
        "notification.html",
        entry=entry,
        dates=dates(entry),
        kind=KINDS[entry.kind],
        edition=edition,
        review=shelf.called(entry.review) if entry.review else "",
        in_words=in_words,
        stands=decisions.standing(entry),
        decided=next((step for step in reversed(trail) if step.action == "notification.decided"), None),
        disagrees=decisions.disagrees(entry, room(actor)),
    )
    following = _following(entry)
    if entry.kind == "child":
        _panel_told(actor, entry, following == "panel")
        _rapid_done(actor, entry, following == "rapid")
    decisions.ask(actor, entry, following == "decision")
    if entry.kind == "child" and entry.decision:
        _panel_answered(actor, entry)
    _led_to(actor, entry)
    _subgroup(actor, entry)
    steps.show(trail)


def _following(entry: Notification) -> str:
    """The step that comes next. Its form is open."""
    if entry.decision:
        return "done"
    if entry.kind != "child" or entry.rapid_done_on:
        return "decision"
    return "rapid" if entry.panel_told_on else "panel"


def _add(actor: Actor) -> None:
    key = forms.turn("notification_add")
    with st.expander(_("Add a notification")), st.form(key, border=False):
        draw("notification-about.html")
        reference = st.text_input(
            _("Your own reference"), key=f"{key}_reference", placeholder="N-2026-01", max_chars=40
        )
        kind = st.selectbox(_("About"), list(KINDS), format_func=lambda id: _(KINDS[id]), key=f"{key}_kind")
        known = st.date_input(
            _("Day on which it became known"),
            value=today(),
            max_value=today(),
            format="DD/MM/YYYY",
            key=f"{key}_known",
        )
        summary = st.text_area(
            _("What is known, in a sentence or two"),
            key=f"{key}_summary",
            max_chars=2000,
            placeholder=_(
                "An infant was seriously hurt. Neglect is suspected. An older child is safe with relatives."
            ),
        )
        sent = st.form_submit_button(_("Add to the register"), type="primary")
    if sent and isinstance(known, date):
        due = deadlines.panel_due(kind, known)
        forms.take(
            "notification_add",
            lambda: notifications.add(
                database(), actor, notifications.Notified(reference, kind, summary, known, due)
            ),
            _("%(reference)s is in the register.", reference=reference.strip()),
            texts={_("Your own reference"): reference, _("What is known, in a sentence or two"): summary},
            dates=True,
            references=[_("Your own reference")],
        )


def _panel_told(actor: Actor, entry: Notification, following: bool) -> None:
    _day_form(
        f"notification_panel_told_{entry.id}",
        _("The national Panel was told (change the day)")
        if entry.panel_told_on
        else _("The national Panel was told"),
        _("Told on"),
        lambda on: notifications.panel_told(
            database(),
            actor,
            entry.id,
            on,
            rapid_due=deadlines.rapid_due(entry.kind, entry.known_on, on),
        ),
        entry.panel_told_on,
        following,
    )


def _rapid_done(actor: Actor, entry: Notification, following: bool) -> None:
    _day_form(
        f"notification_rapid_done_{entry.id}",
        _("The rapid review is done (change the day)")
        if entry.rapid_done_on
        else _("The rapid review is done"),
        _("Done, and sent to the Panel, on"),
        lambda on: notifications.rapid_done(database(), actor, entry.id, on),
        entry.rapid_done_on,
        following,
    )


def _day_form(
    name: str, title: str, label: str, act: Callable[[date], object], now: date | None, following: bool
) -> None:
    key = forms.turn(name)
    with st.expander(title, expanded=following), st.form(key, border=False):
        on = st.date_input(
            label,
            value=now or today(),
            max_value=today(),
            format="DD/MM/YYYY",
            key=f"{key}_on",
        )
        if st.form_submit_button(_("Record the day"), type="primary") and isinstance(on, date):
            forms.take(name, lambda: act(on), _("The day is recorded."))


def _panel_answered(actor: Actor, entry: Notification) -> None:
    name = f"notification_answer_{entry.id}"
    key = forms.turn(name)
    with st.expander(_("The Panel’s answer")), st.form(key, border=False):
        answer = st.selectbox(
            _("Answer"),
            notifications.PANEL_ANSWERS,
            index=forms.place(notifications.PANEL_ANSWERS, entry.panel_answer),
            format_func=in_words,
            key=f"{key}_answer",
        )
        note = st.text_area(_("Note"), value=entry.panel_note, key=f"{key}_note", max_chars=2000)
        on = st.date_input(
            _("Answered on"),
            value=entry.panel_answered_on or today(),
            max_value=today(),
            format="DD/MM/YYYY",
            key=f"{key}_on",
        )
        sent = st.form_submit_button(_("Record the answer"), type="primary")
    if sent and isinstance(on, date):
        forms.take(
            name,
            lambda: notifications.panel_answered(
                database(), actor, entry.id, answer=answer, on=on, note=note
            ),
            _("The Panel’s answer is recorded."),
            texts={_("Note"): note},
            dates=True,
        )


def _led_to(actor: Actor, entry: Notification) -> None:
    called = shelf.names(room(actor).reviews)
    if not called:
        return
    name = f"notification_review_{entry.id}"
    key = forms.turn(name)
    with st.expander(_("The review that followed")), st.form(key, border=False):
        review = forms.choose(_("Review"), called, f"{key}_which", forms.place(called, entry.review))
        if st.form_submit_button(_("Link it"), type="primary"):
            forms.take(
                name,
                lambda: notifications.led_to(database(), actor, entry.id, review),
                _("The review is linked."),
            )


def _subgroup(actor: Actor, entry: Notification) -> None:
    known = {each.id: day(each.held_on) for each in meetings.meetings(database(), actor)}
    if not known:
        return
    name = f"notification_meeting_{entry.id}"
    key = forms.turn(name)
    with st.expander(_("At a meeting of the subgroup")), st.form(key, border=False):
        meeting = forms.choose(_("Meeting"), known, f"{key}_which")
        outcome = st.text_input(
            _("What came of it (leave this empty to put it on the agenda)"),
            key=f"{key}_outcome",
            max_chars=500,
        )
        sent = st.form_submit_button(_("Record it"), type="primary")
    if sent:
        forms.take(
            name,
            lambda: meetings.consider(database(), actor, meeting, entry.id, outcome),
            _("What came of it is recorded.") if outcome.strip() else _("It is on the meeting’s agenda."),
            texts={_("What came of it"): outcome},
            dates=True,
        )
