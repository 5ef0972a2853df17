"""The front matter of a course as a form: what nobody changed keeps its bytes, and each key is changed alone."""

import re
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.content.course import fact_fields, outcomes_in, read_facts, write_facts
from elearn.content.course.metadata import KEYS
from elearn.content.forms import RefusedValues
from tests.content.strategies import NASTY
from tests.content.test_forms import changed_lines, every_field, leaves, with_value
from tests.content.test_parts import COURSE_FILES
from tests.depth import examples

WRITTEN = """---
# A course of ours
title: "A 'quoted' title"   # to be agreed
version: 1.0.0

# About time
duration: 5 minutes
outcomes:
  # The first
  a: Do a   # soon
  b:
    text: Do b
    tier: local
  # The last
custom: 3
completion: {pages: all,
  pass_mark: 80%}
author: [A]
bands:
  0%: Low
  50%: High
---

Body: with a colon.
"""
FILES = [WRITTEN, *(files["course.md"] for files in COURSE_FILES.values())]
AS_WRITTEN = {
    "as it is": str,
    "returns": lambda text: text.replace("\n", "\r\n"),
    "mark": lambda text: "\ufeff" + text,
}


def facts_of(text: str) -> dict[str, Any]:
    found = read_facts(text)
    assert found is not None
    return found


@pytest.mark.parametrize("how", AS_WRITTEN)
def test_facts_that_nobody_changed_change_no_byte(how: str) -> None:
    for text in map(AS_WRITTEN[how], FILES):
        assert write_facts(text, facts_of(text)) == text


def test_every_key_has_a_field_in_words() -> None:
    fields = dict(every_field(fact_fields()))
    assert {name.partition("_")[0] if name.startswith(("completion_", "theme_")) else name
            for name in facts_of(WRITTEN)} == set(KEYS)  # fmt: skip
    assert set(facts_of(WRITTEN)) == {field.name for field in fact_fields()}
    for path, field in fields.items():
        assert field.label, path
        assert all(words for _, words in field.choices), path


@pytest.mark.parametrize("how", AS_WRITTEN)
def test_one_changed_text_changes_its_own_line(how: str) -> None:
    for text in map(AS_WRITTEN[how], FILES if how == "as it is" else FILES[:1]):
        facts = facts_of(text)
        once = {re.sub(r"\d+", "", path): path for path, _ in leaves(facts)}.values()
        for path, value in leaves(facts):
            if path not in once:
                continue
            if (
                value
                and path.rpartition(".")[2] not in ("id", "least", "version")
                and not path.startswith("author")
            ):
                new = with_value(facts, path, f"{value}x")
                written = write_facts(text, new)
                assert facts_of(written) == new
                assert changed_lines(text, written) <= (2 if path.startswith("completion") else 1), (
                    path,
                    written,
                )


@pytest.mark.parametrize(
    ("change", "gone", "new"),
    [
        ({"title": "New #1: x"}, ["title: \"A 'quoted' title\"   # to be agreed"],
         ["title: 'New #1: x'   # to be agreed"]),
        ({"summary": "Hello: there"}, [], ["summary: 'Hello: there'"]),
        ({"author": ["A", "B"]}, ["author: [A]"], ["author: [A, B]"]),
        ({"author": []}, ["author: [A]"], []),
        ({"completion_attempts": "3"}, ["completion: {pages: all,", "  pass_mark: 80%}"],
         ["completion: {pages: all, pass_mark: 80%, attempts: 3}"]),
        ({"review_by": "2027-11-01"}, [], ["review_by: 2027-11-01"]),
        ({"theme_accent": "#123456"}, [], ["theme: {accent: '#123456'}"]),
        ({"duration": ""}, ["duration: 5 minutes"], ["duration: ''"]),
        ({"bands": [{"least": "0%", "text": "Low"}]}, ["  50%: High"], []),
        ({"changes": [{"version": "1.0.0", "text": "All"}]}, [], ["changes:", "  1.0.0: All"]),
    ],
)  # fmt: skip
def test_a_key_is_changed_where_it_is_and_a_new_one_has_its_usual_place(
    change: dict[str, Any], gone: list[str], new: list[str]
) -> None:
    written = write_facts(WRITTEN, {**facts_of(WRITTEN), **change})
    before, after = WRITTEN.split("\n"), written.split("\n")
    assert [line for line in before if line not in after] == gone
    assert [line for line in after if line not in before] == new
    assert facts_of(written) == {**facts_of(WRITTEN), **change}


def test_an_outcome_keeps_its_comment_and_its_name_when_it_moves_and_a_new_one_gets_a_name() -> None:
    facts = facts_of(WRITTEN)
    first, second = facts["outcomes"]
    new = {"id": "", "text": "Do c", "tier": "", "learned_from": []}
    written = write_facts(WRITTEN, {**facts, "outcomes": [second, first, new]})
    assert [row["id"] for row in facts_of(written)["outcomes"]] == ["b", "a", "outcome-1"]
    assert "  # The first\n  a: Do a   # soon\n  outcome-1: Do c\n  # The last\n" in written


