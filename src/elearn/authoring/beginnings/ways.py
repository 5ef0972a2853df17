"""Which beginning a person wants, the files that it gives, and the one place that writes them as a course's folder."""

import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, get_args

from elearn.authoring.beginnings.from_course import refresher_quiz
from elearn.authoring.beginnings.from_reviews import (
    annual_update,
    from_briefing,
    from_review,
    from_theme,
    seven_minutes,
)
from elearn.authoring.beginnings.lessons import Lesson, lessons_of
from elearn.authoring.beginnings.plain import blank, example
from elearn.content.course import Course, find_folder, load_course, read_facts, write_facts
from elearn.content.review import Document, Review, load_reviews, review_type
from elearn.content.text import is_id
from elearn.days import today
from elearn.files import write_whole
from elearn.phrases import either, phrase
from elearn.problems import ElearnError, NotFound

Way = Literal["example", "blank", "review", "theme", "briefing", "update", "quiz", "seven-minutes"]
WAYS: tuple[Way, ...] = get_args(Way)
RESERVED = frozenset(
    {"assets", "banks", "bring-in", "comments", "courses", "health", "new", "palette", "reviews", "sign-off"}
)
"""Addresses of the desk, which no course can have."""
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Wanted:
    """A beginning, and what it begins from.

    `review` is the id of a review, or names one item of it (`review#r1`), with which goes the finding that it answers.
    `chosen` are references of findings and recommendations, of one review or several; None stands for all. `theme`,
    `year` and `document` choose from reviews, `document` by its place among the documents, from 1. `course` and `bank`
    are those whose questions are asked again.
    """

    way: Way = "example"
    review: str = ""
    chosen: frozenset[str] | None = None
    theme: str = ""
    year: int = 0
    document: int = 0
    course: str = ""
    bank: str = ""


def begin_course(slug: str, title: str, wanted: Wanted, courses: Path, reviews: Path) -> list[Path]:
    """Writes the folder of a new course whole, or not at all. Returns the paths of its files, `course.md` first.

    Raises ElearnError if the course exists or the slug is not allowed, NotFound if what it begins from is not there,
    and InputFault if the new files are not a valid course.
    """
    _must_be_free(slug, courses)
    return _write(slug, begun(wanted, title, courses, reviews), courses)


def copy_course(slug: str, title: str, course: str, courses: Path) -> list[Path]:
    """Writes a copy of a course with another title. Hidden files and links to elsewhere are left out.

    Returns and raises as `begin_course`.
    """
    _must_be_free(slug, courses)
    folder = find_folder(course, courses)
    there = (each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    files = {each.relative_to(folder).as_posix(): each for each in there}
    shown = {
        name: each.read_bytes() for name, each in files.items() if "." not in name[0] and "/." not in name
    }
    titled = _titled(shown["course.md"].decode("utf-8", "replace"), title, folder)
    return _write(slug, {**shown, "course.md": titled.encode()}, courses)


def _titled(text: str, title: str, folder: Path) -> str:
    if "\ufffd" in text or (facts := read_facts(text)) is None:
        raise ElearnError(phrase("The facts of the course in %(folder)s cannot be read.", folder=folder))
    return write_facts(text, {**facts, "title": title})


def _must_be_free(slug: str, courses: Path) -> None:
    if not is_id(slug):
        raise ElearnError(
            phrase(
                "“%(slug)s” cannot be a course's name. Use at most 64 small letters, digits and hyphens: "
                "when-to-refer.",
                slug=slug,
            )
        )
    if slug in RESERVED:
        raise ElearnError(
            phrase("No course can have the id “%(id)s”, because a page of ours has that address.", id=slug)
        )
    if (courses / slug).exists():
        there = courses / slug
        raise ElearnError(
            phrase("%(folder)s is there already. Choose another name, or write on in it.", folder=there)
        )


def _write(slug: str, files: Files, courses: Path) -> list[Path]:
    """Writes files in a hidden folder, which gets its name when it is whole."""
    courses.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=".waiting-", dir=courses))
    try:
        for name, content in files.items():
            write_whole(waiting / slug / name, content)
        (waiting / slug).rename(courses / slug)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return sorted(
        (courses / slug / name for name in files), key=lambda path: (path.name != "course.md", path)
    )


def begun(wanted: Wanted, title: str, courses: Path, reviews: Path) -> Files:
    """The files of a new course by name. Raises NotFound, in words, if what it begins from is not there."""
    if wanted.way == "quiz":
        return _quiz(wanted, title, courses)
    return {name: text.encode() for name, text in _texts(wanted, title, reviews).items()}


