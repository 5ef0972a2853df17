"""Requests to the archive: ask for a restricted review, see your own requests, and decide if that is your job."""

from datetime import date, timedelta

import streamlit as st

from elearn.app import filters, lists
from elearn.app.drawing import draw, label
from elearn.app.registers import forms, shelf, steps
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import add_months, today
from elearn.tracker import Actor
from elearn.tracker.registers import ArchiveRequest, archive

SIZE = 20
STATES = {
    "asked": ("care", "◐", "Waiting for a decision"),
    "granted": ("good", "●", "Granted"),
    "refused": ("bad", "▼", "Refused"),
    "withdrawn": ("plain", "○", "Withdrawn"),
    "ended": ("plain", "○", "Ended early"),
    "expired": ("plain", "○", "Ended on its day"),
}


def show(actor: Actor, chosen: str = "") -> None:
    """Draws what waits for a decision, the person's own requests, and the form. `chosen` is a slug to start with."""
    if actor.may("govern"):
        _to_decide(actor)
        _decided(actor)
    _own(actor)
    if not room(actor).reader.reads_restricted:
        ask(actor, chosen)
    elif not actor.may("govern"):
        draw("empty.html", title="You need not ask", text="Your role reads every review in the library.")


def ask(actor: Actor, chosen: str = "") -> None:
    """Draws the form that asks for a review that the person may not read.

    It does not name reviews that were never meant for the public.
    """
    mine = room(actor)
    closed = {
        slug: review
        for slug, review in shelf.library().reviews.items()
        if slug not in mine.reviews and review.status != "draft" and review.audience == "public"
    }
    draw("subheading.html", text="Ask for a review")
    if not closed:
        draw("empty.html", title="Nothing to ask for", text="You may read every review in the library.")
        return
    draw("archive-about.html", months=archive.LONGEST_GRANT_MONTHS)
    key = forms.turn("archive_ask")
    called = shelf.names(closed)
    with st.form(key, border=False):
        review = forms.choose(
            "Review", called, f"{key}_review", list(called).index(chosen) if chosen in called else 0
        )
        purpose = st.selectbox("What for", archive.PURPOSES, format_func=str.capitalize, key=f"{key}_purpose")
        reason = st.text_area(
            "Why you need it",
            key=f"{key}_reason",
            max_chars=2000,
            help="Read by the board members and administrators who decide. Name no child or family.",
        )
        sent = st.form_submit_button("Send the request", type="primary")
    if sent:
        forms.take(
            "archive_ask",
            lambda: archive.ask(database(), actor, review, purpose=purpose, reason=reason),
            "Your request is with the board. You see its answer here.",
            texts={"Why you need it": reason},
        )


def _own(actor: Actor) -> None:
    db = database()
    number = lists.number("archive_own", actor.person, name="own-page")
    found = archive.requests(db, actor, mine=True, page=number, size=SIZE)
    if not found.total and room(actor).reader.reads_restricted:
        return
    draw("subheading.html", text="Your requests")
    if not found.total:
        draw("empty.html", title="None yet", text="You have asked for no review.")
        return
    _table(actor, found.rows, found.total, own=True)
    lists.ways_on("archive_own", found.total, SIZE)
    open_now = [each for each in found.rows if each.state in ("asked", "granted")]
    if open_now:
        with st.container(horizontal=True, key="archive_own_filters", vertical_alignment="bottom"):
            request = forms.choose(
                "A request that you no longer need",
                {each.id: shelf.called(each.review) for each in open_now},
                "archive_withdraw",
            )
            if st.button("Withdraw it", key="archive_withdraw_button"):
                forms.take(
                    "archive_own", lambda: archive.withdraw(db, actor, request), "The request is withdrawn."
                )


def _to_decide(actor: Actor) -> None:
    draw("subheading.html", text="To decide")
    number = lists.number("archive_waiting", "", name="waiting-page")
    found = archive.requests(database(), actor, states=("asked",), page=number, size=SIZE)
    if not found.total:
        draw("empty.html", title="Nothing waits", text="Requests for restricted reviews appear here.")
        return
    for request in found.rows:
        _decide(actor, request)
    lists.ways_on("archive_waiting", found.total, SIZE)


def _decide(actor: Actor, request: ArchiveRequest) -> None:
    own = request.person == actor.person
    draw("archive-waiting.html", request=request, review=shelf.called(request.review), own=own)
    if own:
        return
    key = forms.turn(f"archive_decide_{request.id}")
    with st.expander(f"Decide the request of {label(request.name)}"), st.form(key, border=False):
        answer = st.radio("Answer", ["Grant it", "Refuse it"], key=f"{key}_answer", horizontal=True)
        until = st.date_input(
            "If granted, the last day to read it",
            value=today() + timedelta(days=30),
            min_value=today(),
            max_value=add_months(today(), archive.LONGEST_GRANT_MONTHS),
            format="DD/MM/YYYY",
            key=f"{key}_until",
        )
        reason = st.text_area(
            "Reason", key=f"{key}_reason", help="The person who asked reads it.", max_chars=2000
        )
        if st.form_submit_button("Record the decision", type="primary"):
            granted = answer == "Grant it"
            forms.take(
                f"archive_decide_{request.id}",
                lambda: archive.decide(
                    database(),
                    actor,
                    request.id,
                    grant=granted,
                    reason=reason,
                    until=until if granted and isinstance(until, date) else None,
                ),
                f"The request of {request.name} is {'granted' if granted else 'refused'}.",
                texts={"Reason": reason},
            )


def _decided(actor: Actor) -> None:
    db = database()
    draw("subheading.html", text="Every request")
    search = filters.search("Name, review or reason", "archive_search")
    number = lists.number("archive_all", search)
    found = archive.requests(db, actor, search=search, page=number, size=SIZE)
    if not found.total:
        draw("empty.html", title="No request", text="Nobody has asked for a restricted review.")
        return
    _table(actor, found.rows, found.total, own=False)
    lists.ways_on("archive_all", found.total, SIZE)
    running = [each for each in found.rows if each.state == "granted"]
    if running:
        _end(actor, running)


def _end(actor: Actor, running: list[ArchiveRequest]) -> None:
    key = forms.turn("archive_end")
    with st.expander("End a grant before its day"), st.form(key, border=False):
        request = forms.choose(
            "Grant",
            {each.id: f"{each.name}: {shelf.called(each.review)}" for each in running},
            f"{key}_which",
        )
        reason = st.text_input("Reason", key=f"{key}_reason")
        if st.form_submit_button("End it"):
            forms.take(
                "archive_end",
                lambda: archive.end(database(), actor, request, reason=reason),
                "The grant has ended.",
                texts={"Reason": reason},
            )


def _table(actor: Actor, rows: list[ArchiveRequest], total: int, *, own: bool) -> None:
    lines = [
        (
            request,
            shelf.called(request.review),
            [
                (step.at, step.name, steps.WORDS[step.action])
                for step in archive.steps(database(), actor, request.id)
            ],
        )
        for request in rows
    ]
    draw("archive-requests.html", lines=lines, total=total, states=STATES, own=own)
