"""A person's own taught sessions, as My learning shows them: those to come, and those that are past."""

from elearn.app import session
from elearn.app.drawing import draw
from elearn.days import today
from elearn.tracker import Actor
from elearn.tracker.taught import of_person

_MOST = 20


def draw_own_sessions(actor: Actor) -> None:
    """Draws the sessions at which the person has or had a place, and nothing if there are none."""
    found = of_person(session.database(), actor.own_scope(), today())
    if found:
        draw("own-sessions.html", rows=found[:_MOST], today=today())
