"""The columns of a spreadsheet of questions, and the words for each kind, in every language that we speak."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from elearn.translations import LANGUAGES, N_, speaking
from elearn.translations import gettext as _

MOST_ANSWERS = 8
KIND, QUESTION, RIGHT, AFTERWARDS, HINT = "kind", "question", "right", "afterwards", "hint"
POINTS, OFF, UNIT, TESTS, NAME = "points", "off", "unit", "tests", "name"
_TITLES = {
    KIND: N_("Kind"),
    QUESTION: N_("Question"),
    RIGHT: N_("Right"),
    AFTERWARDS: N_("For everybody afterwards"),
    HINT: N_("Hint"),
    POINTS: N_("Points"),
    OFF: N_("May be off by"),
    UNIT: N_("Unit"),
    TESTS: N_("Outcome"),
    NAME: N_("Name"),
}
_ANSWER, _FEEDBACK = N_("Answer %(number)s"), N_("Feedback %(number)s")
KINDS: Mapping[str, str] = {
    "choose-one": N_("choose one"),
    "choose-many": N_("choose many"),
    "true-or-false": N_("true or false"),
    "fill-in": N_("fill in"),
    "number": N_("number"),
    "match": N_("match"),
    "order": N_("put in order"),
    "reflect": N_("reflect"),
}
"""The kinds that a row can be, with the words that stand in its first cell."""


class Column(NamedTuple):
    """A column: what it is, the number of the answer (0: none), and its title in the current language."""

    key: str
    number: int
    title: str


def columns() -> list[Column]:
    """The columns of the template in their order, in the current language."""
    answers = [
        Column(key, number, _(title, number=number))
        for number in range(1, MOST_ANSWERS + 1)
        for key, title in (("answer", _ANSWER), ("feedback", _FEEDBACK))
    ]
    first, last = (KIND, QUESTION, RIGHT), (AFTERWARDS, HINT, POINTS, OFF, UNIT, TESTS, NAME)
    return [
        *(Column(key, 0, _(_TITLES[key])) for key in first),
        *answers,
        *(Column(key, 0, _(_TITLES[key])) for key in last),
    ]


@cache
def known_titles() -> Mapping[str, tuple[str, int]]:
    """Each title in small letters, in every language, with what its column is."""
    found: dict[str, tuple[str, int]] = {}
    for language in LANGUAGES:
        with speaking(language):
            found |= {plain(each.title): (each.key, each.number) for each in columns()}
    return found


@cache
def known_kinds() -> Mapping[str, str]:
    """Each word for a kind in small letters, in every language, and the kind's own name."""
    found = {name: name for name in KINDS}
    for language in LANGUAGES:
        with speaking(language):
            found |= {plain(_(words)): name for name, words in KINDS.items()}
    return found


def plain(text: str) -> str:
    """A title or a word as it is compared."""
    return " ".join(text.casefold().replace("_", " ").split())
