"""My learning: the courses that are due, started and done, each with a link to what comes next. A page for each."""

from collections.abc import Mapping

import streamlit as st

from elearn.app import forms, session
from elearn.app.drawing import draw, heading
from elearn.app.own_learning import launch_link, when_due
from elearn.app.own_record import draw_own_record
from elearn.app.questions import written_courses
from elearn.app.review_words import course_link
from elearn.app.screens import course_page
from elearn.days import today
from elearn.tracker import Actor, MyLearning, catalogue, languages, my_learning
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
    waiting = len(mine.due) + len(mine.in_progress)
    heading(_("My learning"), _lead(actor, waiting, len(mine.done)))
    if not waiting and not mine.done and not mine.not_known:
        draw(
            "empty.html",
            title=_("Nothing is asked of you yet"),
            text=_(
                "When a course is required for your role, it appears here with the day by which to take it."
            ),
        )
    else:
        _courses(actor, mine)
    draw_own_record(actor)
    forms.say_done(_FORM)
    st.fragment(in_this_language(_ask_language))(actor)


def _courses(actor: Actor, mine: MyLearning) -> None:
    written = written_courses()
    begun = [
        each.course for each in mine.in_progress
    ]  # whoever has begun a course goes on, also if it is withdrawn
    to_start = [each.course for each in mine.due if each.course.playable]
    on_cards = {course.id for course in (*begun, *(each.course for each in mine.due))}
    not_known = {each.course.id: each for each in mine.not_known}
    others = [each for id, each in not_known.items() if id not in on_cards]
    again = [*(each.course for each in mine.done), *(each.course for each in others)]
    draw(
        "learning.html",
        in_progress=[(begun, when_due(begun)) for begun in mine.in_progress],
        due=[(due, when_due(due)) for due in mine.due],
        done=mine.done,
        links={course.id: launch_link(actor, course.id) for course in [*begun, *to_start]},
        closed={each.course.id for each in mine.due if each.course.ours or each.course.id in written},
        not_open=_(catalogue.NOT_OPEN),
        not_known=not_known,
        others=others,
        again={course.id: launch_link(actor, course.id) for course in again if course.playable},
        certificate=session.runtime("/certificate/"),
        course_link=course_link,
    )


def head(actor: Actor, query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it. A course in the address has its own, which is read later."""
    if query.get("course"):
        return "", ""
    mine = my_learning(session.database(), actor.own_scope(), today())
    return _("My learning"), _lead(actor, len(mine.due) + len(mine.in_progress), len(mine.done))


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


def _lead(actor: Actor, waiting: int, done: int) -> str:
    hello = _("Hello, %(name)s.", name=actor.name)
    if waiting == 1:
        more = _("You have one course to take.")
    elif waiting:
        more = ngettext("You have %(num)s course to take.", "You have %(num)s courses to take.", waiting)
    else:
        more = _("You are up to date.") if done else _("Welcome.")
    return f"{hello} {more}"
