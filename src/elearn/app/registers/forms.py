"""Forms of the registers. They are as all forms are, and they refuse texts that could identify somebody."""

from collections.abc import Callable, Iterable, Mapping

from elearn.app import forms
from elearn.app.forms import choose as choose
from elearn.app.forms import say_done as say_done
from elearn.app.forms import turn as turn
from elearn.checks import check_text, rules_by_id
from elearn.problems import InputFault, Problem

_NAMES = ("E01", "E02", "E04", "E05", "E06", "E07")
_DATES = ("E03",)
_REFERENCE = frozenset({"E06"})


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
    not identify a person or say where they live. With `dates`, they must not name a day either. `references` are fields
    with the partnership's own reference, which looks like the number of a case.
    """

    def checked() -> None:
        _must_identify_nobody(texts or {}, dates, frozenset(references))
        act()

    forms.take(key, checked, done if isinstance(done, str) else lambda _: done())


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
