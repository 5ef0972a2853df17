"""`streamlit run streamlit_app.py` runs the app. Without `elearn serve`, it also mounts the runtime's routes.

The call must read `st.App` and be in this file, because Streamlit searches the file's text for it.
"""

import streamlit as st

from elearn.app.entry import MAIN, parts_or_last_words

app = st.App(MAIN, **parts_or_last_words())
