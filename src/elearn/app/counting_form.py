"""The form that says which courses count towards hours or an update. Its effect is shown before it is saved."""

from functools import partial
from typing import Any

import streamlit as st

from elearn.app import effects, forms
from elearn.app.bars import Tell
from elearn.app.drawing import draw
from elearn.app.session import database
from elearn.tracker import Actor, directory, imports, rule_lists
from elearn.tracker.imports import Proposal
from elearn.translations import gettext as _


def show(actor: Actor, course: str) -> None:
    """Draws what counts towards these hours or this update, and the form that changes it."""
    now = rule_lists.counting_towards(database(), course)
    base = f"row_counting_{course}"
    draw("counting.html", courses=list(now.values()))
    held = effects.waiting(base)
    with st.expander(_("Choose which courses count"), expanded=held is not None):
        if held is not None:
            effects.confirm(
                actor,
                base,
                _summary(held.typed["others"]),
                partial(_proposed, actor, course),
                partial(_saved, actor, course),
                _("What you changed counts from now."),
            )
            return
        key = forms.turn(base)
        shown = st.session_state.setdefault(f"{key}_shown", sorted(now))
        words = {each.id: each.title for each in directory.courses(database())}
        titles = forms.told_apart(words | {id: title for id, title in now.items() if id not in words})
        before: Any = effects.typed_before(base, {})
        with st.form(key, border=False):
            chosen = st.multiselect(
                _("Courses that count"),
                list(titles),
                default=[each for each in before.get("others", shown) if each in titles],
                format_func=titles.__getitem__,
                key=f"{key}_others",
                placeholder=_("Every course"),
                help=_("If you choose none, every course counts."),
            )
            sent = st.form_submit_button(_("Show what it changes"), type="primary")
        if sent:
            typed = {"others": tuple(chosen), "shown": tuple(shown)}
            if effects.ask(base, typed, partial(_proposed, actor, course)):
                draw("said.html", text=_("Nothing was different from before."))


def _proposed(actor: Actor, course: str, typed: effects.Typed) -> Proposal:
    return imports.proposed_counting(database(), course, typed["others"], by=actor)


def _saved(actor: Actor, course: str, typed: effects.Typed, seen: int, tell: Tell) -> bool:
    return imports.set_counting(
        database(),
        course,
        typed["others"],
        by=actor,
        shown=typed["shown"],
        seen=seen,
        working_out=tell,
    )


def _summary(others: tuple[str, ...]) -> str:
    if not others:
        return _("Every course would count.")
    titles = {each.id: each.title for each in directory.courses(database())}
    return _(
        "These courses alone would count: %(names)s.", names=", ".join(titles.get(id, id) for id in others)
    )