@given(st.sampled_from(FILES), st.data())
def test_what_is_written_reads_back_or_is_refused_with_its_field(text: str, data: st.DataObject) -> None:
    facts = facts_of(text)
    path = data.draw(st.sampled_from([path for path, _ in leaves(facts)]))
    value = "".join(data.draw(st.lists(st.sampled_from([*NASTY, "word"]), max_size=4)))
    new = with_value(facts, path, value)
    try:
        written = write_facts(text, deepcopy(new))
    except RefusedValues as refused:
        told = [each.field.partition(".")[0] for each in refused.problems]
        written = ""
    else:
        told = []
    if written:
        again = facts_of(written)
        key = path.partition(".")[0]
        assert {name: said for name, said in again.items() if name != key} == {
            name: said for name, said in facts.items() if name != key
        }
        assert write_facts(written, again) == written
        body = text.index("\n---\n")
        assert written.endswith(text[body:])
    else:
        assert told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No front matter.",
        "---\ntitle: T\n",
        "---\ntitle: [\n---\n",
        "---\ntitle: T\ntitle: U\n---\n",
        "---\n{title: T, version: 1.0.0}\n---\n",
        "---\ntitle: [a, b]\n---\n",
        "---\noutcomes: [a, b]\n---\n",
        "---\ncompletion: {pages: all, colour: red}\n---\n",
        "---\noutcomes:\n  a: {text: A, weight: 3}\n---\n",
    ],
)
def test_front_matter_that_is_more_than_the_form_opens_as_text(text: str) -> None:
    assert read_facts(text) is None
    with pytest.raises(RefusedValues):
        write_facts(text, {})


def test_two_outcomes_with_one_name_are_refused_at_the_second() -> None:
    facts = facts_of(WRITTEN)
    with pytest.raises(RefusedValues) as refused:
        write_facts(WRITTEN, with_value(facts, "outcomes.1.id", "a"))
    assert [each.field for each in refused.value.problems] == ["outcomes.1.id"]


ONE_KEY = {
    "title": ['title: "A  course"', "title:   'It''s'", "title: >-\n  Over\n  two lines", "title:"],
    "version": ["version: 1.0.0", "version: '2.1.0' # next"],
    "duration": ["duration: 25 minutes", "duration:", "duration: '25  minutes'"],
    "summary": [
        "summary: |\n  One line.\n  Another one.\n\n  A third.",
        "summary: |+\n  Kept.",
        "summary: A sentence",
        "summary: ''",
    ],
    "language": ["language: cy"],
    "audience": [
        "audience: r1",
        "audience: [r1, r2]",
        "audience:\n  - r1\n  # but\n  - 'r2'",
        "audience: []",
    ],
    "outcomes": [
        "outcomes:\n  a: Do  a\n  b: {text: Do b, tier: local}",
        "outcomes:\n  a:\n    text: Do a\n    learned_from: x#r1\n\n  # the next\n  b: Do b",
        "outcomes: {}",
    ],
    "completion": ["completion: {pages: all, pass_mark: 80%}", "completion:\n  questions: none # later"],
    "bands": ["bands:\n  0%: Low\n  '50%': High", "bands:"],
    "author": ["author: Ada  Marsh", "author: [Ada Marsh]", "author:\n- Ada\n- Ben"],
    "changes": ["changes:\n  1.0.0: |\n    First.\n    All."],
    "theme": ["theme: {accent: '#1f5f8b'}"],
    "custom": ["custom: {a: [1, 2]}", "custom: yes"],
}


@st.composite
def written(draw: st.DrawFn) -> str:
    """Front matter as people write it: in any order, with comments, blank lines and other line ends."""
    keys = draw(st.lists(st.sampled_from(sorted(ONE_KEY)), unique=True, min_size=1))
    parts = [draw(st.sampled_from(ONE_KEY[key])) for key in keys]
    between = st.sampled_from(["\n", "\n\n", "\n# A comment\n", "\n\n  # further in\n\n"])
    text = "---\n" + "".join(part + draw(between) for part in parts) + "---\n\nText.\n"
    return AS_WRITTEN[draw(st.sampled_from(sorted(AS_WRITTEN)))](text)


@settings(max_examples=examples(60))
@given(written(), st.data())
def test_what_nobody_changed_keeps_its_bytes_however_it_is_written(text: str, data: st.DataObject) -> None:
    facts = read_facts(text)
    if facts is None:
        return  # it opens as text
    assert write_facts(text, facts) == text
    name = data.draw(
        st.sampled_from(["title", "duration", "summary", "audience", "completion_attempts", "author"])
    )
    value = ["New"] if isinstance(facts[name], list) else "New"
    new = write_facts(text, {**facts, name: value})
    assert facts_of(new) == {**facts, name: value}
    key = name.partition("_")[0]
    assert keys_of(new, without=key) == keys_of(text, without=key)


def keys_of(text: str, *, without: str) -> list[str]:
    """The lines of all keys but one, without comments and blank lines."""
    kept, inside = [], ""
    for line in text.split("\n"):
        found = re.match(r"\ufeff?([a-z_]+):", line)
        inside = found[1] if found else "" if line.strip() == "---" else inside
        if inside != without and line.strip() and not line.lstrip().startswith("#"):
            kept.append(line)
    return kept


def test_a_key_that_was_not_there_is_not_written_because_another_changes() -> None:
    text = "---\ntitle: A\n---\n"
    assert write_facts(text, {**facts_of(text), "summary": "B."}) == "---\ntitle: A\nsummary: B.\n---\n"


def test_outcomes_are_known_also_if_the_front_matter_opens_as_text() -> None:
    text = "---\ntitle: [A, B]\noutcomes:\n  a: Do a\n  b: {text: Do b, tier: local}\n---\n"
    assert read_facts(text) is None
    assert outcomes_in(text) == [("a", "Do a"), ("b", "Do b")]
    assert outcomes_in("no front matter") == outcomes_in("---\noutcomes: none\n---\n") == []
