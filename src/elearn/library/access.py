"""Who may read which review: the one place that decides it."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.content.review import Review
from elearn.library.publication import Publication

OPENS_RESTRICTED = frozenset({"author", "govern"})
"""The rights, in the tracker's words, whose holders read what is restricted: trainers, the board, administrators."""

WRITES_COURSES = "author"
"""The right whose holders see courses that are still being written."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads: their rights, the reviews that a request of theirs was granted for, and the courses that were
    published (all by slug).

    Hashable, so that it can be part of a cache's key. One about whom nothing is known reads what is public.
    """

    rights: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()
    published: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, rights: Iterable[str], granted: Iterable[str] = (), published: Iterable[str] = ()
    ) -> "Reader":
        """A reader with these rights and grants, where these courses are published."""
        return cls(frozenset(rights), frozenset(granted), frozenset(published))

    @classmethod
    def everything(cls) -> "Reader":
        """One who reads all: whoever sits at the terminal, where the files lie open anyway."""
        return cls(OPENS_RESTRICTED)

    @property
    def reads_restricted(self) -> bool:
        """Whether every restricted review is open to this reader."""
        return bool(self.rights & OPENS_RESTRICTED)


def may_read(review: Review, stands: Publication, reader: Reader) -> bool:
    """Whether a reader may read a review that stands as it does on the day.

    What is public, anyone; what is restricted, who has the right or was granted it; a draft, only who has the right.
    """
    if reader.reads_restricted or stands.is_public:
        return True
    return review.status != "draft" and review.slug in reader.granted


def may_read_course(slug: str, reader: Reader) -> bool:
    """Whether a reader may read a course's text: trainers read all, everyone else what was published."""
    return WRITES_COURSES in reader.rights or slug in reader.published
