"""Forms that add, change, end and remove a rule: a requirement, an edition or an equivalence.

They are those of `entries`, with a step more: before anything is saved, its effect is shown (`effects`).
"""

from collections.abc import Callable, Container, Mapping
from typing import Any, TypeVar

import streamlit as st

from elearn.app import effects, entries, forms, row_fields
from elearn.app.bars import Tell
from elearn.app.drawing import draw
from elearn.app.questions import written_courses
from elearn.app.session import database
from elearn.problems import InputFault
from elearn.tracker import Actor, imports
from elearn.tracker.imports import Ended, Entered, Proposal
from elearn.translations import N_
from elearn.translations import gettext as _

Id = int | str
Typed = Mapping[str, Any]
Result = TypeVar("Result")

_ADDING = {
    "requirements": N_("This requirement would be added."),
    "editions": N_("This edition would be added."),
    "equivalences": N_("This equivalence would be added."),
}
_CHANGING = {
    "requirement": N_("This requirement would be changed."),
    "edition": N_("This edition would be changed."),
    "equivalence": N_("This equivalence would be changed."),
}
_ENDING = {
    "requirement": N_("This requirement would end on %(day)s."),
    "edition": N_("This edition would end on %(day)s."),
    "equivalence": N_("This equivalence would end on %(day)s."),
}
_REMOVING = {
    "requirement": N_("This requirement would be removed, as if it had never been."),
    "edition": N_("This edition would be removed, as if it had never been."),
    "equivalence": N_("This equivalence would be removed, as if it had never been."),
}


def add(actor: Actor, kind: str, label: str, done: str, *, expanded: bool = False) -> None:
    """Draws the form that adds a rule of a kind of import. The arguments are those of `entries.add`."""
    base = f"add_{kind}"
    key = forms.turn(base)

    def propose(typed: Typed) -> Proposal:
        return _in_words(
            lambda: imports.proposed_entry(
                database(), kind, typed, by=actor, new=True, written=written_courses()
            ),
            kind,
        )

    def save(typed: Typed, seen: int | None, tell: Tell) -> Entered:
        return _in_words(
            lambda: imports.enter(
                database(),
                kind,
                typed,
                by=actor,
                new=True,
                written=written_courses(),
                seen=seen,
                working_out=tell,
            ),
            kind,
        )

    def said(entered: Entered) -> str:
        return f"{done} {entries.noted(kind, entered)}".rstrip()

    if effects.waiting(base):
        with st.expander(label, expanded=True):
            effects.confirm(actor, base, _(_ADDING[kind]), propose, save, said)
        return
    values = effects.typed_before(base, entries.FIRST_VALUES.get(kind, {}))
    with st.expander(label, expanded=expanded or "course" in values or "id" in values):
        texts, sent = _form(actor, kind, key, values, _("Show what it changes"))
        if sent:
            effects.ask(base, texts, propose)
    forms.say_done(base)


def change(actor: Actor, thing: str, id: Id, *, fixed: Container[str] = ()) -> None:
    """Draws the form that changes a rule. If it gets another id, the address follows it."""
    kind, base = entries.KIND_OF[thing], f"{entries.base_of(thing, id)}_change"
    page, key = entries.base_of(thing, id), entries.key_of(thing, id)
    opened = entries.opened_row(actor, key, thing, id)
    if "id" in opened and imports.references(database(), thing, id, by=actor):
        fixed = ("id",)

    def propose(typed: Typed) -> Proposal:
        shown = st.session_state[f"{key}_shown"]
        act = lambda tell: imports.proposed_entry(  # noqa: E731 - it is given on at once
            database(), kind, typed, by=actor, replacing=id, shown=shown, written=written_courses()
        )
        return entries.seeing(actor, key, thing, id, entries.worded(act, kind))(_unheard)

    def save(typed: Typed, seen: int | None, tell: Tell) -> Entered:
        shown = st.session_state[f"{key}_shown"]
        act = lambda tell: imports.enter(  # noqa: E731
            database(),
            kind,
            typed,
            by=actor,
            replacing=id,
            shown=shown,
            written=written_courses(),
            seen=seen,
            working_out=tell,
        )
        entered: Entered = entries.seeing(actor, key, thing, id, entries.worded(act, kind))(tell)
        if entered.id is not None and entered.id != id:
            st.query_params[thing] = str(entered.id)
        return entered

    def done(entered: Entered) -> str:
        return entries.changed_words(kind, entered)

    with st.expander(_(entries.CHANGE[thing]), expanded=True):
        if effects.waiting(base):
            effects.confirm(actor, base, _(_CHANGING[thing]), propose, _turning(page, save), done)
            return
        values = effects.typed_before(base, opened)
        texts, sent = _form(actor, kind, f"{key}_change", values, _("Show what it changes"), fixed)
        if sent and effects.ask(base, texts, propose):
            forms.take(page, lambda: save(texts, None, _unheard), done)


