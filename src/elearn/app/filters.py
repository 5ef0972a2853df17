"""The filters at the top of a screen, and the days that figures are compared with."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import streamlit as st

from elearn.days import today
from elearn.tracker import AgencyName

FEW = 60
"""Up to how many agencies are offered as one list."""
OFFERED = 20
"""How many agencies of a longer list are offered at once."""
_FINDING = "Type a part of the name and press Enter. Then choose the agency from what is found."
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
    offered, said = agencies_offered(agencies, key, label)
    return one_of(said, offered, every, key)


def agencies_offered(
    agencies: Sequence[AgencyName], key: str, label: str = "Agency", keep: str = ""
) -> tuple[dict[str, str], str]:
    """What the choice of an agency offers: names by id; and the label of the choice.

    Up to FEW agencies are offered as one list, in their tree. If there are more, a search box is drawn, and at most
    OFFERED agencies are offered: those that match, or the first ones at the top if nothing is searched for. This is
    because a choice sends all its options each time the page is drawn, and 1,700 names are 70 kB. The agency that is
    chosen at `key`, or else `keep`, is always offered. In a form, call this before the form, so that a search is
    answered at once. A name that several agencies have is said with what it is part of.
    """
    if len(agencies) <= FEW:
        return {each.id: "\u2003" * each.depth + each.name for each in agencies}, label
    search = st.text_input(
        "Find an agency", key=f"{key}_find", placeholder="Part of its name", help=_FINDING
    ).strip()
    named = {each.id: each for each in agencies}
    found = _matching(agencies, search)
    chosen = str(st.session_state.get(key) or keep)
    kept = [named[chosen]] if chosen in named else []
    offered = dict.fromkeys([*kept, *(found or _matching(agencies, ""))[:OFFERED]])
    if not search:
        said = label
    elif len(found) > OFFERED:
        said = f"{label} ({OFFERED} of {len(found):,} found)"
    else:
        said = f"{label} ({len(found):,} found)" if found else f"{label} (none found)"
    alike = {name for name, count in Counter(each.name for each in agencies).items() if count > 1}
    return {each.id: _with_parent(each, named) if each.name in alike else each.name for each in offered}, said


def _matching(agencies: Sequence[AgencyName], search: str) -> list[AgencyName]:
    """The agencies whose name or id has each word that is searched for; those whose name starts with it come first."""
    words = search.casefold().split()
    if not words:
        return [each for each in agencies if each.depth == 0]
    found = [each for each in agencies if all(word in f"{each.name} {each.id}".casefold() for word in words)]
    return sorted(found, key=lambda each: not each.name.casefold().startswith(words[0]))


def _with_parent(agency: AgencyName, named: Mapping[str, AgencyName]) -> str:
    parent = named.get(agency.parent or "")
    return f"{agency.name}, part of {parent.name}" if parent else agency.name


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
