"""Calls to the rooms below for the screens. Answers are cached by scope until the facts change.

The cache hands out the same rows each time, because a copy of thousands of rows costs more than it takes to work them
out. So a screen must not change what it gets.
"""

from collections.abc import Callable, Hashable
from datetime import date

import streamlit as st

from elearn.app.drawing import pending
from elearn.app.preparing import prepare_figures
from elearn.app.session import database
from elearn.publishing import WrittenCourses
from elearn.reporting import Listing, ResultNote, State, result_notes, who
from elearn.reporting.coverage import CoverageRow, coverage, trend
from elearn.settings import settings
from elearn.tracker import Names, Scope, current_version, load_names

Facts = tuple[str, int]
"""Which database, and the version of what is in it. An answer is right as long as these are the same."""


def _facts() -> Facts:
    return settings().database, current_version(database())


def coverage_rows(
    scope: Scope,
    as_at: date,
    by: tuple[str, ...],
    within: str | None = None,
    agencies: tuple[str, ...] | None = None,
) -> list[CoverageRow]:
    """Returns `reporting.coverage` for this scope.

    Ask for the `agencies` that you show. All of a county are many rows, and those are for a file and are not kept:
    `every_row`.
    """
    ids = None if agencies is None else "\n".join(agencies)  # one text is a cheaper key than hundreds
    asked = (_facts(), scope, as_at, by, within, ids)
    rows = _coverage(*asked)
    if any(pending(row) for row in rows):
        _look_again(_coverage.clear, *asked)
    return rows


def every_row(scope: Scope, as_at: date, by: tuple[str, ...], within: str | None = None) -> list[CoverageRow]:
    """Returns `reporting.coverage` of every agency of this scope, worked out now."""
    return coverage(database(), scope, as_at, by, within=within)


def notes_beside(
    scope: Scope, as_at: date, by: tuple[str, ...] = ("course",), within: str | None = None
) -> list[ResultNote]:
    """Returns `reporting.result_notes` for this scope."""
    return _notes(_facts(), scope, as_at, by, within)


def trend_rows(
    scope: Scope, days: tuple[date, ...], by: tuple[str, ...], within: str | None = None
) -> list[CoverageRow]:
    """Returns `reporting.trend` for this scope."""
    asked = (_facts(), scope, days, by, within)
    rows = _trend(*asked)
    if any(pending(row) for row in rows):
        _look_again(_trend.clear, *asked)
    return rows


def _look_again(clear: Callable[..., None], *asked: Hashable) -> None:
    """Forgets an answer in which figures are being worked out, and sees to it that someone works them out.

    Whoever brought in the change may have closed the page, and the page's work stopped with it.
    """
    clear(*asked)
    prepare_figures()


def names_of(scope: Scope) -> Names:
    """Returns `tracker.load_names` for this scope."""
    return _names(_facts(), scope)


def people_in(
    scope: Scope,
    as_at: date,
    states: tuple[State, ...],
    course: str | None,
    agency: str | None,
    search: str,
    limit: int,
    offset: int,
) -> Listing:
    """Returns `reporting.who` for this scope. It is never cached, because it holds people's names."""
    return who(
        database(),
        scope,
        as_at,
        states=states,
        course=course,
        agency=agency,
        search=search,
        limit=limit,
        offset=offset,
    )


def written_courses() -> WrittenCourses:
    """Returns the courses that are written here, published or not: titles by id."""
    return WrittenCourses(settings().courses)


@st.cache_resource(ttl=3600, max_entries=256, show_spinner=False)
def _coverage(
    facts: Facts,
    scope: Scope,
    as_at: date,
    by: tuple[str, ...],
    within: str | None,
    ids: str | None,
) -> list[CoverageRow]:
    agencies = None if ids is None else ids.split("\n")
    return coverage(database(), scope, as_at, by, within=within, agencies=agencies)


@st.cache_resource(ttl=3600, max_entries=64, show_spinner=False)
def _notes(
    facts: Facts, scope: Scope, as_at: date, by: tuple[str, ...], within: str | None
) -> list[ResultNote]:
    return result_notes(database(), scope, as_at, by, within=within)


@st.cache_resource(ttl=3600, max_entries=64, show_spinner=False)
def _trend(
    facts: Facts, scope: Scope, days: tuple[date, ...], by: tuple[str, ...], within: str | None
) -> list[CoverageRow]:
    return trend(database(), scope, days, by, within=within)


@st.cache_resource(ttl=3600, max_entries=64, show_spinner=False)
def _names(facts: Facts, scope: Scope) -> Names:
    return load_names(database(), scope)
