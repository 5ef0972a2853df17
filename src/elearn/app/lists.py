"""Lists that are shown one page at a time: the number of the page, and the choice of another."""

import math
from typing import Any

import streamlit as st

from elearn.tracker import PAGE_SIZE


def number(key: str, asked: Any) -> int:
    """The number of the page to show. If `asked` (search and filters) changes, it is the first page again."""
    if st.session_state.get(f"{key}_asked") != asked:
        st.session_state[f"{key}_asked"], st.session_state[f"{key}_page"] = asked, 1
    return int(st.session_state.get(f"{key}_page", 1))


def ways_on(key: str, total: int, size: int = PAGE_SIZE) -> None:
    """Draws the choice of the page, if there is more than one."""
    pages = math.ceil(total / size)
    if pages > 1:
        st.number_input(f"Page (of {pages:,})", min_value=1, max_value=pages, key=f"{key}_page", width=160)
