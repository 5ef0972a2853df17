"""Lists that are shown one page at a time: the number of the page, and the choice of another."""

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

from elearn.app import address
from elearn.app.drawing import draw, thousands
from elearn.tracker import PAGE_SIZE
from elearn.translations import gettext as _

Row = TypeVar("Row")


def number(key: str, asked: Any, *, name: str = "page") -> int:
    """The number of the page to show, which is in the address as `name`.

    If `asked` (search and filters) changes, it is the first page again.
    """
    taken = address.bind(name, f"{key}_page", 1, address.page_number)
    if not taken and st.session_state.get(f"{key}_asked") != asked:
        st.session_state[f"{key}_page"] = 1
    st.session_state[f"{key}_asked"] = asked
    return int(st.session_state[f"{key}_page"])


def some_of(
    rows: Sequence[Row], text_of: Callable[[Row], str], search: str, number: int
) -> tuple[Sequence[Row], int]:
    """The rows of one page of a list that is not searched by the database, and how many match in all."""
    found = [row for row in rows if search.strip().casefold() in text_of(row).casefold()]
    return found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], len(found)


def nothing_found() -> None:
    """Draws what stands in place of a list if the search finds nothing."""
    draw("empty.html", title=_("Nothing found"), text=_("Search for something else, or clear the search."))


def ways_on(key: str, total: int, size: int = PAGE_SIZE) -> None:
    """Draws the choice of the page, if there is more than one.

    A list may have become shorter than the page that was asked for. Then its last page is drawn instead.
    """
    pages = math.ceil(total / size)
    if st.session_state.get(f"{key}_page", 1) > max(pages, 1):
        st.session_state[f"{key}_page"] = max(pages, 1)
        st.rerun()
    if pages > 1:
        st.number_input(
            _("Page (of %(pages)s)", pages=thousands(pages)),
            min_value=1,
            max_value=pages,
            key=f"{key}_page",
            width=160,
        )
