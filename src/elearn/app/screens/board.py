"""Coverage on any day: the headline, agencies by course, each agency, role groups and the trend.

The headline is drawn first, so that the reader has it before the tables are worked out.
"""

from collections.abc import Mapping

import streamlit as st

from elearn.app import charts, filters, session
from elearn.app.drawing import day, draw, heading, pending, rendered
from elearn.app.questions import names_of, notes_beside, trend_rows
from elearn.app.registers import unanswered
from elearn.app.review_words import course_link
from elearn.app.screens import board_tables
from elearn.app.screens.board_tables import BASIS_WORDS, HeatRow, View, change, in_date
from elearn.days import today
from elearn.reporting.coverage import CoverageRow
from elearn.tracker import Actor
from elearn.translations import N_, in_this_language
from elearn.translations import gettext as _

LEAD = N_("Who is in date with the learning that they are required to take.")
FIGURES_FOR = N_("Every figure below is for %(day)s.")
QUARTERS = 8
LOOK_AGAIN = 5.0
"""After how many seconds the page looks whether figures have been worked out."""


def show() -> None:
    """Draws the screen."""
    actor = session.me("coverage")
    scope = actor.coverage_scope()
    heading(_("Coverage"), _(LEAD))
    unanswered.in_a_line(actor)
    known = names_of(scope)
    if not known.agencies or not known.courses:
        draw(
            "empty.html",
            title=_("Nothing to count yet"),
            text=_(
                "Coverage appears here once agencies, people, courses and requirements have been imported."
            ),
        )
        return
    with st.container(horizontal=True, key="board_filters", vertical_alignment="bottom"):
        as_at = filters.as_at("board_as_at")
        course = filters.one_of(_("Course"), known.courses, _("All courses"), "board_course", name="course")
        within = filters.agency(known.agencies, _("All agencies"), "board_agency")
    draw("figures-for.html", what=FIGURES_FOR, as_at=as_at)
    view = View(scope, known, as_at, within)
    if course is None:
        _every_course(view)
    else:
        _one_course(view, course)
    draw("method.html", as_at=as_at)


def ahead(actor: Actor) -> str:
    """Returns the screen down to its first figures as HTML: today, every course and agency. "" if it has no figure.

    The browser shows it before Streamlit has started (`elearn.app.ahead`).
    """
    scope = actor.coverage_scope()
    view = View(scope, names_of(scope), today(), None)
    lines = _lines(view, actor)
    if not lines:
        return ""
    first, rest = _ours_and_others(view, lines)
    return rendered(
        "coverage-ahead.html",
        title=_("Coverage"),
        lead=_(LEAD),
        waiting=unanswered.as_line(actor),
        what=FIGURES_FOR,
        as_at=view.as_at,
        searched=len(view.known.agencies) > filters.FEW,
        courses=_waiting(view, {id: line.row for id, line in lines.items()}),
        over=_over(rest),
        lines=first,
        since=view.since,
    )


def _lines(view: View, reader: Actor) -> dict[str, HeatRow]:
    """Each course that someone is required to take, by id."""
    totals, before = _totals(view)
    called, earlier = view.known.courses, in_date(before.values(), "course")
    notes, links = _notes(view), view.links(reader)
    return {
        id: HeatRow(
            called[id],
            row,
            change(row, earlier, "course"),
            note=notes.get(id, ""),
            to=links.to(id),
            people=links.people(id),
        )
        for id in called
        if (row := totals.get(id)) is not None and (row.in_scope or pending(row))
    }


def _ours_and_others(view: View, lines: Mapping[str, HeatRow]) -> tuple[list[HeatRow], list[HeatRow]]:
    """The courses that the board wrote, or all if it wrote none, and the rest."""
    first = [line for id, line in lines.items() if id in view.known.ours] or list(lines.values())
    return first, [line for line in lines.values() if line not in first]


def _over(rest: list[HeatRow]) -> str:
    return _("Learning from reviews") if rest else _("Each course")


