"""`streamlit run streamlit_app.py`: the app. Alone, it mounts the runtime's routes in its own process.

`st.App` is called here and by that name, because Streamlit looks for it in this file's text before it runs it.
"""

import streamlit as st

from elearn.app.entry import MAIN, parts

app = st.App(MAIN, **parts())
