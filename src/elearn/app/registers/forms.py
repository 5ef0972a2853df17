"""Forms of the registers. They are as all forms are, and they refuse texts that could identify somebody."""

from collections.abc import Callable, Iterable, Mapping

from elearn.app import forms
from elearn.app.forms import choose as choose
from elearn.app.forms import place as place
from elearn.app.forms import say_done as say_done
from elearn.app.forms import turn as turn
from elearn.checks import must_identify_nobody as must_identify_nobody


def take(
    key: str,
    act: Callable[[], object],
    done: str | Callable[[], str],
    *,
    texts: Mapping[str, str] | None = None,
    dates: bool = False,
    references: Iterable[str] = (),
) -> None:
    """Does what the form `key` asks, as `elearn.app.forms.take` does, if its texts identify nobody.

    `done` is a text, or a function that gives it once `act` has worked. `texts` are the typed texts by field: they must
    not name a person, real, famous or invented, or say where anybody lives. With `dates`, they must not name a day
    either. `references` are fields with the partnership's own reference, which looks like the number of a case.
    """

    def checked() -> None:
        must_identify_nobody(texts or {}, dates=dates, references=references)
        act()

    forms.take(key, checked, done if isinstance(done, str) else lambda _result: done())
