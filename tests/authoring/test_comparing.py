"""What two versions of a course have in common, and what not: nothing is left out, and nothing is told twice."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.authoring.comparing import Comparison, PageChange, Row, Side, Written, compare, lines_of
from elearn.authoring.comparing.words import runs_of, split
from elearn.content.course import module_ids, parts_of
from tests.depth import examples

COURSE = """---
title: Safer sleep
version: 1.0.0
duration: 10 minutes
completion: {pass_mark: 80%}
---

Welcome. This is about where a baby sleeps.
"""
ONE = """# Where a baby sleeps

## At home {#at-home}

Lay the baby down on the back. A firm, flat mattress is safest.

:::{image} media/cot.svg
:alt: A cot without toys.
:::

:::{question} choose-one
:name: first-night
:outcome: lay

You visit on the first night. What do you say?

- [x] On the back, every time
  > Yes. It is the safest place.
- [ ] On the side, if the baby prefers it
  > A baby rolls from the side.
:::

## Away from home {#away}

- A travel cot is safe.
- A sofa is **never** safe.

:::{callout} Ask
Ask where the baby slept last night, and listen.
:::
"""
TWO = """# What to write down

## Your record {#record}

Write what you saw, and what you were told.
"""
FILES = {"course.md": COURSE, "01-where.md": ONE, "02-record.md": TWO}


def between(before: dict[str, str], after: dict[str, str]) -> Comparison:
    return compare(Written(before), Written(after))


def page(found: Comparison, id: str) -> PageChange:
    return next(each for each in found.pages if each.id == id)


def with_one(change: Callable[[str], str]) -> dict[str, str]:
    return {**FILES, "01-where.md": change(ONE)}


def marked(side: Side | None) -> str:
    """A side with square brackets around what is only there."""
    return "".join(f"[{run.text}]" if run.changed else run.text for run in side.runs) if side else ""


def told(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    return [(marked(row.before), marked(row.after)) for row in rows if not row.same]


@pytest.mark.parametrize(("before", "after"), [("1.0.0", "1.1.0"), ("14:30", "14:45"), ("can't", "can")])
def test_a_number_or_a_short_form_is_told_as_one_word(before: str, after: str) -> None:
    old, new = runs_of(split(f"At {before} today"), split(f"At {after} today"))
    assert [(run.text.strip(), run.changed) for run in old] == [
        ("At", False),
        (before, True),
        ("today", False),
    ]
    assert [run.text.strip() for run in new if run.changed] == [after]


def test_a_version_and_itself() -> None:
    found = between(FILES, dict(FILES))
    assert found.nothing
    assert found.nothing_shown
    assert all(each.same for each in found.pages)


def test_words_that_are_added_and_removed() -> None:
    found = between(
        FILES,
        with_one(
            lambda text: text.replace("on the back. A firm, flat mattress", "on their back. A firm mattress")
        ),
    )
    [block] = [each for each in page(found, "at-home").blocks if each.state != "same"]
    assert told(block.rows) == [
        (
            "Lay the baby down on [the] back. A firm[, flat] mattress is safest.",
            "Lay the baby down on [their] back. A firm mattress is safest.",
        )
    ]
    assert [each.id for each in found.pages if not each.same] == ["at-home"]


def test_the_answers_of_a_question_are_compared_one_by_one() -> None:
    def change(text: str) -> str:
        old = text[text.index("- [x] On the back") : text.index(":::\n\n## Away")]
        return text.replace(
            old,
            "- [x] On the back, every time\n  > Yes. It is safest.\n- [ ] On the tummy\n  > No. It is risky.\n",
        )

    [block] = [
        each for each in page(between(FILES, with_one(change)), "at-home").blocks if each.state != "same"
    ]
    assert (block.kind, block.name, block.state) == ("choose-one", "first-night", "changed")
    assert told(block.rows) == [
        ("Yes. It is [the safest place].", "Yes. It is [safest]."),
        ("[On the side, if the baby prefers it]", "[On the tummy]"),
        ("[A baby rolls from the side.]", "[No. It is risky.]"),
    ]


def test_another_right_answer_is_seen_in_its_label() -> None:
    found = between(
        FILES,
        with_one(
            lambda text: text.replace("- [x]", "- [ ]").replace("- [ ] On the side", "- [x] On the side")
        ),
    )
    [block] = [each for each in page(found, "at-home").blocks if each.state != "same"]
    assert [str(row.after.line.label) for row in block.rows if row.after and not row.same] == [
        "Answer",
        "Answer (right)",
    ]
    assert all(
        side and side.relabelled for row in block.rows if not row.same for side in (row.before, row.after)
    )


def test_a_block_that_moves_to_another_page_is_not_gone_and_new() -> None:
    callout = ONE[ONE.index(":::{callout}") :]
    files = {**FILES, "01-where.md": ONE.replace(callout, ""), "02-record.md": f"{TWO}\n{callout}"}
    found = between(FILES, files)
    [left] = [each for each in page(found, "away").blocks if each.state != "same"]
    [came] = [each for each in page(found, "record").blocks if each.moved]
    assert (left.state, left.to, left.rows) == ("gone", "Your record", ())
    assert (came.state, came.page) == ("same", "Away from home")


def test_a_page_with_another_name_is_the_same_page() -> None:
    found = between(FILES, with_one(lambda text: text.replace("## Away from home {#away}", "## On a visit")))
    changed = [each for each in found.pages if not each.same]
    assert [(each.state, told((each.title,))) for each in changed] == [
        ("changed", [("[Away from home]", "[On a visit]")])
    ]


def test_pages_that_move() -> None:
    moved = {"course.md": COURSE, "01-record.md": TWO, "02-where.md": ONE.replace(" {#away}", "")}
    found = between(FILES, moved)
    assert {each.id: (each.state, each.moved) for each in found.pages} == {
        "_start": ("same", False),
        "record": ("same", True),
        "at-home": ("same", False),
        "where-away-from-home": ("same", False),
    }


def test_facts_are_in_words() -> None:
    found = between(FILES, {**FILES, "course.md": COURSE.replace("80%", "70%")})
    [row] = [row for row in found.facts if not row.same]
    assert row.after
    assert (str(row.after.line.label), marked(row.after)) == ("Pass mark", "[70]%")


def test_a_picture_that_is_another_under_the_same_name() -> None:
    found = compare(Written(FILES, {"media/cot.svg": "1"}), Written(FILES, {"media/cot.svg": "2"}))
    assert [(each.path, each.state) for each in found.media] == [("media/cot.svg", "changed")]
    assert [each.kind for each in page(found, "at-home").blocks if each.state == "changed"] == ["image"]


def test_a_question_of_a_shared_bank_that_the_course_draws_from() -> None:
    bank = """# First signs

