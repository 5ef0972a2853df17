"""The notification register: incidents that became known, what is due by when, what was decided, and what followed."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from elearn.app.drawing import day, draw
from elearn.app.registers import forms, lists, shelf, steps
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.database import Row
from elearn.days import today
from elearn.guidance import ReviewKind, deadlines, load_criteria
from elearn.tracker import Actor
from elearn.tracker.registers import meetings, notifications

KINDS: dict[ReviewKind, str] = {
    "child": "A child",
    "adult": "An adult with care needs",
    "domestic": "A death after domestic abuse",
}


def show(actor: Actor) -> None:
    """The register: a list, and the way to add to it."""
    with st.container(horizontal=True, key="notifications_filters", vertical_alignment="bottom"):
        search = st.text_input("Reference or words", key="notifications_search", placeholder="Search")
        overdue = st.checkbox("Overdue only", key="notifications_overdue")
    number = lists.number("notifications", (search, overdue))
    found = notifications.notifications(
        database(), actor, today(), overdue=overdue, search=search, page=number
    )
    if found.total:
        draw(
            "notifications.html",
            lines=[
                (row, dates(row), shelf.called(row["review"]) if row["review"] else "") for row in found.rows
            ],
            total=found.total,
            kinds=KINDS,
        )
        lists.ways_on("notifications", found.total)
    else:
        text = (
            "Nothing is overdue."
            if overdue
            else "Incidents that become known to the partnership appear here."
        )
        draw("empty.html", title="No notification", text=text)
    _add(actor)


def dates(row: Row) -> list[tuple[str, str, str, str]]:
    """What is due of a notification: what, a word for how it stands, its class, and the day."""
    found = []
    for what, due, done, late in (
        ("National Panel told", row["panel_due"], row["panel_told_on"], row["late_panel"]),
        ("Rapid review", row["rapid_due"], row["rapid_done_on"], row["late_rapid"]),
    ):
        if done:
            after = due and done > due
            found.append((what, "Done late" if after else "Done", "care" if after else "good", done))
        elif due:
            found.append((what, "Overdue since" if late else "Due by", "bad" if late else "plain", due))
    return found


def one(actor: Actor, number: int) -> None:
    """One notification: what is known, what comes next, and what was done."""
    row, trail = notifications.one(database(), actor, number, today())
    known_on = date.fromisoformat(row["known_on"])
    edition = load_criteria().in_force(row["kind"], known_on)
    draw(
        "notification.html",
        row=row,
        dates=dates(row),
        kind=KINDS[row["kind"]],
        edition=edition,
        review=shelf.called(row["review"]) if row["review"] else "",
    )
    following = _following(row)
    if row["kind"] == "child":
        _panel_told(actor, row, known_on, following == "panel")
        _rapid_done(actor, row, following == "rapid")
    _decide(actor, row, edition.name if edition else "", following == "decision")
    if row["kind"] == "child" and row["decision"]:
        _panel_answered(actor, row)
    _led_to(actor, row)
    _subgroup(actor, row)
    steps.show(trail)


def _following(row: Row) -> str:
    """The step that comes next, whose form is open."""
    if row["decision"]:
        return "done"
    if row["kind"] != "child" or row["rapid_done_on"]:
        return "decision"
    return "rapid" if row["panel_told_on"] else "panel"


def _add(actor: Actor) -> None:
    key = forms.turn("notification_add")
    with st.expander("Add a notification"), st.form(key, border=False):
        draw("notification-about.html")
        reference = st.text_input(
            "Your own reference", key=f"{key}_reference", placeholder="N-2026-01", max_chars=40
        )
        kind = st.selectbox("About", list(KINDS), format_func=KINDS.__getitem__, key=f"{key}_kind")
        known = st.date_input(
            "Day on which it became known",
            value=today(),
            max_value=today(),
            format="DD/MM/YYYY",
            key=f"{key}_known",
        )
        summary = st.text_area(
            "What is known, in a sentence or two",
            key=f"{key}_summary",
            max_chars=2000,
            placeholder="An infant was seriously hurt; neglect is suspected. An older child is safe with relatives.",
        )
        sent = st.form_submit_button("Add to the register", type="primary")
    if sent and isinstance(known, date):
        due = deadlines.panel_due(kind, known)
        forms.take(
            "notification_add",
            lambda: notifications.add(
                database(), actor, notifications.Notified(reference, kind, summary, known, due)
            ),
            f"{reference.strip()} is in the register.",
            texts={"Reference": reference, "Summary": summary},
            dates=True,
            references=["Reference"],
        )


def _panel_told(actor: Actor, row: Row, known_on: date, following: bool) -> None:
    _day_form(
        "panel_told",
        "The national Panel was told" + (" (change the day)" if row["panel_told_on"] else ""),
        "Told on",
        lambda on: notifications.panel_told(
            database(), actor, row["id"], on, rapid_due=deadlines.rapid_due(row["kind"], known_on, on)
        ),
        row["panel_told_on"],
        following,
    )


def _rapid_done(actor: Actor, row: Row, following: bool) -> None:
    _day_form(
        "rapid_done",
        "The rapid review is done" + (" (change the day)" if row["rapid_done_on"] else ""),
        "Done, and sent to the Panel, on",
        lambda on: notifications.rapid_done(database(), actor, row["id"], on),
        row["rapid_done_on"],
        following,
    )


def _day_form(
    name: str, title: str, label: str, act: Callable[[date], object], now: str | None, following: bool
) -> None:
    key = forms.turn(f"notification_{name}")
    with st.expander(title, expanded=following), st.form(key, border=False):
        on = st.date_input(
            label,
            value=date.fromisoformat(now) if now else today(),
            max_value=today(),
            format="DD/MM/YYYY",
            key=f"{key}_on",
        )
        if st.form_submit_button("Record the day", type="primary") and isinstance(on, date):
            forms.take(f"notification_{name}", lambda: act(on), "The day is recorded.")


def _decide(actor: Actor, row: Row, edition: str, following: bool) -> None:
    key = forms.turn("notification_decide")
    with st.expander("What was decided, and why", expanded=following), st.form(key, border=False):
        decision = st.selectbox(
            "Decision",
            notifications.DECISIONS,
            index=notifications.DECISIONS.index(row["decision"]) if row["decision"] else 0,
            format_func=str.capitalize,
            key=f"{key}_decision",
        )
        reasons = st.text_area("Reasons", value=row["reasons"], key=f"{key}_reasons", max_chars=2000)
        by = st.text_input(
            "By which guidance", value=row["edition"] or edition, key=f"{key}_edition", max_chars=100
        )
        on = st.date_input(
            "Decided on", value=today(), max_value=today(), format="DD/MM/YYYY", key=f"{key}_on"
        )
        sent = st.form_submit_button("Record the decision", type="primary")
    if sent and isinstance(on, date):
        forms.take(
            "notification_decide",
            lambda: notifications.decide(
                database(), actor, row["id"], decision=decision, reasons=reasons, edition=by, on=on
            ),
            "The decision is recorded.",
            texts={"Reasons": reasons},
            dates=True,
        )


def _panel_answered(actor: Actor, row: Row) -> None:
    key = forms.turn("notification_answer")
    with st.expander("The Panel’s answer"), st.form(key, border=False):
        answer = st.selectbox(
            "Answer", notifications.PANEL_ANSWERS, format_func=str.capitalize, key=f"{key}_answer"
        )
        note = st.text_area("Note", value=row["panel_note"], key=f"{key}_note", max_chars=2000)
        on = st.date_input(
            "Answered on", value=today(), max_value=today(), format="DD/MM/YYYY", key=f"{key}_on"
        )
        sent = st.form_submit_button("Record the answer", type="primary")
    if sent and isinstance(on, date):
        forms.take(
            "notification_answer",
            lambda: notifications.panel_answered(
                database(), actor, row["id"], answer=answer, on=on, note=note
            ),
            "The Panel’s answer is recorded.",
            texts={"Note": note},
            dates=True,
        )


def _led_to(actor: Actor, row: Row) -> None:
    called = shelf.names(room(actor).reviews)
    if not called:
        return
    key = forms.turn("notification_review")
    with st.expander("The review that followed"), st.form(key, border=False):
        review = forms.choose("Review", called, f"{key}_which")
        if st.form_submit_button("Link it", type="primary"):
            forms.take(
                "notification_review",
                lambda: notifications.led_to(database(), actor, row["id"], review),
                "The review is linked.",
            )


def _subgroup(actor: Actor, row: Row) -> None:
    known = {each["id"]: each["held_on"] for each in meetings.meetings(database(), actor)}
    if not known:
        return
    key = forms.turn("notification_meeting")
    with st.expander("At a meeting of the subgroup"), st.form(key, border=False):
        meeting = forms.choose("Meeting", {id: day(on) for id, on in known.items()}, f"{key}_which")
        outcome = st.text_input("What came of it (blank: on the agenda)", key=f"{key}_outcome", max_chars=500)
        sent = st.form_submit_button("Record it", type="primary")
    if sent:
        forms.take(
            "notification_meeting",
            lambda: meetings.consider(database(), actor, meeting, row["id"], outcome),
            "The meeting’s agenda has it.",
            texts={"What came of it": outcome},
            dates=True,
        )
