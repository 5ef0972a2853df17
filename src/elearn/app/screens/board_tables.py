"""The tables of the Coverage screen: agencies and role groups by course, and those of one course.

Each is a part of the page that Streamlit draws anew by itself, so that opening an agency costs no more than its table.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import ParamSpec

import streamlit as st

from elearn.app import downloads, filters, session
from elearn.app.agency_rows import AgencyRows, Line, Rest
from elearn.app.coverage_file import Figures
from elearn.app.drawing import BASIS_WORDS as BASIS_WORDS
from elearn.app.drawing import day, draw, pending
from elearn.app.questions import coverage_rows, every_row, names_of
from elearn.app.screens.board_links import BoardLinks
from elearn.problems import ElearnError
from elearn.reporting import result_notes
from elearn.reporting.coverage import CoverageRow
from elearn.tracker import Actor, Names, Scope
from elearn.translations import N_, in_this_language
from elearn.translations import gettext as _

Given = ParamSpec("Given")
IN_TREE = N_("Its place in the county")
BY_LEVEL = N_("Level")


@dataclass(frozen=True)
class HeatRow:
    """A line of a table of one figure: its name, the figure, and the change of people in date since the quarter end.

    `note` says what else belongs to the figure, such as results that nobody knows. `to` is the address of its own view,
    and `people` of the people behind it; "" if there is none.
    """

    name: str
    row: CoverageRow
    change: int | None
    place: Line | None = None
    is_rest: bool = False
    note: str = ""
    to: str = ""
    people: str = ""


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

    def links(self, reader: Actor) -> BoardLinks:
        """Where its figures lead this reader to."""
        return BoardLinks(reader, self.scope, self.known.agencies, self.as_at, self.within)


def _drawn_by_itself(draw_it: Callable[Given, None]) -> Callable[Given, None]:
    """Makes a part of the page that Streamlit draws anew by itself, in the language that the page has now."""

    @wraps(draw_it)
    def start(*args: Given.args, **values: Given.kwargs) -> None:
        st.fragment(in_this_language(draw_it))(*args, **values)

    return start


@_drawn_by_itself
def agencies_by_course(view: View) -> None:
    """Draws the heat table of agencies, folded to the top."""
    must_still_see(view)
    by = ("agency", "course")
    folded = AgencyRows(view.known.agencies, view.within, "board", columns=len(view.known.courses))
    rows = coverage_rows(view.scope, view.as_at, by, view.within, folded.needed())
    heat = _Heat(rows, "agency", view.known)
    lowest = _order("board_order_agency", heat, _(IN_TREE), "agencies-by")
    lines = folded.lines(heat.asked, heat.by_share(lowest) if lowest else None)
    _draw_heat(
        view,
        heat,
        _("Agency"),
        _("Coverage by agency and course"),
        [(line, None if isinstance(line, Rest) else heat.cells(line.id)) for line in lines],
        linked=True,
    )
    folded.buttons(lines)
    _csv(view, by, "coverage-by-agency-and-course", "board_heat_agency_csv")


@_drawn_by_itself
def role_groups_by_course(view: View) -> None:
    """Draws the heat table of role groups."""
    must_still_see(view)
    by = ("role_group", "course")
    heat = _Heat(coverage_rows(view.scope, view.as_at, by, view.within), "role_group", view.known)
    shown = [id for id in view.known.role_groups if id in heat.asked]
    if lowest := _order("board_order_role_group", heat, _(BY_LEVEL), "role-groups-by"):
        shown.sort(key=heat.by_share(lowest))
    lines = [(_plain(view.known.role_groups[id]), heat.cells(id)) for id in shown]
    _draw_heat(view, heat, _("Role group"), _("Coverage by role group and course"), lines)
    _csv(view, by, "coverage-by-role-group-and-course", "board_heat_role_group_csv")


@_drawn_by_itself
def agencies_of(view: View, course: str) -> None:
    """Draws the table of the agencies for one course, folded to the top."""
    must_still_see(view)
    by = ("agency", "course")
    folded = AgencyRows(view.known.agencies, view.within, "board")
    found = _of(course, coverage_rows(view.scope, view.as_at, by, view.within, folded.needed()), "agency")
    lowest = _lowest("board_rows_agency", _(IN_TREE), "agencies-by")
    asked = {id for id, row in found.items() if row.in_scope != 0}
    lines = folded.lines(asked, (lambda id: _share(found.get(id))) if lowest else None)
    shown = tuple(line.id for line in lines if isinstance(line, Line))
    before = _of(course, coverage_rows(view.scope, view.since, by, view.within, shown), "agency")
    earlier = in_date(before.values(), "agency")
    links = view.links(session.me("coverage"))

    def row(line: Line) -> HeatRow:
        to, people = links.to(course, line.id), links.people(course, line.id)
        changed = change(found[line.id], earlier, "agency")
        return HeatRow(line.name, found[line.id], changed, line, to=to, people=people)

    drawn = [line if isinstance(line, Rest) else row(line) for line in lines]
    caption = _("In date on %(day)s, each agency; change since %(since)s.", **_days(view))
    _draw_table(_("Agency"), drawn, caption)
    folded.buttons(lines)
    _csv(view, by, f"coverage-{course}-by-agency", "board_agency_csv", course)


@_drawn_by_itself
def role_groups_of(view: View, course: str) -> None:
    """Draws the table of the role groups for one course."""
    must_still_see(view)
    by = ("role_group", "course")
    found = _of(course, coverage_rows(view.scope, view.as_at, by, view.within), "role_group")
    before = _of(course, coverage_rows(view.scope, view.since, by, view.within), "role_group")
    earlier = in_date(before.values(), "role_group")
    called = view.known.role_groups
    shown = [found[id] for id in called if id in found and found[id].in_scope != 0]
    if _lowest("board_rows_role_group", _(BY_LEVEL), "role-groups-by"):
        shown.sort(key=_share)
    drawn = [
        HeatRow(called[row.keys["role_group"]], row, change(row, earlier, "role_group")) for row in shown
    ]
    caption = _("In date on %(day)s, each role group; change since %(since)s.", **_days(view))
    _draw_table(_("Role group"), drawn, caption)
    _csv(view, by, f"coverage-{course}-by-role-group", "board_role_group_csv", course)


def must_still_see(view: View) -> None:
    """Draws the whole page anew if the reader's rights have changed: this part of it may be drawn long after it."""
    try:
        same = session.me("coverage").coverage_scope() == view.scope
    except ElearnError:
        same = False
    if not same:
        st.rerun()


