"""Whatever a rule's pattern matches has one of the rule's hints, or the rule would not look closely at it."""

import random
import re
from collections.abc import Iterable
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from elearn.checks.lists import phrases, words
from elearn.checks.rules import w16_victim_blame
from elearn.checks.wording import Hints

EXAMPLES = 150
LISTS = Path(w16_victim_blame.__file__).parent / "lists"


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


def without_a_hint(patterns: Iterable[str], hints: Hints) -> list[str]:
    """Examples of the patterns that have no hint, at most ten."""
    found = set()
    for pattern in patterns:
        parsed, choose = _parser.parse(pattern), random.Random(1)
        for _ in range(EXAMPLES):
            example = written(parsed, choose).lower()
            if re.search(r"[a-z]{3}", example) and not list(hints.sentences(example)):
                found.add(example)
    return sorted(found)[:10]


def sections(name: str) -> list[str]:
    text = (LISTS / f"{name}.txt").read_text(encoding="utf-8")
    return re.findall(r"^\[([a-z-]+)\]$", text, re.MULTILINE)


NOT_WORDINGS = {
    "acts": {each for each in sections("acts") if each != "scenes"},
    "harm": {"bodies", "not-told", "not-told-before", "after-her", "hints"},
    "judging": {"blamable", "loaded-denied", "hints"},
    "blame": {"people", "somebody", "work", "hindsight", "no-fault", "told", "of-themselves", "hints"},
    "victim-blame": {"victims", "others", "abusers", "hints"},
}


@pytest.mark.parametrize(
    ("name", "section"),
    [(name, each) for name, other in NOT_WORDINGS.items() for each in sections(name) if each not in other],
)
def test_every_wording_in_a_list_has_a_hint(name: str, section: str) -> None:
    """Add a word of what is printed to the hints of the list, or several words joined by a plus."""
    patterns = [
        w16_victim_blame._spelt_out(each).replace("PEOPLE", "qqq")
        for each in phrases(f"rules/{name}", section)
    ]
    assert without_a_hint(patterns, Hints(words(f"rules/{name}", "hints"))) == []