def _texts(wanted: Wanted, title: str, reviews: Path) -> Mapping[str, str]:
    if wanted.way in ("example", "blank"):
        return blank(title) if wanted.way == "blank" else example(title)
    known = {loaded.path.stem: loaded.review for loaded in load_reviews(reviews) if loaded.review}
    if wanted.way == "theme":
        return _of_theme(wanted, title, known)
    if wanted.way == "update":
        of_year = [each for each in known.values() if wanted.year and each.year == wanted.year]
        return annual_update(title, lessons_of(of_year, wanted.chosen), today())
    if wanted.way == "seven-minutes" and not wanted.review:
        return seven_minutes(title)
    slug, _, item = wanted.review.partition("#")
    review = _review(slug, known, reviews)
    lessons = _lessons(review, item, wanted.chosen)
    if wanted.way == "briefing":
        _must_be_source(review)
        return from_briefing(title, review, _document(review, wanted.document), lessons)
    if wanted.way == "seven-minutes":
        return seven_minutes(title, lessons)
    if not lessons:
        raise NotFound(_nothing_chosen(review))
    return from_review(title, lessons)


def _review(slug: str, known: Mapping[str, Review], reviews: Path) -> Review:
    if review := known.get(slug):
        return review
    near = get_close_matches(slug, known, n=3, cutoff=0.5)
    if near:
        raise NotFound(
            phrase("There is no review “%(review)s”. Did you mean %(near)s?", review=slug, near=either(near))
        )
    raise NotFound(
        phrase(
            "There is no review “%(review)s”. Look in %(folder)s for their names.",
            review=slug,
            folder=reviews,
        )
    )


def _lessons(review: Review, item: str, chosen: Collection[str] | None) -> list[Lesson]:
    """What was chosen of a review: one `item` and the finding that it answers, or what is `chosen`."""
    if item:
        answered = {each.finding for each in review.recommendations if each.id == item and each.finding}
        chosen = {f"{review.slug}#{each}" for each in (item, *answered)}
    known = [*(each.id for each in review.recommendations), *(each.id for each in review.findings)]
    for reference in sorted(chosen or ()):
        if reference.partition("#")[0] != review.slug or reference.partition("#")[2] not in known:
            raise NotFound(
                phrase(
                    "The review %(review)s has no recommendation or finding “%(id)s”. It has: %(known)s.",
                    review=review.slug,
                    id=reference.partition("#")[2],
                    known=", ".join(known) or "–",
                )
            )
    return lessons_of([review], chosen)


def _must_be_source(review: Review) -> None:
    """Raises NotFound for the review of a case: a course never names one to learners, as it names a briefing."""
    if not review_type(review.type).source:
        raise NotFound(
            phrase(
                "%(review)s is a review, not a briefing about several. Begin from the review instead.",
                review=review.slug,
            )
        )


def _nothing_chosen(review: Review) -> str:
    if not review.findings and not review.recommendations:
        return phrase(
            "The review %(review)s has no recommendations or findings to learn from. Name another, or begin "
            "without one.",
            review=review.slug,
        )
    return phrase("Nothing of the review is chosen. Tick a recommendation or a finding.")


def _document(review: Review, number: int) -> Document | None:
    return review.documents[number - 1] if 0 < number <= len(review.documents) else None


def _of_theme(wanted: Wanted, title: str, known: Mapping[str, Review]) -> Mapping[str, str]:
    lessons = [each for each in lessons_of(known.values(), wanted.chosen) if wanted.theme in each.themes]
    theme = next((each for lesson in lessons for each in lesson.themes if each == wanted.theme), None)
    if theme is None:
        if wanted.chosen is not None:
            raise NotFound(phrase("Nothing is chosen. Tick a recommendation or a finding."))
        themes = sorted({each for lesson in lessons_of(known.values()) for each in lesson.themes})
        raise NotFound(
            phrase(
                "No review has a finding or a recommendation on the theme “%(theme)s”. There are: %(themes)s.",
                theme=wanted.theme,
                themes=", ".join(themes) or "–",
            )
        )
    return from_theme(title, theme, lessons)


def _quiz(wanted: Wanted, title: str, courses: Path) -> Files:
    """The texts, and the pictures that its questions show."""
    folder = find_folder(wanted.course, courses)
    course = load_course(folder).course
    if course is None:
        raise NotFound(
            phrase(
                "The course “%(course)s” cannot be read as it is. Open it, and put right what stands under Findings.",
                course=wanted.course,
            )
        )
    if wanted.bank and wanted.bank not in {each.id for each in course.banks}:
        raise NotFound(phrase("The course has no bank “%(bank)s”.", bank=wanted.bank))
    texts = refresher_quiz(title, course, wanted.bank)
    return {**{name: text.encode() for name, text in texts.items()}, **_pictures(texts, course, folder)}


def _pictures(texts: Mapping[str, str], course: Course, folder: Path) -> dict[str, bytes]:
    """The files of a course that texts name, as they are."""
    every = "\n".join(texts.values())
    named = (path for path in course.media() if path.as_posix() in every and (folder / path).is_file())
    return {path.as_posix(): (folder / path).read_bytes() for path in named}
