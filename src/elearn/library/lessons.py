"""What all reviews together teach: by theme and year, by theme, and by tier."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from elearn.content.review import Finding, Recommendation, Review, Theme, Tier, review_type, theme_words
from elearn.library.shelf import CourseAnswer, Room

TIERS: tuple[Tier, ...] = get_args(Tier)
THEMES: tuple[Theme, ...] = get_args(Theme)


@dataclass(frozen=True, slots=True)
class ThemeYears:
    """How many reviews touch each theme, by year. The year is None for reviews whose year is not known.

    A review counts once for each theme that it or one of its findings has. Sources that look across reviews
    are not counted, because their cases may already be. `rows` are sorted by total, highest first.
    """

    years: tuple[int | None, ...]
    rows: tuple[tuple[Theme, Mapping[int | None, int], int], ...]
    reviews: int
    without_theme: int


def theme_years(reviews: Iterable[Review]) -> ThemeYears:
    """Returns the table of themes and years."""
    cases = [review for review in reviews if not review_type(review.type).source]
    counts: dict[Theme, Counter[int | None]] = {}
    themed = 0
    for review in cases:
        themes = review.every_theme
        themed += bool(themes)
        for theme in themes:
            counts.setdefault(theme, Counter())[review.year] += 1
    found = {year for by_year in counts.values() for year in by_year}
    years = tuple(sorted(found, key=lambda year: (year is None, year or 0)))
    rows = [
        (theme, {year: counts[theme][year] for year in years}, counts[theme].total())
        for theme in THEMES
        if theme in counts
    ]
    rows.sort(key=lambda row: -row[2])
    return ThemeYears(years, tuple(rows), len(cases), len(cases) - themed)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One finding of a review, the recommendations that answer it, and the courses that answer those.

    `finding` is None for a recommendation that answers no finding.
    """

    review: Review
    finding: Finding | None
    recommendations: tuple[Recommendation, ...]
    courses: tuple[CourseAnswer, ...]

    @property
    def tier(self) -> Tier:
        """The finding's tier, or the recommendation's if there is no finding."""
        return self.finding.tier if self.finding else self.recommendations[0].tier

    @property
    def is_strength(self) -> bool:
        """Whether this is something that went well."""
        return self.finding is not None and self.finding.nature == "strength"

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes of the finding, or of the review if there is no finding."""
        return self.review.themes_of(self.finding) if self.finding else self.review.themes


def lessons_of(room: Room, reviews: Iterable[Review] | None = None) -> list[Lesson]:
    """Returns every finding with what answers it, and every recommendation that answers no finding."""
    found = []
    for review in room.reviews.values() if reviews is None else reviews:
        for finding in review.findings:
            answering = tuple(each for each in review.recommendations if each.finding == finding.id)
            found.append(Lesson(review, finding, answering, _courses(room, review, answering)))
        for each in review.recommendations:
            if each.finding is None:
                found.append(Lesson(review, None, (each,), _courses(room, review, (each,))))
    return found


def _courses(
    room: Room, review: Review, recommendations: tuple[Recommendation, ...]
) -> tuple[CourseAnswer, ...]:
    answers = [each for one in recommendations for each in room.answers(review.reference(one))]
    return tuple({answer.course.slug: answer for answer in answers}.values())


@dataclass(frozen=True, slots=True)
class SeenChange:
    """What changed after a recommendation, as somebody recorded it, and how it is known.

    `what` is practice, or outcome for what children and families experience. `whose` is the agency, or the words for
    the partnership.
    """

    what: str
    changed: str
    evidence: str
    how_known: str
    seen_on: date
    whose: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of a report, for a theme or a tier: what went well, what must change, and what has changed.

    `seen` has the changes that were recorded, each with its review and recommendation. It is None if the reader may
    not see what was recorded.
    """

    name: Theme | Tier
    words: str
    strengths: tuple[Lesson, ...]
    changes: tuple[Lesson, ...]
    seen: tuple[tuple[Review, Recommendation, SeenChange], ...] | None = None

    def seen_in(self, what: str) -> list[tuple[Review, Recommendation, SeenChange]]:
        """Returns the recorded changes to practice, or the outcomes."""
        return [each for each in self.seen or () if each[2].what == what]

    def of_tier(self, tier: Tier) -> tuple[int, int]:
        """Returns how many strengths and how many changes are on a tier."""
        return (
            sum(each.tier == tier for each in self.strengths),
            sum(each.tier == tier for each in self.changes),
        )


Seen = Mapping[str, Sequence[SeenChange]]
"""What changed after each recommendation, by its reference (`review-slug#r1`)."""


