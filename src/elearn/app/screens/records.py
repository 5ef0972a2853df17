"""What came of a review: the part of its page that shows the registers."""

from elearn.app import filters, session
from elearn.app.drawing import draw
from elearn.app.registers import actions, dissemination, forms, impact, markers, unanswered, workshops
from elearn.translations import N_, Words
from elearn.translations import gettext as _

PARTS = Words(
    {
        "waiting": N_("Not acted on yet"),
        "dissemination": N_("Dissemination"),
        "actions": N_("Actions"),
        "impact": N_("Impact"),
        "markers": N_("Quality markers"),
        "workshops": N_("Workshops"),
    }
)
"""By `?records=` in the address of a review, the registers below it."""


def show(slug: str) -> None:
    """Draws the records of the review `slug`. If the reader may see no register, it draws nothing."""
    actor = session.me()
    theirs = {
        "waiting": actor.may("record"),
        "dissemination": actor.may("record"),
        "actions": actor.may("record"),
        "impact": actor.may("record"),
        "markers": actor.may("govern"),
        "workshops": actor.may("govern") or actor.may("record") or actor.may("author"),
    }
    offered = {id: words for id, words in PARTS.items() if theirs[id]}
    if not offered:
        return
    draw("subheading.html", text=_("What came of it"))
    forms.say_done()
    shown = filters.shown(offered, "records_shown", _("Records"), name="records")
    if shown == "waiting":
        unanswered.of_review(actor, slug)
    elif shown == "dissemination":
        dissemination.listed(actor, review=slug)
        dissemination.add(actor, slug)
    elif shown == "actions":
        actions.listed(actor, review=slug)
        actions.add(actor, slug)
    elif shown == "impact":
        impact.listed(actor, review=slug)
        impact.add(actor, slug=slug)
    elif shown == "markers":
        markers.show(actor, slug)
    else:
        workshops.show(actor, slug)
