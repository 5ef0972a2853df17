"""The parts of a course's file: their lines cover it, and what cannot be read leaves its neighbours readable."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.course import START, FileParts, parts_of
from elearn.content.kinds import kinds
from elearn.content.kinds.text import Text
from tests.content.strategies import NASTY
from tests.gallery import gallery_files
from tests.reading import read_course

COURSES = Path(__file__).parents[2] / "courses"
FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\n---\n"
CALLOUT = ":::{callout} Remember\nSafety comes first.\n:::"
lines = st.one_of(
    st.sampled_from(NASTY),
    st.sampled_from(
        ["", "word", "# M", "## P", "## P {#p}", ":::{callout}", ":::", "![a](media/a.png)", "---"]
    ),
    st.sampled_from([kind.example for kind in kinds().values()]),
)
texts = st.lists(lines, max_size=12).flatmap(
    lambda made: st.sampled_from(["\n", "\n", "\r\n", "\r"]).map(
        lambda end: end.join(made).replace("\n\r", "\n")
    )
)


def files_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*.md"))
    }


COURSE_FILES: dict[str, Mapping[str, str]] = {
    **{path.parent.name: files_of(path.parent) for path in sorted(COURSES.glob("*/course.md"))},
    "gallery": gallery_files(),
}


def spans(parts: FileParts) -> list[tuple[int, int]]:
    heads = [parts.front, parts.heading]
    inside = [each for page in parts.pages for each in (page.heading, *(block.span for block in page.blocks))]
    return [span for span in (*heads, *inside) if span]


def covers(text: str, parts: FileParts) -> None:
    """Every line that is not blank is in exactly one part, and each block's text is its own lines."""
    all_lines, found = text.split("\n"), spans(parts)
    assert found == sorted(found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    told = {number for start, end in found for number in range(start, end)}
    blank = {number for number, line in enumerate(all_lines) if not line.strip().strip("\ufeff")}
    assert told | blank == set(range(len(all_lines)))
    for page in parts.pages:
        for block in page.blocks:
            start, end = block.span
            assert "\n".join([*all_lines[:start], *block.text.split("\n"), *all_lines[end:]]) == text
            assert page.span.start <= start < end <= page.span.end


@given(
    texts,
    st.sampled_from(["course.md", "01-m.md", "bank/b.md"]),
    st.sampled_from(["", FRONT, "\ufeff" + FRONT]),
)
def test_the_parts_of_any_text_cover_its_lines_once(text: str, name: str, front: str) -> None:
    whole = front + text if name == "course.md" else text
    covers(whole, parts_of(name, whole))


@pytest.mark.parametrize("change", ["as it is", "returns", "mark", "no last line end"])
@pytest.mark.parametrize("name", COURSE_FILES)
def test_the_blocks_are_those_that_the_course_has(name: str, change: str) -> None:
    course, _ = read_course("a-course", COURSE_FILES[name])
    assert course
    changed = {
        "as it is": str,
        "returns": lambda text: text.replace("\n", "\r\n"),
        "mark": lambda text: "\ufeff" + text,
        "no last line end": lambda text: text.rstrip("\n"),
    }[change]
    files = {file: changed(text) for file, text in COURSE_FILES[name].items()}
    parts = {file: parts_of(file, text) for file, text in files.items()}
    for file, each in parts.items():
        covers(files[file], each)
    own = course.blocks()

    def blocks_of(page):
        return tuple(block.block.among(own) for block in page.blocks)

    modules = [each for each in parts.values() if each.kind == "module"]
    assert [page.id for page in parts["course.md"].pages] == [START]
    assert blocks_of(parts["course.md"].pages[0]) == course.introduction
    assert [each.title for each in modules] == [module.title for module in course.modules]
    for module, each in zip(course.modules, modules, strict=True):
        assert [(page.id, page.title) for page in each.pages] == [
            (page.id, page.title) for page in module.pages
        ]
        assert [blocks_of(page) for page in each.pages] == [page.blocks for page in module.pages]
    for bank in course.banks:
        assert blocks_of(parts[f"bank/{bank.id}.md"].pages[0]) == bank.questions


@pytest.mark.parametrize(
    "broken",
    [
        ":::{callout} Not closed\nText in it.",
        ":::{calout}\nText.\n:::",
        ":::",
        ":::{callout}\n:::",
        ":::{question} choose-none\nText.\n:::",
        ":::{draw} a-bank\n:question: 1\n:::",
        "# A second title",
        "A title\n=======",
        "![a](media/a.png) ![b](media/b.png)",
    ],
)
def test_what_cannot_be_read_is_a_block_of_its_own_between_blocks_that_can(broken: str) -> None:
    text = f"# M\n\n## P\n\n{CALLOUT}\n\n{broken}\n\n{CALLOUT}\n\n## Q\n\nText.\n"
    parts = parts_of("01-m.md", text)
    covers(text, parts)
    first, second = parts.pages
    assert [block.text for block in first.blocks] == [CALLOUT, broken, CALLOUT]
    assert [block.block is None for block in first.blocks] == [False, True, False]
    assert [block.block for block in second.blocks] == [Text(body="Text.")]


def test_a_block_that_is_not_closed_does_not_take_the_next_page() -> None:
    parts = parts_of("01-m.md", f"# M\n\n## P\n\n:::{{callout}}\nText.\n\n## Q\n\nMore.\n\n{CALLOUT}\n")
    assert [page.title for page in parts.pages] == ["P", "Q"]
    assert [block.kind for page in parts.pages for block in page.blocks] == ["", "text", "callout"]


def test_a_question_that_is_half_written_keeps_its_kind_and_its_name() -> None:
    question = ":::{question} choose-one\n:name: who\n\nWho?\n\n- [ ]\n- [x] She\n:::"
    (block,) = parts_of("01-m.md", f"# M\n\n## P\n\n{question}\n").pages[0].blocks
    assert (block.kind, block.name, block.block, block.first_words) == ("choose-one", "who", None, "Who?")


def test_what_is_above_the_first_page_is_a_page_without_an_id() -> None:
    first, second = parts_of("01-m.md", f"# M\n\n{CALLOUT}\n\n## P\n\nText.\n").pages
    assert (first.id, first.heading, [block.kind for block in first.blocks]) == ("", None, [""])
    assert second.id == "m-p"


def test_pictures_one_below_the_other_are_blocks_of_a_line_each() -> None:
    text = (
        "# M\n\n## P\n\nBefore.\n\n\n![A](media/a.png)\n![B](media/b.png)\nAfter.\n\n![C\nc](media/c.png)\n"
    )
    blocks = parts_of("01-m.md", text).pages[0].blocks
    assert [(block.kind, *block.span) for block in blocks] == [("text", 4, 10), ("image", 11, 13)]
    text = text.replace("After.\n", "")
    blocks = parts_of("01-m.md", text).pages[0].blocks
    assert [(block.kind, *block.span) for block in blocks] == [
        ("text", 4, 5),
        ("image", 7, 8),
        ("image", 8, 9),
        ("image", 10, 12),
    ]


def test_an_empty_page_is_where_its_blocks_would_be() -> None:
    parts = parts_of("course.md", FRONT)
    assert (parts.front, parts.pages[0].span) == ((0, 5), (5, 5))
    parts = parts_of("01-m.md", "# M\n\n## P\n\n\n")
    assert (parts.heading, parts.pages[0].span, parts.pages[0].heading) == ((0, 1), (2, 3), (2, 3))