def by_theme(lessons: Iterable[Lesson], seen: Seen | None = None) -> list[Chapter]:
    """Returns the themes report: a chapter for each theme that some lesson has, in the order of `THEMES`."""
    held: dict[Theme, list[Lesson]] = {theme: [] for theme in THEMES}
    for lesson in lessons:
        for theme in lesson.themes:
            held[theme].append(lesson)
    return [_chapter(theme, theme_words(theme), spoken, seen) for theme, spoken in held.items() if spoken]


def by_tier(lessons: Iterable[Lesson], seen: Seen | None = None) -> list[Chapter]:
    """Returns the report by tier: individual, local, strategic.

    Each tier has a chapter, even an empty one.
    """
    held = list(lessons)
    return [
        _chapter(tier, tier.capitalize(), [each for each in held if each.tier == tier], seen)
        for tier in TIERS
    ]


def _chapter(name: Theme | Tier, words: str, held: list[Lesson], seen: Seen | None) -> Chapter:
    followed = None
    if seen is not None:
        followed = tuple(
            (lesson.review, each, change)
            for lesson in held
            for each in lesson.recommendations
            for change in seen.get(lesson.review.reference(each), ())
        )
    return Chapter(
        name,
        words,
        tuple(each for each in held if each.is_strength),
        tuple(each for each in held if not each.is_strength),
        followed,
    )


LESSON_COLUMNS = (
    "theme",
    "tier",
    "nature",
    "board",
    "label",
    "year",
    "review",
    "finding",
    "what_was_found",
    "recommendation",
    "what_must_change",
    "owners",
    "due",
    "courses",
    "changed",
    "evidence",
    "how_known",
    "seen_on",
    "whose",
    "publication",
)


def lesson_rows(
    chapters: Iterable[Chapter], publication: Callable[[Review], str] = lambda review: ""
) -> Iterator[dict[str, str]]:
    """Yields the report as rows for a spreadsheet, by `LESSON_COLUMNS`.

    There is one row for each recommendation, one for each finding that has none, and one for each recorded change.
    `publication` says in words whether a review is open or closed to the public.
    """
    for chapter in chapters:
        for lesson in (*chapter.strengths, *chapter.changes):
            for recommendation in lesson.recommendations or (None,):
                row = _row(chapter, lesson, recommendation)
                yield _whole({**row, "publication": publication(lesson.review)})
        for review, recommendation, change in chapter.seen or ():
            yield _whole(
                {**_seen_row(chapter, review, recommendation, change), "publication": publication(review)}
            )


def _whole(row: Mapping[str, str]) -> dict[str, str]:
    return {column: row.get(column, "") for column in LESSON_COLUMNS}


def _seen_row(
    chapter: Chapter, review: Review, recommendation: Recommendation, change: SeenChange
) -> dict[str, str]:
    answered = (each.tier for each in review.findings if each.id == recommendation.finding)
    tier = next(answered, recommendation.tier)  # as in the row of the finding
    return {
        "theme": chapter.words,
        "tier": tier,
        "nature": "outcome" if change.what == "outcome" else "change to practice",
        "board": review.board,
        "label": review.label,
        "year": str(review.year or ""),
        "review": review.slug,
        "recommendation": recommendation.id,
        "changed": change.changed,
        "evidence": change.evidence,
        "how_known": change.how_known,
        "seen_on": change.seen_on.isoformat(),
        "whose": change.whose,
    }


def _row(chapter: Chapter, lesson: Lesson, recommendation: Recommendation | None) -> dict[str, str]:
    review, finding = lesson.review, lesson.finding
    return {
        "theme": chapter.words,
        "tier": lesson.tier,
        "nature": "strength" if lesson.is_strength else "to change",
        "board": review.board,
        "label": review.label,
        "year": str(review.year or ""),
        "review": review.slug,
        "finding": finding.id if finding else "",
        "what_was_found": finding.body if finding else "",
        "recommendation": recommendation.id if recommendation else "",
        "what_must_change": recommendation.body if recommendation else "",
        "owners": ", ".join(recommendation.owner) if recommendation else "",
        "due": recommendation.due.isoformat() if recommendation and recommendation.due else "",
        "courses": ", ".join(answer.course.slug for answer in lesson.courses),
    }


def phases(review: Review) -> list[tuple[str, dict[str, list[Finding]]]]:
    """Returns each perspective that the review took, with its findings before, during and after.

    The list is empty if the review has no perspectives. Findings with a perspective but no phase are under
    "".
    """
    named = [*review.perspectives, *(each.perspective for each in review.findings if each.perspective)]
    times = [*review.phases, *(each.phase for each in review.findings if each.phase)]
    if not named:
        return []
    every = [*(phase for phase in ("before", "during", "after") if phase in times), ""]
    table: list[tuple[str, dict[str, list[Finding]]]] = []
    for perspective in dict.fromkeys(named):
        own = [each for each in review.findings if each.perspective == perspective]
        table.append((perspective, {at: [each for each in own if (each.phase or "") == at] for at in every}))
    return table
