"""Calls to the rooms below for the screens. Answers are cached by scope until the facts change."""

from datetime import date

import streamlit as st

from elearn.app.session import database
from elearn.publishing import WrittenCourses
from elearn.reporting import Listing, State, who
from elearn.reporting.coverage import CoverageRow, coverage, trend
from elearn.settings import settings
from elearn.tracker import Names, Scope, current_version, load_names


def coverage_rows(
    scope: Scope, as_at: date, by: tuple[str, ...], within: str | None = None
) -> list[CoverageRow]:
    """Returns `reporting.coverage` for this scope."""
    return _coverage(current_version(database()), scope, as_at, by, within)


def trend_rows(
    scope: Scope, days: tuple[date, ...], by: tuple[str, ...], within: str | None = None
) -> list[CoverageRow]:
    """Returns `reporting.trend` for this scope."""
    return _trend(current_version(database()), scope, days, by, within)


def names_of(scope: Scope) -> Names:
    """Returns `tracker.load_names` for this scope."""
    return _names(current_version(database()), scope)


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


@st.cache_data(ttl=3600, max_entries=256, show_spinner=False)
def _coverage(
    facts: int, scope: Scope, as_at: date, by: tuple[str, ...], within: str | None
) -> list[CoverageRow]:
    return coverage(database(), scope, as_at, by, within=within)


@st.cache_data(ttl=3600, max_entries=64, show_spinner=False)
def _trend(
    facts: int, scope: Scope, days: tuple[date, ...], by: tuple[str, ...], within: str | None
) -> list[CoverageRow]:
    return trend(database(), scope, days, by, within=within)


@st.cache_data(ttl=3600, max_entries=64, show_spinner=False)
def _names(facts: int, scope: Scope) -> Names:
    return load_names(database(), scope)
