"""Themes: what reviews teach by theme and year, by theme, and by tier: to read, print and download."""

from collections.abc import Callable

import streamlit as st

from elearn.app import filters, lesson_file, session
from elearn.app.drawing import day, draw, heading
from elearn.app.review_room import room as open_room
from elearn.content.review import Review, load_vocabulary, theme_words
from elearn.days import today
from elearn.library import (
    TIERS,
    Chapter,
    Room,
    Wanted,
    by_theme,
    by_tier,
    choices,
    choose,
    lessons_of,
    theme_years,
)
from elearn.paper import themes_report
from elearn.player import markdown

LEAD = "What reviews found again and again: by year, by theme and by tier of learning."
SHOWN = {"years": "Themes by year", "found": "What was found", "tiers": "By tier"}
"""By `?shown=` in the address, the parts of this screen."""
PAGE = 25
"""How many findings of each half are shown at once."""


def show() -> None:
    """Draws the screen."""
    actor = session.me()
    room = open_room(actor)
    heading("Themes", LEAD)
    if not room.reviews:
        draw(
            "empty.html",
            title="No review yet",
            text="Themes appear here with the first review that may be read.",
        )
        return
    with st.container(horizontal=True, key="themes_filters"):
        offered = choices(room)
        boards = {name: name for name in offered.boards}
        board = filters.one_of("Board", boards, "All boards", "themes_board", name="board")
    reviews = choose(room, Wanted(board=board))
    shown = filters.shown(SHOWN, "themes_shown")
    if shown == "years":
        draw("theme-years.html", matrix=theme_years(reviews), theme_words=theme_words, board=board)
    elif shown == "found":
        _report(room, reviews, board, "Theme", trains=actor.may("author"))
    else:
        _report(room, reviews, board, "Tier", trains=actor.may("author"))


def _chapters(room: Room, reviews: list[Review], by: str) -> list[Chapter]:
    held = lessons_of(room, reviews)
    return by_theme(held) if by == "Theme" else by_tier(held)


def _report(room: Room, reviews: list[Review], board: str | None, by: str, *, trains: bool) -> None:
    chapters = _chapters(room, reviews, by)
    if not any(chapter.strengths or chapter.changes for chapter in chapters):
        draw(
            "empty.html",
            title="No finding yet",
            text="The files of these reviews name their documents and hold no finding.",
        )
        return
    draw("chapters.html", chapters=chapters, by=by, tiers=TIERS)
    _downloads(board, by)
    names: dict[str, str] = {
        chapter.name: chapter.words for chapter in chapters if chapter.strengths or chapter.changes
    }
    key = f"themes_{by.lower()}"
    chosen = filters.always_one_of(f"Read one {by.lower()}", names, key, name=by.lower())
    chapter = next(each for each in chapters if each.name == chosen)
    draw(
        "chapter.html",
        chapter=chapter,
        about=next((words for tier, words in load_vocabulary().tiers.items() if tier == chosen), ""),
        most=PAGE,
        trains=trains,
        md=markdown.block,
    )


def _downloads(board: str | None, by: str) -> None:
    """Offers the whole report. It is made at the moment of the download, from what the person may read then."""
    name = f"{by.lower()}s-{today().isoformat()}"
    with st.container(horizontal=True, key=f"themes_downloads_{by}"):
        for label, ending, mime in (
            ("Download as CSV", "csv", "text/csv"),
            ("To print (HTML)", "html", "text/html"),
            ("To print (PDF)", "pdf", "application/pdf"),
        ):
            st.download_button(
                label,
                _later(board, by, ending),
                file_name=f"{name}.{ending}",
                mime=mime,
                key=f"themes_{by}_{ending}",
                on_click="ignore",
            )


def _later(board: str | None, by: str, ending: str) -> Callable[[], bytes]:
    reader = session.later()

    def content() -> bytes:
        room = open_room(reader())
        reviews = choose(room, Wanted(board=board))
        chapters = _chapters(room, reviews, by)
        if ending == "csv":
            return lesson_file.content(chapters, by, room.on)
        about = f"{len(reviews)} reviews of {board or 'all boards'}, as they could be read on {day(today())}."
        return themes_report(chapters, about, by)[ending]

    return content
