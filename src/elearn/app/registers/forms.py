"""What every form of the registers does: say what is wrong, empty itself when it is taken, say what was done."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import streamlit as st

from elearn.app.drawing import draw
from elearn.checks import check_text, rules_by_id
from elearn.problems import InputFault, NotFound, Problem

Key = TypeVar("Key", int, str)
_DONE = "registers_done"
_NAMES = ("E01", "E02", "E04", "E05", "E06", "E07")
_DATES = ("E03",)
_REFERENCE = frozenset({"E06"})


def choose(label: str, options: Mapping[Key, str], key: str, index: int = 0) -> Key:
    """One of `options` (key to words), told apart by their keys where the words are the same.

    NotFound where what was chosen has gone meanwhile, in another window for one: Streamlit would put the first in its
    place, and the form would be about that.
    """
    before = st.session_state.get(key)
    if before is not None and before not in options:
        raise NotFound(
            "What you had chosen is no longer in the list. Look at the list again, and choose anew."
        )
    count = Counter(options.values())
    words = {each: f"{said} (no. {each})" if count[said] > 1 else said for each, said in options.items()}
    return st.selectbox(label, list(words), index=index, format_func=words.__getitem__, key=key)


def turn(key: str) -> str:
    """The key of a form's widgets: another one after each time that it was taken, so that it is empty again."""
    return f"{key}_{st.session_state.get(f'{key}_turn', 0)}"


def take(
    key: str,
    act: Callable[[], object],
    done: str,
    *,
    texts: Mapping[str, str] | None = None,
    dates: bool = False,
    references: Iterable[str] = (),
) -> None:
    """Does what the form `key` asks. Where it cannot be taken, says every reason and leaves what was typed; else begins
    the page anew, which then says `done`.

    `texts` are what was typed, by field, and must name no person and no place to find them; with `dates`, no day
    either. `references` are fields that hold the partnership's own reference, which looks like a case's.
    """
    try:
        _must_identify_nobody(texts or {}, dates, frozenset(references))
        act()
    except InputFault as fault:
        draw("entry-faults.html", problems=fault.problems)
        return
    st.session_state[f"{key}_turn"] = st.session_state.get(f"{key}_turn", 0) + 1
    st.session_state[_DONE] = done
    st.rerun()


def say_done() -> None:
    """Says once what the form before did."""
    if done := st.session_state.pop(_DONE, None):
        draw("entry-done.html", text=done)


def _must_identify_nobody(texts: Mapping[str, str], dates: bool, references: frozenset[str]) -> None:
    wanted = {*_NAMES, *(_DATES if dates else ())}.intersection(rules_by_id())
    problems: list[Problem] = []
    for field, text in texts.items():
        only = wanted - _REFERENCE if field in references else wanted
        problems += [
            Problem(field, 0, 0, found.rule, "error", f"{field}: {found.message}", found.remedy)
            for found in check_text(text, field, sorted(only))
        ]
    if problems:
        raise InputFault(problems)