def end(actor: Actor, thing: str, id: Id) -> None:
    """Draws the form that gives a rule its last day. If it has one, it draws nothing."""
    page, key = entries.base_of(thing, id), entries.key_of(thing, id)
    base = f"{page}_end"
    if not imports.open_rows(database(), thing, id, by=actor).any:
        return
    kinds = ("people", "requirements")

    def propose(typed: Typed) -> Proposal:
        return _in_words(lambda: imports.proposed_end(database(), thing, id, typed["day"], by=actor), *kinds)

    def save(typed: Typed, seen: int | None, tell: Tell) -> Ended:
        return _in_words(
            lambda: imports.end(database(), thing, id, typed["day"], by=actor, seen=seen, working_out=tell),
            *kinds,
        )

    held = effects.waiting(base)
    with st.expander(_(entries.END[thing]), expanded=held is not None):
        if held is not None:
            summary = _(_ENDING[thing], day=held.typed["day"])
            effects.confirm(actor, base, summary, propose, _turning(page, save), entries.ended_words)
            return
        with st.form(f"{key}_end", border=False):
            draw("said.html", text=_(entries.ENDING[thing]))
            before = effects.typed_before(base, {}).get("day", "")
            text = row_fields.day(_("Last day"), f"{key}_end_day", before)
            sent = st.form_submit_button(_("Show what it changes"), type="primary")
        if sent and effects.ask(base, {"day": text}, propose):
            forms.take(page, lambda: save({"day": text}, None, _unheard), entries.ended_words)


def remove(actor: Actor, thing: str, id: Id, back: Mapping[str, str]) -> None:
    """Draws the form that removes a rule, or says what refers to it. After it, the address is `back`."""
    page, key = entries.base_of(thing, id), entries.key_of(thing, id)
    base = f"{page}_remove"
    opened = entries.opened_row(actor, key, thing, id)
    kind = entries.KIND_OF[thing]

    def propose(typed: Typed) -> Proposal:
        return _in_words(
            lambda: imports.proposed_removal(database(), thing, id, by=actor, shown=opened), kind
        )

    def save(typed: Typed, seen: int | None, tell: Tell) -> None:
        _in_words(
            lambda: imports.remove(
                database(), thing, id, by=actor, shown=opened, seen=seen, working_out=tell
            ),
            kind,
        )
        st.query_params.from_dict(dict(back))

    held = effects.waiting(base)
    with st.expander(_(entries.REMOVE[thing]), expanded=held is not None):
        if held is not None:
            summary = _(_REMOVING[thing])
            effects.confirm(actor, base, summary, propose, _turning(page, save), _(entries.REMOVED[thing]))
            return
        if found := imports.references(database(), thing, id, by=actor):
            kept, instead = _(entries.KEPT[thing]), _(entries.INSTEAD[thing])
            draw("entry-kept.html", kept=kept, references=found, instead=instead)
            return
        with st.form(f"{key}_remove", border=False):
            text = _(
                "Remove it only if it was a mistake. It is then as if it had never been. "
                "If it was right until some day, end it instead."
            )
            draw("said.html", text=text)
            sent = st.form_submit_button(_("Show what it changes"))
        if sent:
            effects.ask(base, {}, propose)


def _form(
    actor: Actor, kind: str, key: str, values: Mapping[str, str], button: str, fixed: Container[str] = ()
) -> tuple[dict[str, str], bool]:
    """Draws a form, and returns what is in it and whether it was sent. Nothing, if a list is empty that it needs."""
    offered = row_fields.choices(actor, kind, key, values, fixed)
    if missing := row_fields.lacking(kind, offered):
        draw("entry-lacks.html", missing=missing)
        return {}, False
    with st.container():  # one of these comes and goes, and what is below keeps its place
        first = row_fields.fill_first(kind, key, values, offered, fixed)
    with st.form(key, border=False):
        texts = row_fields.fill(kind, key, values, offered, fixed, first)
        sent = st.form_submit_button(button, type="primary")
    return texts, sent


def _turning(page: str, save: Callable[[Typed, int, Tell], Any]) -> Callable[[Typed, int, Tell], Any]:
    """`save`, after which every form of the row's page is a new one."""

    def saving(typed: Typed, seen: int, tell: Tell) -> Any:
        result = save(typed, seen, tell)
        forms.renew(page)
        return result

    return saving


def _in_words(act: Callable[[], Result], *kinds: str) -> Result:
    """`act`, whose problems name the fields of the form."""
    try:
        return act()
    except InputFault as fault:
        raise row_fields.in_own_words(fault, *kinds) from None


def _unheard(done: int, total: int) -> None:
    """Progress that nobody is told of."""
