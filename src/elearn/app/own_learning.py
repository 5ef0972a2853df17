"""What My learning and the page of one course say of a person's own learning in the same way."""

import math
from collections.abc import Iterable
from datetime import date
from time import monotonic

import streamlit as st

from elearn.app import address, session
from elearn.app.drawing import day
from elearn.days import today
from elearn.tracker import TICKET_LASTS, Actor, Begun, Due, Step, mint_ticket, mint_tickets
from elearn.translations import gettext as _

SOON_DAYS = 14


ELSEWHERE = "learning-from-elsewhere"
"""The screen on which people record what they learned elsewhere, and write the reflection of an update."""


def way_elsewhere(step: Step) -> str:
    """Returns the link to where hours of learning are recorded, or an update is written."""
    return address.link(ELSEWHERE, update=step.course.id if step.course.kind == "update" else None)


def when_due(each: Begun | Due | Step) -> tuple[str, str]:
    """Returns the text about the day on which it is due, and the state that the text is drawn with."""
    if each.state == "lapsed":
        return (_("Lapsed on %(day)s", day=day(each.by)) if each.by else _("Lapsed"), "lapsed")
    if each.by is None:
        return ("", "plain")
    if each.by < today():
        return (_("Was due on %(day)s", day=day(each.by)), "never")
    return (_("Due by %(day)s", day=day(each.by)), "grace" if _soon(each.by) else "plain")


def _soon(by: date) -> bool:
    return (by - today()).days <= SOON_DAYS


def launch_link(actor: Actor, course: str) -> str:
    """Returns a link that opens a course. See `launch_links`."""
    return launch_links(actor, [course])[course]


def launch_links(actor: Actor, courses: Iterable[str]) -> dict[str, str]:
    """Returns a link for each of these courses that opens it, by course.

    Their tickets are kept for half their life, so that a rerun does not make new ones. Those that are needed are made
    in one transaction, however many courses there are.
    """
    kept: dict[tuple[int, str], tuple[float, str]] = st.session_state.setdefault("tickets", {})
    wanted, now = list(dict.fromkeys(courses)), monotonic()
    old = [
        course
        for course in wanted
        if now - kept.get((actor.person, course), (-math.inf, ""))[0] > TICKET_LASTS.total_seconds() / 2
    ]
    made = mint_tickets(session.database(), actor.person, old)
    kept.update({(actor.person, course): (now, ticket) for course, ticket in made.items()})
    return {course: _opens(kept[actor.person, course][1], course) for course in wanted}


def first_link(actor: Actor, course: str) -> str:
    """Returns a link that opens a course, for a page that comes before Streamlit has started and keeps nothing."""
    return _opens(mint_ticket(session.database(), actor.person, course), course)


def _opens(ticket: str, course: str) -> str:
    return session.runtime(f"/launch/{ticket}?course={course}")
