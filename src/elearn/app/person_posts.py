"""The posts of one person, on their page."""

from elearn.app import session
from elearn.app.drawing import draw
from elearn.days import today
from elearn.tracker import Actor, directory


def section(actor: Actor, person: int) -> None:
    """Draws the posts that the reader may see, the latest first."""
    draw(
        "person-posts.html",
        rows=directory.posts(session.database(), actor.people_scope(), person),
        today=today(),
        opens=actor.may("administer"),
    )
