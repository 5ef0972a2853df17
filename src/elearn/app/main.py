"""The app: finds out who is signed in, offers the screens that they may use, and shows the one they chose."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import streamlit as st

from elearn.app import address, drawing, forms, session
from elearn.app.screens import SCREENS, Screen, first_screen, group_of, module_of, must_open, screens_of
from elearn.database import DatabaseDamaged
from elearn.problems import ElearnError, NotAllowed
from elearn.runtime import runtime_log
from elearn.tracker import Actor
from elearn.translations import gettext as _
from elearn.translations import speak


def main() -> None:
    """Runs one page of the app."""
    st.set_page_config(page_title=drawing.NAME, page_icon=_picture("icon.svg"), layout="wide")
    st.logo(_picture("logo.svg"), size="large")
    drawing.dress()
    try:
        actor = session.signed_in()
    except ElearnError as error:
        speak(session.language(None))
        _say(error)
        return
    speak(session.language(actor))
    if actor is None:
        _sign_in()
        return
    drawing.draw("who.html", name=actor.name, mine="learning", sign_out=session.runtime("/sign-out"))
    st.navigation(_pages(actor), position="top").run()


def _pages(actor: Actor) -> dict[str, list["st.Page"]]:
    """Returns every page by group; those that this person may not use are in no menu. Pages without a group come first.

    A page that is not theirs says who may use it: somebody may have an old link, or have lost a role a moment ago.

    The address `/` has a page of its own, which no menu lists, because Streamlit gives its default page no other
    address. It shows the screen that the person starts on. So each screen also works as the first page of a visit.
    """
    mine = screens_of(actor)
    first = first_screen(actor)
    pages: dict[str, list[st.Page]] = {
        "": [
            st.Page(runner(first), title=_(first.title), url_path="start", default=True, visibility="hidden")
        ]
    }
    for screen in SCREENS:
        group = _(found) if (found := group_of(screen, mine)) else ""
        visibility: Literal["visible", "hidden"] = "visible" if screen in mine else "hidden"
        page = st.Page(runner(screen), title=_(screen.title), url_path=screen.path, visibility=visibility)
        pages.setdefault(group, []).append(page)
    return pages


def runner(screen: Screen) -> Callable[[], None]:
    """Returns the function that draws a screen, or says what went wrong, or whose it is if it is not this person's."""

    def show() -> None:
        try:
            actor = session.me()
        except ElearnError as error:
            _say(error)
            return
        own = session.language(actor)
        speak(own)
        try:
            must_open(actor, screen)
        except NotAllowed as error:
            drawing.say_language()
            drawing.heading(_(screen.title))
            course = st.query_params.get("course", "") if screen.path == "courses" else ""
            drawing.draw("not-yours.html", text=error.text, roles=actor.roles_in_words(), course=course)
            return
        drawing.say_language()
        address.begin(screen.path)
        forms.begin()
        try:
            module_of(screen).show()
        except ElearnError as error:
            _say(error)
        forms.finish()
        address.finish()

    show.__name__ = screen.module
    return show


def _say(error: ElearnError) -> None:
    """Says what went wrong, in words for whoever reads the page. What is wrong with a file is for the log."""
    if not isinstance(error, DatabaseDamaged):
        drawing.draw("trouble.html", title=_("That did not work"), text=error.text)
        return
    runtime_log.error("%s", error)
    says = _(
        "The database is damaged. What you do is kept on your device. Whoever looks after this service must stop it, "
        "and put back the latest backup."
    )
    drawing.draw("trouble.html", title=_("The database is damaged"), text=says)


def _sign_in() -> None:
    """Asks whoever is signed out to sign in. That leads back to the page that they are on."""
    pages = [
        st.Page(_nothing, title=_(screen.title), url_path=screen.path, visibility="hidden")
        for screen in SCREENS
    ]
    default = st.Page(_nothing, title=_("Sign in"), url_path="start", default=True)
    page = st.navigation([default, *pages], position="hidden")
    page.run()
    here = address.link(f"/{page.url_path}", **st.query_params.to_dict()) if page.url_path else ""
    start = session.runtime("/start")
    drawing.draw("sign-in.html", start=address.link(start, next=here))


def _nothing() -> None:
    pass


def _picture(name: str) -> str:
    return str(Path(__file__).with_name("pictures") / name)


if __name__ == "__main__":
    main()