def change(row: CoverageRow, before: Mapping[str, int], key: str) -> int | None:
    """How many more people are in date than before. None if it is not known."""
    earlier = before.get(row.keys[key])
    return None if earlier is None or row.in_date is None else row.in_date - earlier


def in_date(rows: Iterable[CoverageRow], key: str) -> dict[str, int]:
    """The people in date by the value of a key, without those who are not known."""
    return {row.keys[key]: row.in_date for row in rows if row.in_date is not None}


class _Heat:
    """The figures of a heat table: by agency or role group, and course."""

    def __init__(self, rows: Sequence[CoverageRow], key: str, known: Names) -> None:
        self._found = {(row.keys[key], row.keys["course"]): row for row in rows}
        asked = [row for row in rows if row.in_scope != 0]
        courses = {row.keys["course"] for row in asked if row.in_scope or pending(row)}
        self.titles = {id: title for id, title in known.courses.items() if id in courses}
        self.asked = {row.keys[key] for row in asked if row.keys["course"] in courses}

    def cells(self, id: str) -> list[CoverageRow | None]:
        """The figures of a row, one for each course. None: no one there is required to take it."""
        return [self._found.get((id, course)) for course in self.titles]

    def by_share(self, course: str) -> Callable[[str], float]:
        """What sorts ids by their share in one course, the lowest first."""
        return lambda id: _share(self._found.get((id, course)))


def _order(key: str, heat: _Heat, usual: str, name: str) -> str | None:
    titles = {course: _("Lowest first in %(title)s", title=title) for course, title in heat.titles.items()}
    return filters.one_of(_("Order by"), titles, usual, key, width=420, name=name)


def _lowest(key: str, usual: str, name: str) -> bool:
    offered = {"lowest": _("Lowest first")}
    return bool(filters.one_of(_("Order by"), offered, usual, key, width=320, name=name))


def _share(row: CoverageRow | None) -> float:
    """The key that sorts rows by percentage, the lowest first. Rows without a percentage come last."""
    return 101.0 if row is None or row.percent is None else row.percent


def _of(course: str, rows: Iterable[CoverageRow], key: str) -> dict[str, CoverageRow]:
    return {row.keys[key]: row for row in rows if row.keys["course"] == course}


def _plain(name: str) -> Line:
    return Line(id=name, name=name, depth=0, parts=0, opened=False, press="")


def _draw_heat(
    view: View,
    heat: _Heat,
    first: str,
    label: str,
    lines: Sequence[tuple[Line | Rest, Sequence[CoverageRow | None] | None]],
    *,
    linked: bool = False,
) -> None:
    draw(
        "coverage-heat.html",
        first=first,
        label=label,
        as_at=view.as_at,
        courses=heat.titles,
        lines=lines,
        links=view.links(session.me("coverage")),
        linked=linked,
    )


def _draw_table(first: str, lines: Sequence[HeatRow | Rest], caption: str) -> None:
    draw("coverage-table.html", first=first, lines=lines, basis_words=BASIS_WORDS, caption=caption)


def _days(view: View) -> dict[str, str]:
    return {"day": day(view.as_at), "since": day(view.since)}


def _csv(view: View, by: tuple[str, ...], name: str, key: str, course: str | None = None) -> None:
    """Offers every row as a file, also those of agencies that are folded."""

    def figures(scope: Scope) -> Figures:
        rows, before = (every_row(scope, at, by, view.within) for at in (view.as_at, view.since))
        notes = result_notes(session.database(), scope, view.as_at, by, within=view.within)
        return Figures(
            view.as_at,
            view.since,
            by,
            [row for row in rows if course in (None, row.keys["course"])],
            before,
            [note for note in notes if course in (None, note.keys["course"])],
            names_of(scope),
        )

    downloads.coverage(figures, downloads.dated(name, view.as_at), key)
