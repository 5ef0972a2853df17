"""What every form of the registers does: it shows what is wrong, and it is empty again after it was accepted."""

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
    """The key of the option that the person chooses. `options` has the words by key.

    If two options have the same words, their keys are shown too. Raises NotFound if the chosen option is gone, for
    example because of another window. Otherwise Streamlit would choose the first option without a word.
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
    """The key of a form's widgets. It changes each time the form is accepted, so that the form is empty again."""
    return f"{key}_{st.session_state.get(f'{key}_turn', 0)}"


def take(
    key: str,
    act: Callable[[], object],
    done: str | Callable[[], str],
    *,
    texts: Mapping[str, str] | None = None,
    dates: bool = False,
    references: Iterable[str] = (),
) -> None:
    """Calls `act` for the form `key`. If that works, the page is drawn again and shows `done`.

    `done` is a text, or a function that gives it once `act` has worked.
    If something is wrong, every problem is shown and the form keeps what was typed. `texts` are the typed texts by
    field: they must not identify a person or say where they live. With `dates`, they must not name a day either.
    `references` are fields with the partnership's own reference, which looks like the number of a case.
    """
    try:
        _must_identify_nobody(texts or {}, dates, frozenset(references))
        act()
    except InputFault as fault:
        draw("entry-faults.html", problems=fault.problems)
        return
    st.session_state[f"{key}_turn"] = st.session_state.get(f"{key}_turn", 0) + 1
    st.session_state[_DONE] = done if isinstance(done, str) else done()
    st.rerun()


def say_done() -> None:
    """Shows once what the last form did."""
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
