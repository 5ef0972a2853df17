"""Is a review due? What the guidance in force on a day says about what is known. It takes no decision."""

from elearn.app import session
from elearn.app.drawing import heading
from elearn.app.registers import aid, forms
from elearn.translations import N_
from elearn.translations import gettext as _

LEAD = N_(
    "Tick what is known. The guidance in force on the day answers: must, should, should consider, or may."
)


def show() -> None:
    """Draws the screen."""
    actor = session.me()
    heading(_("Is a review due?"), _(LEAD))
    forms.say_done()
    aid.show(actor)
