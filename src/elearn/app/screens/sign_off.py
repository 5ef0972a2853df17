"""Sign-off: which courses wait for somebody's signature, which are to be reviewed, and the board's rule."""

from functools import partial

import streamlit as st

from elearn.app import forms, session
from elearn.app.drawing import draw, heading
from elearn.authoring import signoff
from elearn.authoring.signoff import BoardRule
from elearn.days import today
from elearn.settings import settings
from elearn.tracker import Actor
from elearn.translations import N_, Words, said
from elearn.translations import gettext as _

LEAD = N_("Courses on their way from draft to published, and those that have to be read through again.")
_KEPT = Words(
    {
        "on": N_("From now on, only approved courses are built and published."),
        "off": N_("From now on, courses can be built and published without an approval."),
    }
)


def show() -> None:
    """Draws the screen."""
    actor = session.me("see-sign-off")
    heading(_("Sign-off"), _(LEAD))
    forms.say_done()
    with session.database().read() as conn:
        found = signoff.overview(conn, settings().courses.resolve(), actor, today())
        rules = signoff.rules(conn)
    desk = settings().desk_url if actor.may("author") or actor.may("sign") else ""
    draw("sign-off.html", found=found, desk=desk, signs=actor.may("sign"))
    for each in rules:
        draw("sign-off-rule.html", rule=each)
        if actor.may("govern"):
            _rule(actor, each)


def _rule(actor: Actor, rule: BoardRule) -> None:
    name = f"sign_off_{rule.name}"
    words = _("Turn this rule off") if rule.on else _("Turn this rule on")
    if st.button(words, key=f"{forms.turn(name)}_turn"):
        on = not rule.on
        set_it = partial(signoff.set_rule, session.database(), rule.name, on, by=actor)
        forms.take(name, set_it, said(_KEPT["on" if on else "off"]))
