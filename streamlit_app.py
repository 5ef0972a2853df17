"""`streamlit run streamlit_app.py`: the app. Alone, it mounts the runtime's routes in its own process."""

from elearn.app.entry import make_app

app = make_app()
