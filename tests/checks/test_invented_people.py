"""A course may name the people whom it declares as invented, and nobody else may."""

from pathlib import Path

import pytest

from elearn.checks.examine import examine_course
from elearn.content.course import load_course
from tests.checks.rule_courses import CARE, FRONT, files

PEOPLE = "invented_people: [Amira, Mr Cole, Zoë-Louise O’Neill]"
SAID = "Everybody in this course is fiction.\n"


def rules_of(folder: Path, page: str, front: str = PEOPLE, introduction: str = SAID) -> list[tuple[str, str]]:
    """The rules about names that find something in a course with this page, each with what it says."""
    (folder / "a-course").mkdir()
    for name, text in files(page, FRONT.replace("outcomes:", f"{front}\noutcomes:"), introduction).items():
        (folder / "a-course" / name).write_text(text, encoding="utf-8")
    found = examine_course(load_course(folder / "a-course"), None).problems
    return [(each.rule, each.message) for each in found if each.rule in ("E07", "W26", "S04")]


ALL = "Amira told Mr Cole of Zoë-Louise O’Neill. "


@pytest.mark.parametrize(
    "said",
    [
        "Then Amira’s teacher rang.",
        "Then Amira's teacher rang.",
        "Mr Cole’s note says so.",
        "It was Zoë-Louise O'Neill.",
        "“Amira,” he said.",
        "- Amira\n- Mr Cole",
    ],
)
def test_a_declared_person_may_be_named(tmp_path: Path, said: str) -> None:
    assert rules_of(tmp_path, f"{ALL}\n\n{said}") == []


@pytest.mark.parametrize(
    "said",
    [
        "Then Amira Khan rang.",
        "Then Amira Bridge rang.",
        "Then Sara Amira rang.",
        "Then AMIRA rang the school.",
        "Then Cole rang.",
        "Then Mrs Cole rang.",
        "Then Mr Cole-Hobbs rang.",
        "Then Jane Smith rang.",
    ],
)
def test_it_is_exactly_that_name(tmp_path: Path, said: str) -> None:
    assert [rule for rule, _ in rules_of(tmp_path, f"{ALL}\n\n{said}")] == ["E07"]


def test_in_another_course_the_name_is_one(tmp_path: Path) -> None:
    assert {rule for rule, _ in rules_of(tmp_path, "Amira told Mr Cole.", "audience: [all-staff]")} == {"E07"}


def test_a_course_that_cannot_be_read_still_has_its_people(tmp_path: Path) -> None:
    assert rules_of(tmp_path, ALL, f"{PEOPLE}\nduration: soon") == []


@pytest.mark.parametrize(
    ("front", "introduction", "said"),
    [
        (
            "invented_people: [Amira, Rosa]",
            SAID,
            "“Rosa” is among the invented people, and no page names them.",
        ),
        (
            "invented_people: [Amira, Ofsted]",
            SAID,
            "“Ofsted” is a person, a place or a thing that is real or known.",
        ),
        ("invented_people: [Amira, Sherlock Holmes]", SAID, "“Sherlock Holmes” is a person, a place or"),
        (
            "invented_people: [Amira]",
            "Hello.\n",
            "The course names people, and nowhere says that they are invented.",
        ),
    ],
)
def test_what_is_wrong_with_the_declared_people_is_said(
    tmp_path: Path, front: str, introduction: str, said: str
) -> None:
    [(rule, message)] = rules_of(tmp_path, "Then Amira rang.", front, introduction)
    assert rule == "W26"
    assert message.startswith(said)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("[amira]", "“amira” in “invented_people” is not written as a name."),
        ("[Amira, Amira]", "“Amira” is twice in “invented_people”."),
        ("[{a: b}]", ""),
        ("[all of them]", "“all of them” in “invented_people” is not written as a name."),
    ],
)
def test_a_wrong_value_is_refused(tmp_path: Path, value: str, said: str) -> None:
    (tmp_path / "a-course").mkdir()
    front = FRONT.replace("outcomes:", f"invented_people: {value}\noutcomes:")
    (tmp_path / "a-course" / "course.md").write_text(front, encoding="utf-8")
    (tmp_path / "a-course" / "01-one.md").write_text(f"# One\n\n## Page\n\nText.\n{CARE}", encoding="utf-8")
    loaded = load_course(tmp_path / "a-course")
    assert loaded.course is None
    assert any(each.message.startswith(said) and each.rule.startswith("S") for each in loaded.problems)
