"""The sentences that measure the de-identification rules keep to their form."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from benchmarks import styles

CORPUS = Path(__file__).parents[2] / "benchmarks" / "corpus"
RULES = {"E01", "E02", "E03", "E04", "E05", "E06", "E07", "E12"}
TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[ -]?\d){9}(?!\d)")
# Ofcom reserves these numbers for drama, so nobody in the country has one.
DRAMA = re.compile(
    r"01632960\d{3}|07700900\d{3}|02079460\d{3}|02920180\d{3}|011[3-8]4960\d{3}|01[2-6]14960\d{3}|01914980\d{3}"
)
FIELDS = {"id", "text", "rules", "note"}


def read(half: str) -> list[dict[str, Any]]:
    lines = (CORPUS / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


HALVES = {half: read(half) for half in ("tuning", "held-out")}
each_half = pytest.mark.parametrize("half", HALVES)


def spans(half: str, rule: str) -> list[str]:
    return [span for row in HALVES[half] for named, span in row.get("spans", []) if named == rule]


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def passes_mod_11(number: str) -> bool:
    """Returns whether ten digits have the check digit of an NHS number.

    A number whose check is 10 is never issued.
    """
    total = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False))
    check = -total % 11
    return check < 10 and check == int(number[9])


def test_there_are_at_least_560_sentences_each_with_its_own_id_and_none_twice() -> None:
    rows = [row for half in HALVES.values() for row in half]
    assert len(rows) >= 560
    for field in ("id", "text"):
        counted = Counter(row[field].casefold() for row in rows)
        assert [value for value, times in counted.items() if times > 1] == []


@each_half
def test_a_half_is_large_and_balanced_and_has_every_rule(half: str) -> None:
    rows = HALVES[half]
    identifying = sum(bool(row["rules"]) for row in rows)
    assert len(rows) >= 280
    assert 0.45 <= identifying / len(rows) <= 0.55
    counted = Counter(rule for row in rows for rule in row["rules"])
    assert set(counted) == RULES
    assert min(counted.values()) >= 8


@each_half
def test_every_span_occurs_and_the_spans_name_the_same_rules_as_the_row(half: str) -> None:
    for row in HALVES[half]:
        marked = row.get("spans", [])
        assert set(row) - {"spans"} == FIELDS, row["id"]
        assert row["note"], row["id"]
        assert row["text"] == row["text"].strip(), row["id"]
        assert row["rules"] == sorted({rule for rule, _ in marked}), row["id"]
        assert all(span and span in row["text"] for _, span in marked), row["id"]


@each_half
def test_an_nhs_number_passes_the_check_and_is_of_no_range_issued_in_england(half: str) -> None:
    for span in spans(half, "E01"):
        assert len(digits(span)) == 10, span
        assert passes_mod_11(digits(span)), span
        # 999 is for testing. No number that starts with 5, 8 or 9 is issued in England.
        assert digits(span)[0] in "589", span


@each_half
def test_ten_digits_that_pass_the_check_are_marked_wherever_they_stand(half: str) -> None:
    marked = {digits(span) for span in spans(half, "E01")}
    for row in HALVES[half]:
        found = {digits(match[0]) for match in TEN_DIGITS.finditer(row["text"])}
        assert {number for number in found if passes_mod_11(number)} <= marked, row["id"]


@each_half
def test_no_contact_can_reach_anybody(half: str) -> None:
    for span in spans(half, "E05"):
        if re.fullmatch(r"[\d\s()+-]+", span):
            national = re.sub(r"^(?:0044|44)0?", "0", digits(span))
            assert DRAMA.fullmatch(national), span
        elif re.search(r"\w@\w|/", span):
            host = re.sub(r"^(?:https?://|.*@)", "", span).split("/")[0]
            assert re.search(r"(?:\.example|(?:^|\.)example\.(?:com|net|org))$", host), span


STYLES = {file: read(f"styles-{file}") for file in styles.files()}
each_file = pytest.mark.parametrize("file", STYLES)
PUBLIC_NUMBERS = re.compile(r"0(?:800|808|300|345)")


@each_file
def test_the_texts_by_style_keep_to_their_form(file: str) -> None:
    rows = STYLES[file]
    assert max(Counter(row["id"] for row in rows).values()) == 1
    assert max(Counter(row["text"].casefold() for row in rows).values()) == 1
    for row in rows:
        assert set(row) == FIELDS | {"style"}, row["id"]
        assert row["style"] in ("review", "draft"), row["id"]
        assert row["note"], row["id"]
        assert row["text"] == row["text"].strip() != "", row["id"]
        assert row["rules"] == sorted(set(row["rules"]) & set(styles.RULES)), row["id"]


@each_file
def test_the_texts_by_style_are_balanced_and_have_every_rule(file: str) -> None:
    rows = STYLES[file]
    assert 0.35 <= sum(not row["rules"] for row in rows) / len(rows) <= 0.65
    assert {rule for row in rows for rule in row["rules"]} == set(styles.RULES)
    counted = Counter(row["style"] for row in rows)
    assert min(counted.values()) >= 0.35 * len(rows)


@each_file
def test_no_telephone_number_in_the_texts_by_style_can_reach_anybody(file: str) -> None:
    for row in STYLES[file]:
        for found in re.findall(r"(?<![\d/])0\d[\d ]{8,12}\d(?!\d)", row["text"]):
            number = digits(found)
            assert DRAMA.fullmatch(number) or PUBLIC_NUMBERS.match(number), (row["id"], found)


def test_no_text_by_style_is_also_in_a_half() -> None:
    texts = [{row["text"].casefold() for row in rows} for rows in (*STYLES.values(), *HALVES.values())]
    assert len(set.union(*texts)) == sum(map(len, texts))


def in_threes(text: str) -> set[tuple[str, ...]]:
    """Every three words that follow each other."""
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


@pytest.mark.skipif("apart" not in STYLES, reason="the texts apart are kept elsewhere")
def test_no_text_apart_is_put_like_one_that_the_rules_were_made_from() -> None:
    """Two writers may come to one sentence. It would measure nothing."""
    with_three: dict[tuple[str, ...], set[str]] = {}
    for row in STYLES["tuning"]:
        for three in in_threes(row["text"]):
            with_three.setdefault(three, set()).add(row["id"])
    for row in STYLES["apart"]:
        threes = in_threes(row["text"])
        shared = Counter(id for three in threes for id in with_three.get(three, ()))
        assert max(shared.values(), default=0) < max(1, len(threes)) / 2, row["id"]


def test_no_name_and_no_other_identifier_is_in_both_halves() -> None:
    # Titles and particles may recur in both halves. Other capitalised words of three letters or more may not.
    titles = {"Mrs", "Miss", "Nurse", "Sister"}
    names = [
        {word for span in spans(half, "E07") for word in re.findall(r"\w{3,}", span) if not word.islower()}
        for half in HALVES
    ]
    assert names[0] & names[1] <= titles
    others = [{span for rule in RULES - {"E07"} for span in spans(half, rule)} for half in HALVES]
    assert others[0] & others[1] == set()
