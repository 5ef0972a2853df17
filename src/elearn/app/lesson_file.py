"""What reviews teach, as a file: the rows of the report by theme or tier, in plain words."""

from datetime import date

from elearn.app.downloads import AS_AT
from elearn.app.registers import outcomes
from elearn.app.review_words import TIERS
from elearn.app.theme_report import ThemeReport
from elearn.library import lesson_rows
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
        "changed": N_("What has changed"),
        "evidence": N_("Evidence"),
        "how_known": N_("How it is known"),
        "seen_on": N_("Seen on"),
        "whose": N_("Agency"),
        "publication": N_("Publication"),
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
_NATURES = Words(
    {
        "strength": N_("Strength"),
        "to change": N_("To change"),
        "change to practice": N_("Change to practice"),
        "outcome": N_("Outcome"),
    }
)


def content(report: ThemeReport, on: date) -> bytes:
    """Returns the file. `on` is the day on which the reviews could be read.

    Each row says what the report draws on and leaves out, so that it is known wherever a row goes. Lessons of workshops
    come last; if there are none, the file has no columns about them.
    """
    chapters, sources = report.chapters, report.sources
    drawn_on = " ".join(filter(None, (sources.mark, *sources.words)))
    titles = {
        answer.course.slug: answer.course.title
        for chapter in chapters
        for lesson in (*chapter.strengths, *chapter.changes)
        for answer in lesson.courses
    }
    headers = {key: words for key, words in _HEADERS.items() if key != "theme" or report.by == "theme"}
    tiers = {str(tier): words for tier, words in TIERS.items()}
    rows = (
        {**row, "tier": tiers[row["tier"]], "nature": _NATURES[row["nature"]], "theme": _(row["theme"])}
        for row in lesson_rows(chapters, sources.publication)
    )
    workshops = outcomes.rows(report.workshops, sources)
    more = dict(_OF_WORKSHOPS) if workshops else {}
    found = (
        [*(row[key] for key in headers), ", ".join(map(titles.__getitem__, _ids(row["courses"])))]
        for row in rows
    )
    learned = ([*(row.get(key, "") for key in headers), ""] for row in workshops)
    return csv_file(
        [*headers.values(), _("Courses"), *more.values(), _("What this report draws on"), _(AS_AT)],
        [
            *([*row, *("" for _key in more), drawn_on, on] for row in found),
            *(
                [*row, *(each[key] for key in more), drawn_on, on]
                for row, each in zip(learned, workshops, strict=True)
            ),
        ],
    )


def _ids(listed: str) -> list[str]:
    return listed.split(", ") if listed else []
