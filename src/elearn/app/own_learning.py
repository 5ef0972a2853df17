"""What My learning and the page of one course say of a person's own learning in the same way."""

from datetime import date
from time import monotonic

import streamlit as st

from elearn.app import session
from elearn.app.drawing import day
from elearn.days import today
from elearn.tracker import TICKET_LASTS, Actor, Begun, Due, mint_ticket
from elearn.translations import gettext as _

SOON_DAYS = 14


def when_due(each: Begun | Due) -> tuple[str, str]:
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
    """Returns a link that opens a course.

    Its ticket is kept for half its life, so that a rerun does not make a new one.
    """
    kept: dict[tuple[int, str], tuple[float, str]] = st.session_state.setdefault("tickets", {})
    made, ticket = kept.get((actor.person, course), (0.0, ""))
    if not ticket or monotonic() - made > TICKET_LASTS.total_seconds() / 2:
        ticket = mint_ticket(session.database(), actor.person, course)
        kept[actor.person, course] = (monotonic(), ticket)
    return session.runtime(f"/launch/{ticket}?course={course}")
