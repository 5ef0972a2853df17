"""What an author writes into a review means what Markdown means, or is named at its line, as in a course."""

from pathlib import Path

import pytest

from elearn.checks.examine import check_paths

REVIEW = """---
board: Wrenshire Safeguarding Children Partnership
label: Alder
type: local child safeguarding practice review
year: 2026
origin: fictional
---

# Alder (a fictional review)

## What happened

This review is fiction.

{text}

## What went well

A nursery wrote down what it saw.

## What must change

Everybody says what they see.

:::{{finding}} f1
:kind: strength
:tier: local

{finding}
:::
"""


def told(tmp_path: Path, text: str = "Text.", finding: str = "A finding.") -> list[tuple[str, int]]:
    path = tmp_path / "alder.md"
    path.write_text(REVIEW.format(text=text, finding=finding), encoding="utf-8")
    return [(each.rule, each.line) for each in check_paths([path], tmp_path) if each.rule.startswith("S")]


def test_a_review_in_plain_markdown_has_nothing_wrong(tmp_path: Path) -> None:
    text = "**Strong** and [a board](https://example.org).\n\n- one\n- two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("S35", "<!-- to do -->"),
        ("S35", "A line<br>and another"),
        ("S36", "See ![a mark](media/mark.png) here"),
        ("S36", "![a mark](media/mark.png)"),
        ("S86", "See [the finding](#f1)."),
        ("S86", "See [the report](report.pdf)."),
        ("S86", "See [the report]()."),
        ("S87", "A note[^1] here."),
    ],
)
def test_what_readers_would_see_raw_or_not_at_all_is_named_at_its_line(
    rule: str, text: str, tmp_path: Path
) -> None:
    assert told(tmp_path, text) == [(rule, 15)]
    assert told(tmp_path, finding=text) == [(rule, 29)]
