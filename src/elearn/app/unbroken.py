"""Bars for work that takes seconds and is done to its end, whatever the reader clicks meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from elearn.app.drawing import plural

LONG = 5_000
"""Work on so many rows or people shows how far it is."""

Tell = Callable[[int, int], None]
Step = Callable[..., Tell]


class _Bar:
    """A bar for one step after the other. It is not drawn for less than `LONG`."""

    def __init__(self) -> None:
        self.held: RerunException | StopException | None = None
        self._bar: Any = None

    def step(self, what: str, one: str, many: str = "") -> Tell:
        """What to tell how many are done, and how many there are. `one` and `many` are the words for them."""

        def tell(done: int, total: int) -> None:
            if total < LONG or self.held is not None:
                return
            text = f"{what}: {done:,} of {plural(total, one, many)}"
            try:
                if self._bar is None:
                    self._bar = st.progress(0.0)
                self._bar.progress(done / total, text)
            except (RerunException, StopException) as asked:
                self.held = asked

        return tell

    def clear(self) -> None:
        if self._bar is not None:
            self._bar.empty()


@contextmanager
def unbroken() -> Iterator[Step]:
    """Yields a function that gives a bar's next step: what to tell how many are done, and how many there are.

    Streamlit ends a page's work as soon as it draws anything after a click. Inside this block it does not, so what is
    written is also kept, said and worked out. What the reader asked for meanwhile follows at the end.
    """
    bar = _Bar()
    try:
        yield bar.step
    except (RerunException, StopException) as ours:
        raise bar.held or ours from None
    if bar.held is not None:
        raise bar.held
    bar.clear()


WORKING_OUT = ("Working out who has taken what", "person", "people")
"""The step that follows a large change: each person's standing."""
