"""The files of reviews and of the boards: read, checked, written again, searched, reported on and downloaded.

A fault is any exception, also one that reading turned into a problem of our own (S99); a problem without words; a
review that reads back as another after it was written; Markdown in which a script may run; a cell of a download that
may run; slow reading.

An input is several files, each below a line `=== name`.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from elearn.checks import check_paths
from elearn.content.review import Review, load_reviews, read_review, write_review
from elearn.library import (
    LESSON_COLUMNS,
    Reader,
    ReportWanted,
    Room,
    archived,
    by_theme,
    by_tier,
    cells_to_fill,
    choices,
    completeness,
    lesson_rows,
    lessons_of,
    open_library,
    phases,
    report_sources,
    search_library,
    theme_years,
)
from elearn.player import markdown
from elearn.spreadsheets import csv_file
from tests.fuzz.folders import joined, split, stumbles, write
from tests.fuzz.importing import cannot_run
from tests.fuzz.kinds import Kind, TryOne
from tests.fuzz.markup import must_not_run
from tests.fuzz.trying import ROOT

_DAY = date(2026, 6, 1)
_BOARDS = """\
notice_days: 30
expected_documents:
  - until: 2012-12-31
    types: [serious case review]
    documents: [executive summary]
    source: Before 2013.
boards:
  east: {name: East Board, short: East, origin: fictional, publishes_for: 1 year, archive_since: 2010}
  west: {name: West Board, short: West, origin: fictional, publishes_for: without limit}
"""
_BODY = b"""
## What happened

This is invented.

## What went well

A nurse asked.

## What must change

Others ask too.

:::{finding} f1
:kind: strength
:tier: local

She asked.
:::

:::{recommendation} r1
:finding: f1
:tier: local

Ask.
:::
"""


def seeds() -> list[bytes]:
    """The invented reviews of the samples, short and long, alone and with boards."""
    folder = ROOT / "reviews"
    texts = {path.name: path.read_bytes() for path in sorted(folder.glob("*shire-2*.md"))}
    fiction = {name: text for name, text in texts.items() if b"origin: fictional" in text}
    short = (
        b"---\nboard: East Board\nlabel: A\ntype: LCSPR\nyear: 2026\norigin: fictional\n---\n\n# A (fiction)\n"
        + _BODY
    )
    return [
        *(joined({name: text}) for name, text in fiction.items()),
        joined({"boards.yaml": _BOARDS, "a.md": short, "b.md": short.replace(b"label: A", b"label: B")}),
        joined({"boards.yaml": _BOARDS, **dict(list(fiction.items())[:2])}),
    ]


@contextmanager
def place() -> Iterator[TryOne]:
    """A folder in which reviews are written anew for each input."""
    with TemporaryDirectory() as name:
        folder, courses = Path(name) / "reviews", Path(name) / "courses"
        courses.mkdir()

        def one(data: bytes) -> str:
            write(folder, split(data, "a-review.md"))
            with stumbles():
                return _try(folder, courses, data)

        yield one


def _try(folder: Path, courses: Path, data: bytes) -> str:
    problems = check_paths([folder], folder)
    for problem in problems:
        assert problem.message.strip(), problem
        assert problem.remedy.strip(), problem
        assert problem.rule != "S99", problem
    loaded = load_reviews(folder)
    for each in loaded:
        if each.review:
            _reads_back(each.review)
    library = open_library(folder, courses)
    readers = (Reader.everything(), Reader())
    for reader in readers:
        _read(library.room(reader, _DAY), data)
    rules = " ".join(sorted({problem.rule for problem in problems}))
    return f"{sum(bool(each.review) for each in loaded)} of {len(loaded)} {rules}"


def _reads_back(review: Review) -> None:
    text = write_review(review)
    again, problems = read_review(review.slug, text, "review.md")
    assert again == review, "Written and read, it is another: " + "; ".join(map(str, problems[:3]))
    assert write_review(again) == text


def _read(room: Room, data: bytes) -> None:
    """Everything that the library shows of its reviews."""
    text = data.decode("utf-8", "replace")
    for asked in (text[:60], text[-60:], text[len(text) // 2 :][:40], "neglect OR NEAR(*"):
        hits = search_library(room, asked)
        assert all(hit.title is not None for hit in hits.hits)
    lessons = lessons_of(room)
    for chapters in (by_theme(lessons), by_tier(lessons)):
        cannot_run(csv_file(list(LESSON_COLUMNS), [list(row.values()) for row in lesson_rows(chapters)]))
    theme_years(room.reviews.values())
    completeness(room)
    choices(room)
    archived(room)
    report_sources(room, ReportWanted())
    for review in room.reviews.values():
        phases(review)
        cells_to_fill(review)
        room.documents(review.slug)
        room.links(review.slug)
        for passage in (review.what_happened, review.what_went_well, review.what_must_change):
            must_not_run(markdown.block(passage))
        json.dumps(review.model_dump(mode="json")).encode()


WORDS = (
    b":::{finding} f1", b":::{recommendation} r1", b":::", b":kind: strength", b":kind: improvement",
    b":tier: individual", b":tier: strategic", b":themes: neglect", b":phase: before", b":finding: f1",
    b":perspective: parents and carers", b"board: East Board", b"label: A", b"type: LCSPR",
    b"type: serious case review", b"year: 2026", b"year: 0", b"origin: fictional", b"status: draft",
    b"documents: [{type: report, file: a.pdf}]", b"documents:\n  - {type: report, ",
    b"url: https://example.org/a}", b"links: [{review: b, relation: same case}]", b"themes: [neglect]",
    b"held_on: 2026-01-01", b"published_on: 2026-01-01", b"withdrawn_on: 9999-12-31", b"## What happened",
    b"## What went well", b"---", b"&a *a", b"## What must change", b"=== boards.yaml", b"=== b.md",
    b"=== files/a.pdf", b"boards:", b"publishes_for: 1 year", b"publishes_for: 99999999 years",
    b"notice_days: 30", b"archive_since: 2010", b"expected_documents:", b"1e9", b"=1+1",
    b"waivers: [{rule: E01, reason: x}]", b"!!python/name:os.system", b"%PDF-1.4", b"NEAR(", b'"a',
    b"[a](javascript:x)",
)  # fmt: skip

KIND = Kind(
    "reviews",
    "reviews and boards as text: problems in words, or reviews that read back the same; search and reports of them",
    seeds,
    WORDS,
    "text",
    place,
)
