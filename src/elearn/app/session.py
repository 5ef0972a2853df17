"""Who is signed in, and the database, for every screen."""

import streamlit as st

from elearn.problems import NotFound
from elearn.runtime.context import SESSION_COOKIE
from elearn.settings import settings
from elearn.tracker import sessions
from elearn.tracker.database import Database, open_database
from elearn.tracker.scope import Actor, Right, actor


@st.cache_resource(show_spinner=False, max_entries=4)
def _database(url: str) -> Database:
    return open_database(url)


def database() -> Database:
    """The database that the settings name, opened once a process."""
    return _database(settings().database)


def signed_in() -> Actor | None:
    """The person whose session the browser's cookie names, with their roles as they are at this moment."""
    token = st.context.cookies.get(SESSION_COOKIE, "")
    person = sessions.session_person(database(), token) if token else None
    try:
        return actor(database(), person) if person is not None else None
    except NotFound:
        return None


def me(right: Right | None = None) -> Actor:
    """The person who is signed in. NotAllowed when they lack `right`; stops the screen when nobody is signed in."""
    found = signed_in()
    if found is None:
        st.rerun()
    if right is not None:
        found.must(right)
    return found


def runtime(path: str) -> str:
    """The address of one of the runtime's pages."""
    return f"{settings().runtime_url}{path}"
