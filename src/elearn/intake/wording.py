"""The words by which a report is recognised, from `wording.yaml`, as patterns that are ready to use."""

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
    """Any of the words of one list."""
    return re.compile("|".join(_words()[name]), _FLAGS)


@cache
def patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The lists of lists, in order: what each stands for, and any of its words."""
    return tuple(
        (meaning, re.compile("|".join(words), _FLAGS))
        for each in _words()[name]
        for meaning, words in each.items()
    )


def first(name: str, text: str) -> str:
    """What the first list stands for that the text has words of; "" where there is none."""
    return next((meaning for meaning, words in patterns(name) if words.search(text)), "")
