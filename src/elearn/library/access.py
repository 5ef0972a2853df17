"""Decides who may read which review. Nothing else decides it."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.content.review import Review
from elearn.library.publication import Publication

OPENS_RESTRICTED = frozenset({"author", "govern"})
"""Rights (the tracker's names) that open restricted reviews: of trainers, the board and administrators."""

WRITES_COURSES = "author"
"""Holders of this right see courses that are still being written."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who reads: their rights, the reviews that they were granted, and the published courses.

    Reviews and courses are named by slug. A reader is hashable, so that it can be part of a cache key. A
    reader without rights or grants may read what is public.
    """

    rights: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()
    published: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, rights: Iterable[str], granted: Iterable[str] = (), published: Iterable[str] = ()
    ) -> "Reader":
        """Returns a reader with these rights and grants.

        `published` are the slugs of the published courses.
        """
        return cls(frozenset(rights), frozenset(granted), frozenset(published))

    @classmethod
    def everything(cls) -> "Reader":
        """Returns a reader who may read everything. Someone at the terminal can open the files anyway."""
        return cls(OPENS_RESTRICTED)

    @property
    def reads_restricted(self) -> bool:
        """Whether this reader may read every restricted review."""
        return bool(self.rights & OPENS_RESTRICTED)


def may_read(review: Review, stands: Publication, reader: Reader) -> bool:
    """Returns whether a reader may read a review. `stands` is the review's state on the day.

    Anyone may read a public review. A restricted one needs the right or a grant. A draft needs the right.
    """
    if reader.reads_restricted or stands.is_public:
        return True
    return review.status != "draft" and review.slug in reader.granted


def may_read_course(slug: str, reader: Reader) -> bool:
    """Returns whether a reader may read a course's text.

    Trainers read all courses, everyone else the published ones.
    """
    return WRITES_COURSES in reader.rights or slug in reader.published
