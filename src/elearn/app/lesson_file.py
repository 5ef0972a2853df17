"""What reviews teach, as a file: the rows of the report by theme or tier, in plain words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from elearn.app.downloads import AS_AT
from elearn.app.review_words import TIERS
from elearn.library import Chapter, lesson_rows
from elearn.spreadsheets import csv_file
from elearn.translations import N_, Words
from elearn.translations import gettext as _

_HEADERS = Words(
    {
        "theme": N_("Theme"),
        "tier": N_("Tier"),
        "nature": N_("Strength or to change"),
        "board": N_("Board"),
        "label": N_("Review"),
        "year": N_("Year"),
        "review": N_("Review id"),
        "finding": N_("Finding id"),
        "what_was_found": N_("What was found"),
        "recommendation": N_("Recommendation id"),
        "what_must_change": N_("What must change"),
        "owners": N_("Owners"),
        "due": N_("Due"),
        "courses": N_("Course ids"),
    }
)
_OF_WORKSHOPS = Words(
    {
        "held_on": N_("Workshop held on"),
        "at_the_subgroup": N_("At the subgroup"),
        "applies": N_("Applies more widely"),
        "why": N_("Why"),
        "follows": N_("What follows"),
    }
)
_NATURES = Words({"strength": N_("Strength"), "to change": N_("To change")})


def content(
    chapters: Iterable[Chapter],
    by: str,
    on: date,
    workshops: Sequence[Mapping[str, str | date | None]] = (),
) -> bytes:
    """Returns the file. `by` is theme or tier, and `on` the day on which the reviews could be read.

    `workshops` are lessons of workshops, which come last. If there are none, the file has no columns about them.
    """
    chapters = list(chapters)
    titles = {
        answer.course.slug: answer.course.title
        for chapter in chapters
        for lesson in (*chapter.strengths, *chapter.changes)
        for answer in lesson.courses
    }
    headers = {key: words for key, words in _HEADERS.items() if key != "theme" or by == "theme"}
    tiers = {str(tier): words for tier, words in TIERS.items()}
    rows = (
        {**row, "tier": tiers[row["tier"]], "nature": _NATURES[row["nature"]], "theme": _(row["theme"])}
        for row in lesson_rows(chapters)
    )
    more = dict(_OF_WORKSHOPS) if workshops else {}
    found = (
        [*(row[key] for key in headers), ", ".join(map(titles.__getitem__, _ids(row["courses"])))]
        for row in rows
    )
    learned = ([*(row.get(key, "") for key in headers), ""] for row in workshops)
    return csv_file(
        [*headers.values(), _("Courses"), *more.values(), _(AS_AT)],
        [
            *([*row, *("" for _key in more), on] for row in found),
            *([*row, *(each[key] for key in more), on] for row, each in zip(learned, workshops, strict=True)),
        ],
    )


def _ids(listed: str) -> list[str]:
    return listed.split(", ") if listed else []
