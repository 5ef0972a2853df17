"""The words that a report is recognised by, from `wording.yaml`, as compiled patterns."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

_FLAGS = re.IGNORECASE | re.MULTILINE


@cache
def _words() -> dict[str, Any]:
    text = files("elearn.intake").joinpath("wording.yaml").read_text(encoding="utf-8")
    words: dict[str, Any] = YAML(typ="safe").load(text)
    return words


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Returns a pattern for any of the words of one list."""
    return re.compile("|".join(_words()[name]), _FLAGS)


@cache
def patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Returns each list's name with a pattern for its words, in order."""
    return tuple(
        (meaning, re.compile("|".join(words), _FLAGS))
        for each in _words()[name]
        for meaning, words in each.items()
    )


def first(name: str, text: str) -> str:
    """Returns the name of the first list that the text has words of, or "" if there is none."""
    return next((meaning for meaning, words in patterns(name) if words.search(text)), "")
