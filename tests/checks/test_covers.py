"""Every match of a pattern has the words that were worked out from it, so no rule overlooks a sentence."""

import random
import re
from itertools import chain
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.checks import acts
from elearn.checks import covers as covering
from elearn.checks.cover_walk import Cover
from elearn.checks.covers import Parts, covers, worked_out
from elearn.checks.identifying import ages, circumstances, jobs, siblings
from elearn.checks.rules import e13_no_warning, w15_blame, w16_victim_blame, w17_did_not_attend
from elearn.checks.wording import lowered, sentences
from elearn.checks.wordings import Wordings

EXAMPLES = 40
EVERY: dict[str, Wordings[Any]] = {
    "acts": acts._SCENES,
    "E13": e13_no_warning._HARM,
    "figures": e13_no_warning._FIGURES,
    "W15": w15_blame._WORDINGS,
    "W16": w16_victim_blame._WORDINGS,
    "W17": w17_did_not_attend._MISSED,
    "ages": ages._wordings_said(),
    "ages stated": ages._wordings_stated(),
    "siblings": siblings._wordings(),
    "rare": circumstances._RARE,
    "jobs": jobs._WORKS,
}


def has(words: frozenset[str], cover: Cover) -> bool:
    begun = tuple(each[:-1] for each in cover if each.endswith("*"))
    return not words.isdisjoint(cover) or any(word.startswith(begun) for word in words)


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


@pytest.mark.parametrize("rule", EVERY)
def test_every_wording_of_a_rule_is_tried_where_it_matches(rule: str) -> None:
    wordings, parts = EVERY[rule], EVERY[rule]._parts
    choose, missed, tried = random.Random(1), set(), 0
    for pattern in (parts.filled_in(each) for each, _ in wordings._patterns):
        alone, parsed = re.compile(pattern), _parser.parse(pattern)
        for _ in range(EXAMPLES):
            example = written(parsed, choose)
            for sentence in sentences(lowered(example)):
                if alone.search(example, sentence.start, sentence.end):
                    tried += 1
                    found = wordings.in_sentence(example, sentence)
                    if not any(match.re.pattern == pattern for match, _ in found):
                        missed.add((pattern, example))
    assert not sorted(missed)[:5]
    assert tried > 3 * len(wordings._patterns)


@pytest.mark.parametrize("rule", EVERY)
def test_nearly_every_wording_of_a_rule_needs_a_word(rule: str) -> None:
    wordings = EVERY[rule]
    without = [pattern for pattern, _ in wordings._patterns if not covers(pattern, wordings._parts)]
    assert len(without) <= len(wordings._patterns) // 6 + 2, without


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\bfail(?:ed|s)? to\b", [{"to"}, {"fail", "failed", "fails"}]),
        (r"\bbruis\w*", [{"bruis*"}]),
        (r"\bbite ?marks?\b", [{"bite*"}]),
        (r"(?<!\w)(?:lazy|idle(?! hour))(?=\W|$)", [{"lazy", "idle"}]),
        (r"\b(?:very )?lazy\b", [{"lazy"}]),
        (r"\b(?:lazy|\d+)\b", []),
        (r"\w+ly done\b", [{"done"}]),
        (r"(?<![^\w])sly\b", []),
        (r"\bnot (?:only|\w+)\b", [{"not"}]),
    ],
)
def test_a_cover_is_worked_out(pattern: str, expected: list[set[str]]) -> None:
    assert [set(each) for each in worked_out(pattern)] == expected


def test_without_the_parser_that_we_know_a_pattern_is_tried_everywhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(covering, "_parser", None)
    assert covers(r"\bnobody wrote this before\b") == ()
    found = Wordings([(r"\bnobody\b", 1)]).in_text("and nobody came")
    assert [number for _, number in found] == [1]


def test_a_wrong_pattern_is_told() -> None:
    with pytest.raises(re.error, match="unterminated subpattern"):
        covers("(never")


LETTERS = st.text("abc", min_size=1, max_size=3)
SIMPLE = st.one_of(
    LETTERS, st.sampled_from([" ", "-", r"\b", r"\w", r"\w+", r"\s", "[ab]", "[^a]", r"[\w-]+", "ï", "."])
)


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        several.map("".join),
        several.map(lambda each: f"(?:{'|'.join(each)})"),
        several.map(lambda each: f"(?:{'|'.join(each)}|)"),
        st.tuples(inner, st.sampled_from("?*+")).map(lambda each: f"(?:{each[0]}){each[1]}"),
        st.tuples(
            inner,
            st.sampled_from(
                [
                    "?=",
                    "?!",
                ]
            ),
        ).map(lambda each: f"({each[1]}{each[0]})"),
        st.sampled_from([r"(?<!\w)", r"(?!\w)", r"(?=\W|$)", r"(?<![\w-])", "(?<!a)", "(?<=b)"]),
    )


PATTERNS = st.recursive(SIMPLE, grown, max_leaves=10)
TEXTS = st.lists(st.text("abcï -", max_size=4), max_size=6).map(" ".join)


@given(pattern=PATTERNS, text=TEXTS)
def test_every_match_of_any_pattern_has_a_word_of_every_cover(pattern: str, text: str) -> None:
    words = frozenset(re.findall("[a-z]+", text))
    if re.search(pattern, text):
        assert all(has(words, cover) for cover in worked_out(pattern))


@given(parts=st.lists(PATTERNS, min_size=1, max_size=4), text=TEXTS)
def test_many_patterns_at_once_find_what_each_finds_alone(parts: list[str], text: str) -> None:
    wordings = Wordings((part, number) for number, part in enumerate(parts))
    found = sorted((number, each.span()) for each, number in wordings.in_text(text))
    alone = chain.from_iterable(
        ((number, each.span()) for each in re.compile(part).finditer(text, sentence.start, sentence.end))
        for sentence in sentences(text)
        for number, part in enumerate(parts)
    )
    assert found == sorted(alone)


@given(pattern=PATTERNS, parts=st.lists(PATTERNS.map("(?:{})".format), min_size=1, max_size=2), text=TEXTS)
def test_a_part_counts_as_what_it_stands_for(pattern: str, parts: list[str], text: str) -> None:
    """A part is parsed once, and what is worked out of it is remembered. That makes no difference."""
    named = Parts({f"<{number}>": part for number, part in enumerate(parts)})
    whole = f"{pattern}<0>(?:{pattern}|<{len(parts) - 1}>)? <0>"
    words = frozenset(re.findall("[a-z]+", text))
    assert worked_out(whole, named) == worked_out(whole, named)
    if re.search(named.filled_in(whole), text):
        assert all(has(words, cover) for cover in worked_out(whole, named))
