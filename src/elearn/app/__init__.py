"""The Streamlit app. Pages are thin: they ask the rooms below, hand the answer to a template, and draw it."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .entry import make_app as make_app  # streamlit on `main.py`, behind a door that asks who has come
else:
    __getattr__, __dir__ = lazily(__name__)
