"""Find and replace in what learners read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from elearn.authoring.actions import Wanted, do, find, with_edits
from elearn.content.course import read_course
from elearn.problems import InputFault

COURSE = """\
---
title: The mark
version: 1.0.0
duration: 10 minutes
outcomes:
  mark:
    text: See a mark
    tier: individual
---

A mark. Read [the mark](01-mark.md#a-mark) at <https://mark.example.org> or mark@example.org.
"""
MODULE = """\
# Mark

## A mark

**Marks** and marked: mark, MARK.

:::{question} choose-one
:name: mark
:outcome: mark

Which mark?

- [x] The mark {#mark}
- [ ] Another
:::
"""
FILES = {"course.md": COURSE, "01-mark.md": MODULE}


def replaced(files: Mapping[str, str], text: str, with_: str, **how: Any) -> tuple[dict[str, str], str]:
    done = do(files, {"action": "replace", "text": text, "with": with_, **how})
    return with_edits(files, done.edits), done.said


def test_what_learners_read_is_found_and_nothing_else() -> None:
    hits = list(find(FILES, Wanted("mark", whole=True)))
    lines = [(hit.file, FILES[hit.file].split("\n")[hit.line]) for hit in hits]
    assert lines == [
        ("course.md", "title: The mark"),
        ("course.md", "    text: See a mark"),
        *[("course.md", COURSE.split("\n")[10])] * 2,
        ("01-mark.md", "# Mark"),
        ("01-mark.md", "## A mark"),
        *[("01-mark.md", "**Marks** and marked: mark, MARK.")] * 2,
        ("01-mark.md", "Which mark?"),
        ("01-mark.md", "- [x] The mark {#mark}"),
    ]
    assert hits[2].before == "A "
    assert hits[2].after.startswith(". Read [the mark](01")
    assert {hit.page for hit in hits if hit.line > 1 and hit.file != "course.md"} == {"mark-a-mark"}
    assert len(list(find(FILES, Wanted("mark")))) == 12
    assert len(list(find(FILES, Wanted("MARK", case=True)))) == 1
    assert not list(find(FILES, Wanted(" ")))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_all_is_replaced_and_ids_stay(line_end: str) -> None:
    files = {
        name: "\ufeff" * (name != "course.md") + text.replace("\n", line_end) for name, text in FILES.items()
    }
    made, said = replaced(files, "mark", "sign", whole=True)
    assert said == "It was replaced in 10 places. 8 places in ids, settings or addresses stay as they are."
    module = made["01-mark.md"].replace(line_end, "\n").removeprefix("\ufeff")
    assert module == (
        MODULE.replace("# Mark\n", "# sign\n")
        .replace("## A mark", "## A sign {#mark-a-mark}")
        .replace("mark, MARK", "sign, sign")
        .replace("Which mark", "Which sign")
        .replace("The mark {", "The sign {")
    )
    bare = {name: text.removeprefix("\ufeff") for name, text in made.items()}
    assert not [each for each in read_course("a", bare)[1] if each.rule == "S86"]


@pytest.mark.parametrize(
    ("text", "with_"),
    [
        ("See a mark", '"'),
        ("Which mark?", ":::"),
        ("**Marks** and marked: mark, MARK.", "## Now"),
        ("nowhere", "a"),
        ("x" * 201, "a"),
        ("mark", "a" * 201),
    ],
)
def test_what_cannot_be_replaced_is_refused(text: str, with_: str) -> None:
    with pytest.raises(InputFault):
        replaced(FILES, text, with_)


def test_some_stay_if_only_they_would_make_an_error() -> None:
    made, said = replaced(FILES, "a mark", "a: mark")
    assert "a: mark. Read" in made["course.md"]
    assert "text: See a mark" in made["course.md"]
    assert "1 place stays as it is, because the new words" in said


@pytest.mark.deep
def test_every_course_of_ours_can_be_searched() -> None:
    for folder in (Path(__file__).parents[2] / "courses").iterdir():
        files = {
            path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.md")
        }
        if "course.md" not in files:
            continue
        for hit in find(files, Wanted("child")):
            line = files[hit.file].split("\n")[hit.line]
            assert hit.found.lower() == "child"
            assert f"{hit.before}{hit.found}{hit.after}".strip("…") in line
        made, _ = replaced(files, "child", "young person")
        assert not [p for p in read_course("a", made)[1] if p.severity == "error"]
