"""Lists a page at a time: the number of the page, and the way to the others."""

import math
from typing import Any

import streamlit as st

from elearn.tracker import PAGE_SIZE


def number(key: str, asked: Any) -> int:
    """The page to show; another question begins at the first."""
    if st.session_state.get(f"{key}_asked") != asked:
        st.session_state[f"{key}_asked"], st.session_state[f"{key}_page"] = asked, 1
    return int(st.session_state.get(f"{key}_page", 1))


def ways_on(key: str, total: int, size: int = PAGE_SIZE) -> None:
    """The way to the other pages, where there are any."""
    pages = math.ceil(total / size)
    if pages > 1:
        st.number_input(f"Page (of {pages:,})", min_value=1, max_value=pages, key=f"{key}_page", width=160)
