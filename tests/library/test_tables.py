"""A review that names perspectives and phases in prose only gets findings from a table, which its file can hold."""

from dataclasses import replace

import pytest

from elearn.content.review import read_review, write_review
from elearn.library.shelf import Room
from elearn.library.workshop import as_findings, cells_as_findings, cells_to_fill
from tests.library.conftest import FINDINGS, review

KERN = "derby-operation-kern"


def test_the_table_has_what_the_review_names_and_nothing_else(real: Room) -> None:
    rows = cells_to_fill(real.review(KERN))
    assert [[cell.perspective for cell in row] for row in rows] == [
        ["child or young person"] * 3,
        ["parents and carers"] * 3,
        ["professionals"] * 3,
    ]
    assert [cell.phase for cell in rows[0]] == ["before", "during", "after"]


@pytest.mark.parametrize(
    ("more", "text", "findings", "rows"),
    [
        ({}, "Nothing.", "", []),
        ({"phases": "[after]"}, "", "", [[(None, "after")]]),
        ({"perspectives": "[professionals]"}, "", "", [[("professionals", None)]]),
        (
            {},
            "It tells of support before, during and after court.",
            "",
            [[(None, "before"), (None, "during"), (None, "after")]],
        ),
        ({}, "They met before lunch. During the day it rained. After that they left.", "", []),
        ({"phases": "[after]"}, "", FINDINGS, []),
    ],
)
def test_a_table_is_offered_to_a_review_that_lacks_one(
    more: dict[str, str], text: str, findings: str, rows: list[list[tuple[str | None, str | None]]]
) -> None:
    read, problems = read_review("own", review(text=text, findings=findings, **more), "own.md")
    assert read, problems
    assert [[(cell.perspective, cell.phase) for cell in row] for row in cells_to_fill(read)] == rows


NASTY = """A plain line.
# A heading
::: a fence
:kind: strength
- an item
1. a number
> a quotation
| a | b |
```
---
    indented
{#id}
<b>bold</b>
* star"""


def test_whatever_is_typed_reads_back_from_the_review_s_file(real: Room) -> None:
    kern = real.review(KERN)
    cells = [replace(cell, text=f"{NASTY}\n\n  \n") for row in cells_to_fill(kern) for cell in row]
    cells[4] = replace(cells[4], text=" \n")
    cells[0] = replace(cells[0], nature="strength", tier="strategic", barrier="organisational")
    written = cells_as_findings(kern, cells)
    again, problems = read_review(kern.slug, f"{write_review(kern)}\n{written}\n", "kern.md")
    assert again is not None, problems
    assert [each for each in problems if each.severity == "error"] == []
    assert len(again.findings) == 8 * len(NASTY.splitlines())
    first = again.findings[0]
    assert (first.nature, first.tier, first.barrier) == ("strength", "strategic", "organisational")
    assert {(each.perspective, each.phase) for each in again.findings} == {
        (cell.perspective, cell.phase) for cell in cells if cell.text.strip()
    }
    assert read_review(kern.slug, write_review(again), "kern.md")[0] == again


def test_no_id_is_taken_twice() -> None:
    findings = ":::{finding} f2\n:kind: strength\n:tier: local\n\nIt is so.\n:::\n"
    read, problems = read_review("own", review(phases="[after]", findings=findings), "own.md")
    assert read, problems
    [[cell]] = cells_to_fill(read)
    made = cells_as_findings(read, [replace(cell, text="One.\nTwo.")])
    assert [line for line in made.splitlines() if "{finding}" in line] == [
        ":::{finding} f1",
        ":::{finding} f3",
    ]


def test_empty_cells_make_nothing(real: Room) -> None:
    kern = real.review(KERN)
    assert cells_as_findings(kern, [cell for row in cells_to_fill(kern) for cell in row]) == ""


def test_a_lesson_of_a_workshop_that_looks_like_a_heading_is_a_finding_too() -> None:
    assert "\\# Ask first" in as_findings({"local": ["# Ask first"]}, "2026-01-02")
