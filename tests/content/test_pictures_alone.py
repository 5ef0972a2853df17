"""A picture in Markdown with a paragraph of its own is a block; anywhere else it is named."""

import pytest

from elearn.content.course import Course, write_course
from elearn.content.kinds.image import Image
from elearn.content.kinds.text import Text
from elearn.problems import Problem
from tests.reading import read_course

FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\n---\n"


def read(page: str, front: str = FRONT) -> tuple[Course | None, list[Problem]]:
    module = f"# M\n\n## P\n\n{page}\n\n:::{{support}}\nSomebody to talk to.\n:::\n"
    return read_course("a-course", {"course.md": front, "01-module.md": module})


@pytest.mark.parametrize(
    ("written", "image"),
    [
        ("![A mark](media/a.png)", Image(src="media/a.png", alt="A mark")),
        ("![A *small* mark](./media/a.png)", Image(src="media/a.png", alt="A small mark")),
        ("![A mark](<media/a.png>)", Image(src="media/a.png", alt="A mark")),
        ('![A mark](media/a.png "On the arm")', Image(src="media/a.png", alt="A mark", caption="On the arm")),
        ("  ![A mark](media/a.png)  ", Image(src="media/a.png", alt="A mark")),
        ("![A mark\non the arm](media/a.png)", Image(src="media/a.png", alt="A mark on the arm")),
    ],
)
def test_a_picture_alone_in_a_paragraph_is_an_image_block_with_its_words(written: str, image: Image) -> None:
    course, problems = read(f"Before.\n\n{written}\n\nAfter.")
    assert course, problems
    assert course.modules[0].pages[0].blocks[:3] == (Text(body="Before."), image, Text(body="After."))
    assert read_course("a-course", write_course(course))[0] == course


def test_pictures_one_below_the_other_are_blocks_each_at_its_line() -> None:
    course, problems = read("![A](media/a.png)\n![](media/b.png)\n![C](media/c.png)")
    assert course
    assert [type(block) for block in course.modules[0].pages[0].blocks] == [
        Image,
        Image,
        Image,
        type(course.blocks()[-1]),
    ]
    assert [(each.rule, each.line) for each in problems] == [("E40", 6)]


def test_a_picture_in_the_introduction_is_a_block_too() -> None:
    course, problems = read("Text.", f"{FRONT}\n![A mark](media/a.png)\n")
    assert course, problems
    assert course.introduction == (Image(src="media/a.png", alt="A mark"),)


@pytest.mark.parametrize(
    "written",
    [
        "A mark: ![A mark](media/a.png)",
        "- ![A mark](media/a.png)",
        "[![A mark](media/a.png)](https://example.org)",
        ":::{callout}\n![A mark](media/a.png)\n:::",
    ],
)
def test_a_picture_anywhere_else_is_named(written: str) -> None:
    _, problems = read(written)
    assert [each.rule for each in problems if each.severity == "error"] == ["S36"]


@pytest.mark.parametrize("src", ["https://example.org/a.png", "a.png", "../a.png", "media/a%20b.png"])
def test_a_picture_that_is_not_in_the_folder_is_named_at_its_line(src: str) -> None:
    _, problems = read(f"Text.\n\n![A mark]({src})")
    assert [(each.rule, each.line) for each in problems] == [("S21", 7)]


def test_text_with_a_picture_alone_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="paragraph of its own"):
        Text(body="Before.\n\n![A mark](media/a.png)")
