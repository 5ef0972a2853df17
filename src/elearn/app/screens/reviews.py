"""Reviews: a list with filters, a search that includes the courses, and a page for each review."""

from collections.abc import Mapping, Sequence

import streamlit as st

from elearn.app import address, filters, lists, review_words, session
from elearn.app.drawing import draw, heading
from elearn.app.registers import archive
from elearn.app.review_room import draw_what_cannot_be_read, grants, open_by_grant
from elearn.app.review_room import room as open_room
from elearn.app.review_words import BARRIERS, PERSPECTIVES, PHASES, STATES, TIERS, kind_words, theme_words
from elearn.app.screens import review_page
from elearn.content.review import Review
from elearn.library import (
    OPEN,
    ItemKind,
    Room,
    Wanted,
    choices,
    choose,
    closed_marks,
    matching,
    names,
    search_library,
)
from elearn.tracker import Actor
from elearn.tracker.registers import Grant
from elearn.translations import N_
from elearn.translations import gettext as _

LEAD = N_("What reviews found, here and elsewhere: what happened, what went well and what must change.")
PAGE = 30
FILTERS = {
    "board": (N_("Board"), N_("All boards")),
    "type": (N_("Kind of review"), N_("All kinds")),
    "theme": (N_("Theme"), N_("All themes")),
    "year": (N_("Year"), N_("All years")),
    "tier": (N_("Tier"), N_("All tiers")),
    "state": (N_("Publication"), N_("Any state")),
    "perspective": (N_("Whose experience"), N_("Anybody’s")),
    "phase": (N_("When"), N_("Any time")),
    "barrier": (N_("Barrier"), N_("With or without one")),
}
"""By name in the address, the label of a choice and its word for no choice. Translate them when you show them."""


def show() -> None:
    """Draws the screen: the review that the address names, or the list of all, or what a search finds."""
    actor = session.me()
    held = grants(actor)
    room = open_room(actor, held)
    granted = open_by_grant(room, held)
    slug = st.query_params.get("review", "")
    if slug in room.reviews:
        review_page.show(room, slug, trains=actor.may("author"), grant=granted.get(slug))
    elif slug:
        closed = archive.closed(actor, slug)
        draw("review-missing.html", closed=closed)
        if not closed:
            _archive(room)
    else:
        _all(room, granted, trains=actor.may("author"))


