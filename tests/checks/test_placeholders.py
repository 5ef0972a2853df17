"""E63: what we wrote into a new course or a draft does not go out as a course, whatever its status."""

from pathlib import Path

import pytest

from elearn.authoring.beginnings import Wanted, begin_course
from elearn.checks import check_paths
from elearn.checks.examine import examine_review
from elearn.content.review.reviews import load_review
from tests.checks.rule_courses import FRONT, files, found

REVIEW = """---
board: Wrenshire Safeguarding Children Partnership
label: Alder
type: local child safeguarding practice review
year: 2026
origin: fictional
status: {status}
---

# Alder (a fictional review)

## What happened

This review is fiction.

## What went well

A nursery wrote down what it saw.

## What must change

{words}
"""


def test_each_part_of_a_new_course_is_named_once_until_it_is_written(tmp_path: Path) -> None:
    begin_course("safer-sleep", "Safer sleep", Wanted(), tmp_path / "courses", tmp_path / "reviews")
    told = [each for each in check_paths([tmp_path / "courses"], tmp_path / "reviews") if each.rule == "E63"]
    assert [(Path(each.path).name, each.line) for each in told] == [
        *(("01-a-first-module.md", line) for line in (1, 3, 5, 11, 24)),
        *(("course.md", line) for line in (6, 9, 14, 17)),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Recommendation 3 (page 4). To be put in your own words.",
        "to be put in your own words.",
        "To be written.",
        "To be written: what helps",
        "- Ask today. To be written: what to remember of it.",
        "To confirm: the tier.",
        "To confirm",
        "### To confirm",
        ":::{callout}\nTo confirm: who decides.\n:::",
    ],
)
def test_what_a_draft_leaves_open_is_an_error_in_a_course(words: str) -> None:
    (problem,) = found(files(words), ["E63"])
    assert problem.severity == "error"


@pytest.mark.parametrize("key", ["summary: To be put in your own words.", "title: To confirm"])
def test_what_is_left_open_in_the_front_matter_is_an_error(key: str) -> None:
    front = FRONT.replace("title: A course\n", f"{key}\n" if "title" in key else f"title: A course\n{key}\n")
    assert [each.line for each in found(files("Text.", front), ["E63"])] == [2 if "title" in key else 3]


@pytest.mark.parametrize(
    "words",
    [
        "To confirm this, ring the duty team.",
        "Ring back to confirm: it may be lost.",
        "Say it in your own words.",
        "Three notes are to be written: who, when and what.",
    ],
)
def test_ordinary_words_are_no_placeholder(words: str) -> None:
    assert found(files(words), ["E63"]) == []


def test_a_confirmed_review_may_not_hold_what_its_draft_may(tmp_path: Path) -> None:
    rules = {}
    for status in ("draft", "confirmed"):
        path = tmp_path / f"{status}.md"
        path.write_text(REVIEW.format(status=status, words="To be put in your own words."), encoding="utf-8")
        rules[status] = {each.rule for each in examine_review(load_review(path)).problems}
    assert "E63" not in rules["draft"]
    assert "E63" in rules["confirmed"]
