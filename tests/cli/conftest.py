"""A folder to work in from a terminal.

It has a sample course and the review that it learns from, but no database yet.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from elearn.cli import app
from elearn.settings import settings
from tests.sample_course import write_sample

REVIEW = """\
---
board: Wrenshire Safeguarding Children Partnership
label: Alder
type: partnership case review
year: 2025
origin: fictional
documents:
  - {type: briefing, published: 2025-06-16}
themes: [infants_under_1]
---

# Alder (a fictional review)

## What happened

Invented: a mark was seen and not asked about.

## What went well

A neighbour asked.

## What must change

Everyone asks.

:::{finding} f1
:kind: improvement
:tier: individual

Nobody asked how the mark had come about.
:::

:::{recommendation} r1
:finding: f1
:tier: individual

Whoever sees a mark asks about it, and writes the answer down.
:::
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder with `courses/a-small-mark` and `reviews/wrenshire-alder.md`.

    Every setting has its default.
    """
    folder = tmp_path / "place"
    write_sample(folder / "courses")
    (folder / "reviews").mkdir()
    (folder / "reviews" / "wrenshire-alder.md").write_text(REVIEW, encoding="utf-8")
    monkeypatch.chdir(folder)
    for name in (
        "DATABASE",
        "COURSES",
        "REVIEWS",
        "PACKAGES",
        "BASE_URL",
        "RUNTIME_URL",
        "DESK_URL",
        "DEMO",
        "DEBUG",
    ):
        monkeypatch.delenv(f"ELEARN_{name}", raising=False)
    settings.cache_clear()
    yield folder
    settings.cache_clear()


Command = Callable[..., Result]


@pytest.fixture
def elearn(place: Path) -> Command:
    """Runs a command in the folder, and fails the test if it ends in a traceback."""

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(app, list(arguments))
        if result.exception is not None:
            assert isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    return run