def head(_actor: Actor, query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it. A review in the address has its own, which is read later."""
    return ("", "") if query.get("review") else (_("Reviews"), _(LEAD))


def _archive(room: Room) -> None:
    """Draws how to ask for a restricted review, unless the reader may read them all."""
    if not room.reader.reads_restricted:
        draw("reviews-archive.html")


def _all(room: Room, granted: Mapping[str, Grant], *, trains: bool) -> None:
    heading(_("Reviews"), _(LEAD))
    if trains:
        draw_what_cannot_be_read(room)
    if not room.reviews:
        _nothing(room, trains=trains)
        _archive(room)
        return
    asked = filters.search(
        _("Search reviews and courses"),
        "reviews_search",
        placeholder=_("Words, or “words side by side” in quotation marks"),
    )
    wanted = _wanted(room)
    found = choose(room, wanted)
    if asked:
        _hits(room, asked, found, wanted, trains=trains)
    else:
        _list(room, found, wanted, granted)
    _archive(room)


def _nothing(room: Room, *, trains: bool) -> None:
    if trains:
        title = _("No review yet")
        text = _("Each review is a file of plain text. docs/reviews.md says how to write one.")
    elif room.library.reviews:
        title = _("No review is open to you")
        text = _("None is public at the moment. You can ask for one.")
    else:
        title, text = _("No review yet"), _("Reviews appear here once a trainer has written them.")
    draw("empty.html", title=title, text=text)


def _wanted(room: Room) -> Wanted:
    """What the reader, or the address, chose."""
    offered = choices(room)
    options: dict[str, dict[str, str]] = {
        "board": {name: name for name in offered.boards},
        "type": {name: kind_words(name) for name in offered.types},
        "theme": {each: theme_words(each) for each in offered.themes},
        "year": {str(each): str(each or _("Not known")) for each in offered.years},
        "tier": {each: TIERS[each] for each in offered.tiers},
        "state": {each: STATES[each] for each in offered.states}
        | ({OPEN: _("Open to the public")} if "restricted" in offered.states else {}),
        "perspective": {each: PERSPECTIVES[each] for each in offered.perspectives},
        "phase": {each: PHASES[each] for each in offered.phases},
        "barrier": {each: BARRIERS[each] for each in offered.barriers},
    }
    for name, known in options.items():
        address.bind(name, f"reviews_{name}", filters.EVERY, address.one_of(known))
    chosen = any(st.session_state[f"reviews_{name}"] for name in options)
    found: dict[str, str | None] = {}
    with st.expander(_("Choose which reviews"), expanded=chosen):
        for row, names in (
            ("filters", ("board", "type", "theme")),
            ("more_filters", ("year", "tier", "state")),
            ("finding_filters", ("perspective", "phase", "barrier")),
        ):
            with st.container(horizontal=True, key=f"reviews_{row}"):
                for name in names:
                    label, every = FILTERS[name]
                    key = f"reviews_{name}"
                    found[name] = filters.one_of(_(label), options[name], _(every), key, name=name)
        elsewhere = filters.ticked(
            _("Only those with a connection to another board"), "reviews_elsewhere", name="elsewhere"
        )
    return Wanted(
        board=found["board"],
        type=next((each for each in offered.types if each == found["type"]), None),
        theme=next((each for each in offered.themes if each == found["theme"]), None),
        year=int(found["year"]) if found["year"] else None,
        tier=next((each for each in offered.tiers if each == found["tier"]), None),
        state=OPEN
        if found["state"] == OPEN
        else next((each for each in offered.states if each == found["state"]), None),
        perspective=next((each for each in offered.perspectives if each == found["perspective"]), None),
        phase=next((each for each in offered.phases if each == found["phase"]), None),
        barrier=next((each for each in offered.barriers if each == found["barrier"]), None),
        elsewhere=elsewhere,
    )


def _list(room: Room, found: Sequence[Review], wanted: Wanted, granted: Mapping[str, Grant]) -> None:
    board = next((each for each in room.library.boards.boards.values() if each.name == wanted.board), None)
    if board:
        draw("board-facts.html", board=board, words=review_words)
    if not found:
        draw(
            "empty.html",
            title=_("No review is like that"),
            text=_("Set fewer filters, or change one of them."),
        )
        return
    first = (lists.number("reviews", wanted) - 1) * PAGE
    draw(
        "reviews.html",
        rows=[
            (review, room.publications[review.slug], matching(review, wanted), names(review, wanted))
            for review in found[first : first + PAGE]
        ],
        first=first + 1,
        total=len(found),
        words=review_words,
        granted=granted,
        marks=closed_marks(room),
    )
    lists.ways_on("reviews", len(found), PAGE)


def _hits(room: Room, asked: str, found: Sequence[Review], wanted: Wanted, *, trains: bool) -> None:
    narrowed = wanted != Wanted()
    among = [review.slug for review in found]
    first = (lists.number("reviews", (asked, wanted)) - 1) * PAGE
    kinds: tuple[ItemKind, ...] = ("review",) if narrowed else ("review", "course")
    hits = search_library(room, asked, kinds=kinds, among=among, limit=PAGE, offset=first)
    if not hits.total:
        draw("empty.html", title=_("Nothing found"), text=_("Try another word, or the start of a word."))
        return
    draw(
        "review-hits.html",
        hits=hits,
        first=first + 1,
        reviews=room.reviews,
        marks=closed_marks(room),
        narrowed=narrowed,
        trains=trains,
        words=review_words,
    )
    lists.ways_on("reviews", hits.total, PAGE)
