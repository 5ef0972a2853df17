"""Keeps what somebody types in a form in their browser until the form is accepted.

A page that is loaded again, or that lost its connection, shows it again. It stays in that tab alone, and goes when the
tab is closed or somebody else signs in there. Files are not kept.
"""

from functools import cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from elearn.tracker import Actor

_FORGET = "keeping_forget"


def keep(actor: Actor, form: str) -> None:
    """Keeps what is typed into widgets whose keys begin with `form`, an underscore and a number (`forms.turn`)."""
    with _hidden(form):
        _mark(Markup('<p data-keep="{}" data-owner="{}"></p>').format(form, actor.person))


def forget(form: str) -> None:
    """Forgets what was kept of a form, when the page is drawn the next time. Call it when the form is accepted."""
    st.session_state[_FORGET] = form


def forgotten() -> None:
    """Tells the browser what to forget. Draw it on each page that may come after a form.

    Its place is always there. If it came and went, Streamlit would draw all that is below anew.
    """
    with _hidden("forget"):
        if form := st.session_state.pop(_FORGET, ""):
            _mark(Markup('<p data-forget="{}"></p>').format(form))


def _hidden(key: str) -> DeltaGenerator:
    """A place that is not shown."""
    return st.container(key=f"{key}_presses")


def _mark(html: Markup) -> None:
    st.html(html)
    st.html(Markup("<script>{}</script>").format(Markup(_script())), unsafe_allow_javascript=True)


@cache
def _script() -> str:
    return Path(__file__).with_name("keeping.js").read_text(encoding="utf-8")
