"""My learning: the courses that are due, started and done, each with a link to what comes next."""

from collections.abc import Mapping
from datetime import date
from time import monotonic

import streamlit as st

from elearn.app import forms, session
from elearn.app.drawing import day, draw, heading
from elearn.app.questions import written_courses
from elearn.days import today
from elearn.tracker import (
    TICKET_LASTS,
    Actor,
    Begun,
    Course,
    Due,
    MyLearning,
    catalogue,
    languages,
    mint_ticket,
    my_learning,
)
from elearn.translations import LANGUAGES, Language, in_this_language, ngettext, speaking
from elearn.translations import gettext as _

SOON_DAYS = 14
_FORM = "language"


def show() -> None:
    """Draws the screen."""
    actor = session.me()
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
        in_progress=[(begun, _when(begun)) for begun in mine.in_progress],
        due=[(due, _when(due)) for due in mine.due],
        done=mine.done,
        links={course.id: _launch(actor, course) for course in [*begun, *to_start]},
        closed={each.course.id for each in mine.due if each.course.ours or each.course.id in written},
        not_open=_(catalogue.NOT_OPEN),
        not_known=not_known,
        others=others,
        again={course.id: _launch(actor, course) for course in again if course.playable},
        certificate=session.runtime("/certificate/"),
    )


def head(actor: Actor, _query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it."""
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


def _when(each: Begun | Due) -> tuple[str, str]:
    """The text about the day on which it is due, and the state that the text is drawn with."""
    if each.state == "lapsed":
        return (_("Lapsed on %(day)s", day=day(each.by)) if each.by else _("Lapsed"), "lapsed")
    if each.by is None:
        return ("", "plain")
    if each.by < today():
        return (_("Was due on %(day)s", day=day(each.by)), "never")
    return (_("Due by %(day)s", day=day(each.by)), "grace" if _soon(each.by) else "plain")


def _soon(by: date) -> bool:
    return (by - today()).days <= SOON_DAYS


def _launch(actor: Actor, course: Course) -> str:
    """A link that opens the course. Its ticket is kept for half its life, so that a rerun does not make a new one."""
    kept: dict[tuple[int, str], tuple[float, str]] = st.session_state.setdefault("tickets", {})
    made, ticket = kept.get((actor.person, course.id), (0.0, ""))
    if not ticket or monotonic() - made > TICKET_LASTS.total_seconds() / 2:
        ticket = mint_ticket(session.database(), actor.person, course.id)
        kept[actor.person, course.id] = (monotonic(), ticket)
    return session.runtime(f"/launch/{ticket}?course={course.id}")
