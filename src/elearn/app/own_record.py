"""What My learning says of a person's record: completions that were withdrawn, and where the whole of it is."""

from elearn.app import session
from elearn.app.drawing import draw
from elearn.tracker import Actor, completed


def draw_own_record(actor: Actor) -> None:
    """Draws the person's withdrawn completions with the reasons, if there are any, and the link to their record."""
    draw(
        "own-record.html",
        withdrawn=completed.withdrawn_of(session.database(), actor.own_scope()),
        record=session.runtime("/record"),
    )
