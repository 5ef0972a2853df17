"""A small library: files of reviews by boards with different windows, opened as any reader."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from elearn.library.access import Reader
from elearn.library.shelf import Library, Room, open_library

ROOT = Path(__file__).parents[2]
BOARDS = """\
notice_days: 30
expected_documents:
  - until: 2012-12-31
    types: [serious case review]
    documents: [executive summary]
    source: Before 2013.
  - since: 2013-01-01
    types: [serious case review]
    documents: [[report, overview report]]
    source: Since 2013.
boards:
  east: {name: East Board, short: East, origin: fictional, publishes_for: 1 year, archive_since: 2010}
  west:
    name: West Board
    short: West
    origin: fictional
    publishes_for: without limit
    usual_documents:
      - {since: 2013-01-01, documents: [overview report, board response, briefing]}
"""
REVIEW = """\
---
board: {board}
label: {label}
type: {type}
{more}origin: fictional
documents: {documents}
themes: [{themes}]
---

# {label} of {board}

## What happened

Everything here is invented. {text}

## What went well

Somebody asked.

## What must change

Everyone asks.

{findings}"""
FINDINGS = """\
:::{finding} f1
:kind: strength
:tier: individual
:themes: neglect

A nurse asked about the naïve café drawing.
:::

:::{finding} f2
:kind: improvement
:tier: strategic
:themes: escalation
:perspective: parents and carers
:phase: before

Nobody knew whom to ring.
:::

:::{recommendation} r1
:finding: f2
:tier: strategic
:owner: police, schools
:due: 2026-03-31

Agree one number.
:::
"""
READERS = {
    "learner": Reader(),
    "lead": Reader.of({"coverage", "people", "import", "record"}),
    "trainer": Reader.of({"author"}),
    "board": Reader.of({"coverage", "govern"}),
}


def review(
    board: str = "West Board",
    label: str = "Alder",
    type: str = "learning review",
    documents: str = "[]",
    themes: str = "neglect, escalation",
    text: str = "",
    findings: str = "",
    **more: str,
) -> str:
    """Returns a review's file. `more` are further keys of its front matter."""
    lines = "".join(f"{key}: {value}\n" for key, value in more.items())
    return REVIEW.format(
        board=board,
        label=label,
        type=type,
        documents=documents,
        themes=themes,
        text=text,
        findings=findings,
        more=lines,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of reviews: `boards.yaml`, and reviews that a test may add to."""
    made = tmp_path / "reviews"
    made.mkdir()
    for name, text in {
        "boards.yaml": BOARDS,
        "open.md": review(label="Child J", findings=FINDINGS, year="2024", documents="[{type: briefing}]"),
        "closed.md": review(
            "East Board",
            "Child J",
            type="SCR",
            year="2018",
            text="Zebrafinch was the word.",
            documents="[{type: report, published: 2018-01-05, address: 'https://east.example/j'}]",
        ),
        "draft.md": review(label="Draft", status="draft", text="Quagga was the word."),
    }.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def opened(folder: Path) -> Callable[[], Library]:
    """Opens the library with its files as they are now."""
    return lambda: open_library(folder, folder.parent / "courses")


@pytest.fixture
def room(opened: Callable[[], Library]) -> Callable[..., Room]:
    """Returns the room of a reader, who is a name or a `Reader`, on a day."""

    def enter(reader: str | Reader = "board", on: date = date(2026, 11, 22)) -> Room:
        return opened().room(READERS[reader] if isinstance(reader, str) else reader, on)

    return enter


@pytest.fixture(scope="module")
def real() -> Room:
    """The whole library that comes with elearn."""
    return open_library(ROOT / "reviews", ROOT / "courses").room(Reader.everything(), date(2026, 11, 22))
