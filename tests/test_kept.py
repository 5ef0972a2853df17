"""Patterns and templates that are kept compiled: they do what they did, and nothing that is kept can break anything."""

import marshal
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.kept import KeptPatterns, KeptValues, compiled, keep, place_beside
from elearn.player.pages import environment
from tests.test_patterns import EVERY

TEXTS = [
    path.read_text(encoding="utf-8")[:4_000]
    for path in sorted((Path(__file__).parents[1] / "courses").glob("*/02*.md"))
]


@pytest.fixture
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of its own for what Python keeps compiled."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    return tmp_path


def test_a_pattern_from_the_disk_finds_what_a_new_one_finds(own_cache: Path) -> None:
    path = own_cache / "patterns"
    first = KeptPatterns(path)
    for _, pattern in EVERY:
        first.get(pattern.pattern, pattern.flags & ~re.UNICODE)
    first.save()
    kept = KeptPatterns(path)
    for name, pattern in EVERY:
        flags = pattern.flags & ~re.UNICODE
        ours, new = kept.get(pattern.pattern, flags), re.compile(pattern.pattern, flags)
        assert (ours.pattern, ours.flags, ours.groups) == (new.pattern, new.flags, new.groups), name
        assert ours.groupindex == new.groupindex, name
        for text in TEXTS:
            found = [(each.span(), each.groupdict()) for each in ours.finditer(text)]
            assert found == [(each.span(), each.groupdict()) for each in new.finditer(text)], name


def test_nothing_is_compiled_again_that_is_kept(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = KeptPatterns(own_cache / "patterns")
    first.get("a(?P<b>b)", 0)
    first.save()
    monkeypatch.setattr("elearn.kept._parts", lambda pattern, flags: pytest.fail("It compiled it."))
    found = KeptPatterns(own_cache / "patterns").get("a(?P<b>b)", 0).search("cab")
    assert found
    assert found["b"] == "b"


@given(damage=st.binary(max_size=60), at=st.integers(0, 400))
def test_a_damaged_file_is_as_good_as_none(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes, at: int
) -> None:
    path = tmp_path_factory.mktemp("kept") / "patterns"
    first = KeptPatterns(path)
    first.get("a+b", 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", False)
        first.save()
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + damage)
    assert KeptPatterns(path).get("a+b", 0).fullmatch("aab")


def test_what_another_python_kept_is_not_taken(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = KeptPatterns(own_cache / "patterns")
    first.get("a", 0)
    first.save()
    monkeypatch.setattr(sys, "version", "3.99")
    other = KeptPatterns(own_cache / "patterns")
    assert other._values.known == {}
    assert other.get("a", 0).search("cat")


def test_what_one_process_needs_is_not_lost_when_another_keeps_something_else(own_cache: Path) -> None:
    path = own_cache / "values"
    for key in ("a", "b", "c"):
        kept: KeptValues[str, str] = KeptValues(path, 1)
        kept.get(key, key.upper)
        kept.save()
    assert KeptValues[str, str](path, 1).known == {"a": "A", "b": "B", "c": "C"}
    assert KeptValues[str, str](path, 2).known == {}


@given(damage=st.binary(max_size=60), at=st.integers(0, 60))
def test_damaged_values_are_worked_out_anew(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes, at: int
) -> None:
    path = tmp_path_factory.mktemp("kept") / "values"
    path.write_bytes(marshal.dumps((1, {"a": "A"}))[:at] + damage)
    kept: KeptValues[str, str] = KeptValues(path, 1)
    assert isinstance(kept.get("b", lambda: "B"), str)


def test_a_wrong_pattern_is_told_as_usual() -> None:
    with pytest.raises(re.error, match="unterminated subpattern"):
        compiled("(")


def test_nothing_is_kept_if_python_may_keep_nothing(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = place_beside(__file__, "something")
    assert place.is_relative_to(own_cache)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep(place, b"x")
    assert not place.exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    keep(place, b"x")
    assert place.read_bytes() == b"x"
    assert [each.name for each in place.parent.iterdir()] == ["something"]
    keep(place / "below-a-file", b"x")  # cannot be written, and nobody is told


def test_a_template_is_compiled_once(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = environment.__wrapped__()
    text = made.get_template("page.html").blocks.keys()
    monkeypatch.setattr("jinja2.Environment.compile", lambda *_, **__: pytest.fail("It compiled it."))
    assert environment.__wrapped__().get_template("page.html").blocks.keys() == text
