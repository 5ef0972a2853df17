"""Reviews: a list with filters, a search that includes the courses, and a page for each review."""

from collections.abc import Mapping, Sequence

import streamlit as st

from elearn.app import address, filters, lists, session
from elearn.app.drawing import draw, heading
from elearn.app.review_room import room as open_room
from elearn.app.screens import review_page
from elearn.content.review import Review, one_kind, review_type, theme_words, type_words
from elearn.library import ItemKind, Room, Wanted, choices, choose, search_library
from elearn.tracker import Actor

LEAD = "What reviews found, here and elsewhere: what happened, what went well and what must change."
PAGE = 30
FILTERS = {
    "board": ("Board", "All boards"),
    "type": ("Kind of review", "All kinds"),
    "theme": ("Theme", "All themes"),
    "year": ("Year", "All years"),
    "tier": ("Tier", "All tiers"),
    "state": ("Publication", "Any state"),
}
"""By name in the address, the label of a choice and its word for no choice."""


def show() -> None:
    """Draws the screen: the review that the address names, or the list of all, or what a search finds."""
    actor = session.me()
    room = open_room(actor)
    slug = st.query_params.get("review", "")
    if slug in room.reviews:
        review_page.show(room, slug, trains=actor.may("author"))
    elif slug:
        draw("review-missing.html")
        _archive(room)
    else:
        _all(room, trains=actor.may("author"))


def head(_: Actor, query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it. A review in the address has its own, which is read later."""
    return ("", "") if query.get("review") else ("Reviews", LEAD)


def _archive(room: Room) -> None:
    """Draws how to ask for a restricted review, unless the reader may read them all."""
    if not room.reader.reads_restricted:
        draw("reviews-archive.html")


def _all(room: Room, *, trains: bool) -> None:
    heading("Reviews", LEAD)
    if not room.reviews:
        _nothing(room)
        return
    asked = filters.search(
        "Search reviews and courses",
        "reviews_search",
        placeholder="Words, or “words side by side” in quotation marks",
    )
    wanted = _wanted(room)
    found = choose(room, wanted)
    if asked:
        _hits(room, asked, found, wanted, trains=trains)
    else:
        _list(room, found, wanted)
    _archive(room)


def _nothing(room: Room) -> None:
    if room.library.reviews:
        text = "Every review here is restricted. Ask your safeguarding board for the one that you need."
    else:
        text = "A review is one file of plain text; docs/reviews.md says how it is written."
    draw("empty.html", title="No review yet", text=text)


def _wanted(room: Room) -> Wanted:
    """What the reader, or the address, chose."""
    offered = choices(room)
    options: dict[str, dict[str, str]] = {
        "board": {name: name for name in offered.boards},
        "type": {name: _kind(name) for name in offered.types},
        "theme": {each: theme_words(each) for each in offered.themes},
        "year": {str(each): str(each or "Not known") for each in offered.years},
        "tier": {each: each.capitalize() for each in offered.tiers},
        "state": {each: each.capitalize() for each in offered.states},
    }
    for name, known in options.items():
        address.bind(name, f"reviews_{name}", filters.EVERY, address.one_of(known))
    chosen = any(st.session_state[f"reviews_{name}"] for name in options)
    found: dict[str, str | None] = {}
    with st.expander("Choose which reviews", expanded=chosen):
        for row, names in (
            ("filters", ("board", "type", "theme")),
            ("more_filters", ("year", "tier", "state")),
        ):
            with st.container(horizontal=True, key=f"reviews_{row}"):
                for name in names:
                    label, every = FILTERS[name]
                    key = f"reviews_{name}"
                    found[name] = filters.one_of(label, options[name], every, key, name=name)
        elsewhere = filters.ticked(
            "Only those with a connection to another board", "reviews_elsewhere", name="elsewhere"
        )
    return Wanted(
        board=found["board"],
        type=next((each for each in offered.types if each == found["type"]), None),
        theme=next((each for each in offered.themes if each == found["theme"]), None),
        year=int(found["year"]) if found["year"] else None,
        tier=next((each for each in offered.tiers if each == found["tier"]), None),
        state=next((each for each in offered.states if each == found["state"]), None),
        elsewhere=elsewhere,
    )


def _kind(name: str) -> str:
    facts = review_type(one_kind(name))  # type: ignore[arg-type]
    words = f"{name} ({facts.short})" if facts.short else name
    return words[:1].upper() + words[1:]


def _list(room: Room, found: Sequence[Review], wanted: Wanted) -> None:
    board = next((each for each in room.library.boards.boards.values() if each.name == wanted.board), None)
    if board:
        draw("board-facts.html", board=board)
    if not found:
        draw("empty.html", title="No review is like that", text="Choose less, or take a choice back.")
        return
    first = (lists.number("reviews", wanted) - 1) * PAGE
    draw(
        "reviews.html",
        rows=[(review, room.publications[review.slug]) for review in found[first : first + PAGE]],
        first=first + 1,
        total=len(found),
        type_words=type_words,
        theme_words=theme_words,
    )
    lists.ways_on("reviews", len(found), PAGE)


def _hits(room: Room, asked: str, found: Sequence[Review], wanted: Wanted, *, trains: bool) -> None:
    narrowed = wanted != Wanted()
    among = [review.slug for review in found]
    first = (lists.number("reviews", (asked, wanted)) - 1) * PAGE
    kinds: tuple[ItemKind, ...] = ("review",) if narrowed else ("review", "course")
    hits = search_library(room, asked, kinds=kinds, among=among, limit=PAGE, offset=first)
    if not hits.total:
        draw("empty.html", title="Nothing found", text="Try another word, or the beginning of one.")
        return
    draw(
        "review-hits.html", hits=hits, first=first + 1, reviews=room.reviews, narrowed=narrowed, trains=trains
    )
    lists.ways_on("reviews", hits.total, PAGE)
