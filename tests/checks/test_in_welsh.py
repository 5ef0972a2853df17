"""What the rules find, and what to write instead, is said in Welsh too. Words for the course stay as they are."""

from collections.abc import Iterator
from datetime import date

import pytest

from elearn.checks import check_text, known_rules
from elearn.checks.run import rules_by_id
from elearn.days import day_phrase, in_words
from elearn.problems import Problem
from elearn.translations import said, speaking
from tests.checks.rule_courses import FRONT, files, found, question

LONG = "You see a mark " + "and you write it down " * 6 + "and then you ring. "
HARD = "The multi-agency implementation of individualised methodologies necessitates accountability. " * 12
SIGNED = FRONT.replace("1.0.0", "1.2.0").replace(
    "duration:",
    "review_by: 2020-01-01\nauthor: Ann Author\napproved_by: Ann Author\nchanges: {1.1.0: More}\nduration:",
)
SAME_PLACE = "".join(
    question("What next?", "Ring them, and say so", "Wait", "Ask her", name=f"q{n}", options=":shuffle: no\n")
    for n in range(6)
)
COURSES = [
    files(HARD, SIGNED),
    files(LONG * 20),
    files("#### Too deep\n\n[click here](https://example.org) and https://example.org/page\n"),
    files("| What |  |\n|---|---|\n| a | b |\n\nAsk the MASH. She had a bruise on her cheek.\n"),
    files(":::{image} media/a-cot.svg\n:alt: Image of a clear cot\n:::"),
    files(":::{image} media/a-cot.svg\n:alt: a-cot.svg\n:::"),
    files(":::{image} media/a-cot.svg\n:alt: Picture\n:::"),
    files(SAME_PLACE),
    files(question("Which of these is NOT a sign?", "All of the above", "Wait", "Say nothing")),
    files(question("In which year was it published?", "In the last year but one", "Never", "Always")),
    files(question("The first to ring is an", "officer on duty", "nurse", "doctor")),
    files(question("What now?", "Ring them", "wait", "ask him")),
    files("To be put in your own words."),
    {"course.md": FRONT, "01-one.md": "# One\n\n## Page {#page}\n\nText.\n"},
    files("Un.", FRONT.replace("title:", "language: cy\ntitle:")),
    files("Then she rang.", FRONT.replace("outcomes:", "invented_people: [Rosa, Ofsted]\noutcomes:")),
]


def problems() -> Iterator[Problem]:
    """What all rules find in their own examples, and in courses with much that is wrong."""
    for rule in rules_by_id().values():
        yield from check_text(rule.example, subject="course")
    for course in COURSES:
        yield from found(course, rules_by_id())


def in_welsh(text: str) -> str:
    with speaking("cy"):
        return said(text)


@pytest.mark.parametrize("rule", known_rules())
def test_what_a_rule_looks_for_is_said_in_welsh(rule: str) -> None:
    finds = known_rules()[rule]
    assert in_welsh(finds) != finds


def test_what_is_found_is_said_in_welsh_and_so_is_what_to_do() -> None:
    every = list(problems())
    for each in every:
        assert in_welsh(each.message) != each.message
        assert in_welsh(each.remedy) != each.remedy
    rules = {each.rule for each in every}
    assert rules_by_id().keys() - rules == {"W25", "W51"}


def test_words_for_the_course_stay_english() -> None:
    (problem,) = check_text("The nurse failed to ring back.", only=["W15"])
    assert "“the nurse did not ring back …, because …”" in problem.remedy
    assert "“the nurse did not ring back …, because …”" in in_welsh(problem.remedy)
    (name,) = check_text("Dr Amis said so.", only=["E07"])
    assert "“the doctor, the paediatrician”" in in_welsh(name.remedy)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_in_what_is_wrong_is_said_in_either_language(month: int) -> None:
    day = date(2026, month, 1)
    assert day_phrase(day) == in_words(day)
    assert in_welsh(day_phrase(day)) == in_words(day, "cy")
