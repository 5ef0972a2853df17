"""The filters at the top of a screen, and the days that figures are compared with."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import streamlit as st

from elearn.days import today
from elearn.tracker import AgencyName

EVERY = ""
"""The value of a filter that leaves everything in."""


def as_at(key: str) -> date:
    """Asks which day the figures are for, and returns it. It is today unless the reader chooses another."""
    chosen = st.date_input(
        "As at",
        value=today(),
        format="DD/MM/YYYY",
        key=key,
        min_value=date(2010, 1, 1),
        max_value=add_year(today()),
    )
    return chosen if isinstance(chosen, date) else today()


def one_of(
    label: str, options: Mapping[str, str], every: str, key: str, width: int | Literal["stretch"] = "stretch"
) -> str | None:
    """Asks for one of `options` (id to name). Returns its id, or None if the reader leaves it at `every`."""
    shown = {EVERY: every, **options}
    return st.selectbox(label, list(shown), format_func=lambda id: shown[id], key=key, width=width) or None


def agency(agencies: Sequence[AgencyName], every: str, key: str, label: str = "Agency") -> str | None:
    """Asks for one agency, which includes its children.

    Returns its id, or None for all that the reader may see.
    """
    return one_of(
        label, {agency.id: "\u2003" * agency.depth + agency.name for agency in agencies}, every, key
    )


def quarter_ends(before: date, count: int) -> list[date]:
    """Returns the last days of the `count` quarters that ended before a day, the earliest first."""
    start = date(before.year, (before.month - 1) // 3 * 3 + 1, 1)
    ends = []
    for _ in range(count):
        end = start - timedelta(days=1)
        ends.append(end)
        start = date(end.year, end.month - 2, 1)
    return ends[::-1]


def add_year(day: date) -> date:
    """Returns the day a year (366 days) later.

    Figures for a future day show what will have lapsed by then.
    """
    return day + timedelta(days=366)
