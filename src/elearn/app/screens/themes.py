"""Themes: what reviews teach by theme and year, by theme, and by tier: to read, print and download."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from elearn.app import filters, lesson_file, review_words, session
from elearn.app.drawing import day, draw, heading
from elearn.app.registers import outcomes
from elearn.app.review_room import room as open_room
from elearn.app.review_words import chapter_words, tier_about
from elearn.content.review import Review
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
from elearn.translations import N_, Words, in_this_language, ngettext
from elearn.translations import gettext as _

LEAD = N_("What reviews found again and again: by year, by theme and by tier of learning.")
SHOWN = Words({"years": N_("Themes by year"), "found": N_("What was found"), "tiers": N_("By tier")})
"""By `?shown=` in the address, the parts of this screen."""
By = Literal["theme", "tier"]
PAGE = 25
"""How many findings of each half are shown at once."""


def show() -> None:
    """Draws the screen."""
    actor = session.me()
    room = open_room(actor)
    heading(_("Themes"), _(LEAD))
    if not room.reviews:
        draw(
            "empty.html",
            title=_("No review yet"),
            text=_("Themes appear here with the first review that you may read."),
        )
        return
    with st.container(horizontal=True, key="themes_filters"):
        offered = choices(room)
        boards = {name: name for name in offered.boards}
        board = filters.one_of(_("Board"), boards, _("All boards"), "themes_board", name="board")
    reviews = choose(room, Wanted(board=board))
    shown = filters.shown(SHOWN, "themes_shown")
    if shown == "years":
        draw("theme-years.html", matrix=theme_years(reviews), words=review_words, board=board)
    elif shown == "found":
        _report(room, reviews, board, "theme", trains=actor.may("author"))
    else:
        _report(room, reviews, board, "tier", trains=actor.may("author"))
        outcomes.show_by_tier(actor, room, reviews)


def _chapters(room: Room, reviews: list[Review], by: By) -> list[Chapter]:
    held = lessons_of(room, reviews)
    return by_theme(held) if by == "theme" else by_tier(held)


def _report(room: Room, reviews: list[Review], board: str | None, by: By, *, trains: bool) -> None:
    chapters = _chapters(room, reviews, by)
    if not any(chapter.strengths or chapter.changes for chapter in chapters):
        draw(
            "empty.html",
            title=_("No finding yet"),
            text=_("The files of these reviews name their documents, but hold no finding."),
        )
        return
    draw("chapters.html", chapters=chapters, by=by, tiers=TIERS, words=review_words)
    _downloads(board, by)
    names: dict[str, str] = {
        chapter.name: chapter_words(chapter) for chapter in chapters if chapter.strengths or chapter.changes
    }
    label = _("Read one theme") if by == "theme" else _("Read one tier")
    chosen = filters.always_one_of(label, names, f"themes_{by}", name=by)
    chapter = next(each for each in chapters if each.name == chosen)
    draw(
        "chapter.html",
        chapter=chapter,
        about=next((tier_about(tier) for tier in TIERS if tier == chosen), ""),
        words=review_words,
        most=PAGE,
        trains=trains,
        md=markdown.block,
    )


def _downloads(board: str | None, by: By) -> None:
    """Offers the whole report. It is made at the moment of the download, from what the person may read then."""
    name = f"{by}s-{today().isoformat()}"
    with st.container(horizontal=True, key=f"themes_downloads_{by.capitalize()}"):
        for label, ending, mime in (
            (_("Download as CSV"), "csv", "text/csv"),
            (_("To print (HTML)"), "html", "text/html"),
            (_("To print (PDF)"), "pdf", "application/pdf"),
        ):
            st.download_button(
                label,
                _later(board, by, ending),
                file_name=f"{name}.{ending}",
                mime=mime,
                key=f"themes_{by.capitalize()}_{ending}",
                on_click="ignore",
            )


def _later(board: str | None, by: By, ending: str) -> Callable[[], bytes]:
    """What makes a file, in the reader's language."""
    reader = session.later()

    def content() -> bytes:
        actor = reader()
        room = open_room(actor)
        reviews = choose(room, Wanted(board=board))
        chapters = _chapters(room, reviews, by)
        said = outcomes.by_tier(actor, room, reviews) if by == "tier" else []
        if ending == "csv":
            return lesson_file.content(chapters, by, room.on, outcomes.rows(room, said))
        about = _drawn_on(len(reviews), board)
        return themes_report(chapters, about, by.capitalize(), outcomes.for_paper(said))[ending]

    return in_this_language(content)


def _drawn_on(reviews: int, board: str | None) -> str:
    """Which reviews a report draws on, and as at which day."""
    if board is None:
        return ngettext(
            "%(num)s review of all boards, as it could be read on %(day)s.",
            "%(num)s reviews of all boards, as they could be read on %(day)s.",
            reviews,
            day=day(today()),
        )
    return ngettext(
        "%(num)s review of %(board)s, as it could be read on %(day)s.",
        "%(num)s reviews of %(board)s, as they could be read on %(day)s.",
        reviews,
        board=board,
        day=day(today()),
    )
