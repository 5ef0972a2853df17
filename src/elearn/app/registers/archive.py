"""Requests to the archive: see your own, ask for a review, see what there is, and decide if that is your job."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from elearn.app import filters, lists
from elearn.app.drawing import day, draw, label, thousands
from elearn.app.registers import archive_asking, forms, shelf, steps
from elearn.app.registers.archive_asking import PURPOSES as PURPOSES
from elearn.app.registers.archive_asking import closed as closed
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import add_months, today
from elearn.tracker import Actor
from elearn.tracker.registers import ArchiveRequest, archive
from elearn.translations import N_
from elearn.translations import gettext as _

SIZE = 20
STATES = {
    "asked": ("care", "◐", N_("Waiting for a decision")),
    "granted": ("good", "●", N_("Granted")),
    "answered": ("good", "●", N_("Answered in words")),
    "refused": ("bad", "▼", N_("Refused")),
    "withdrawn": ("plain", "○", N_("Withdrawn")),
    "ended": ("plain", "○", N_("Ended early")),
    "expired": ("plain", "○", N_("Ended on its day")),
}
"""The class, the shape and the words of each state. The template translates the words."""
SHORT = 60
"""How many characters of a reason tell one request from another."""


def show(actor: Actor) -> None:
    """Draws what waits for a decision, the person's own requests, the form, and what the archive has.

    If a link led to the form, the form comes before the requests.
    """
    if actor.may("govern"):
        _to_decide(actor)
        _decided(actor)
    for part in (archive_asking.ask, _own) if archive_asking.linked(actor) else (_own, archive_asking.ask):
        part(actor)
    archive_asking.listed(actor)


def _called(request: ArchiveRequest) -> str:
    """The name of the review that somebody asked for. If it was not listed, they named it."""
    if request.listed:
        return shelf.called(request.review)
    return ", ".join(filter(None, (request.wanted_label, request.wanted_board, request.wanted_year)))


def _told_apart(requests: Sequence[ArchiveRequest], *, own: bool) -> dict[int, str]:
    """Requests by id in words that tell each from the others: who asked, for what, when and why."""
    return {each.id: _described(each, own=own) for each in requests}


def _described(request: ArchiveRequest, *, own: bool) -> str:
    said = _(
        "No. %(number)s, %(review)s, asked on %(day)s. %(purpose)s: %(reason)s",
        number=thousands(request.id),
        review=_called(request),
        day=day(request.asked_at),
        purpose=PURPOSES.get(request.purpose, request.purpose),
        reason=shelf.short(request.reason, SHORT),
    )
    return said if own else f"{request.name}: {said}"


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
                _told_apart(open_now, own=True),
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
        draw("empty.html", title=_("Nothing to decide"), text=_("Requests for reviews appear here."))
        return
    if found.total > 1:
        draw("said.html", text=_("The request that has waited longest comes first."))
    for request in found.rows:
        _decide(actor, request)
    lists.ways_on("archive_waiting", found.total, SIZE)


def _decide(actor: Actor, request: ArchiveRequest) -> None:
    own = request.person == actor.person
    draw("archive-waiting.html", request=request, review=_called(request), purposes=PURPOSES, own=own)
    if own:
        return
    key = forms.turn(f"archive_decide_{request.id}")
    named = _(
        "Decide request No. %(number)s of %(name)s: %(review)s",
        number=thousands(request.id),
        name=request.name,
        review=_called(request),
    )
    with (
        st.expander(label(named)),
        st.form(key, border=False),
    ):
        answers = {"grant": _("Grant it"), "refuse": _("Refuse it")}
        if not request.listed:
            answers = {
                "grant": _("It is in the library"),
                "otherwise": _("Say how else it can be read"),
                "refuse": _("Refuse it"),
            }
        answer = st.radio(
            _("Answer"), list(answers), format_func=answers.__getitem__, key=f"{key}_answer", horizontal=True
        )
        held_as = None if request.listed else _held_as(actor, key)
        until = _until(key)
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
                    grant=answer != "refuse",
                    reason=reason,
                    until=until if granted else None,
                    held_as=held_as if granted else None,
                ),
                _done(answer, request.name),
                texts={_("Reason"): reason},
            )


def _held_as(actor: Actor, key: str) -> str:
    """Asks which review of the library it is."""
    mine = room(actor).reviews
    called = shelf.names({slug: each for slug, each in mine.items() if each.status != "draft"})
    return forms.choose(
        _("If it is in the library, which review it is"),
        {"": _("Not chosen yet"), **called},
        f"{key}_held",
        help=_("The person can read it until the day below."),
    )


def _until(key: str) -> date | None:
    until = st.date_input(
        _("If granted, the last day to read it"),
        value=today() + timedelta(days=30),
        min_value=today(),
        max_value=add_months(today(), archive.LONGEST_GRANT_MONTHS),
        format="DD/MM/YYYY",
        key=f"{key}_until",
    )
    return until if isinstance(until, date) else None


def _done(answer: str, name: str) -> str:
    if answer == "grant":
        return _("The request is granted: %(name)s.", name=name)
    if answer == "refuse":
        return _("The request is refused: %(name)s.", name=name)
    return _("The request is answered: %(name)s.", name=name)


def _decided(actor: Actor) -> None:
    db = database()
    draw("subheading.html", text=_("Every request"))
    search = filters.search(_("Name, review or reason"), "archive_search")
    number = lists.number("archive_all", search)
    found = archive.requests(db, actor, search=search, page=number, size=SIZE)
    if search and not found.total:
        lists.nothing_found()
        return
    if not found.total:
        draw("empty.html", title=_("No request"), text=_("Nobody has asked for a review."))
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
            _told_apart(running, own=False),
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
    here = room(actor)
    mine = here.reviews
    lines = [
        (
            request,
            _called(request),
            shelf.called(request.held_as) if request.held_as else "",
            request.slug in mine,
            bool(request.slug in mine and here.publications[request.slug].is_public_in_full),
            [
                (step.at, step.name, steps.WORDS[step.action])
                for step in archive.steps(database(), actor, request.id)
            ],
        )
        for request in rows
    ]
    draw("archive-requests.html", lines=lines, total=total, states=STATES, purposes=PURPOSES, own=own)
