"""Bars that say how far long work is, and how to do it to its end whatever the reader clicks meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from elearn.app.drawing import thousands
from elearn.translations import ngettext

LONG = 5_000
"""Work on so many rows or people shows how far it is."""
Tell = Callable[[int, int], None]
Say = Callable[[str, int], str]
"""Says how far a step is: of how many is done, in words, and how many there are."""
Step = Callable[[Say], Tell]


def rows_read(done: str, total: int) -> str:
    """The step that reads a file."""
    return ngettext(
        "Reading the file: %(done)s of %(num)s row",
        "Reading the file: %(done)s of %(num)s rows",
        total,
        num=thousands(total),
        done=done,
    )


def rows_written(done: str, total: int) -> str:
    """The step that writes a file's rows."""
    return ngettext(
        "Writing the rows: %(done)s of %(num)s row",
        "Writing the rows: %(done)s of %(num)s rows",
        total,
        num=thousands(total),
        done=done,
    )


def people_worked_out(done: str, total: int) -> str:
    """The step that follows a large change: each person's standing."""
    return ngettext(
        "Working out who has taken what: %(done)s of %(num)s person",
        "Working out who has taken what: %(done)s of %(num)s people",
        total,
        num=thousands(total),
        done=done,
    )


class _Bar:
    """A bar for one step after the other. It is not drawn for less than `LONG`.

    With `holding`, what the reader asks for meanwhile is kept in `held`, and the work goes on.
    """

    def __init__(self, *, holding: bool) -> None:
        self.held: RerunException | StopException | None = None
        self._holding = holding
        self._bar: Any = None

    def step(self, say: Say) -> Tell:
        """What to tell how many are done, and how many there are. `say` puts that in words."""

        def tell(done: int, total: int) -> None:
            if total < LONG or self.held is not None:
                return
            try:
                if self._bar is None:
                    self._bar = st.progress(0.0)
                self._bar.progress(done / total, say(thousands(done), total))
            except (RerunException, StopException) as asked:
                if not self._holding:
                    raise
                self.held = asked

        return tell

    def clear(self) -> None:
        if self._bar is not None:
            self._bar.empty()


@contextmanager
def bar() -> Iterator[Step]:
    """Yields a function that gives a bar's next step: what to tell how many are done, and how many there are.

    A click breaks the work off, as everywhere in Streamlit.
    """
    drawn = _Bar(holding=False)
    yield drawn.step
    drawn.clear()


@contextmanager
def unbroken() -> Iterator[Step]:
    """`bar` for work that must not be broken off.

    Streamlit ends a page's work as soon as it draws anything after a click. Inside this block it does not, so what is
    written is also kept, said and worked out. What the reader asked for meanwhile follows at the end.
    """
    drawn = _Bar(holding=True)
    try:
        yield drawn.step
    except (RerunException, StopException) as ours:
        raise drawn.held or ours from None
    if drawn.held is not None:
        raise drawn.held
    drawn.clear()
