"""My learning: the courses that are due, started and done, each with a link to what comes next."""

from collections.abc import Mapping
from datetime import date
from time import monotonic

import streamlit as st

from elearn.app import session
from elearn.app.drawing import day, draw, heading
from elearn.app.questions import written_courses
from elearn.days import today
from elearn.tracker import TICKET_LASTS, Actor, Begun, Course, Due, catalogue, mint_ticket, my_learning

SOON_DAYS = 14


def show() -> None:
    """Draws the screen."""
    actor = session.me()
    mine = my_learning(session.database(), actor.own_scope(), today())
    waiting = len(mine.due) + len(mine.in_progress)
    heading("My learning", _lead(actor, waiting, len(mine.done)))
    if not waiting and not mine.done and not mine.not_known:
        draw(
            "empty.html",
            title="Nothing is asked of you yet",
            text="When a course is required for your role, it appears here with the day by which to take it.",
        )
        return
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
        not_open=catalogue.NOT_OPEN,
        not_known=not_known,
        others=others,
        again={course.id: _launch(actor, course) for course in again if course.playable},
        certificate=session.runtime("/certificate/"),
    )


def head(actor: Actor, _: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it."""
    mine = my_learning(session.database(), actor.own_scope(), today())
    return "My learning", _lead(actor, len(mine.due) + len(mine.in_progress), len(mine.done))


def _lead(actor: Actor, waiting: int, done: int) -> str:
    if waiting:
        courses = "one course" if waiting == 1 else f"{waiting} courses"
        return f"Hello, {actor.name}. You have {courses} to take."
    return f"Hello, {actor.name}. " + ("You are up to date." if done else "Welcome.")


def _when(each: Begun | Due) -> tuple[str, str]:
    """The text about the day on which it is due, and the state that the text is drawn with."""
    if each.state == "lapsed":
        return (f"Lapsed on {day(each.by)}", "lapsed") if each.by else ("Lapsed", "lapsed")
    if each.by is None:
        return ("", "plain")
    if each.by < today():
        return (f"Was due on {day(each.by)}", "never")
    return (f"Due by {day(each.by)}", "grace" if _soon(each.by) else "plain")


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
