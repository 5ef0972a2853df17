"""The address of a view: filters, the day, the search and the page of a list are in the query of the URL.

So reload, Back, a second tab and a colleague's link show the same. A widget is bound to a name in the address before it
is drawn. When somebody arrives at a page (by a link, the menu, Back or a reload), the address sets the widgets. After
that the widgets set the address, and each change is a step that Back undoes.
"""

from collections.abc import Callable, Container, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from elearn.app.drawing import NOTICE, rendered

Value = TypeVar("Value")
LONGEST = 300
"""The most characters of one value that we take from an address."""
_VIEW = "address_view"
_CARRIED = 4
"""How many addresses ago a click may have been made."""


@dataclass
class Binding(Generic[Value]):
    """A widget's key, the value that the address leaves out, and how a value is written."""

    key: str
    default: Value
    write: Callable[[Value], str]


@dataclass
class _View:
    """What is known of the view that the visitor has open. It lasts for the visit, one for all pages."""

    screen: str = ""
    came: Mapping[str, str] = field(default_factory=dict)
    """The address on arrival."""
    by_menu: bool = False
    told: tuple[Mapping[str, str], ...] = ()
    """The addresses that we wrote last. A click that was made meanwhile still carries an earlier one."""
    taken: set[str] = field(default_factory=set)
    """The names whose widget has its value from the address, since the arrival."""
    owned: set[str] = field(default_factory=set)
    """The names that this screen has bound since the arrival."""
    bound: dict[str, Binding[Any]] = field(default_factory=dict)
    """What is bound in this run, by name."""
    unknown: list[str] = field(default_factory=list)
    """The names whose value in the address cannot be shown, in this arrival."""


def begin(screen: str) -> None:
    """Starts a run of a screen: finds out whether the visitor has just arrived at this address."""
    view = _view()
    now, first = _now(), not view.screen
    moved = view.screen != screen
    back = bool(getattr(get_script_run_ctx(), "is_history_navigation", False))
    if moved or back or now not in view.told:
        view.by_menu = moved and not back and not first
        view.screen, view.came, view.told = screen, now, (now,)
        view.taken, view.owned, view.unknown = set(), set(), []
    view.bound = {}


def by_menu() -> bool:
    """Whether the visitor came to this page from another one by the menu. The address then says nothing yet."""
    return _view().by_menu


def bind(
    name: str,
    key: str,
    default: Value,
    read: Callable[[str], Value | None],
    write: Callable[[Value], str] = str,
    otherwise: Value | None = None,
) -> bool:
    """Binds the widget `key` to `name` in the address. Call this before the widget is drawn, in each run.

    `default` is the value that the address leaves out. `read` makes a value of the address's text, or None if this
    reader cannot see such a thing. `otherwise` is the value if the address says nothing (usually `default`). Do not
    give the widget a value or an index of its own. Returns whether the value was taken from the address just now.
    """
    view = _view()
    taken = name not in view.taken
    if taken:
        view.taken.add(name)
        start = default if otherwise is None else otherwise
        if text := _text(view.came.get(name, "")):
            found = read(text)
            if found is None:
                view.unknown.append(name)
            else:
                start = found
        st.session_state[key] = copy(start)  # what is kept open is changed in place
    else:
        st.session_state.setdefault(key, copy(default))
    view.owned.add(name)
    view.bound[name] = Binding(key, default, write)
    context = get_script_run_ctx()
    if not taken or (context is not None and context.fragment_ids_this_run):
        # at once: the page may take its time, and somebody may reload it or go back meanwhile
        _tell({**_now(), name: _written(view.bound[name])})
    return taken


def finish() -> None:
    """Ends a run of a screen: writes what the widgets show into the address."""
    view = _view()
    notice = st.session_state.pop(NOTICE, None)
    if view.unknown and notice is not None:
        notice.html(rendered("address-unknown.html", names=view.unknown))
    if view.owned:
        kept = {name: text for name, text in _now().items() if name not in view.owned}
        _tell(kept | {name: _written(binding) for name, binding in view.bound.items()})


def link(path: str, /, **query: str | None) -> str:
    """Returns a link to a view: `link("coverage", course="neglect")`. A name with `_` is written with `-`.

    A value that is None or "" is left out.
    """
    said = urlencode({name.replace("_", "-"): text for name, text in query.items() if text})
    return f"{path}?{said}" if said else path


def one_of(options: Container[str]) -> Callable[[str], str | None]:
    """Returns a `read` for `bind` that takes only what is offered."""
    return lambda text: text if text in options else None


def day(text: str) -> date | None:
    """A `read` for `bind`: a day as `2026-03-31`."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-03-31") else None
    except ValueError:
        return None


def page_number(text: str) -> int | None:
    """A `read` for `bind`: the number of a page, from 1."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 and int(text) else None


def _written(binding: Binding[Any]) -> str:
    now = st.session_state.get(binding.key, binding.default)
    return "" if now is None or now == binding.default else binding.write(now)


def _tell(query: Mapping[str, str]) -> None:
    """Writes the address, if it is another one. A browser keeps the one before for Back."""
    view = _view()
    said = {name: text for name, text in query.items() if text}
    if said != _now():
        st.query_params.from_dict(said)
    if said != view.told[0]:
        view.told = (said, *view.told[:_CARRIED])


def _now() -> dict[str, str]:
    return dict(st.query_params.items())


def _text(given: str) -> str:
    """Text of an address without what nobody types, and no longer than we read."""
    return "".join(letter for letter in given[:LONGEST] if letter.isprintable())


def _view() -> _View:
    found: _View = st.session_state.setdefault(_VIEW, _View())
    return found
