"""What a change of rules would do is shown before it is saved: first the form, then its effect, then it is saved.

A form calls `ask` when it is sent. From then on `waiting` holds what was typed, and `confirm` is drawn in place of the
form: it shows the effect, and saves only when the person has seen it. If somebody changes something in between, the
effect is shown again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, Final, TypeVar

import streamlit as st

from elearn.app import forms
from elearn.app.bars import Tell, people_worked_out, unbroken
from elearn.app.drawing import draw, move_focus
from elearn.app.questions import names_of
from elearn.app.session import database
from elearn.days import today
from elearn.problems import InputFault
from elearn.reporting import Prepared, prepare
from elearn.tracker import Actor, directory, imports
from elearn.tracker.imports import RULES, UNSEEN, Preview, Proposal
from elearn.translations import gettext as _

Result = TypeVar("Result")
Typed = Mapping[str, Any]
SHOWN: Final = 10
"""How many agencies and role groups are shown."""
_NAMED: Final = 5
_OF_FILE: Final = "effects_of_file"
_FILE: Final = "imports_effect"
_NUMBERS = count()


@dataclass
class Waiting:
    """A change whose effect is shown. `typed` is what the form sent, and `changed`: the effect is shown again.

    `is_new`: nobody has seen it yet, so the focus goes to its heading, which `number` marks.
    """

    typed: Typed
    proposal: Proposal
    prepared: Prepared
    changed: bool = False
    is_new: bool = True
    number: str = field(default_factory=lambda: f"effect-{next(_NUMBERS)}")


def waiting(base: str) -> Waiting | None:
    """The change of the form `base` whose effect is shown, if there is one."""
    found: Waiting | None = st.session_state.get(f"{base}_waiting")
    return found


def typed_before(base: str, values: Mapping[str, str]) -> Mapping[str, str]:
    """What the form `base` begins with: what was typed before its effect was shown, or `values`."""
    kept: Mapping[str, str] = st.session_state.get(f"{base}_typed", values)
    return kept


def ask(base: str, typed: Typed, propose: Callable[[Typed], Proposal]) -> bool:
    """The form was sent. Its effect is shown from now on, or its faults. Returns whether it may be saved as it is.

    That is so if it would change nothing at all.
    """
    try:
        with st.spinner(_("Working out what it changes …")):
            proposal = propose(typed)
            if proposal.before == proposal.after:
                return True
            prepared = prepare(database(), proposal.before, proposal.after)
    except InputFault as fault:
        draw("entry-faults.html", problems=fault.problems)
        return False
    st.session_state[f"{base}_waiting"] = Waiting(typed, proposal, prepared)
    st.session_state.pop(f"{base}_day", None)
    st.rerun()
    return False


def confirm(
    actor: Actor,
    base: str,
    summary: str,
    propose: Callable[[Typed], Proposal],
    save: Callable[[Typed, int, Tell], Result],
    done: str | Callable[[Result], str],
) -> None:
    """Draws the effect of what waits, with the buttons that save it and that lead back to the form.

    `summary` says in a sentence what would be saved. `save` gets what was typed, and the version of the facts at which
    the effect was counted.
    """
    held = waiting(base)
    assert held is not None
    with st.container(key=f"{base}_effect"):
        draw("said.html", text=summary)
        _draw(actor, base, held)
        with st.container(horizontal=True):
            sent = st.button(_("I have seen it: save"), key=f"{base}_save", type="primary")
            st.button(_("Back to the form"), key=f"{base}_back", on_click=_back, args=(base,))
    if sent:
        _save(base, held, propose, save, done)


def _save(
    base: str,
    held: Waiting,
    propose: Callable[[Typed], Proposal],
    save: Callable[[Typed, int, Tell], Result],
    done: str | Callable[[Result], str],
) -> None:
    def act(tell: Tell) -> Result:
        result = save(held.typed, held.prepared.version, tell)
        forget(base)
        return result

    try:
        with unbroken() as step:
            tell = step(people_worked_out)
            forms.take(base, lambda: _seen(lambda: act(tell)), done)
    except _Unseen:
        try:
            proposal = propose(held.typed)
        except InputFault as fault:
            draw("entry-faults.html", problems=fault.problems)
            return
        prepared = prepare(database(), proposal.before, proposal.after)
        st.session_state[f"{base}_waiting"] = Waiting(held.typed, proposal, prepared, changed=True)
        st.rerun()


class _Unseen(Exception):
    """The effect that was shown is another one by now."""


def _seen(act: Callable[[], Result]) -> Result:
    try:
        return act()
    except InputFault as fault:
        if any(problem.rule == UNSEEN for problem in fault.problems):
            raise _Unseen from None
        raise


def of_file(actor: Actor, preview: Preview) -> int | None:
    """Draws the effect of applying a file of rules, and returns the version of the facts at which it was counted.

    None: it is no file of rules, or it would change none.
    """
    if preview.kind.name not in RULES or not len(preview.to_apply):
        return None
    proposal = imports.proposed_file(database(), preview)
    held: Waiting | None = st.session_state.get(_OF_FILE)
    if held is None or not _is_still(held, proposal):
        with st.spinner(_("Working out what it changes …")):
            prepared = prepare(database(), proposal.before, proposal.after)
        changed = held is not None and held.typed == {"file": preview.sha256}
        held = Waiting({"file": preview.sha256}, proposal, prepared, changed)
        st.session_state[_OF_FILE] = held
    with st.container(key=_FILE, border=True):
        _draw(actor, _FILE, held)
    return held.prepared.version


def _is_still(held: Waiting, proposal: Proposal) -> bool:
    same = (held.proposal.before, held.proposal.after) == (proposal.before, proposal.after)
    return same and imports.is_still_so(database(), held.prepared.version)


def forget(base: str) -> None:
    """Nothing of the form `base` waits any more, and it begins empty."""
    for name in ("waiting", "typed", "day"):
        st.session_state.pop(f"{base}_{name}", None)


def _back(base: str) -> None:
    held = waiting(base)
    if held is not None:
        st.session_state[f"{base}_typed"] = held.typed
        del st.session_state[f"{base}_waiting"]


def _draw(actor: Actor, base: str, held: Waiting) -> None:
    known = names_of(actor.people_scope())
    names = {each.id: each.name for each in known.agencies}
    left_out = [names.get(id, id) for id in held.prepared.left_out]
    more = len(left_out) - _NAMED
    named = ", ".join(left_out[:_NAMED]) + (" " + _("and %(count)s more", count=more) if more > 0 else "")
    is_new, held.is_new = held.is_new and base != _FILE, False
    draw(
        "effect-head.html",
        changed=held.changed,
        courses=held.prepared.courses,
        left_out=left_out,
        named=named,
        move=held.number if is_new else "",
    )
    if is_new:
        move_focus(held.number)
    if not held.prepared.courses:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        later: date | None = st.date_input(
            _("And as at another day"),
            value=held.proposal.day,
            min_value=date(2000, 1, 1),
            max_value=date(2100, 12, 31),
            key=f"{base}_day",
            format="DD/MM/YYYY",
            width=240,
        )
    titles = {each.id: each.title for each in directory.courses(database(), kinds=None)}
    for day in dict.fromkeys(filter(None, (today(), later))):
        draw(
            "effect.html",
            day=day,
            effects=held.prepared.on(day),
            titles=titles,
            agencies=names,
            role_groups=known.role_groups,
            shown=SHOWN,
        )
