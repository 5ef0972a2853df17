"""What the screens ask of the rooms below, kept for a moment: each answer under the scope that it was asked with."""

from datetime import date

import streamlit as st

from elearn.app.session import database
from elearn.reporting.coverage import CoverageRow, coverage, trend
from elearn.reporting.people import Listing, State, who
from elearn.tracker.names import Names, names
from elearn.tracker.scope import Scope


@st.cache_data(ttl=20, max_entries=256, show_spinner=False)
def coverage_rows(
    scope: Scope, as_at: date, by: tuple[str, ...], within: str | None = None
) -> list[CoverageRow]:
    """`reporting.coverage` with this scope."""
    return coverage(database(), scope, as_at, by, within=within)


@st.cache_data(ttl=20, max_entries=256, show_spinner=False)
def trend_rows(
    scope: Scope, days: tuple[date, ...], by: tuple[str, ...], within: str | None = None
) -> list[CoverageRow]:
    """`reporting.trend` with this scope."""
    return trend(database(), scope, days, by, within=within)


@st.cache_data(ttl=20, max_entries=256, show_spinner=False)
def names_of(scope: Scope) -> Names:
    """`tracker.names` with this scope."""
    return names(database(), scope)


@st.cache_data(ttl=20, max_entries=256, show_spinner=False)
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
    """`reporting.who` with this scope."""
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
