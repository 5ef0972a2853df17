"""What one person completed, on their page."""

from elearn.app import session
from elearn.app.drawing import draw
from elearn.days import today
from elearn.tracker import Actor, results


def section(actor: Actor, person: int) -> None:
    """Draws the completions of which nobody said whether they were passed. If there is none, it draws nothing."""
    if found := results.of_person(session.database(), actor.people_scope(), person, today()):
        draw("person-results.html", rows=found)
