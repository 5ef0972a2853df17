"""Questions whose body is a list: how to write them, and what we say if they cannot be marked."""

from typing import Any

import pytest

from elearn.content.course.courses import write_course
from elearn.content.kinds.fill_in import plain
from elearn.problems import Problem
from tests.reading import read_course

FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\noutcomes: {act: Act}\n---\n"


def read(kind: str, body: str, options: str = "") -> tuple[Any, list[Problem]]:
    """Returns the question, or None, and every problem of its module. The body starts on line 10."""
    text = f"# M\n\n## P\n\n:::{{question}} {kind}\n:name: q\n:outcome: act\n{options}\n{body}\n:::\n"
    course, problems = read_course("a-course", {"course.md": FRONT, "01-m.md": text})
    return (course.questions()[0] if course else None), problems


def written(kind: str, body: str, options: str = "") -> str:
    text = f"# M\n\n## P\n\n:::{{question}} {kind}\n:name: q\n:outcome: act\n{options}\n{body}\n:::\n"
    course, problems = read_course("a-course", {"course.md": FRONT, "01-m.md": text})
    assert course, problems
    return write_course(course)["01-m.md"]


PICTURE = ":picture: media/a.svg\n:alt: A"


@pytest.mark.parametrize(
    ("kind", "rule", "part", "options", "body"),
    [
        ("match", "S22", "needs at least 2", "", "Stem\n\n- A -> B\n- -> C"),
        ("match", "S22", "no lines to answer", "", "Stem"),
        ("match", "S22", "only one answer.", "", "Stem\n\n- A -> B\n- C -> B"),
        ("match", "S25", "“- C” is almost a pair", "", "Stem\n\n- A -> B\n- C\n- D -> E"),
        ("match", "S25", "not written as it should be", "", "Stem\n\n- A -> B\n- C ->\n- D -> E"),
        ("match", "S14", "“a” is there twice", "", "Stem\n\n- A -> B\n- C {#a} -> D"),
        ("match", "S14", "“2” is there twice", "", "Stem\n\n- A -> B\n- C -> B {#2}\n- D -> E"),
        ("match", "S21", "cannot be “most”.", ":credit: most\n", "Stem\n\n- A -> B\n- C -> D"),
        ("match", "S20", "needs a question before its list", "", "- A -> B\n- C -> D"),
        ("order", "S22", "has 1 step.", "", "Stem\n\n1. One"),
        ("order", "S25", "says nothing", "", "Stem\n\n1. One\n2.\n3. Three"),
        ("order", "S25", "almost a step", "", "Stem\n\n1. One\n- Two\n3. Three"),
        ("order", "S14", "Two steps have the id “b”", "", "Stem\n\n1. One {#b}\n2. Two"),
        ("order", "S21", "Two of its steps say the same.", "", "Stem\n\n1. One\n2. One"),
        ("fill-in", "S22", "no answers", "", "Stem"),
        ("fill-in", "S23", "no right answer", "", "Stem\n\n- [ ] No"),
        ("fill-in", "S25", "needs none", "", "Stem\n\n- [x] Yes {#a}"),
        ("fill-in", "S21", "the same when they are compared", "", "Stem\n\n- [x] Don't\n- [ ]  DON’T."),
        ("fill-in", "S21", "do not go together", ":case: exact\n:spelling: near\n", "Stem\n\n- [x] Yes"),
        ("number", "S21", "“many” is not a number.", "", "Stem\n\n- [x] many"),
        ("number", "S21", "“1,500” is not a number.", "", "Stem\n\n- [x] 1,500"),
        ("number", "S21", "runs from more to less", "", "Stem\n\n- [x] 20 to 10"),
        ("number", "S21", "2 numbers are marked as right", "", "Stem\n\n- [x] 1\n- [x] 2"),
        ("number", "S21", "A range needs no tolerance.", ":tolerance: 1\n", "Stem\n\n- [x] 1 to 2"),
        ("number", "S21", "It is less than 0.", ":tolerance: -1\n", "Stem\n\n- [x] 1"),
        ("label-picture", "S20", "needs a line “:picture:”.", "", "Stem\n\n- 1%, 2%: x -> A\n- -> B"),
        ("label-picture", "S25", "not written as it should be", PICTURE, "Stem\n\n- here -> A\n- -> B"),
        ("label-picture", "S21", "more than 100", PICTURE, "Stem\n\n- 101%, 2%: x -> A\n- -> B"),
        ("label-picture", "E40", "has no words", PICTURE, "Stem\n\n- 1%, 2% -> A\n- -> B"),
        (
            "label-picture",
            "E40",
            "cannot see it",
            ":picture: media/a.svg",
            "Stem\n\n- 1%, 2%: x -> A\n- -> B",
        ),
    ],
)
def test_what_cannot_be_marked_is_said_with_a_remedy(
    kind: str, rule: str, part: str, options: str, body: str
) -> None:
    _, problems = read(kind, body, options)
    found = [problem for problem in problems if problem.rule == rule]
    assert len(found) == 1, "\n".join(map(str, problems))
    assert part in found[0].message
    assert found[0].remedy
    assert not [problem for problem in problems if problem.rule[0] == "S" and problem.rule != rule]


