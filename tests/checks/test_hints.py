"""Whatever a rule's pattern matches has one of the rule's hints, or the rule would not look closely at it."""

import random
import re
from collections.abc import Iterator
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from elearn.checks.lists import phrases, words
from elearn.checks.rules import w16_victim_blame
from elearn.checks.wording import words_of

EXAMPLES = 150


def written(pattern: Any, choose: random.Random) -> str:
    """Something that a parsed pattern matches, apart from what it looks at before and after."""
    return "".join(_written(str(op), value, choose) for op, value in pattern)


def _written(op: str, value: Any, choose: random.Random) -> str:
    if op == "LITERAL":
        return chr(value)
    if op == "IN":
        kind, one = choose.choice(value)
        if str(kind) == "NEGATE":
            return "q"
        if str(kind) == "CATEGORY":
            return {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "7"}.get(str(one), "q")
        return chr(one if isinstance(one, int) else one[0])
    if op == "BRANCH":
        return written(choose.choice(value[1]), choose)
    if op == "SUBPATTERN":
        return written(value[3], choose)
    if op in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, what = value
        times = least if choose.random() < 0.6 else min(most, least + 1)
        return "".join(written(what, choose) for _ in range(times))
    return ""


def without_a_hint(patterns: tuple[str, ...], hints: frozenset[str]) -> Iterator[str]:
    choose = random.Random(1)
    for pattern in patterns:
        parsed = _parser.parse(pattern)
        for _ in range(EXAMPLES):
            example = written(parsed, choose).lower()
            if re.search(r"[a-z]{3}", example) and hints.isdisjoint(words_of(example)):
                yield example


@pytest.mark.parametrize(
    ("name", "section"),
    [
        *(("rules/harm", section) for section in ("acts", "done-to", "found", "hurts", "marks")),
        *(
            ("rules/blame", section)
            for section in ("judgements", "adjectives", "strong", "badly", "nouns", "deeds")
        ),
    ],
)
def test_every_wording_in_a_list_has_a_hint(name: str, section: str) -> None:
    """Add a word of what is printed to the hints of the list."""
    patterns = tuple(each.replace("PEOPLE", "worker") for each in phrases(name, section))
    assert sorted(set(without_a_hint(patterns, words(name, "hints"))))[:10] == []


def test_every_wording_of_victim_blame_has_a_hint() -> None:
    """Add a word of what is printed to the hints of the list."""
    patterns = tuple(
        alternative for pattern, _ in w16_victim_blame._PATTERNS for alternative in [pattern.pattern] * 10
    )
    hints = words("rules/victim-blame", "hints")
    assert sorted(set(without_a_hint(patterns, hints)))[:10] == []
