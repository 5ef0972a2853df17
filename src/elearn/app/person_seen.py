"""The person whose page is drawn, and the day that it is for. It is read once in each run, for all sections."""

from datetime import date

import streamlit as st

from elearn.app import session
from elearn.days import today
from elearn.tracker import Actor, PersonPage, person_page

_SEEN = "person_seen"


def look(actor: Actor, person: int, as_at: date) -> PersonPage:
    """Reads the page of a person for a reader, and keeps it until `forget`. Raises NotFound."""
    found = person_page(session.database(), actor.people_scope(), person, as_at)
    st.session_state[_SEEN] = (actor, found)
    return found


def seen(actor: Actor, person: int) -> PersonPage:
    """The page that `look` has read for this reader in this run. If it has not, it is read as of today."""
    kept_for, found = st.session_state.get(_SEEN, (None, None))
    if kept_for == actor and isinstance(found, PersonPage) and found.id == person:
        return found
    return person_page(session.database(), actor.people_scope(), person, today())


def forget() -> None:
    """Ends the drawing of a page: names are not kept in a visit."""
    st.session_state.pop(_SEEN, None)
