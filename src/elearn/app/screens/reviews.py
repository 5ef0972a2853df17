"""Reviews: a list with filters, a search that includes the courses, and a page for each review."""

import math
from collections.abc import Mapping, Sequence

import streamlit as st

from elearn.app import filters, session
from elearn.app.drawing import draw, heading
from elearn.app.review_room import room as open_room
from elearn.app.screens import review_page
from elearn.content.review import Review, one_kind, review_type, theme_words, type_words
from elearn.library import Choices, ItemKind, Room, Wanted, choices, choose, search_library
from elearn.tracker import Actor

PAGE = 30
KEYS = ("board", "type", "theme", "year", "tier", "state")
LEAD = "What reviews found, here and elsewhere: what happened, what went well and what must change."


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
    asked = st.text_input(
        "Search reviews and courses",
        key="reviews_search",
        placeholder="Words, or “words side by side” in quotation marks",
    ).strip()
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
    """What the reader chose, or what the address chooses for them."""
    offered = choices(room)
    _take_from_address(offered)
    chosen = any(st.session_state.get(f"reviews_{key}") for key in KEYS)
    with st.expander("Choose which reviews", expanded=bool(chosen)):
        with st.container(horizontal=True, key="reviews_filters"):
            board = filters.one_of(
                "Board", {name: name for name in offered.boards}, "All boards", "reviews_board"
            )
            type = filters.one_of(
                "Kind of review", {name: _kind(name) for name in offered.types}, "All kinds", "reviews_type"
            )
            theme = filters.one_of(
                "Theme", {each: theme_words(each) for each in offered.themes}, "All themes", "reviews_theme"
            )
        with st.container(horizontal=True, key="reviews_more_filters"):
            year = filters.one_of(
                "Year",
                {str(each): str(each or "Not known") for each in offered.years},
                "All years",
                "reviews_year",
            )
            tier = filters.one_of(
                "Tier", {each: each.capitalize() for each in offered.tiers}, "All tiers", "reviews_tier"
            )
            state = filters.one_of(
                "Publication",
                {each: each.capitalize() for each in offered.states},
                "Any state",
                "reviews_state",
            )
        elsewhere = st.checkbox("Only those with a connection to another board", key="reviews_elsewhere")
    return Wanted(
        board=board,
        type=next((each for each in offered.types if each == type), None),
        theme=next((each for each in offered.themes if each == theme), None),
        year=int(year) if year else None,
        tier=next((each for each in offered.tiers if each == tier), None),
        state=next((each for each in offered.states if each == state), None),
        elsewhere=elsewhere,
    )


def _kind(name: str) -> str:
    facts = review_type(one_kind(name))  # type: ignore[arg-type]
    words = f"{name} ({facts.short})" if facts.short else name
    return words[:1].upper() + words[1:]


def _take_from_address(offered: Choices) -> None:
    """Takes choices from the address (`?theme=neglect&year=2025`), once for each address. Unknown ones are ignored."""
    came = tuple(sorted(st.query_params.items()))
    if st.session_state.get("reviews_came", ()) == came:
        return
    st.session_state["reviews_came"] = came
    known = {
        "board": offered.boards,
        "type": offered.types,
        "theme": offered.themes,
        "year": tuple(str(year) for year in offered.years),
        "tier": offered.tiers,
        "state": offered.states,
    }
    for key in KEYS:
        given = st.query_params.get(key, "")
        st.session_state[f"reviews_{key}"] = given if given in known[key] else filters.EVERY


def _list(room: Room, found: Sequence[Review], wanted: Wanted) -> None:
    board = next((each for each in room.library.boards.boards.values() if each.name == wanted.board), None)
    if board:
        draw("board-facts.html", board=board)
    if not found:
        draw("empty.html", title="No review is like that", text="Choose less, or take a choice back.")
        return
    first, shown = _page(len(found), PAGE, str(wanted))
    draw(
        "reviews.html",
        rows=[(review, room.publications[review.slug]) for review in found[first : first + shown]],
        first=first + 1,
        total=len(found),
        type_words=type_words,
        theme_words=theme_words,
    )
    _turn(len(found), PAGE)


def _hits(room: Room, asked: str, found: Sequence[Review], wanted: Wanted, *, trains: bool) -> None:
    narrowed = wanted != Wanted()
    among = [review.slug for review in found]
    first, _ = _page(len(found), PAGE, f"{asked} {wanted}")
    kinds: tuple[ItemKind, ...] = ("review",) if narrowed else ("review", "course")
    hits = search_library(room, asked, kinds=kinds, among=among, limit=PAGE, offset=first)
    if not hits.total:
        draw("empty.html", title="Nothing found", text="Try another word, or the beginning of one.")
        return
    draw(
        "review-hits.html", hits=hits, first=first + 1, reviews=room.reviews, narrowed=narrowed, trains=trains
    )
    _turn(hits.total, PAGE)


def _page(total: int, size: int, asked: str) -> tuple[int, int]:
    """The index of the first row to show, and how many rows. If `asked` changes, it is the first page again."""
    if st.session_state.get("reviews_asked") != asked:
        st.session_state["reviews_asked"], st.session_state["reviews_page"] = asked, 1
    return (int(st.session_state.get("reviews_page", 1)) - 1) * size, size


def _turn(total: int, size: int) -> None:
    pages = math.ceil(total / size)
    if pages > 1:
        st.number_input(f"Page (of {pages:,})", min_value=1, max_value=pages, key="reviews_page", width=160)
