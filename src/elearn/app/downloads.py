"""Files to download, as CSV. Each is made when the browser fetches it, for what the person may see by then."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from elearn.app import coverage_file, session
from elearn.tracker import Scope
from elearn.translations import N_, in_this_language
from elearn.translations import gettext as _

AS_AT = N_("As at")
"""The header of the day that figures and states are of. Translate it when you show it."""


def dated(name: str, on: date) -> str:
    """Returns the name of a CSV file about a day. Files of one name sort by their day."""
    return f"{name}-{on.isoformat()}.csv"


def button(label: str, content: Callable[[], bytes], name: str, key: str) -> None:
    """Draws a button that downloads CSV.

    `content` is called when the browser fetches the file. It speaks the language that the page has now.
    """
    content = in_this_language(content)
    st.download_button(label, content, file_name=name, mime="text/csv", key=key, on_click="ignore")


def coverage(figures_of: Callable[[Scope], coverage_file.Figures], name: str, key: str) -> None:
    """Draws a button that downloads coverage.

    The figures are worked out when the browser fetches the file, for what the reader may see by then.
    """
    reader = session.as_now("coverage")

    def content() -> bytes:
        return coverage_file.content(figures_of(reader().coverage_scope()))

    button(_("Download as CSV"), content, name, key)