:::{question} true-or-false
:name: on-the-back
:outcome: lay

A baby sleeps safest on the back.

- [x] True
  > Yes.
- [ ] False
  > It is the safest place.
:::
"""
    before = {**FILES, "banks/first-signs.md": bank}
    found = between(before, {**before, "banks/first-signs.md": bank.replace("sleeps safest", "is safest")})
    [changed] = [each for each in found.pages if not each.same]
    assert (changed.kind, [each.name for each in changed.blocks]) == ("bank", ["on-the-back"])
    assert told(changed.blocks[0].rows) == [
        ("A baby [sleeps] safest on the back.", "A baby [is] safest on the back.")
    ]


def test_what_nobody_sees_is_named() -> None:
    found = between(FILES, {**FILES, "02-record.md": TWO.replace("saw, and", "saw,\nand")})
    assert (found.nothing, found.nothing_shown, found.unseen) == (False, True, ("02-record.md",))


def test_what_cannot_be_read_is_compared_line_by_line() -> None:
    found = between(
        FILES, with_one(lambda text: text.replace(":alt: A cot without toys.\n:::", ":alt: A cot"))
    )
    assert not found.nothing_shown
    broken = {**FILES, "course.md": COURSE.replace("---\n\nWelcome", "\n\nWelcome")}
    assert not between(FILES, broken).nothing_shown


LINES = sorted({line for text in FILES.values() for line in text.split("\n")})


@st.composite
def edited(draw: st.DrawFn) -> dict[str, str]:
    """The course with lines that were taken out, put in, moved and changed."""
    files = dict(FILES)
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(sorted(files)))
        lines = files[name].split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["out", "in", "swap", "word"])):
            case "out":
                del lines[at : at + draw(st.integers(1, 6))]
            case "in":
                lines.insert(at, draw(st.sampled_from(LINES)))
            case "swap":
                to = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[to] = lines[to], lines[at]
            case "word":
                lines[at] += draw(st.sampled_from([" today", "**bold**", " ", ":::", " {#x}", "\r"]))
        files[name] = "\n".join(lines)
    return files


def blocks_in(files: dict[str, str]) -> Counter[tuple[str, ...]]:
    ids = module_ids(files)
    return Counter(
        tuple(line.text for line in lines_of(block, {}))
        for name, text in files.items()
        for each in parts_of(name, text, ids.get(name, "")).pages
        for block in each.blocks
    )


@settings(max_examples=examples(200))
@given(edited(), edited())
def test_each_side_says_all_that_its_version_says(before: dict[str, str], after: dict[str, str]) -> None:
    found = between(before, after)
    sides: dict[str, Counter[tuple[str, ...]]] = {"before": Counter(), "after": Counter()}
    for each in found.pages:
        for block in each.blocks:
            if block.to:
                continue  # it is told where it has gone
            for name, counted in sides.items():
                if (name, block.state) not in (("before", "new"), ("after", "gone")):
                    rows = [side for row in block.rows if (side := getattr(row, name))]
                    assert all("".join(run.text for run in side.runs) == side.line.text for side in rows)
                    counted[tuple(side.line.text for side in rows)] += 1
            for row in block.rows:
                if row.before and row.after:
                    kept = [
                        "".join(r.text.strip() for r in s.runs if not r.changed)
                        for s in (row.before, row.after)
                    ]
                    assert kept[0].replace(" ", "") == kept[1].replace(" ", "")
    assert sides["before"] == blocks_in(before)
    assert sides["after"] == blocks_in(after)
    assert found.nothing == (before == after)
