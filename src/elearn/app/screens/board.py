"""Coverage on any day: the headline, agencies by course, each agency, role groups and the trend."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from elearn.app import charts, downloads, filters, session
from elearn.app.drawing import day, draw, heading
from elearn.app.questions import coverage_rows, names_of, trend_rows
from elearn.reporting.coverage import CoverageRow
from elearn.tracker import Names, Scope

BASIS_WORDS = {
    "roster": "Roster",
    "headcount": "Declared headcount",
    "return": "The agency’s own return",
    "mixed": "Mixed",
}
QUARTERS = 8


@dataclass(frozen=True)
class HeatRow:
    """A line of a coverage table: its name, the figure, and the change of people in date since the last quarter end."""

    name: str
    row: CoverageRow
    change: int | None
    depth: int = 0
    total: bool = False


@dataclass(frozen=True)
class View:
    """What the reader chose to see. `within` is an agency with its children; None: all agencies of the scope."""

    scope: Scope
    known: Names
    as_at: date
    within: str | None

    @property
    def since(self) -> date:
        """The end of the last quarter. Changes are counted from it."""
        return filters.quarter_ends(self.as_at, 1)[0]


def show() -> None:
    """Draws the screen."""
    scope = session.me("coverage").coverage_scope()
    heading("Coverage", "Who is in date with the learning that they are required to take.")
    known = names_of(scope)
    if not known.agencies or not known.courses:
        draw(
            "empty.html",
            title="Nothing to count yet",
            text="Coverage appears here once agencies, people, courses and requirements have been imported.",
        )
        return
    with st.container(horizontal=True, key="board_filters"):
        as_at = filters.as_at("board_as_at")
        course = filters.one_of("Course", known.courses, "All courses", "board_course")
        within = filters.agency(known.agencies, "All agencies", "board_agency")
    view = View(scope, known, as_at, within)
    if course is None:
        _every_course(view)
    else:
        _one_course(view, course)
    draw("method.html", as_at=as_at)


def _every_course(view: View) -> None:
    totals = coverage_rows(view.scope, view.as_at, ("course",), view.within)
    before = _in_date(coverage_rows(view.scope, view.since, ("course",), view.within), "course")
    rows = [row for row in _ordered(totals, "course", view.known.courses) if row.in_scope]
    if not rows:
        _no_one(view)
        return
    called = view.known.courses
    lines = {
        id: HeatRow(called[id], row, _change(row, before, "course"))
        for row in rows
        if (id := row.keys["course"])
    }
    first = [line for id, line in lines.items() if id in view.known.ours] or list(lines.values())
    rest = [line for line in lines.values() if line not in first]
    draw("subheading.html", text="Learning from reviews" if rest else "Each course")
    draw("coverage-courses.html", lines=first, since=view.since)
    if rest:
        draw("subheading.html", text="Courses taught elsewhere")
        caption = f"In date on {day(view.as_at)}; change since {day(view.since)}."
        draw("coverage-table.html", first="Course", lines=rest, basis_words=BASIS_WORDS, caption=caption)
    _heat(view, "Agency by course", "agency", {agency.id: agency.name for agency in view.known.agencies})
    _heat(view, "Role group by course", "role_group", view.known.role_groups)
    _trend(view, None)


def _one_course(view: View, course: str) -> None:
    title = view.known.courses[course]
    total = _of(coverage_rows(view.scope, view.as_at, ("course",), view.within), course)
    earlier = _of(coverage_rows(view.scope, view.since, ("course",), view.within), course)
    if total is None or total.in_scope == 0:
        _no_one(view)
        return
    change = (
        total.in_date - earlier.in_date
        if earlier and earlier.in_date is not None and total.in_date is not None
        else None
    )
    draw("coverage-headline.html", title=title, row=total, as_at=view.as_at, since=view.since, change=change)
    agencies = {agency.id: agency.name for agency in view.known.agencies}
    _table(view, course, "Each agency", "agency", agencies)
    _table(view, course, "Each role group", "role_group", view.known.role_groups)
    _trend(view, course)


def _no_one(view: View) -> None:
    text = f"No requirement names anyone here on {day(view.as_at)}."
    draw("empty.html", title="No one is in scope", text=text)


def _table(view: View, course: str, title: str, key: str, called: dict[str, str]) -> None:
    by = (key, "course")
    rows = [
        row for row in coverage_rows(view.scope, view.as_at, by, view.within) if row.keys["course"] == course
    ]
    before = _in_date(
        [
            row
            for row in coverage_rows(view.scope, view.since, by, view.within)
            if row.keys["course"] == course
        ],
        key,
    )
    depth = {agency.id: agency.depth for agency in view.known.agencies} if key == "agency" else {}
    draw("subheading.html", text=title)
    shown = [row for row in _ordered(rows, key, called) if row.in_scope != 0]
    usual = "Its place in the county" if key == "agency" else "Level"
    lowest = filters.one_of("Order by", {"lowest": "Lowest first"}, usual, f"board_rows_{key}", width=320)
    if lowest:
        shown.sort(key=_share)
    lines = [
        HeatRow(
            called[row.keys[key]],
            row,
            _change(row, before, key),
            0 if lowest else depth.get(row.keys[key], 0),
        )
        for row in shown
    ]
    draw(
        "coverage-table.html",
        first=title.removeprefix("Each ").capitalize(),
        lines=lines,
        basis_words=BASIS_WORDS,
        caption=f"In date on {day(view.as_at)}, {title.lower()}; change since {day(view.since)}.",
    )
    downloads.coverage(rows, f"coverage-{course}-by-{key}-{view.as_at}.csv", key=f"board_{key}_csv")


def _heat(view: View, title: str, key: str, called: dict[str, str]) -> None:
    rows = coverage_rows(view.scope, view.as_at, (key, "course"), view.within)
    cells = {(row.keys[key], row.keys["course"]): row for row in rows}
    courses = [
        id for id in view.known.courses if any(row.in_scope for row in rows if row.keys["course"] == id)
    ]
    depth = {agency.id: agency.depth for agency in view.known.agencies} if key == "agency" else {}
    draw("subheading.html", text=title)
    shown = [
        id
        for id in called
        if any((row := cells.get((id, course))) is not None and row.in_scope != 0 for course in courses)
    ]
    titles = {course: f"Lowest first in {view.known.courses[course]}" for course in courses}
    usual = "Its place in the county" if key == "agency" else "Level"
    if lowest := filters.one_of("Order by", titles, usual, f"board_order_{key}", width=420):
        shown.sort(key=lambda id: _share(cells.get((id, lowest))))
    lines = [
        (called[id], 0 if lowest else depth.get(id, 0), [cells.get((id, course)) for course in courses])
        for id in shown
    ]
    draw(
        "coverage-heat.html",
        first=title.removesuffix(" by course"),
        as_at=view.as_at,
        titles=[view.known.courses[id] for id in courses],
        lines=lines,
    )
    downloads.coverage(rows, f"coverage-by-{key}-and-course-{view.as_at}.csv", key=f"board_heat_{key}_csv")


def _share(row: CoverageRow | None) -> float:
    """The key that sorts rows by percentage, the lowest first. Rows without a percentage come last."""
    return 101.0 if row is None or row.percent is None else row.percent


def _trend(view: View, course: str | None) -> None:
    days = (*filters.quarter_ends(view.as_at, QUARTERS), view.as_at)
    rows = trend_rows(view.scope, days, ("course",), view.within)
    shown = [row for row in rows if row.percent is not None and row.keys["course"] in _wanted(view, course)]
    draw("subheading.html", text="The last two years, quarter by quarter")
    charts.trend(shown, view.known.courses)


def _wanted(view: View, course: str | None) -> frozenset[str]:
    """The courses that the trend shows: the chosen one, or else our own. If none is ours, all of them."""
    return frozenset({course}) if course else (view.known.ours or frozenset(view.known.courses))


def _of(rows: Iterable[CoverageRow], course: str) -> CoverageRow | None:
    return next((row for row in rows if row.keys["course"] == course), None)


def _ordered(rows: Iterable[CoverageRow], key: str, called: dict[str, str]) -> list[CoverageRow]:
    place = {id: number for number, id in enumerate(called)}
    return sorted((row for row in rows if row.keys[key] in place), key=lambda row: place[row.keys[key]])


def _in_date(rows: Iterable[CoverageRow], key: str) -> dict[str, int]:
    return {row.keys[key]: row.in_date for row in rows if row.in_date is not None}


def _change(row: CoverageRow, before: dict[str, int], key: str) -> int | None:
    earlier = before.get(row.keys[key])
    return None if earlier is None or row.in_date is None else row.in_date - earlier
