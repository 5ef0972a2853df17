"""Sign-off: which courses wait for somebody's signature, which are to be reviewed, and the board's rule."""

from functools import partial

import streamlit as st

from elearn.app import forms, session
from elearn.app.drawing import draw, heading
from elearn.authoring import signoff
from elearn.days import today
from elearn.settings import settings
from elearn.tracker import Actor, BoardRule, board_rules
from elearn.translations import N_
from elearn.translations import gettext as _

LEAD = N_("Courses on their way from draft to published, and those that have to be read through again.")
_TURN = {
    (board_rules.ONLY_APPROVED, True): N_("Turn this rule on"),
    (board_rules.ONLY_APPROVED, False): N_("Turn this rule off"),
    (board_rules.ANYONE_MAY_LEARN, True): N_("Let anyone register"),
    (board_rules.ANYONE_MAY_LEARN, False): N_("Let nobody register any more"),
}
"""By the rule, and whether it is to be on: what the button says."""
_KEPT = {
    (board_rules.ONLY_APPROVED, True): N_("From now on, only approved courses are built and published."),
    (board_rules.ONLY_APPROVED, False): N_(
        "From now on, courses can be built and published without an approval."
    ),
    (board_rules.ANYONE_MAY_LEARN, True): N_(
        "From now on, anyone may register. They may take the courses that are open to everyone."
    ),
    (board_rules.ANYONE_MAY_LEARN, False): N_(
        "From now on, nobody can register. Those who have registered can go on."
    ),
}
"""By the rule, and whether it is on now: what the page says."""


def show() -> None:
    """Draws the screen."""
    actor = session.me("see-sign-off")
    heading(_("Sign-off"), _(LEAD))
    forms.say_done()
    with session.database().read() as conn:
        found = signoff.overview(conn, settings().courses.resolve(), actor, today())
        all_rules = board_rules.every_rule(conn)
    desk = settings().desk_url if actor.may("author") or actor.may("sign") else ""
    draw("sign-off.html", found=found, desk=desk, signs=actor.may("sign"))
    draw("sign-off-rules.html")
    for each in all_rules:
        draw("sign-off-rule.html", rule=each)
        if actor.may("govern"):
            _rule(actor, each)


def _rule(actor: Actor, rule: BoardRule) -> None:
    name = f"sign_off_{rule.name}"
    on = not rule.on
    if st.button(_(_TURN[rule.name, on]), key=f"{forms.turn(name)}_turn"):
        set_it = partial(board_rules.set_rule, session.database(), rule.name, on, by=actor)
        forms.take(name, set_it, _(_KEPT[rule.name, on]))
