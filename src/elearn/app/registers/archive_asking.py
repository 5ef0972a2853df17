"""What the archive has, by name, and the form that asks for one of its reviews or for one that is not here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import streamlit as st

from elearn.app import address, filters, lists
from elearn.app.drawing import day, draw
from elearn.app.registers import forms, shelf
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.library import Archived, Room, archived
from elearn.tracker import Actor
from elearn.tracker.registers import ArchiveRequest, archive
from elearn.translations import N_, Words
from elearn.translations import gettext as _

SIZE = 20
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
_LINKED = "archive_ask_linked"
Own = Mapping[str, ArchiveRequest]
"""The person's own requests by the slug of the review."""


@dataclass(frozen=True, slots=True)
class Line:
    """A review of the archive in the list, and what it is to the reader.

    `said` is about their request, `opens`: they may read it, and `asks`: they can ask for it.
    """

    archived: Archived
    archive_since: int | None
    said: str
    opens: bool
    asks: bool


class Closed(NamedTuple):
    """Why a person may not read a review, in a sentence, and the words and the address of the way on."""

    said: str
    words: str
    address: str


def closed(actor: Actor, slug: str) -> Closed | None:
    """What a person who may not read a review may know of it. None: nothing, not even that there is one."""
    mine, asking = room(actor), address.link("archive-requests", review=slug)
    request = archive.latest_of_each(database(), actor).get(slug)
    if request and slug in mine.library.reviews and (said := _said(request, mine.on)):
        if request.state != "asked":
            return Closed(said, _("Ask for it again"), asking)
        answer = _("The answer will appear under Archive requests.")
        return Closed(f"{said} {answer}", _("Your requests"), "archive-requests")
    for each in archived(mine):
        if each.review.slug == slug:
            said = _(
                "%(review)s was public until %(day)s, and is in the archive now.",
                review=shelf.called(slug),
                day=day(each.until),
            )
            return Closed(said, _("Ask for it"), asking)
    return None


def _over(request: ArchiveRequest) -> str:
    if request.state == "expired":
        return _("Your time to read it ended on %(day)s.", day=day(request.until_day))
    if request.state == "ended":
        return _("The board ended your time to read it on %(day)s.", day=day(request.decided_on))
    if request.state == "withdrawn" and request.until_day:
        return _("You gave back your time to read it.")
    return ""


def ask(actor: Actor) -> None:
    """Draws the form that asks for a review. The address may choose one of those that the person may ask for."""
    mine, own = room(actor), archive.latest_of_each(database(), actor)
    draw("subheading.html", text=_("Ask for a review"))
    key = forms.turn("archive_ask")
    called = _askable(mine, own)
    if mine.reader.reads_restricted:
        draw(
            "said.html",
            text=_("With your role, you may read every review in the library. Ask here for others."),
        )
    elif not called:
        draw("said.html", text=_("No review that was public here is closed to you. Ask here for others."))
    offered = _offered(mine, called)
    review = None
    if offered:
        other = _("Another review, which is not listed here")
        review = filters.one_of(_("Review"), offered, other, _chooser(), name="review")
    if review and review in mine.reviews and not mine.lacks_documents(review):
        draw("archive-open.html", slug=review)
        return
    draw("archive-about.html", months=archive.LONGEST_GRANT_MONTHS)
    _form(actor, key, review)


def linked(actor: Actor) -> bool:
    """Whether the address named a review to ask for when the person came to this page."""
    mine = room(actor)
    offered = _offered(mine, _askable(mine, archive.latest_of_each(database(), actor)))
    if offered and address.bind("review", _chooser(), filters.EVERY, address.one_of(offered)):
        st.session_state[_LINKED] = bool(st.session_state[_chooser()])
    return bool(offered and st.session_state.get(_LINKED))


def _chooser() -> str:
    """The key of the choice of a review. It changes with the form, so that nothing is chosen in the next one."""
    return f"{forms.turn('archive_ask')}_review"


def _askable(mine: Room, own: Own) -> dict[str, str]:
    """The names of the reviews that a person may ask for by slug: closed ones that were public, or that they read once.

    Reviews of which they may not open every document are among them. It names no review that was held back, unless they
    were allowed to read it for a time.
    """
    if mine.reader.reads_restricted:
        return {}
    held = mine.library.reviews
    listed = {each.review.slug for each in archived(mine)}
    once = {slug for slug, request in own.items() if _over(request) and slug in held}
    closed = {slug for slug in listed | once if slug not in mine.reviews}
    in_part = {slug for slug in mine.reviews if mine.lacks_documents(slug)}
    return shelf.names({slug: held[slug] for slug in sorted(closed | in_part)})


