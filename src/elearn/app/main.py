"""The app: finds out who is signed in, offers the screens that they may use, and shows the one they chose."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import streamlit as st

from elearn.app import drawing, session
from elearn.app.screens import SCREENS, Screen, first_screen, module_of
from elearn.problems import ElearnError, NotAllowed
from elearn.tracker import Actor
from elearn.translations import gettext as _
from elearn.translations import speak


def main() -> None:
    """Runs one page of the app."""
    st.set_page_config(page_title=drawing.NAME, page_icon=_picture("icon.svg"), layout="wide")
    st.logo(_picture("logo.svg"), size="large")
    drawing.dress()
    actor = session.signed_in()
    speak(session.language(actor))
    if actor is None:
        st.navigation([st.Page(_sign_in_page, title=_("Sign in"), default=True)], position="hidden").run()
        return
    drawing.draw("who.html", name=actor.name, mine="learning", sign_out=session.runtime("/sign-out"))
    st.navigation(_pages(actor), position="top").run()


def _pages(actor: Actor) -> dict[str, list["st.Page"]]:
    """Returns every page by group; those that this person may not use are in no menu. Pages without a group come first.

    A page that is not theirs says who may use it: somebody may have an old link, or have lost a role a moment ago.

    The address `/` has a page of its own, which no menu lists, because Streamlit gives its default page no other
    address. It shows the screen that the person starts on. So each screen also works as the first page of a visit.
    """
    mine = [screen for screen in SCREENS if screen.right is None or actor.may(screen.right)]
    first = first_screen(actor)
    together = Counter(screen.group for screen in mine)
    pages: dict[str, list[st.Page]] = {
        "": [
            st.Page(runner(first), title=_(first.title), url_path="start", default=True, visibility="hidden")
        ]
    }
    for screen in SCREENS:
        group = _(screen.group) if screen.group and together[screen.group] > 1 else ""
        visibility: Literal["visible", "hidden"] = "visible" if screen in mine else "hidden"
        page = st.Page(runner(screen), title=_(screen.title), url_path=screen.path, visibility=visibility)
        pages.setdefault(group, []).append(page)
    return pages


def runner(screen: Screen) -> Callable[[], None]:
    """Returns the function that draws a screen, or says what went wrong, or whose it is if it is not this person's."""

    def show() -> None:
        speak("en")
        try:
            actor = session.me(screen.right)
        except NotAllowed as error:
            drawing.say_language()
            drawing.heading(screen.title)
            drawing.draw("trouble.html", title="This page is not yours", text=str(error))
            return
        if screen.translated:
            speak(session.language(actor))
        drawing.say_language()
        try:
            module_of(screen).show()
        except ElearnError as error:
            drawing.draw("trouble.html", title=_("That did not work"), text=str(error))

    show.__name__ = screen.module
    return show


def _sign_in_page() -> None:
    drawing.draw("sign-in.html", start=session.runtime("/start"))


def _picture(name: str) -> str:
    return str(Path(__file__).with_name("pictures") / name)


if __name__ == "__main__":
    main()
