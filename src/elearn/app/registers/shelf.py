"""The names of reviews and recommendations in the lists and forms of the registers."""

from collections.abc import Mapping

from elearn.content.review import Boards, Review
from elearn.library import Library, Room, open_library
from elearn.settings import settings
from elearn.translations import gettext as _


def library() -> Library:
    """Every review, board and course."""
    return open_library(settings().reviews, settings().courses)


def _name(review: Review, boards: Boards) -> str:
    """The name of a review in a list: its label, board and year, because two boards may each have a Child J."""
    board = boards.of(review)
    year = f", {review.year}" if review.year else ""
    return f"{review.label}, {board.short if board and board.short else review.board}{year}"


def called(slug: str) -> str:
    """The name of the review with a slug. If its file is gone, the slug."""
    return _called(slug, library())


def _called(slug: str, held: Library) -> str:
    review = held.reviews.get(slug)
    return _name(review, held.boards) if review else slug


def told(room: Room, reference: str) -> str:
    """The name of a record's review (`slug`) or recommendation (`slug#id`) for someone who reads the record.

    A review that was never meant for the public is not named to someone who may not read it.
    """
    slug, _mark, id = reference.partition("#")
    review = room.library.reviews.get(slug)
    hidden = review and slug not in room.reviews and (review.status == "draft" or review.audience != "public")
    name = _("A review held back from publication") if hidden else _called(slug, room.library)
    return f"{name}, {id}" if id else name


def names(reviews: Mapping[str, Review]) -> dict[str, str]:
    """The names of reviews by slug, the latest first."""
    boards = library().boards
    named = {slug: _name(review, boards) for slug, review in reviews.items()}
    ordered = sorted(reviews.values(), key=lambda each: (-(each.year or 0), named[each.slug]))
    return {each.slug: named[each.slug] for each in ordered}


def recommendations(room: Room, slug: str = "", longest: int = 110) -> dict[str, str]:
    """The recommendations by reference (`review-slug#id`), each as a line of text.

    They are those of the reviews that the person may read, or of the review `slug`. A text is cut after `longest`
    characters.
    """
    found: dict[str, str] = {}
    for review in room.reviews.values():
        if slug not in ("", review.slug):
            continue
        name = _name(review, room.library.boards)
        for each in review.recommendations:
            found[review.reference(each)] = f"{name}, {each.id}: {_short(each.body, longest)}"
    return found


def recommendation(room: Room, reference: str, longest: int = 110) -> str:
    """One recommendation as `recommendations` gives it. "" if the person may not read it, or if it is gone."""
    slug, _mark, id = reference.partition("#")
    review = room.reviews.get(slug)
    found = next((each for each in review.recommendations if each.id == id), None) if review else None
    if review is None or found is None:
        return ""
    return f"{_name(review, room.library.boards)}, {id}: {_short(found.body, longest)}"


def _short(body: str, longest: int) -> str:
    line = " ".join(body.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} …"
