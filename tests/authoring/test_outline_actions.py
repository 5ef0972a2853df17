"""What the buttons of the outline do to a course's files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.authoring.actions import difference, do, with_edits
from elearn.content.course import Course, read_course, read_facts, write_course
from elearn.problems import InputFault
from tests.content.strategies import courses
from tests.depth import examples

COURSES = Path(__file__).parents[2] / "courses"
COURSE = """\
---
title: Small marks
version: 1.0.0
duration: 10 minutes
---

Welcome. Begin with [the call](02-acting.md#the-call).
"""
FIRST = """\
# Seeing

## A mark

What a mark can mean.

## What now

Then [ring](#acting-the-call), as [acting](02-acting.md) says.
"""
SECOND = """\
# Acting

## The call

:::{question} choose-one
:name: who-to-ring

Whom do you ring?

- [x] The lead
- [ ] Nobody
:::

## Afterwards {#after}

Write it down.
"""
FILES = {"course.md": COURSE, "01-seeing.md": FIRST, "02-acting.md": SECOND, "bank/signs.md": "# Signs\n"}


def after(files: Mapping[str, str], **action: Any) -> dict[str, str]:
    """The files after an action. To undo it gives the same bytes."""
    done = do(files, {key.rstrip("_"): value for key, value in action.items()})
    made = with_edits(files, done.edits)
    assert with_edits(made, difference(made, files)) == files
    assert done.said.endswith(".")
    assert done.at[0] in made
    return made


def lines_of(files: Mapping[str, str], file: str, first: str, count: int) -> list[int]:
    at = files[file].split("\n").index(first)
    return [at, at + count]


def test_a_page_that_gets_another_title_keeps_its_id() -> None:
    made = after(FILES, action="rename-page", file="01-seeing.md", page="seeing-a-mark", title="A small mark")
    assert made == FILES | {"01-seeing.md": FIRST.replace("## A mark", "## A small mark {#seeing-a-mark}")}
    same = do(
        FILES, {"action": "rename-page", "file": "02-acting.md", "page": "after", "title": "Afterwards"}
    )
    assert same.edits == ()


def test_a_new_page_has_the_id_that_its_title_says_unless_another_page_has_it() -> None:
    made = after(FILES, action="add-page", file="01-seeing.md", after=None, title="The call")
    again = after(made, action="add-page", file="01-seeing.md", after=None, title="The call")

    assert "## The call {#the-call}\n" in made["01-seeing.md"]
    assert "## The call {#seeing-the-call}\n" in again["01-seeing.md"]


def test_the_first_module_and_page_of_a_new_course_are_named_by_their_first_titles() -> None:
    files = {
        "course.md": COURSE,
        "01-a-first-module.md": "# A first module\n\n## A first page {#a-first-page}\n",
    }
    page = {"action": "rename-page", "file": "01-seeing.md", "page": "a-first-page", "title": "The visit"}

    made = after(files, action="rename-module", file="01-a-first-module.md", title="Seeing")
    typing = after(made, **page)
    typed = after(made, **page, whole=True)

    assert made["01-seeing.md"] == "# Seeing\n\n## A first page {#a-first-page}\n"
    assert typing["01-seeing.md"] == "# Seeing\n\n## The visit {#a-first-page}\n"
    assert typed["01-seeing.md"] == "# Seeing\n\n## The visit {#the-visit}\n"
    assert after(typed, action="rename-module", file="01-seeing.md", title="Looking")["01-seeing.md"]


def test_a_page_that_moves_to_another_module_keeps_its_id_and_what_leads_to_it() -> None:
    made = after(
        FILES, action="move-page", file="02-acting.md", page="acting-the-call",
        to={"file": "01-seeing.md", "before": "seeing-what-now"},
    )  # fmt: skip
    question = SECOND.partition("## The call\n\n")[2].partition("## Afterwards")[0]
    assert made["01-seeing.md"] == FIRST.replace(
        "## What now", f"## The call {{#acting-the-call}}\n\n{question}## What now"
    )
    assert made["02-acting.md"] == "# Acting\n\n## Afterwards {#after}\n\nWrite it down.\n"
    assert made["course.md"] == COURSE.replace("02-acting.md#the-call", "#acting-the-call")


def test_moving_a_page_within_its_module_changes_no_heading() -> None:
    made = after(
        FILES, action="move-page", file="02-acting.md", page="acting-the-call",
        to={"file": "02-acting.md", "before": None},
    )  # fmt: skip
    head, _, rest = SECOND.partition("## The call")
    call, _, _ = rest.partition("\n\n## Afterwards")
    assert made["02-acting.md"] == f"{head}## Afterwards {{#after}}\n\nWrite it down.\n\n## The call{call}\n"


def test_a_moved_module_takes_another_number_and_links_to_it_follow() -> None:
    made = after(FILES, action="move-module", file="01-seeing.md", before=None)
    assert [*sorted(made)] == ["02-acting.md", "03-seeing.md", "bank/signs.md", "course.md"]
    assert made["03-seeing.md"] == FIRST
    made = after(made, action="add-module", after=None, title="Before you begin")
    assert [*sorted(made)][:3] == ["01-before-you-begin.md", "02-acting.md", "03-seeing.md"]
    made = after(made, action="add-module", after="01-before-you-begin.md", title="And then")
    assert [*sorted(made)][:2] == ["01-before-you-begin.md", "02-and-then.md"]
    assert "[acting](03-acting.md)" in made["04-seeing.md"]
    assert "(03-acting.md#the-call)" in made["course.md"]


def test_modules_of_one_name_keep_their_ids_wherever_they_go() -> None:
    files = FILES | {"03-acting.md": "# Acting again\n\n## A page\n\nText.\n"}
    made = after(files, action="move-module", file="03-acting.md", before="02-acting.md")
    assert {*made} == {"course.md", "01-seeing.md", "bank/signs.md", "03-acting-03.md", "04-acting.md"}
    assert made["03-acting-03.md"] == files["03-acting.md"]
    made = after(files, action="delete-module", file="02-acting.md")
    assert {*made} == {"course.md", "01-seeing.md", "bank/signs.md", "03-acting-03.md"}


def test_copies_have_ids_and_names_of_their_own() -> None:
    made = after(FILES, action="copy-module", file="02-acting.md")
    copy = made["03-acting-2.md"]
    assert copy.startswith("# Acting (2)\n\n## The call {#acting-the-call-2}\n")
    assert ":name: who-to-ring-2\n" in copy
    assert "## Afterwards {#after-2}" in copy
    made = after(made, action="copy-page", file="02-acting.md", page="acting-the-call")
    assert "## The call (2) {#acting-the-call-3}\n" in made["02-acting.md"]
    assert ":name: who-to-ring-3\n" in made["02-acting.md"]
    lines = lines_of(FILES, "02-acting.md", ":::{question} choose-one", 8)
    made = after(FILES, action="copy-block", file="02-acting.md", lines=lines)
    block = SECOND[SECOND.index(":::{") : SECOND.index("## After")]
    assert made["02-acting.md"] == SECOND.replace(block, block + block.replace("ring\n\n", "ring-2\n\n"))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_blocks_move_with_the_line_ends_of_where_they_go(end: str) -> None:
    files = FILES | {"02-acting.md": SECOND.replace("\n", end)}
    lines = lines_of(FILES, "02-acting.md", "Write it down.", 1)
    made = after(
        files, action="move-block", file="02-acting.md", lines=lines,
        to={"file": "01-seeing.md", "page": "seeing-a-mark", "before": None},
    )  # fmt: skip
    assert made["01-seeing.md"] == FIRST.replace("mean.\n", "mean.\n\nWrite it down.\n")
    assert made["02-acting.md"] == SECOND.replace("\n\nWrite it down.", "").replace("\n", end)
    lines = lines_of(made, "01-seeing.md", "Write it down.", 1)
    back = after(
        made, action="move-block", file="01-seeing.md", lines=lines,
        to={"file": "02-acting.md", "page": "after", "before": None},
    )  # fmt: skip
    assert back == files


def test_blocks_are_added_where_they_are_wanted() -> None:
    lines = lines_of(FILES, "02-acting.md", "Write it down.", 1)
    for key, text in (
        ("before", "One.\n\nWrite it down.\n"),
        ("after", "Write it down.\n\nOne.\n"),
    ):
        made = after(
            FILES, action="add-block", file="02-acting.md", page="after", text="One.\n", **{key: lines}
        )
        assert made["02-acting.md"] == SECOND.replace("Write it down.\n", text)
    made = after(FILES, action="add-block", file="course.md", page="_start", text="One.")
    assert made["course.md"] == COURSE + "\nOne.\n"
    made = after(FILES, action="add-block", file="bank/signs.md", page="", text="One.")
    assert made["bank/signs.md"] == "# Signs\n\nOne.\n"
    made = after(
        FILES, action="add-block", file="02-acting.md", page="acting-the-call", kind="choose-one", before=None
    )
    assert made["02-acting.md"].count(":::{question} choose-one\n") == 2
    assert do(FILES, {"action": "facts", "values": dict(read_facts(COURSE) or {})}).edits == ()


def test_what_leads_to_nothing_any_more_is_said() -> None:
    done = do(FILES, {"action": "delete-page", "file": "02-acting.md", "page": "acting-the-call"})
    assert done.said == "The page “The call” is deleted. 2 links lead to nothing now."
    assert done.at == ("02-acting.md", "after")
    drawn = FILES | {"02-acting.md": SECOND + "\n:::{draw} signs\n:questions: 1\n:::\n"}
    done = do(drawn, {"action": "delete-bank", "file": "bank/signs.md"})
    assert done.said == "The bank “signs” is deleted. 1 block still draws questions from it."


def test_a_page_that_gets_another_id_takes_its_links_along() -> None:
    made = after(FILES, action="name-page", file="02-acting.md", page="acting-the-call", id="ring")
    assert "## The call {#ring}" in made["02-acting.md"]
    assert "[ring](#ring)" in made["01-seeing.md"]
    assert "[the call](#ring)" in made["course.md"]


def test_titles_of_courses_and_banks_change_one_line() -> None:
    made = after(FILES, action="rename-course", title="Marks: what now?")
    assert made["course.md"] == COURSE.replace("title: Small marks", "title: 'Marks: what now?'")
    made = after(FILES, action="rename-bank", file="bank/signs.md", title="First signs")
    assert made["bank/signs.md"] == "# First signs\n"
    made = after(FILES, action="add-bank", title="Signs", text="Q.\n")
    assert made["bank/signs-2.md"] == "# Signs\n\nQ.\n"
    made = after(made, action="copy-module", file="bank/signs-2.md")
    assert made["bank/signs-2-2.md"] == made["bank/signs-2.md"]
    left = after(made, action="delete-module", file="bank/signs-2-2.md")
    assert left.keys() == made.keys() - {"bank/signs-2-2.md"}


@pytest.mark.parametrize(
    "action",
    [
        {"action": "delete-page", "file": "01-x.md", "page": "x-a"},
        {"action": "delete-module", "file": "01-x.md"},
        {"action": "rename-page", "file": "01-x.md", "page": "x-a", "title": " "},
        {"action": "rename-module", "file": "01-x.md", "title": "A {#b}"},
        {"action": "name-page", "file": "01-x.md", "page": "x-a", "id": "Not this"},
        {"action": "delete-page", "file": "01-x.md", "page": "gone"},
        {"action": "delete-block", "file": "01-x.md", "lines": [0, 3]},
        {"action": "delete-block", "file": "01-x.md", "lines": [4, 900]},
        {"action": "delete-block", "file": "01-x.md", "lines": "4"},
        {"action": "add-block", "file": "01-x.md", "page": "x-a", "kind": "nothing"},
        {"action": "delete-module", "file": ["01-x.md"]},
        {"action": "move-page", "file": "01-x.md", "page": "x-a", "to": 7},
        {"action": "fly"},
        {"action": ["fly"]},
        {},
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_in_words(action: dict[str, Any]) -> None:
    with pytest.raises(InputFault, match=r"\.$"):
        do({"course.md": COURSE, "01-x.md": "# X\n\n## A\n\nText.\n"}, action)


OF_A_WHOLE = {"S53", "S66", "S73", "S81"}
"""What a copy may have too many of, or what may be asked in the wrong order after a move. The findings show it."""


def ids_of(course: Course) -> dict[str, str]:
    """Each page by its id, as its text."""
    return {page.id: page.title for page in course.pages()}


@st.composite
def actions(draw: st.DrawFn, files: Mapping[str, str]) -> dict[str, Any]:
    """Something that can be asked of the course's modules and pages."""
    course, _ = read_course("x", files)
    assert course
    named = {module.id: name for module, name in zip(course.modules, modules_in(files), strict=True)}
    module, goal = draw(st.sampled_from(course.modules)), draw(st.sampled_from(course.modules))
    page = draw(st.sampled_from(module.pages))
    before = draw(st.sampled_from([None, *(each.id for each in goal.pages)]))
    file, other = named[module.id], named[goal.id]
    return draw(
        st.sampled_from(
            [
                {"action": "move-module", "file": file, "before": draw(st.sampled_from([other, None]))},
                {"action": "copy-module", "file": file},
                {"action": "delete-module", "file": file},
                {"action": "add-module", "after": draw(st.sampled_from([file, None])), "title": "New"},
                {"action": "rename-module", "file": file, "title": "Other"},
                {"action": "move-page", "file": file, "page": page.id, "to": {"file": other, "before": before}},
                {"action": "copy-page", "file": file, "page": page.id},
                {"action": "delete-page", "file": file, "page": page.id},
                {"action": "rename-page", "file": file, "page": page.id, "title": "Other"},
                {"action": "add-page", "file": other, "after": before, "title": "New"},
            ]
        )
    )  # fmt: skip


def modules_in(files: Mapping[str, str]) -> list[str]:
    return sorted(name for name in files if name != "course.md" and "/" not in name)


@settings(max_examples=examples(20))
@given(course=courses(), end=st.sampled_from(["\n", "\r\n"]), data=st.data())
def test_after_any_action_all_else_is_as_it_was(course: Course, end: str, data: st.DataObject) -> None:
    files = {name: text.replace("\n", end) for name, text in write_course(course).items()}
    for _ in range(3):
        before, had = read_course("x", files)
        if before is None:
            return
        action = data.draw(actions(files))
        try:
            done = do(files, action)
        except InputFault:
            continue
        made = with_edits(files, done.edits)
        assert with_edits(made, difference(made, files)) == files
        if action["action"] != "add-module":  # one without a page is no course yet
            read, problems = read_course("x", made)
            faults = {each.rule for each in problems if each.severity == "error"} - {
                each.rule for each in had
            }
            if read is None and faults <= OF_A_WHOLE:
                return
            assert read, (action, faults)
            lost = ids_of(before).keys() - ids_of(read).keys()
            gone = {action["page"]} if action["action"] == "delete-page" else set[str]()
            if action["action"] == "delete-module":
                at = modules_in(files).index(action["file"])
                gone = {page.id for page in before.modules[at].pages}
            assert lost == gone
            kept = {each.id for each in before.modules} - {each.id for each in read.modules}
            assert len(kept) == (action["action"] == "delete-module")
            assert action["action"].startswith("delete") or len(read.questions()) >= len(before.questions())
        files = made


@pytest.mark.parametrize("folder", sorted(COURSES.iterdir()), ids=lambda folder: folder.name)
def test_our_own_courses_stay_as_they_are_when_a_page_goes_and_comes_back(folder: Path) -> None:
    files = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.md")}
    first, second = modules_in(files)[:2]
    course, _ = read_course(folder.name, files)
    assert course
    page, following = course.modules[0].pages[1], course.modules[0].pages[2].id
    there = after(files, action="move-page", file=first, page=page.id, to={"file": second, "before": None})
    back = after(
        there, action="move-page", file=second, page=page.id, to={"file": first, "before": following}
    )
    assert back == files
