"""Who is signed in, and the database, for every screen."""

from collections.abc import Callable, Mapping

import streamlit as st
from starlette.datastructures import Headers
from streamlit.runtime.context import StreamlitHeaders

from elearn.app import owners
from elearn.database import Database, open_database
from elearn.problems import NotAllowed
from elearn.runtime import LANGUAGE_COOKIE, session_token
from elearn.settings import settings
from elearn.tracker import Actor, Right, sessions
from elearn.translations import Language, best, in_this_language, said
from elearn.translations import gettext as _


@st.cache_resource(show_spinner=False, max_entries=4)
def _database(url: str) -> Database:
    return open_database(url)


def database() -> Database:
    """Returns the database that the settings name. It is opened once per process."""
    return _database(settings().database)


def signed_in() -> Actor | None:
    """Returns the person whose session the browser's cookie names, with their present roles, or None."""
    return sessions.session_actor(database(), _token())


def me(right: Right | None = None) -> Actor:
    """Returns the person who is signed in. Raises `NotAllowed` if they lack `right`.

    If nobody is signed in, it stops the screen.
    """
    found = signed_in()
    if found is None:
        st.rerun()
    if right is not None:
        found.must(right)
    return found


def language(actor: Actor | None) -> Language:
    """Returns the language of a page: that which the person chose, or what the runtime's pages would take."""
    return language_of(actor, st.context.cookies, st.context.headers)


def language_of(actor: Actor | None, cookies: Mapping[str, str], headers: Mapping[str, str]) -> Language:
    """As `language`, of a request that Streamlit does not answer."""
    return best(
        actor.language if actor else "",
        cookies.get(LANGUAGE_COOKIE, ""),
        accepts=headers.get("Accept-Language") or "",
        otherwise=settings().language,
    )


def later(right: Right | None = None) -> Callable[[], Actor]:
    """Returns a function to call when a browser fetches a file that the page offered, perhaps hours earlier.

    The function returns the person with the rights that they have then. It raises `NotAllowed`, in the language that
    the page has now, if they have signed out or no longer have `right`. The file that is made next in its thread opens
    for this session alone.
    """
    token = _token()

    def ask() -> Actor:
        found = sessions.session_actor(database(), token)
        if found is None:
            raise NotAllowed(_("You are signed out. Sign in, then ask for the file again."))
        if right is not None:
            try:
                found.must(right)
            except NotAllowed as refusal:
                raise NotAllowed(said(refusal.text)) from None
        owners.asked_by(token, found)
        return found

    return in_this_language(ask)


def as_now(right: Right | None) -> Callable[[], Actor]:
    """As `later`, for a file about what the page shows.

    The function also raises `NotAllowed` if the person has other roles than now: the file would not be about what they
    saw, or may show what only their earlier roles let them see.
    """
    made_for, reader = me(right), later(right)

    def ask() -> Actor:
        now = reader()
        if (now.roles, now.lead_of) != (made_for.roles, made_for.lead_of):
            raise NotAllowed(_("Your roles have changed. Open the page again, then ask for the file."))
        return now

    return in_this_language(ask)


def only_for(right: Right | None, content: bytes) -> Callable[[], bytes]:
    """Returns a function that gives a file which is made already, to call when a browser fetches it.

    The function raises `NotAllowed` as that of `as_now` does.
    """
    reader = as_now(right)

    def give() -> bytes:
        reader()
        return content

    return give


def token_of(headers: Headers | StreamlitHeaders) -> str:
    """Returns the token of the session that a request's `Cookie` headers name, or ""."""
    cookies = headers.getlist("cookie") if isinstance(headers, Headers) else headers.get_all("cookie")
    return session_token(cookies, secure=settings().secure)


def _token() -> str:
    return token_of(st.context.headers)


def runtime(path: str) -> str:
    """Returns the address of one of the runtime's pages."""
    return f"{settings().runtime_url}{path}"