def test_ids_are_the_usual_ones_unless_written_and_one_answer_may_belong_to_two() -> None:
    body = "Stem\n\n- A -> Both\n- B -> Both\n- C {#z} -> Other {#9}\n- -> Neither"
    asked, _ = read("match", body)
    data = asked.data()
    assert data["sources"] == ["a", "b", "z"]
    assert data["targets"] == ["1", "9", "3"]
    assert data["right"] == {"a": "1", "b": "1", "z": "9"}
    assert f"\n{body}\n:::" in written("match", body)


def test_a_list_is_read_as_a_trainer_writes_it() -> None:
    asked, problems = read(
        "order", "Stem\n\n1) First,\n   on two lines\n\n   > Because\n   it is\n4) Then\n\nAfter."
    )
    assert asked, problems
    assert [step.text for step in asked.steps] == ["First, on two lines", "Then"]
    assert asked.steps[0].feedback == "Because\nit is"
    assert asked.feedback == "After."
    assert "1. First, on two lines\n  > Because\n  > it is\n2. Then\n\nAfter." in written(
        "order", "Stem\n\n1) First,\n   on two lines\n\n   > Because\n   it is\n4) Then\n\nAfter."
    )


@pytest.mark.parametrize("kind", ["match", "order"])
def test_what_stands_on_the_page_before_a_script_mixes_it_does_not_give_the_answer_away(kind: str) -> None:
    lines = {"match": "- {0} -> T{0}", "order": "{0}. S{0}"}[kind]
    for size in range(2, 9):
        asked, _ = read(kind, "Stem\n\n" + "\n".join(lines.format(n) for n in range(1, size + 1)))
        if kind == "order":
            assert asked.offered != list(asked.steps)
            assert sorted(asked.offered, key=lambda step: step.id) == list(asked.steps)
        else:
            assert sorted(asked.offered) == sorted(asked.targets)


def test_numbers_go_to_the_browser_as_decimals() -> None:
    asked, _ = read("number", "Stem\n\n- [x] 15.50\n- [ ] 007\n- [ ] 20 to 30", ":tolerance: 0.2\n")
    assert asked.data()["spans"] == [["15.3", "15.7"], ["7", "7"], ["20", "30"]]
    assert asked.data()["exact"] == ["15.5"]
    span, _ = read("number", "Stem\n\n- [x] -10 to 20")
    assert span.data()["exact"] == ["-10", "20"]


def test_texts_are_compared_without_what_makes_no_difference() -> None:
    assert plain("  The  “Lead’s”\u00a0call. ", False) == 'the "lead\'s" call'
    assert plain("A–B", True) == "A-B"


def test_a_long_answer_and_one_without_feedback_are_warned_of() -> None:
    _, problems = read("match", f"Stem\n\n- A -> {'long ' * 15}\n- B -> C\n  > Because")
    assert {"W50", "W53"} <= {problem.rule for problem in problems}
