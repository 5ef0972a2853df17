"""Themes: what reviews teach by theme and year, by theme, and by tier: to read, print and download."""

from collections.abc import Callable, Collection
from dataclasses import replace

import streamlit as st

from elearn.app import filters, lesson_file, review_words, session
from elearn.app.drawing import draw, heading, thousands
from elearn.app.registers import outcomes
from elearn.app.review_room import room as open_room
from elearn.app.review_words import chapter_words, tier_about
from elearn.app.theme_report import By, ThemeReport, theme_report, with_workshops
from elearn.days import today
from elearn.library import (
    TIERS,
    ReportPart,
    ReportSources,
    ReportWanted,
    Room,
    choices,
    report_sources,
    report_years,
    theme_years,
)
from elearn.paper import themes_report
from elearn.player import markdown
from elearn.tracker import Actor
from elearn.translations import N_, Words, in_this_language
from elearn.translations import gettext as _

LEAD = N_("What reviews found again and again: by year, by theme and by tier of learning.")
SHOWN = Words({"years": N_("Themes by year"), "found": N_("What was found"), "tiers": N_("By tier")})
"""By `?shown=` in the address, the parts of this screen."""
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
    wanted = _wanted(room)
    shown = filters.shown(SHOWN, "themes_shown")
    also = with_workshops(actor, room, "tier" if shown == "tiers" else "theme")
    wanted = replace(wanted, closed=_closed(room, wanted, "years" if shown == "years" else "findings", also))
    if shown == "years":
        sources = report_sources(room, wanted, "years")
        draw("report-sources.html", sources=sources)
        draw("theme-years.html", matrix=theme_years(sources.reviews), words=review_words, sources=sources)
        _unquoted(sources, _("Reports across reviews"))
    else:
        _report(actor, room, wanted, "theme" if shown == "found" else "tier")


def _wanted(room: Room) -> ReportWanted:
    """What the reader, or the address, chose. Years in the wrong order are exchanged, and the page says so."""
    years = {str(year): str(year) for year in report_years(room)}
    with st.container(horizontal=True, key="themes_filters"):
        boards = {name: name for name in choices(room).boards}
        board = filters.one_of(_("Board"), boards, _("All boards"), "themes_board", name="board")
        first = filters.one_of(_("From year"), years, _("The first"), "themes_from", name="from")
        last = filters.one_of(_("To year"), years, _("The last"), "themes_to", name="to")
    start, end = int(first) if first else None, int(last) if last else None
    if start and end and start > end:
        start, end = end, start
        words = _(
            "The years were the wrong way round. This shows %(first)s to %(last)s.", first=start, last=end
        )
        draw("said.html", text=words)
    return ReportWanted(board, start, end)


def _closed(room: Room, wanted: ReportWanted, part: ReportPart, also: Collection[str]) -> bool:
    """Asks whether closed reviews are brought in. Someone who may read none is not asked."""
    if all(stands.state != "restricted" for stands in room.publications.values()):
        return False
    count = report_sources(room, wanted, part, also).closed
    label = _("Also reviews that are closed to the public (%(count)s)", count=thousands(count))
    return filters.ticked(label, "themes_closed", name="closed")


def _report(actor: Actor, room: Room, wanted: ReportWanted, by: By) -> None:
    report = theme_report(actor, room, wanted, by)
    draw("report-sources.html", sources=report.sources)
    if report.is_empty:
        draw(
            "empty.html",
            title=_("No finding to show"),
            text=_("None of the reviews that this draws on holds a finding. See above what was left out."),
        )
        _unquoted(report.sources, _("Reviews without a finding here"), opened=True)
        return
    draw(
        "chapters.html",
        chapters=report.chapters,
        by=by,
        tiers=TIERS,
        words=review_words,
        none_seen=report.none_seen,
    )
    _downloads(wanted, by)
    _chapter(actor, report)
    outcomes.show_by_tier(report.workshops, report.sources.marks)
    draw("report-reviews.html", sources=report.sources, words=review_words, most=PAGE)
    _unquoted(report.sources, _("Reviews without a finding here"))


def _unquoted(sources: ReportSources, title: str, *, opened: bool = False) -> None:
    """Leads to the reviews of these years that are counted or quoted nowhere, and to their documents."""
    if sources.unquoted:
        draw("report-unquoted.html", sources=sources, title=title, words=review_words, most=PAGE, open=opened)


def _chapter(actor: Actor, report: ThemeReport) -> None:
    """Draws the theme or tier that the reader chooses, if one has a finding."""
    chapters = [each for each in report.chapters if each.strengths or each.changes]
    if not chapters:
        return
    by = report.by
    names: dict[str, str] = {chapter.name: chapter_words(chapter) for chapter in chapters}
    label = _("Read one theme") if by == "theme" else _("Read one tier")
    chosen = filters.always_one_of(label, names, f"themes_{by}", name=by)
    chapter = next(each for each in chapters if each.name == chosen)
    draw(
        "chapter.html",
        chapter=chapter,
        about=next((tier_about(tier) for tier in TIERS if tier == chosen), ""),
        words=review_words,
        most=PAGE,
        trains=actor.may("author"),
        md=markdown.block,
        sources=report.sources,
        none_seen=report.none_seen,
    )


def _downloads(wanted: ReportWanted, by: By) -> None:
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
                _later(wanted, by, ending),
                file_name=f"{name}.{ending}",
                mime=mime,
                key=f"themes_{by.capitalize()}_{ending}",
                on_click="ignore",
            )


def _later(wanted: ReportWanted, by: By, ending: str) -> Callable[[], bytes]:
    """What makes a file, in the reader's language."""
    reader = session.later()

    def content() -> bytes:
        actor = reader()
        room = open_room(actor)
        report = theme_report(actor, room, wanted, by)
        if ending == "csv":
            return lesson_file.content(report, room.on)
        made = themes_report(
            report.chapters,
            report.sources,
            by.capitalize(),
            none_seen=report.none_seen,
            workshops=outcomes.for_paper(report.workshops, report.sources.marks),
        )
        return made[ending]

    return in_this_language(content)
