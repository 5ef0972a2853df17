"""Who may read which review: the one place that decides it."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.content.review_model import Review
from elearn.library.publication import Publication

OPENS_RESTRICTED = frozenset({"library", "govern"})
"""The rights, in the tracker's words, whose holders read what is restricted: trainers, the board, administrators."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads: their rights, and the reviews that a request of theirs was granted for (slugs).

    Hashable, so that it can be part of a cache's key. One about whom nothing is known reads what is public.
    """

    rights: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()

    @classmethod
    def of(cls, rights: Iterable[str], granted: Iterable[str] = ()) -> "Reader":
        """A reader with these rights and grants."""
        return cls(frozenset(rights), frozenset(granted))

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
