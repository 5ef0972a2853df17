"""The filters at the top of a screen, and the days that figures are compared with.

What a filter is set to is in the address (`address.py`), under its `name`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import streamlit as st

from elearn.app import address
from elearn.app.drawing import draw, thousands
from elearn.days import today
from elearn.tracker import AgencyName
from elearn.translations import N_
from elearn.translations import gettext as _

FEW = 60
"""Up to how many agencies are offered as one list."""
OFFERED = 20
"""How many agencies of a longer list are offered at once."""
_FINDING = N_("Type a part of the name and press Enter. Then choose the agency from what is found.")
EVERY = ""
"""The value of a filter that leaves everything in."""
FIRST_DAY = date(2010, 1, 1)
"""The first day that figures can be asked for."""
_KEPT_DAY = "as_at_kept"


def as_at(key: str) -> date:
    """Asks which day the figures are for, and returns it.

    It is today unless the address or the reader chooses another. The day stays when the reader goes on to another page.
    Draw `figures-for.html` below the filters: it names the day, and the field says if it shows another one.
    """
    first, last = FIRST_DAY, add_year(today())

    def read(text: str) -> date | None:
        found = address.day(text)
        return found if found and first <= found <= last else None

    kept = st.session_state.get(_KEPT_DAY) if address.by_menu() else None
    address.bind("as-at", key, today(), read, date.isoformat, otherwise=kept)
    with st.container(key=f"{key}_field", gap=None):
        chosen = st.date_input(_("As at"), format="DD/MM/YYYY", key=key, min_value=first, max_value=last)
        draw("not-applied.html")
    day = chosen if isinstance(chosen, date) else today()
    st.session_state[_KEPT_DAY] = day
    return day


def one_of(
    label: str,
    options: Mapping[str, str],
    every: str,
    key: str,
    width: int | Literal["stretch"] = "stretch",
    *,
    name: str,
) -> str | None:
    """Asks for one of `options` (id to name). Returns its id, or None if the reader leaves it at `every`."""
    address.bind(name, key, EVERY, address.one_of(options))
    shown = {EVERY: every, **options}
    if st.session_state[key] not in shown:  # it is gone since it was chosen
        st.session_state[key] = EVERY
    return st.selectbox(label, list(shown), format_func=lambda id: shown[id], key=key, width=width) or None


def agency(
    agencies: Sequence[AgencyName], every: str, key: str, label: str = "", *, name: str = "agency"
) -> str | None:
    """Asks for one agency, which includes its children.

    Returns its id, or None for all that the reader may see. The `label` is “Agency” unless you give another.
    """
    address.bind(name, key, EVERY, address.one_of({each.id for each in agencies}))
    offered, said = agencies_offered(agencies, key, label)
    return one_of(said, offered, every, key, name=name)


def always_one_of(label: str, options: Mapping[str, str], key: str, *, name: str) -> str:
    """Asks for one of `options` (id to words). It is the first one unless the address or the reader chooses another."""
    first = next(iter(options))
    address.bind(name, key, first, address.one_of(options))
    if st.session_state[key] not in options:
        st.session_state[key] = first
    words = dict(options)
    return str(st.selectbox(label, list(words), format_func=words.__getitem__, key=key))


def search(label: str, key: str, *, name: str = "search", placeholder: str = "") -> str:
    """Asks for words to search a list for, and returns them without spaces around them."""
    bind_search(key, name=name)
    return st.text_input(label, key=key, placeholder=placeholder or _("Search")).strip()


def bind_search(key: str, *, name: str = "search") -> str:
    """Returns what the search box `key` says, before it is drawn. A list that is empty draws no search box."""
    address.bind(name, key, "", lambda text: text)
    return str(st.session_state[key]).strip()


def shown(options: Mapping[str, str], key: str, label: str = "", *, name: str = "shown") -> str:
    """Asks which part of a screen to show, and returns its id.

    It is the first of `options` (id to words) unless the address or the reader chooses another.
    """
    first = next(iter(options))
    address.bind(name, key, first, address.one_of(options))
    if st.session_state[key] not in options:
        st.session_state[key] = first
    words = dict(options)  # in the language of now, whenever Streamlit asks for them
    chosen = st.segmented_control(
        label or _("Show"), list(words), format_func=words.__getitem__, key=key, required=True
    )
    return chosen or first


def day(label: str, key: str, *, name: str) -> date:
    """Asks for a day, which is in the address as `name`, and returns it. It is today unless another is chosen."""
    first, last = FIRST_DAY, add_year(today())

    def read(text: str) -> date | None:
        found = address.day(text)
        return found if found and first <= found <= last else None

    address.bind(name, key, today(), read, date.isoformat)
    chosen = st.date_input(label, format="DD/MM/YYYY", key=key, min_value=first, max_value=last, width=240)
    return chosen if isinstance(chosen, date) else today()


def ticked(label: str, key: str, *, name: str, help: str | None = None) -> bool:
    """Asks whether `label` is so, such as whether a list shows only what is overdue."""
    address.bind(name, key, False, lambda text: text == "yes" or None, lambda _ticked: "yes")
    return st.checkbox(label, key=key, help=help)


def agencies_offered(
    agencies: Sequence[AgencyName], key: str, label: str = "", keep: str = ""
) -> tuple[dict[str, str], str]:
    """What the choice of an agency offers: names by id; and the label of the choice.

    Up to FEW agencies are offered as one list, in their tree. If there are more, a search box is drawn, and at most
    OFFERED agencies are offered: those that match, or the first ones at the top if nothing is searched for. This is
    because a choice sends all its options each time the page is drawn, and 1,700 names are 70 kB. The agency that is
    chosen at `key`, or else `keep`, is always offered. In a form, call this before the form, so that a search is
    answered at once. A name that several agencies have is said with what it is part of. The `label` is “Agency” unless
    you give another.
    """
    label = label or _("Agency")
    if len(agencies) <= FEW:
        return {each.id: "\u2003" * each.depth + each.name for each in agencies}, label
    search = st.text_input(
        _("Find an agency"), key=f"{key}_find", placeholder=_("Part of its name"), help=_(_FINDING)
    ).strip()
    named = {each.id: each for each in agencies}
    found = _matching(agencies, search)
    chosen = str(st.session_state.get(key) or keep)
    kept = [named[chosen]] if chosen in named else []
    offered = dict.fromkeys([*kept, *(found or _matching(agencies, ""))[:OFFERED]])
    if not search:
        said = label
    elif len(found) > OFFERED:
        said = _(
            "%(label)s (%(count)s of %(all)s found)", label=label, count=OFFERED, all=thousands(len(found))
        )
    elif found:
        said = _("%(label)s (%(count)s found)", label=label, count=thousands(len(found)))
    else:
        said = _("%(label)s (none found)", label=label)
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
    if not parent:
        return agency.name
    return _("%(agency)s, part of %(parent)s", agency=agency.name, parent=parent.name)


def quarter_ends(before: date, count: int) -> list[date]:
    """Returns the last days of the `count` quarters that ended before a day, the earliest first."""
    start = date(before.year, (before.month - 1) // 3 * 3 + 1, 1)
    ends = []
    for _quarter in range(count):
        end = start - timedelta(days=1)
        ends.append(end)
        start = date(end.year, end.month - 2, 1)
    return ends[::-1]


def add_year(day: date) -> date:
    """Returns the day a year (366 days) later.

    Figures for a future day show what will have lapsed by then.
    """
    return day + timedelta(days=366)
