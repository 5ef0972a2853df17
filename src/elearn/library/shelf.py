"""Reads the files of reviews, boards and courses, again when they change.

Says what one reader may read of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock

from elearn.content.course import SHARED, Course, LoadedCourse, course_folders, load_course
from elearn.content.review import (
    BOARDS_FILE,
    MIME_TYPES,
    OTHER_END_OF_LINK,
    Board,
    Boards,
    Document,
    Relation,
    Review,
    ending_of,
    load_boards,
    load_review,
    stored_file,
)
from elearn.library.access import Reader, may_read, may_read_course
from elearn.library.publication import DocumentState, Publication, publication_of
from elearn.problems import NotFound
from elearn.translations import gettext as _

Stamp = tuple[tuple[str, int, int], ...]
"""Each file's name, time of last change and size. If the stamp differs, the text may differ."""


@dataclass(frozen=True)
class CourseAnswer:
    """A course that answers a recommendation, and its outcomes that say so.

    If none does, the course as a whole answers it.
    """

    course: Course
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a document that a reader may have: its name, what a browser is told of it, and its size in bytes."""

    name: str
    mime: str
    size: int


@dataclass(frozen=True, eq=False)
class Library:
    """Every review, board and course of two folders, as they were at one moment.

    Not everyone may read all of it.
    """

    reviews: Mapping[str, Review]
    boards: Boards
    courses: Mapping[str, Course]
    stamp: Stamp = ()
    unreadable: tuple[str, ...] = ()
    """The names of the files of reviews that cannot be read, and are left out."""
    folder: Path = Path("reviews")
    """The folder that the reviews were read from. Files of documents are below it."""

    def room(self, reader: Reader, on: date) -> "Room":
        """Returns what a reader may read on a day."""
        stands = {
            slug: publication_of(review, self.boards.of(review), on, self.boards.notice_days)
            for slug, review in self.reviews.items()
        }
        open_to = {
            slug: review for slug, review in self.reviews.items() if may_read(review, stands[slug], reader)
        }
        courses = {slug: each for slug, each in self.courses.items() if may_read_course(slug, reader)}
        return Room(self, reader, on, open_to, {slug: stands[slug] for slug in open_to}, courses)

    @cached_property
    def answering(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The courses that answer each recommendation, by slug, with their outcomes that name it."""
        answers: dict[str, dict[str, tuple[str, ...]]] = {}
        for slug, course in self.courses.items():
            for reference in course.learned_from:
                answers.setdefault(reference, {}).setdefault(slug, ())
            for outcome in course.outcomes:
                for reference in outcome.learned_from:
                    named = answers.setdefault(reference, {})
                    named[slug] = (*named.get(slug, ()), outcome.id)
        return answers


@dataclass(frozen=True, eq=False)
class Room:
    """What one reader may read on one day.

    `reviews`, `publications` and `courses` are by slug and hold nothing else.
    """

    library: Library = field(repr=False)
    reader: Reader
    on: date
    reviews: Mapping[str, Review]
    publications: Mapping[str, Publication]
    courses: Mapping[str, Course]

    def review(self, slug: str) -> Review:
        """Returns one review. Raises `NotFound` if there is none or this reader may not see it.

        Both cases look the same, so that nobody learns of a review that they may not see.
        """
        found = self.reviews.get(slug)
        if found is None:
            raise NotFound(
                _(
                    "There is no review “%(review)s” that you may read. Go back to all reviews.",
                    review=slug[:80],
                )
            )
        return found

    def board(self, review: Review) -> Board | None:
        """Returns the board that held a review, or None if it is not known."""
        return self.library.boards.of(review)

    def answers(self, reference: str) -> list[CourseAnswer]:
        """Returns the courses that answer a recommendation (`review-slug#r1`)."""
        found = self.library.answering.get(reference, {})
        return [
            CourseAnswer(self.courses[slug], outcomes)
            for slug, outcomes in found.items()
            if slug in self.courses
        ]

    def links(self, slug: str) -> list[tuple[Relation, Review]]:
        """Returns how a review relates to others that the reader may see.

        It does not matter which of the two files says so.
        """
        found: dict[tuple[Relation, str], Review] = {}
        for link in self.review(slug).links:
            if link.review in self.reviews:
                found[link.relation, link.review] = self.reviews[link.review]
        for other in self.reviews.values():
            for link in other.links:
                if link.review == slug:
                    found[OTHER_END_OF_LINK[link.relation], other.slug] = other
        return [(relation, review) for (relation, _other), review in found.items()]

    def documents(self, slug: str) -> list[tuple[DocumentState, Document | None]]:
        """Returns each document's state, and the document itself if the reader may open it.

        If they may not, None takes its place, so that its address and its file stay hidden.
        """
        review, stands = self.review(slug), self.publications[slug]
        opens = self.reader.reads_restricted or (slug in self.reader.granted and review.status != "draft")
        return [(each, each.document if each.is_public or opens else None) for each in stands.documents]

    def lacks_documents(self, slug: str) -> bool:
        """Returns whether a review that the reader may read has a document that they may not open."""
        return any(document is None for _state, document in self.documents(slug))

    def stored(self, document: Document) -> StoredFile | None:
        """Returns the file that is kept of a document, or None. `document` is one that the reader may open."""
        path = stored_file(self.library.folder, document.file) if document.file else None
        if path is None:
            return None
        return StoredFile(path.name, MIME_TYPES[ending_of(path.name)], path.stat().st_size)

    def file(self, slug: str, name: str) -> bytes:
        """Returns the content of the file `name` of a review's document.

        Raises `NotFound` if the reader may not open the document, or no document or no such file is there. These
        look the same.
        """
        named = any(document and document.file == name for _state, document in self.documents(slug))
        path = stored_file(self.library.folder, name) if named else None
        try:
            if path:
                return path.read_bytes()
        except OSError:
            pass
        raise NotFound(_("There is no such file that you may read. Go back to the review."))