def _offered(mine: Room, called: Mapping[str, str]) -> Mapping[str, str]:
    """What the choice offers: every review, or, if they are many, the one that a link in the list chose.

    A review that the person may read is offered if a link chose it. They are told that they may read it.
    """
    chosen = st.session_state.get(_chooser()) or st.query_params.get("review", "")
    if chosen in mine.reviews and not mine.reader.reads_restricted:
        called = {chosen: shelf.called(chosen), **called}
    if len(called) <= filters.FEW:
        return called
    return {slug: name for slug, name in called.items() if slug == chosen}


def _form(actor: Actor, key: str, review: str | None) -> None:
    with st.form(key, border=False):
        wanted = archive.Unlisted("", "") if review else _unlisted(key)
        purposes = dict(PURPOSES)
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

    def act() -> int:
        if review:
            return archive.ask(database(), actor, review, purpose=purpose, reason=reason)
        return archive.ask_for_unlisted(database(), actor, wanted, purpose=purpose, reason=reason)

    if sent:
        label = _("Its label, or what it is known by")
        forms.take(
            "archive_ask",
            act,
            _("Your request is with the board. Its answer will appear here."),
            texts={
                _("The board that held it"): wanted.board,
                label: wanted.label,
                _("The year, or about when"): wanted.year,
                _("Why you need it"): reason,
            },
            references=[label],
        )


def _unlisted(key: str) -> archive.Unlisted:
    """Draws the fields that say which review it is, if it is not listed."""
    return archive.Unlisted(
        st.text_input(_("The board that held it"), key=f"{key}_board", max_chars=archive.LONGEST_NAME),
        st.text_input(
            _("Its label, or what it is known by"),
            key=f"{key}_label",
            max_chars=archive.LONGEST_NAME,
            placeholder=_("Child J, or the number that its board gave it"),
            help=_("Write what its board calls it. Do not name a child or family."),
        ),
        st.text_input(
            _("The year, or about when"),
            key=f"{key}_year",
            max_chars=40,
            placeholder=_("2012, or leave it empty"),
        ),
    )


def listed(actor: Actor) -> None:
    """Draws the reviews that were public and are not now, by name, and how far back each board's archive goes."""
    mine = room(actor)
    every = archived(mine)
    draw("subheading.html", text=_("In the archive"))
    boards = mine.library.boards.boards.values()
    since = sorted((each.name, each.archive_since) for each in boards if each.archive_since)
    search = filters.bind_search("archive_find", name="find")
    if len(every) > SIZE or search:
        search = filters.search(_("Board, label or year"), "archive_find", name="find")
    found = [each for each in every if _fits(each, search)]
    number = lists.number("archive_listed", search, name="archive-page")
    own = archive.latest_of_each(database(), actor)
    shown = found[(number - 1) * SIZE : number * SIZE]
    draw(
        "archive-list.html",
        lines=[_line(mine, own, each) for each in shown],
        total=len(found),
        searched=bool(search),
        since=since,
        reads_all=mine.reader.reads_restricted,
    )
    lists.ways_on("archive_listed", len(found), SIZE)


def _fits(each: Archived, search: str) -> bool:
    text = f"{each.review.board} {each.review.label} {each.review.year or ''}".casefold()
    return all(word in text for word in search.casefold().split())


def _line(mine: Room, own: Own, each: Archived) -> Line:
    slug = each.review.slug
    board = mine.board(each.review)
    request = own.get(slug)
    opens = slug in mine.reviews
    waits = not opens and request is not None and request.state == "asked"
    said = "" if mine.reader.reads_restricted or request is None else _said(request, mine.on)
    return Line(each, board.archive_since if board else None, said, opens, not opens and not waits)


def _said(request: ArchiveRequest, on: date) -> str:
    """What a person's request for a review has come to, in a sentence."""
    if request.state == "asked":
        return _("You asked on %(day)s.", day=day(request.asked_at))
    if request.state == "granted":
        return _("You may read it until %(day)s.", day=day(request.until_day))
    if request.state == "refused":
        return _("Your request was refused on %(day)s.", day=day(request.decided_on))
    return _over(request)
