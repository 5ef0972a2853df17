"""Archive requests: ask for a review that is not public, see the answer, and decide if that is your job."""

from elearn.app import session
from elearn.app.drawing import heading
from elearn.app.registers import archive, forms
from elearn.translations import N_
from elearn.translations import gettext as _

LEAD = N_(
    "Ask for a review that is no longer public, or that is not in this library. The board’s answer appears here."
)


def show() -> None:
    """Draws the screen. With `?review=SLUG` in the address, the form is about that review."""
    actor = session.me()
    heading(_("Archive requests"), _(LEAD))
    forms.say_done()
    archive.show(actor)
