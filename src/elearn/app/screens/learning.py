"""My learning: the one thing to do next, what else is due, begun and done. A page for each course."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from elearn.app import forms, own_account, session
from elearn.app.drawing import draw, heading, rendered, thousands
from elearn.app.own_learning import first_link, launch_links, way_elsewhere, when_due
from elearn.app.own_record import draw_own_record
from elearn.app.own_sessions import draw_own_sessions
from elearn.app.questions import written_courses
from elearn.app.review_words import course_link
from elearn.app.screens import course_page
from elearn.days import today
from elearn.tracker import Actor, Home, MyLearning, NotKnown, Step, catalogue, home_of, languages, my_learning
from elearn.translations import LANGUAGES, Language, in_this_language, ngettext, speaking
from elearn.translations import gettext as _

_FORM = "language"


def show() -> None:
    """Draws the screen: the course that the address names, or all of the person's own learning."""
    actor = session.me()
    if course := st.query_params.get("course"):
        course_page.show(actor, course)
        return
    mine = my_learning(session.database(), actor.own_scope(), today())
    home = home_of(mine, today())
    heading(_("My learning"), _lead(actor, home, len(mine.done)))
    if not home.waiting and not mine.done and not mine.not_known:
        draw("learning-empty.html", registered=actor.registered)
    else:
        _courses(actor, mine, home)
    if not actor.registered:
        draw("learning-elsewhere.html")
    draw_own_sessions(actor)
    draw_own_record(actor)
    forms.say_done(_FORM)
    st.fragment(in_this_language(_ask_language))(actor)
    own_account.draw_removal(actor)


def _courses(actor: Actor, mine: MyLearning, home: Home) -> None:
    written = written_courses()
    steps = (*home.due, *home.going_on)
    on_cards = {each.course.id for each in steps}
    not_known = {each.course.id: each for each in mine.not_known}
    others = [each for id, each in not_known.items() if id not in on_cards]
    again = [*(each.course for each in mine.done), *(each.course for each in others)]
    links = launch_links(
        actor, [each.course.id for each in steps if each.opens] + [each.id for each in again if each.playable]
    )
    if home.next:
        _draw_next(home.next, links.get(home.next.course.id, ""), not_known)
    draw(
        "learning.html",
        due=[(each, when_due(each)) for each in home.due if each is not home.next],
        going_on=[(each, when_due(each)) for each in home.going_on if each is not home.next],
        alone=home.next is None,
        done=mine.done,
        links=links,
        closed={each.course.id for each in steps if each.course.ours or each.course.id in written},
        not_open=_(catalogue.NOT_OPEN),
        not_known=not_known,
        others=others,
        way_elsewhere=way_elsewhere,
        certificate=session.runtime("/certificate/"),
        course_link=course_link,
        registered=actor.registered,
    )


def _draw_next(step: Step, link: str, not_known: Mapping[str, NotKnown]) -> None:
    draw("learning-next.html", **_next(step, link), not_known=not_known.get(step.course.id))


def _next(step: Step, link: str) -> dict[str, Any]:
    """What `learning-next.html` says of the one thing to do next."""
    said, kind = when_due(step)
    return {
        "step": step,
        "said": said,
        "kind": kind,
        "link": link or way_elsewhere(step),
        "course_link": course_link,
    }


def head(actor: Actor, query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it. A course in the address has its own, which is read later."""
    if query.get("course"):
        return "", ""
    mine = my_learning(session.database(), actor.own_scope(), today())
    return _("My learning"), _lead(actor, home_of(mine, today()), len(mine.done))


def ahead(actor: Actor) -> str:
    """Returns the screen down to the button for what is next, as HTML. "" if nothing is to be done.

    So the button works before Streamlit has started: a learner need not wait for the page (`elearn.app.ahead`).
    """
    mine = my_learning(session.database(), actor.own_scope(), today())
    home = home_of(mine, today())
    if home.next is None:
        return ""
    link = first_link(actor, home.next.course.id) if home.next.opens else ""
    known = {each.course.id: each for each in mine.not_known}
    return rendered(
        "learning-ahead.html",
        title=_("My learning"),
        lead=_lead(actor, home, len(mine.done)),
        **_next(home.next, link),
        not_known=known.get(home.next.course.id),
    )


def _ask_language(actor: Actor) -> None:
    """Draws the form in which a person chooses their language. It is a fragment, so it is drawn again by itself."""
    draw("learning-language.html")
    with st.form(_FORM, border=False):
        asked = st.radio(
            _("Your language"),
            list(LANGUAGES),
            index=list(LANGUAGES).index(session.language(actor)),
            format_func=LANGUAGES.__getitem__,
            horizontal=True,
            label_visibility="collapsed",
        )
        sent = st.form_submit_button(_("Use this language"))
    if sent:
        forms.take(
            _FORM,
            lambda: languages.choose(session.database(), actor.person, asked, by=session.me()),
            lambda _done: _said(asked),
        )


def _said(chosen: Language) -> str:
    """What the page says after it, in the language that was chosen."""
    with speaking(chosen):
        return _("Your pages are in English now.") if chosen == "en" else _("Your pages are in Welsh now.")


def _lead(actor: Actor, home: Home, done: int) -> str:
    hello = _("Hello, %(name)s.", name=actor.name)
    due = len(home.due)
    if due:
        more = (
            _("You have one course to take.")
            if due == 1
            else ngettext("You have %(num)s course to take.", "You have %(num)s courses to take.", due)
        )
        return f"{hello} {more} {_in_all(home)}".strip()
    if home.going_on:
        more = _("Nothing is due. You can go on with what you have begun.")
    else:
        more = _("You are up to date.") if done else _("Welcome.")
    return f"{hello} {more}"


def _in_all(home: Home) -> str:
    """How long everything that is due takes. "" if nobody knows."""
    if not home.minutes_due:
        return ""
    if home.unknown_minutes:
        return ngettext(
            "It takes about %(num)s minute in all, without what has no known length.",
            "It takes about %(num)s minutes in all, without what has no known length.",
            home.minutes_due,
            num=thousands(home.minutes_due),
        )
    return ngettext(
        "It takes about %(num)s minute in all.",
        "It takes about %(num)s minutes in all.",
        home.minutes_due,
        num=thousands(home.minutes_due),
    )
