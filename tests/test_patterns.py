"""Patterns that are compiled at their first use."""

import pkgutil
import re
from importlib import import_module

import pytest

from elearn import checks
from elearn.patterns import _Late, late

EVERY = sorted(
    {
        (f"{info.name}.{name}", pattern)
        for info in pkgutil.walk_packages(checks.__path__, f"{checks.__name__}.")
        for name, pattern in vars(import_module(info.name)).items()
        if isinstance(pattern, _Late)
    },
    key=lambda each: each[0],
)


def test_a_late_pattern_does_what_a_compiled_one_does() -> None:
    text = "one two  One"
    pattern, compiled = late(r"(?P<first>o)ne", re.IGNORECASE), re.compile(r"(?P<first>o)ne", re.IGNORECASE)
    for _ in range(2):
        assert pattern.findall(text) == compiled.findall(text)
        assert [each.span("first") for each in pattern.finditer(text, 4)] == [(9, 10)]
        assert pattern.match(text, 9)
        assert pattern.search(text, 1, 8) is None
        assert pattern.fullmatch(text) is None
        assert pattern.sub("x", text) == "x two  x"
        assert pattern.split(text) == compiled.split(text)
        assert pattern.groupindex == compiled.groupindex
        assert pattern.flags == compiled.flags
        assert pattern.pattern == compiled.pattern


def test_a_late_pattern_is_compiled_once_and_not_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ready = re.compile("a")
    monkeypatch.setattr("elearn.patterns.compiled", lambda pattern, flags: asked.append(pattern) or ready)
    pattern = late("a")
    assert asked == []
    assert pattern.search("cat")
    assert pattern.match("cat") is None
    assert asked == ["a"]


def test_the_checks_have_patterns_that_are_compiled_late() -> None:
    assert len(EVERY) > 150


@pytest.mark.parametrize("pattern", [each for _, each in EVERY], ids=[name for name, _ in EVERY])
def test_every_late_pattern_can_be_compiled(pattern: re.Pattern[str]) -> None:
    assert pattern.search("") is None or pattern.fullmatch("")
