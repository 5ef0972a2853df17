"""The reviews that were public once and are not now. Everyone may know their names, but not what they say."""

from dataclasses import dataclass
from datetime import date, timedelta

from elearn.content.review import Review
from elearn.library.publication import Publication, publication_of
from elearn.library.shelf import Room

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Archived:
    """A review that was public from the day `since` (None: not known) to the day `until`, both included.

    `why` is a sentence for people that says why it is closed now.
    """

    review: Review
    since: date | None
    until: date
    why: str


def archived(room: Room) -> list[Archived]:
    """Returns the reviews that were public once and are restricted on the room's day, whoever reads.

    Drafts, reviews that are held back, and those that have never been public are not among them. They are sorted by
    board, and the latest of a board come first.
    """
    boards = room.library.boards
    found = []
    for slug, review in room.library.reviews.items():
        stands = room.publications.get(slug)
        if stands is None:
            stands = publication_of(review, boards.of(review), room.on, boards.notice_days)
        if (was := _was_public(review, stands)) is not None:
            found.append(was)
    return sorted(
        found, key=lambda each: (each.review.board, -(each.review.year or 0), each.review.label.casefold())
    )


def _was_public(review: Review, stands: Publication) -> Archived | None:
    if stands.is_public:
        return None
    gone = [(each.since - _DAY, each) for each in stands.documents if each.since]
    if not gone:
        return None
    until, last = max(gone, key=lambda pair: pair[0])
    days = [each.document.published for _until, each in gone]
    known = [day for day in days if day]
    return Archived(review, min(known) if len(known) == len(days) else None, until, last.why)
