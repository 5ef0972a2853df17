"""What reviews are called where the registers list them, and their recommendations."""

from collections.abc import Mapping

from elearn.content.review import Review
from elearn.library import Library, Room, open_library
from elearn.settings import settings


def library() -> Library:
    """Every review, board and course."""
    return open_library(settings().reviews, settings().courses)


def name(review: Review) -> str:
    """What a review is called where many are listed: two boards may each have a Child J."""
    board = library().boards.of(review)
    year = f", {review.year}" if review.year else ""
    return f"{review.label}, {board.short if board and board.short else review.board}{year}"


def called(slug: str) -> str:
    """What the review of a slug is called; the slug itself where its file is gone."""
    review = library().reviews.get(slug)
    return name(review) if review else slug


def told(room: Room, reference: str) -> str:
    """What a record's review (`slug`) or recommendation (`slug#id`) is called to a reader of the record.

    What was never for the public keeps its name from those who may not read it.
    """
    slug, _, id = reference.partition("#")
    review = library().reviews.get(slug)
    hidden = review and slug not in room.reviews and (review.status == "draft" or review.audience != "public")
    name = "A review held back from publication" if hidden else called(slug)
    return f"{name}, {id}" if id else name


def names(reviews: Mapping[str, Review]) -> dict[str, str]:
    """Slug to name, the latest first."""
    ordered = sorted(reviews.values(), key=lambda each: (-(each.year or 0), name(each)))
    return {each.slug: name(each) for each in ordered}


def recommendations(room: Room, slug: str = "", longest: int = 110) -> dict[str, str]:
    """Reference (`review-slug#id`) to a line that says it: of the reviews that the person may read, or one of them."""
    return {
        review.reference(each): f"{name(review)}, {each.id}: {_short(each.body, longest)}"
        for review in room.reviews.values()
        if slug in ("", review.slug)
        for each in review.recommendations
    }


def _short(body: str, longest: int) -> str:
    line = " ".join(body.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} …"
