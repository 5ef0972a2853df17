"""What every form does: it shows what is wrong and keeps what was typed, or it is empty again and says what it did."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import streamlit as st

from elearn.app.drawing import draw, rendered
from elearn.problems import InputFault, NotFound
from elearn.translations import gettext as _

Key = TypeVar("Key", int, str)
Result = TypeVar("Result")
_DONE = "forms_done"
_PLACES = "forms_places"


def choose(label: str, options: Mapping[Key, str], key: str, index: int = 0, help: str | None = None) -> Key:
    """The key of the option that the person chooses. `options` has the words by key.

    If two options have the same words, their keys are shown too. Raises NotFound if the chosen option is gone, for
    example because of another window. Otherwise Streamlit would choose the first option without a word.
    """
    before = st.session_state.get(key)
    if before is not None and before not in options:
        raise NotFound(
            _("What you had chosen is no longer in the list. Look at the list again, and choose another.")
        )
    words = told_apart(options)
    return st.selectbox(label, list(words), index=index, format_func=words.__getitem__, key=key, help=help)


def place(options: Iterable[Key], wanted: Key) -> int:
    """The place of an option among others, for `choose`. It is the first if it is not among them."""
    return next((number for number, each in enumerate(options) if each == wanted), 0)


def told_apart(options: Mapping[Key, str]) -> dict[Key, str]:
    """The options, with their keys added to words that two of them share."""
    count = Counter(options.values())
    return {
        each: _("%(said)s (no. %(number)s)", said=said, number=each) if count[said] > 1 else said
        for each, said in options.items()
    }


def turn(key: str) -> str:
    """The key of a form's widgets. It changes each time the form is accepted, so that the form is empty again."""
    return f"{key}_{st.session_state.get(f'{key}_turn', 0)}"


def take(key: str, act: Callable[[], Result], done: str | Callable[[Result], str]) -> None:
    """Calls `act` for the form `key`. If that works, the page is drawn again and shows `done`.

    `done` may be a function, which makes the words from what `act` returned. If something is wrong, every problem is
    shown and the form keeps what was typed.
    """
    try:
        result = act()
    except InputFault as fault:
        draw("entry-faults.html", problems=fault.problems)
        return
    renew(key)
    st.session_state[_DONE] = (key, done if isinstance(done, str) else done(result))
    st.rerun()


def renew(key: str) -> None:
    """Makes the form `key` an empty one again."""
    st.session_state[f"{key}_turn"] = st.session_state.get(f"{key}_turn", 0) + 1


def begin() -> None:
    """Begins a run of a screen. One that was broken off may have left its places."""
    st.session_state[_PLACES] = []


def say_done(start: str = "") -> None:
    """Keeps this place for what the last form did, if its key starts with `start`. `finish` says it there."""
    st.session_state.setdefault(_PLACES, []).append((start, st.empty()))


def finish() -> None:
    """Ends a run of a screen: says once what the last form did, in the first place that is for it.

    It is said when the page is whole. Whoever reads it may go on at once, and types into the new form. The one before
    would take what is typed with it when it goes.
    """
    key, text = st.session_state.get(_DONE, ("", ""))
    places = [place for start, place in st.session_state.pop(_PLACES, []) if key.startswith(start)]
    if text and places:
        del st.session_state[_DONE]
        places[0].html(rendered("entry-done.html", text=text))
