"""A field in which somebody chooses a file."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile

from elearn.app.drawing import draw
from elearn.translations import gettext as _


def file(label: str, endings: Sequence[str], key: str, megabytes: int | None = None) -> UploadedFile | None:
    """Draws the field and returns the file that is chosen. `megabytes`: the largest size, if it is not that of all.

    If the browser still names a file that the app has forgotten, the page says so.
    """
    found = st.file_uploader(label, type=endings, key=key, max_upload_size=megabytes)
    if found is None and isinstance(st.session_state.get(key), DeletedFile):
        text = _(
            "This service was started again, or this page was away for some minutes. What was not yet written is gone."
        )
        draw("trouble.html", title=_("Choose the file once more"), text=text)
    return found
