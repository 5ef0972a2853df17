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
from elearn.translations import N_, Words
from elearn.translations import gettext as _

SIZE = 20
STATES = {
    "asked": ("care", "◐", N_("Waiting for a decision")),
    "granted": ("good", "●", N_("Granted")),
    "refused": ("bad", "▼", N_("Refused")),
    "withdrawn": ("plain", "○", N_("Withdrawn")),
    "ended": ("plain", "○", N_("Ended early")),
    "expired": ("plain", "○", N_("Ended on its day")),
}
"""The class, the shape and the words of each state. The template translates the words."""
PURPOSES = Words(
    {
        "training": N_("Training"),
        "team or supervision discussion": N_("Team or supervision discussion"),
        "carrying out a recommendation": N_("Carrying out a recommendation"),
        "another review": N_("Another review"),
        "audit or inspection": N_("Audit or inspection"),
        "research": N_("Research"),
    }
)
"""By a purpose as it is stored, how we say it."""


def show(actor: Actor, chosen: str = "") -> None:
    """Draws what waits for a decision, the person's own requests, and the form. `chosen` is a slug to start with."""
    if actor.may("govern"):
        _to_decide(actor)
        _decided(actor)
    _own(actor)
    if not room(actor).reader.reads_restricted:
        ask(actor, chosen)
    elif not actor.may("govern"):
        draw(
            "empty.html",
            title=_("You need not ask"),
            text=_("With your role, you may read every review in the library."),
        )


def ask(actor: Actor, chosen: str = "") -> None:
    """Draws the form that asks for a review that the person may not read, or not all of whose documents.

    It does not name reviews that were never meant for the public.
    """
    mine = room(actor)
    closed = {
        slug: review
        for slug, review in shelf.library().reviews.items()
        if (slug not in mine.reviews or mine.lacks_documents(slug))
        and review.status != "draft"
        and review.audience == "public"
    }
    draw("subheading.html", text=_("Ask for a review"))
    if not closed:
        draw("empty.html", title=_("Nothing to ask for"), text=_("You may read every review in the library."))
        return
    draw("archive-about.html", months=archive.LONGEST_GRANT_MONTHS)
    key = forms.turn("archive_ask")
    called, purposes = shelf.names(closed), dict(PURPOSES)
    with st.form(key, border=False):
        review = forms.choose(
            _("Review"), called, f"{key}_review", list(called).index(chosen) if chosen in called else 0
        )
        purpose = st.selectbox(
            _("What for"), list(purposes), format_func=purposes.__getitem__, key=f"{key}_purpose"
        )
        reason = st.text_area(
            _("Why you need it"),
            key=f"{key}_reason",
            max_chars=2000,
            help=_(
                "The board members and administrators who decide will read it. Do not name a child or family."
            ),
        )
        sent = st.form_submit_button(_("Send the request"), type="primary")
    if sent:
        forms.take(
            "archive_ask",
            lambda: archive.ask(database(), actor, review, purpose=purpose, reason=reason),
            _("Your request is with the board. Its answer will appear here."),
            texts={_("Why you need it"): reason},
        )


def _own(actor: Actor) -> None:
    db = database()
    number = lists.number("archive_own", actor.person, name="own-page")
    found = archive.requests(db, actor, mine=True, page=number, size=SIZE)
    if not found.total and room(actor).reader.reads_restricted:
        return
    draw("subheading.html", text=_("Your requests"))
    if not found.total:
        draw("empty.html", title=_("None yet"), text=_("You have not asked for a review."))
        return
    _table(actor, found.rows, found.total, own=True)
    lists.ways_on("archive_own", found.total, SIZE)
    open_now = [each for each in found.rows if each.state in ("asked", "granted")]
    if open_now:
        with st.container(horizontal=True, key="archive_own_filters", vertical_alignment="bottom"):
            request = forms.choose(
                _("A request that you no longer need"),
                {each.id: shelf.called(each.review) for each in open_now},
                "archive_withdraw",
            )
            if st.button(_("Withdraw it"), key="archive_withdraw_button"):
                forms.take(
                    "archive_own",
                    lambda: archive.withdraw(db, actor, request),
                    _("The request is withdrawn."),
                )


def _to_decide(actor: Actor) -> None:
    draw("subheading.html", text=_("To decide"))
    number = lists.number("archive_waiting", "", name="waiting-page")
    found = archive.requests(database(), actor, states=("asked",), page=number, size=SIZE)
    if not found.total:
        draw(
            "empty.html", title=_("Nothing to decide"), text=_("Requests for restricted reviews appear here.")
        )
        return
    for request in found.rows:
        _decide(actor, request)
    lists.ways_on("archive_waiting", found.total, SIZE)


def _decide(actor: Actor, request: ArchiveRequest) -> None:
    own = request.person == actor.person
    review = shelf.called(request.review)
    draw("archive-waiting.html", request=request, review=review, purposes=PURPOSES, own=own)
    if own:
        return
    key = forms.turn(f"archive_decide_{request.id}")
    with (
        st.expander(_("Decide this request: %(name)s", name=label(request.name))),
        st.form(key, border=False),
    ):
        answers = {"grant": _("Grant it"), "refuse": _("Refuse it")}
        answer = st.radio(
            _("Answer"), list(answers), format_func=answers.__getitem__, key=f"{key}_answer", horizontal=True
        )
        until = st.date_input(
            _("If granted, the last day to read it"),
            value=today() + timedelta(days=30),
            min_value=today(),
            max_value=add_months(today(), archive.LONGEST_GRANT_MONTHS),
            format="DD/MM/YYYY",
            key=f"{key}_until",
        )
        reason = st.text_area(
            _("Reason"),
            key=f"{key}_reason",
            help=_("The person who asked will read it."),
            max_chars=2000,
        )
        if st.form_submit_button(_("Record the decision"), type="primary"):
            granted = answer == "grant"
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
                _("The request is granted: %(name)s.", name=request.name)
                if granted
                else _("The request is refused: %(name)s.", name=request.name),
                texts={_("Reason"): reason},
            )


def _decided(actor: Actor) -> None:
    db = database()
    draw("subheading.html", text=_("Every request"))
    search = filters.search(_("Name, review or reason"), "archive_search")
    number = lists.number("archive_all", search)
    found = archive.requests(db, actor, search=search, page=number, size=SIZE)
    if not found.total:
        draw("empty.html", title=_("No request"), text=_("Nobody has asked for a restricted review."))
        return
    _table(actor, found.rows, found.total, own=False)
    lists.ways_on("archive_all", found.total, SIZE)
    running = [each for each in found.rows if each.state == "granted"]
    if running:
        _end(actor, running)


def _end(actor: Actor, running: list[ArchiveRequest]) -> None:
    key = forms.turn("archive_end")
    with st.expander(_("End a grant before its day")), st.form(key, border=False):
        request = forms.choose(
            _("Grant"),
            {each.id: f"{each.name}: {shelf.called(each.review)}" for each in running},
            f"{key}_which",
        )
        reason = st.text_input(_("Reason"), key=f"{key}_reason")
        if st.form_submit_button(_("End it")):
            forms.take(
                "archive_end",
                lambda: archive.end(database(), actor, request, reason=reason),
                _("The grant has ended."),
                texts={_("Reason"): reason},
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
    draw("archive-requests.html", lines=lines, total=total, states=STATES, purposes=PURPOSES, own=own)
