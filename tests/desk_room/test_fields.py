"""Which field of a form a finding is about."""

import pytest

from elearn.desk.fields import fact_of, field_of

QUESTION = """:::{question} choose-one
:name: who-decides
:outcome: criteria

A baby is admitted. What is decided first?

- [ ] Who is to blame
  > That is for the courts.
- [x] Whether the other child is safe
  > Yes: safety comes first.

A review can wait for a day.
:::"""


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (0, ""),
        (2, "outcome"),
        (4, "stem"),
        (6, "options.0.text"),
        (7, "options.0.feedback"),
        (9, "options.1.feedback"),
        (11, "feedback"),
        (5, ""),
        (99, ""),
    ],
)
def test_a_line_of_a_question_leads_to_its_field(line: int, field: str) -> None:
    assert field_of(QUESTION, line, "Something is wrong.") == field


def test_the_first_line_is_about_what_it_names_and_else_about_the_whole_block() -> None:
    picture = ":::{image} media/a.svg\n:alt: A house\n:::"
    assert field_of(picture, 0, "There is no file media/a.svg.") == "src"
    assert field_of(picture, 0, "The picture is not described.") == ""


def test_an_option_that_is_to_be_written_is_the_field() -> None:
    remedy = "Add :outcome: with the name of one from course.md."
    assert field_of(QUESTION, 0, "The question tests no outcome.", remedy) == "outcome"


def test_an_option_without_words_is_known_by_its_place() -> None:
    empty = QUESTION.replace("Whether the other child is safe", "")
    assert field_of(empty, 8, "This option says nothing.") == "options.1.text"


def test_what_has_no_form_has_no_field() -> None:
    assert field_of(":::{nonsense}\n:::", 0, "There is no such kind.") == ""


def test_a_line_of_the_front_matter_leads_to_its_fact() -> None:
    front = "---\ntitle: A course\noutcomes:\n  one:\n    text: Do it\ntheme:\n  logo: media/a.svg\n---\n"
    assert [fact_of(front, line) for line in (0, 1, 4, 5, 6)] == ["", "title", "outcomes", "", "theme_logo"]
