"""Is a review due? What the guidance in force on a day says about what is known. It takes no decision."""

from elearn.app import session
from elearn.app.drawing import heading
from elearn.app.registers import aid, forms

LEAD = "Tick what is known. The guidance in force on the day answers: must, should, should consider, or may."


def show() -> None:
    """Draws the screen."""
    actor = session.me()
    heading("Is a review due?", LEAD)
    forms.say_done()
    aid.show(actor)