def stamp_of(paths: Iterable[Path]) -> Stamp:
    """Returns the stamp of some files. Missing files are left out."""
    found = []
    for path in sorted(paths):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((path.as_posix(), stat.st_mtime_ns, stat.st_size))
    return tuple(found)


@dataclass
class _Cache:
    """What was last read from two folders, so that only changed files are read again."""

    lock: Lock = field(default_factory=Lock)
    library: Library | None = None
    reviews: dict[Path, tuple[Stamp, Review | None]] = field(default_factory=dict)
    courses: dict[Path, tuple[Stamp, LoadedCourse]] = field(default_factory=dict)


_caches: dict[tuple[Path, Path], _Cache] = {}
_MOST_CACHES = 8


def open_library(reviews: Path, courses: Path) -> Library:
    """Returns the library of a folder of reviews and one of courses, and reads changed files again.

    It returns the same object until something changes. Files with errors are left out: `elearn check` says
    what is wrong with them.
    """
    key = (reviews.absolute(), courses.absolute())
    if key not in _caches and len(_caches) >= _MOST_CACHES:
        _caches.clear()
    kept = _caches.setdefault(key, _Cache())
    with kept.lock:
        return _read(kept, *key)


def _read(kept: _Cache, reviews: Path, courses: Path) -> Library:
    files = [path for path in reviews.glob("*.md") if path.name.lower() != "readme.md"]
    shared = [*(courses / SHARED).rglob("*.md")]  # what courses draw from
    folders = {folder: stamp_of([*folder.rglob("*.md"), *shared]) for folder in course_folders(courses)}
    stamp = (
        *stamp_of([*files, reviews / BOARDS_FILE]),
        *(each for found in folders.values() for each in found),
    )
    if kept.library and kept.library.stamp == stamp:
        return kept.library
    kept.reviews = {path: _review(kept, path) for path in sorted(files)}
    kept.courses = {folder: _course(kept, folder, found) for folder, found in sorted(folders.items())}
    kept.library = Library(
        {review.slug: review for _stamp, review in kept.reviews.values() if review},
        load_boards(reviews).boards,
        {loaded.slug: loaded.course for _stamp, loaded in kept.courses.values() if loaded.course},
        stamp,
        tuple(path.name for path, (_stamp, review) in kept.reviews.items() if review is None),
        reviews,
    )
    return kept.library


def _review(kept: _Cache, path: Path) -> tuple[Stamp, Review | None]:
    stamp = stamp_of([path])
    before = kept.reviews.get(path)
    return before if before and before[0] == stamp else (stamp, load_review(path).review)


def _course(kept: _Cache, folder: Path, stamp: Stamp) -> tuple[Stamp, LoadedCourse]:
    before = kept.courses.get(folder)
    return before if before and before[0] == stamp else (stamp, load_course(folder))
