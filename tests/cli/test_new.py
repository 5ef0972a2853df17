"""Beginning a course from a terminal."""

from pathlib import Path

import pytest

from elearn.authoring.actions import RESERVED
from elearn.checks import check_paths
from elearn.content.course import course_files, load_course
from tests.cli.conftest import Command
from tests.writing import write_the_course


def test_a_new_course_begins_with_what_the_review_recommended(elearn: Command, place: Path) -> None:
    result = elearn("new", "course", "ask-about-it", "--from-review", "wrenshire-alder")
    assert result.exit_code == 0, result.stderr
    course = load_course(place / "courses/ask-about-it").course
    assert course is not None
    assert course.learned_from == ("wrenshire-alder#r1",)
    assert course.title == "Ask about it"
    assert course.outcomes[0].text.startswith("Whoever sees a mark asks about it")
    assert [each.title for each in course.modules] == ["Infants under 1", "Putting it together"]
    assert elearn("build", "ask-about-it", "--out", "out").exit_code == 1
    write_the_course(place / "courses/ask-about-it")
    checked = elearn("check", "ask-about-it")
    assert checked.exit_code == 0, checked.stdout
    assert elearn("build", "ask-about-it", "--out", "out").exit_code == 0


@pytest.mark.parametrize(
    "option",
    [
        ("--from-review", "wrenshire-alder#r1"),
        ("--from-review", "wrenshire-alder", "--seven-minutes"),
        ("--from-theme", "infants-under-1"),
        ("--from-briefing", "wrenshire-birch#1"),
        ("--annual-update", "2025"),
        ("--quiz-of", "a-small-mark"),
        ("--seven-minutes",),
        ("--blank",),
        (),
    ],
)
def test_whatever_a_course_begins_from_only_its_words_are_missing(
    elearn: Command, place: Path, option: tuple[str, ...]
) -> None:
    alder = (place / "reviews" / "wrenshire-alder.md").read_text("utf-8")
    birch = alder.replace("Alder", "Birch").replace("partnership case review", "thematic briefing")
    (place / "reviews" / "wrenshire-birch.md").write_text(birch, "utf-8")
    result = elearn("new", "course", "another", "--title", "Another", *option)
    assert result.exit_code == 0, result.stderr
    problems = check_paths([place / "courses" / "another"], place / "reviews")
    assert {each.rule for each in problems if each.severity == "error"} == {"E63"}
    write_the_course(place / "courses" / "another")
    checked = elearn("check", "another")
    assert checked.exit_code == 0, checked.stdout


def test_a_copy_has_the_bytes_of_the_course_and_another_title(elearn: Command, place: Path) -> None:
    assert elearn("new", "course", "another", "--copy-of", "a-small-mark").exit_code == 0
    before, after = (course_files(place / "courses" / each) for each in ("a-small-mark", "another"))
    front, own = before.pop("course.md").decode(), after.pop("course.md").decode()
    assert after == before
    changed = set(own.splitlines()) - set(front.splitlines())
    assert changed == {"title: Another"}


def test_a_course_begins_in_one_way(elearn: Command, place: Path) -> None:
    result = elearn("new", "course", "another", "--blank", "--from-theme", "neglect")
    assert result.exit_code == 2
    assert "choose one of" in result.stderr
    assert not (place / "courses/another").exists()


@pytest.mark.parametrize(
    ("option", "says"),
    [
        (("--from-review", "wrenshire-adler"), "Did you mean wrenshire-alder?"),
        (("--from-review", "wrenshire-alder#r9"), "It has: r1, f1."),
        (("--from-theme", "neglect"), "There are: infants_under_1."),
        (("--from-briefing", "wrenshire-alder"), "is a review, not a briefing"),
        (("--quiz-of", "a-smal-mark"), "Did you mean a-small-mark?"),
        (("--quiz-of", "a-small-mark#none"), "no bank “none”"),
        (("--copy-of", "a-smal-mark"), "Did you mean a-small-mark?"),
    ],
)
def test_what_a_course_cannot_begin_from_is_said_and_nothing_is_written(
    elearn: Command, place: Path, option: tuple[str, ...], says: str
) -> None:
    result = elearn("new", "course", "another", *option)
    assert result.exit_code == 1
    assert says in result.stderr
    assert [each.name for each in (place / "courses").iterdir()] == ["a-small-mark"]


def test_a_new_course_never_writes_over_another(elearn: Command, place: Path) -> None:
    before = (place / "courses/a-small-mark/course.md").read_bytes()
    result = elearn("new", "course", "a-small-mark")
    assert result.exit_code == 1
    assert "there already" in result.stderr
    assert (place / "courses/a-small-mark/course.md").read_bytes() == before


def test_a_review_without_anything_to_learn_from_is_refused(elearn: Command, place: Path) -> None:
    review = place / "reviews" / "wrenshire-alder.md"
    text = review.read_text(encoding="utf-8")
    review.write_text(text[: text.index(":::{finding}")], encoding="utf-8")
    result = elearn("new", "course", "safer-sleep", "--from-review", "wrenshire-alder")
    assert result.exit_code == 1
    assert "no recommendations or findings to learn from" in result.stderr


def test_a_new_course_needs_a_name_that_can_be_one(elearn: Command) -> None:
    assert "small letters" in elearn("new", "course", "../Évil Course").stderr


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_no_course_gets_a_name_that_the_editor_could_not_open(
    elearn: Command, place: Path, slug: str
) -> None:
    for way in ([], ["--copy-of", "a-small-mark"]):
        refused = elearn("new", "course", slug, *way)
        assert refused.exit_code == 1
        assert "a page of ours has that address" in " ".join(refused.stderr.split())
    assert not (place / "courses" / slug).exists()
