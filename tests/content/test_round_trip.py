"""Whatever is written reads back the same, for every course and every review that the models accept."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from elearn.checks.examine import check_paths
from elearn.content.course.courses import write_course
from elearn.content.review.reviews import read_review, write_review
from elearn.content.text.front_matter import in_one_line, read_front_matter, write_front_matter
from elearn.content.text.prose import normalise
from elearn.problems import ProblemLog
from tests.content.strategies import NASTY, courses, reviews
from tests.depth import examples
from tests.reading import problems_in, read_course

thorough = settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))


@thorough
@given(courses())
def test_a_course_that_is_written_reads_back_as_the_same(course):
    files = write_course(course)
    again, problems = read_course(course.slug, files)
    assert again == course, "\n".join(map(str, problems))
    assert write_course(again) == files


@thorough
@given(reviews())
def test_a_review_that_is_written_reads_back_as_the_same(review):
    text = write_review(review)
    again, problems = read_review(review.slug, text, "review.md")
    assert again == review, "\n".join(map(str, problems))
    assert write_review(again) == text


@pytest.mark.parametrize("mark", "?:-,[]{}#&*!|>'\"%@`~=\\")
def test_a_text_that_begins_with_a_mark_reads_back_from_a_line_of_its_own_and_from_a_list(mark: str) -> None:
    for text in (f"{mark}>", f"{mark}a", f"{mark} a", f"{mark}{mark}a"):
        written = write_front_matter(
            {"a": text, "b": in_one_line([text, "c"]), "d": in_one_line({"e": text})}
        )
        found = read_front_matter(written, ProblemLog("a.md")).entries
        assert found["a"].value == text
        assert [each.value for each in found["b"].value] == [text, "c"]
        assert found["d"].value["e"].value == text


KEYS = [
    f"{key}: {value}\n"
    for key in (
        "version",
        "duration",
        "audience",
        "outcomes",
        "learned_from",
        "completion",
        "renew_after",
        "review_by",
        "themes",
    )
    for value in (
        "",
        "1",
        "[a",
        "[a, [b]]",
        "{pages: all}",
        "{a: {b: {c: {d: e}}}}",
        "&a [*a]",
        "|\n  x",
        "2026-02-31",
        "٣ years",
    )
]
nonsense = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from([*NASTY, "\n", "\n", "\n", "---\n", ":::{question} choose-one\n", ":::\n", *KEYS]),
        max_size=40,
    ).map("".join),
    st.binary(max_size=100).map(lambda data: data.decode("utf-8", "replace")),
)


@settings(max_examples=examples(150))
@given(nonsense, nonsense, st.booleans())
def test_nonsense_gives_problems_and_never_a_traceback(front, module, with_front_matter):
    head = f"---\n{front}\n---\n\n" if with_front_matter else front
    course, problems = read_course(
        "a-course", {"course.md": head + module, "01-module.md": module, front[:20]: ""}
    )
    assert course or problems
    assert all(problem.message and problem.remedy and problem.path for problem in problems)
    read_review("a-review", head + module, "a-review.md")


@settings(max_examples=examples(150))
@given(
    st.lists(
        st.sampled_from([*NASTY, "\n", "\n", "## P\n", ":::\n", ":::{callout}\n", "- [ ] a\n", "  > b\n"]),
        max_size=40,
    ).map("".join)
)
@example("## x{#\n")
@example(":::{question} choose-one\n:name: q\n\nS\n\n- [x] a {# {#b}\n- [ ] c\n:::\n")
def test_whatever_can_be_read_is_written_in_a_form_that_reads_back(text):
    front = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\n---\n"
    course, _ = read_course("a-course", {"course.md": front, "01-module.md": f"# M\n\n## First\n\n{text}"})
    if course:
        files = write_course(course)
        assert read_course("a-course", files)[0] == course
        assert write_course(read_course("a-course", files)[0]) == files


@settings(max_examples=examples(50))
@given(st.dictionaries(st.sampled_from(["course.md", "01-a.md", "02-b.md"]), st.binary(max_size=60)))
def test_a_folder_of_any_bytes_gives_problems_and_never_a_traceback(files):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "a-course"
        folder.mkdir()
        for file, data in files.items():
            (folder / file).write_bytes(data)
        assert problems_in(folder)
        check_paths([folder, *(folder / file for file in files)], reviews=folder)


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
