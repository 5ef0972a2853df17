"""The Streamlit app. Pages are thin: they ask the rooms below, pass the answer to a template, and draw it."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .entry import make_app as make_app  # the app, open only to people who sign in
    from .preparing import prepare_figures as prepare_figures  # reads figures before anyone asks
else:
    __getattr__, __dir__ = lazily(__name__)
