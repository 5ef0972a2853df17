"""What a course learns from: the findings and recommendations that were chosen of some reviews, and their words."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from elearn.checks import IDENTIFYING, check_text
from elearn.content.review import Finding, Recommendation, Review, Theme, Tier
from elearn.content.text import CODE, Line, Markdown, read_shown

_LINE: TypeAdapter[str] = TypeAdapter(Line)
_PASSAGE: TypeAdapter[str] = TypeAdapter(Markdown)
_PLAIN = str.maketrans({"[": "(", "]": ")", "<": "‹", ">": "›", "*": "", "`": "", "\\": "", "|": "/"})
"""What would mean something in Markdown, and what we write instead."""


@dataclass(frozen=True)
class Lesson:
    """A finding that was chosen, with the chosen recommendations that answer it.

    `finding` is None for a recommendation whose finding was not chosen, or that has none. `themes` are those of the
    finding, chosen or not, or else of the review.
    """

    review: Review
    finding: Finding | None
    recommendations: tuple[Recommendation, ...]
    themes: tuple[Theme, ...]

    @property
    def tier(self) -> Tier:
        """The tier of the finding, or of the recommendation if there is no finding."""
        return self.finding.tier if self.finding else self.recommendations[0].tier

    @property
    def is_strength(self) -> bool:
        """Whether it is something that went well."""
        return self.finding is not None and self.finding.nature == "strength"


def lessons_of(reviews: Iterable[Review], chosen: Collection[str] | None = None) -> list[Lesson]:
    """What was chosen, in the order of the reviews. `chosen` are references (`review#f1`), or None for everything."""
    found: list[Lesson] = []
    for review in reviews:
        taken = [
            each for each in review.recommendations if chosen is None or f"{review.slug}#{each.id}" in chosen
        ]
        by_id = {each.id: each for each in review.findings}
        there = {each for each in by_id if chosen is None or f"{review.slug}#{each}" in chosen}
        for finding in review.findings:
            if finding.id in there:
                answers = tuple(each for each in taken if each.finding == finding.id)
                found.append(Lesson(review, finding, answers, review.themes_of(finding)))
        for each in taken:
            if each.finding not in there:
                about = by_id.get(each.finding or "")
                found.append(
                    Lesson(review, None, (each,), review.themes_of(about) if about else review.themes)
                )
    return found


def by_theme(lessons: Sequence[Lesson]) -> list[tuple[tuple[Theme, ...], list[Lesson]]]:
    """The lessons in groups, each lesson once, with the themes that all of a group share.

    A lesson goes under that of its themes which most lessons share, the one that comes first if several do. That theme
    is the group's first. Lessons without a theme are a group without one, which comes last.
    """
    shared = Counter(theme for lesson in lessons for theme in lesson.themes)
    first = list(shared)
    held: dict[Theme | None, list[Lesson]] = {}
    for lesson in lessons:
        most = min(lesson.themes, key=lambda theme: (-shared[theme], first.index(theme)), default=None)
        held.setdefault(most, []).append(lesson)
    if None in held:
        held[None] = held.pop(None)
    return [(_of_all(theme, group), group) for theme, group in held.items()]


def _of_all(theme: Theme | None, lessons: Sequence[Lesson]) -> tuple[Theme, ...]:
    if theme is None:
        return ()
    common = [each for each in lessons[0].themes if all(each in lesson.themes for lesson in lessons)]
    return (theme, *(each for each in common if each != theme))


def plain_words(passage: str) -> str:
    """The words of a passage on one line, without marks of Markdown."""
    said = " ".join(each.text for each in read_shown(passage).phrases)
    return " ".join(said.replace(CODE, "").translate(_PLAIN).split())


def words_of(passage: str) -> str:
    """The words of a passage of a review on one line, "" if they cannot be shown in a course.

    So it is if the checks find in them what could tell whose case it was, or if they mean something else in a course's
    file.
    """
    text = plain_words(passage)
    if not text or check_text(text, only=IDENTIFYING):
        return ""
    try:
        _LINE.validate_python(text)
        _PASSAGE.validate_python(f"> {text}")
    except ValidationError:
        return ""
    return text
