"""What reviews teach, as a file: the rows of the report by theme or tier, in plain words."""

from collections.abc import Iterable
from datetime import date

from elearn.app.downloads import AS_AT
from elearn.app.drawing import sentence
from elearn.library import Chapter, lesson_rows
from elearn.spreadsheets import csv_file

_HEADERS = {
    "theme": "Theme",
    "tier": "Tier",
    "nature": "Strength or to change",
    "board": "Board",
    "label": "Review",
    "year": "Year",
    "review": "Review id",
    "finding": "Finding id",
    "what_was_found": "What was found",
    "recommendation": "Recommendation id",
    "what_must_change": "What must change",
    "owners": "Owners",
    "due": "Due",
    "courses": "Course ids",
}


def content(chapters: Iterable[Chapter], by: str, on: date) -> bytes:
    """Returns the file. `by` is Theme or Tier, and `on` the day on which the reviews could be read."""
    chapters = list(chapters)
    titles = {
        answer.course.slug: answer.course.title
        for chapter in chapters
        for lesson in (*chapter.strengths, *chapter.changes)
        for answer in lesson.courses
    }
    headers = {key: words for key, words in _HEADERS.items() if key != "theme" or by == "Theme"}
    rows = (
        {**row, "tier": sentence(row["tier"]), "nature": sentence(row["nature"])}
        for row in lesson_rows(chapters)
    )
    return csv_file(
        [*headers.values(), "Courses", AS_AT],
        (
            [*(row[key] for key in headers), ", ".join(map(titles.__getitem__, _ids(row["courses"]))), on]
            for row in rows
        ),
    )


def _ids(listed: str) -> list[str]:
    return listed.split(", ") if listed else []