def _every_course(view: View) -> None:
    lines = _lines(view, session.me("coverage"))
    if not lines:
        _no_one(view)
        return
    _wait_for(view, {id: line.row for id, line in lines.items()})
    first, rest = _ours_and_others(view, lines)
    draw("subheading.html", text=_over(rest))
    draw("coverage-courses.html", lines=first, since=view.since)
    if rest:
        draw("subheading.html", text=_("Courses taught elsewhere"))
        draw(
            "coverage-table.html",
            first=_("Course"),
            lines=rest,
            basis_words=BASIS_WORDS,
            caption=_caption(view),
        )
        if noted := [line for line in rest if line.note]:
            draw("coverage-notes.html", lines=noted)
    draw("subheading.html", text=_("Agency by course"))
    board_tables.agencies_by_course(view)
    draw("subheading.html", text=_("Role group by course"))
    board_tables.role_groups_by_course(view)
    _trend(view, list(view.known.ours or view.known.courses))


def _one_course(view: View, course: str) -> None:
    totals, before = _totals(view)
    total = totals.get(course)
    if total is None or total.in_scope == 0:
        _no_one(view)
        return
    _wait_for(view, {course: total})
    draw(
        "coverage-headline.html",
        title=view.known.courses[course],
        about=course_link(course),
        row=total,
        as_at=view.as_at,
        since=view.since,
        change=change(total, in_date(before.values(), "course"), "course"),
        note=_notes(view).get(course, ""),
    )
    draw("subheading.html", text=_("Each agency"))
    board_tables.agencies_of(view, course)
    draw("subheading.html", text=_("Each role group"))
    board_tables.role_groups_of(view, course)
    _trend(view, [course])


def _caption(view: View) -> str:
    return _("In date on %(day)s; change since %(since)s.", day=day(view.as_at), since=day(view.since))


def _totals(view: View) -> tuple[dict[str, CoverageRow], dict[str, CoverageRow]]:
    """The figure of each course on the day, and at the end of the last quarter, from one look at the database."""
    rows = trend_rows(view.scope, (view.since, view.as_at), ("course",), view.within)
    on = {at: {row.keys["course"]: row for row in rows if row.as_at == at} for at in (view.as_at, view.since)}
    return on[view.as_at], on[view.since]


def _notes(view: View) -> dict[str, str]:
    """By course, what to say beside its figure of the day, if there is anything to say."""
    found = notes_beside(view.scope, view.as_at, within=view.within)
    return {note.keys["course"]: note.in_words() for note in found}


def _waiting(view: View, totals: Mapping[str, CoverageRow]) -> list[str]:
    """The titles of the courses whose figures are being worked out."""
    return [view.known.courses[id] for id, row in totals.items() if pending(row)]


def _wait_for(view: View, totals: Mapping[str, CoverageRow]) -> None:
    """Says which figures are being worked out, and looks again until they are there. If none is, it draws nothing."""
    if waiting := _waiting(view, totals):
        st.fragment(in_this_language(_look_again), run_every=LOOK_AGAIN)(view, waiting)


def _look_again(view: View, waiting: list[str]) -> None:
    board_tables.must_still_see(view)
    now, _before = _totals(view)
    if set(_waiting(view, now)).isdisjoint(waiting):
        st.rerun()
    draw("coverage-pending.html", courses=waiting)
    if st.button(_("Look again"), key="board_look_again"):
        st.rerun()


def _no_one(view: View) -> None:
    text = _("No requirement names anyone here on %(day)s.", day=day(view.as_at))
    draw("empty.html", title=_("No one is in scope"), text=text)


def _trend(view: View, courses: list[str]) -> None:
    draw("subheading.html", text=_("The last two years, quarter by quarter"))
    days = (*filters.quarter_ends(view.as_at, QUARTERS), view.as_at)
    rows = trend_rows(view.scope, days, ("course",), view.within)
    called = {id: title for id, title in view.known.courses.items() if id in courses}
    charts.trend(
        [row for row in rows if row.percent is not None and row.keys["course"] in called], called, "board"
    )
