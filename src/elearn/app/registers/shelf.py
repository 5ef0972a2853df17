"""The names of reviews and recommendations in the lists and forms of the registers."""

from collections.abc import Mapping

from elearn.app.review_words import course_link
from elearn.content.review import Boards, Recommendation, Review
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
    name = _called(slug, room.library) if may_name(room, slug) else _("A review held back from publication")
    return f"{name}, {id}" if id else name


def quoted(room: Room, reference: str) -> str:
    """The name as `told` gives it, with the word “restricted” if the review is closed: for what is quoted from it."""
    name, stands = told(room, reference), room.publications.get(reference.partition("#")[0])
    return _("%(title)s, restricted", title=name) if stands and not stands.is_public else name


def may_name(room: Room, slug: str) -> bool:
    """Whether someone who reads a record may learn which review it is about, and be led to it by a link."""
    review = room.library.reviews.get(slug)
    return (
        review is None or slug in room.reviews or (review.status != "draft" and review.audience == "public")
    )


def names(reviews: Mapping[str, Review]) -> dict[str, str]:
    """The names of reviews by slug, the latest first."""
    boards = library().boards
    named = {slug: _name(review, boards) for slug, review in reviews.items()}
    ordered = sorted(reviews.values(), key=lambda each: (-(each.year or 0), named[each.slug]))
    return {each.slug: named[each.slug] for each in ordered}


def recommendations(room: Room, slug: str = "", longest: int = 110) -> dict[str, str]:
    """The recommendations by reference (`review-slug#id`), each as a line of text.

    They are those of the reviews that the person may read, or of the review `slug`. A text is cut after `longest`
    characters. What is quoted from a review that is closed to the public says so.
    """
    found: dict[str, str] = {}
    for review in room.reviews.values():
        if slug not in ("", review.slug):
            continue
        for each in review.recommendations:
            found[review.reference(each)] = _quoted(room, review, each, longest)
    return found


def recommendation(room: Room, reference: str, longest: int = 110) -> str:
    """One recommendation as `recommendations` gives it. "" if the person may not read it, or if it is gone."""
    slug, _mark, id = reference.partition("#")
    review = room.reviews.get(slug)
    found = next((each for each in review.recommendations if each.id == id), None) if review else None
    if review is None or found is None:
        return ""
    return _quoted(room, review, found, longest)


def _quoted(room: Room, review: Review, recommendation: Recommendation, longest: int) -> str:
    name = _name(review, room.library.boards)
    if not room.publications[review.slug].is_public:
        name = _("%(title)s, restricted", title=name)
    return f"{name}, {recommendation.id}: {short(recommendation.body, longest)}"


def courses(room: Room, reference: str) -> list[tuple[str, str]]:
    """The titles of the courses that answer a recommendation, each with the address of its page."""
    return [
        (answer.course.title, course_link(answer.course.slug))
        for answer in room.answers(reference)
        if reference.partition("#")[0] in room.reviews
    ]


def short(body: str, longest: int) -> str:
    """A text as one line. It is cut after a word if it has more than `longest` characters."""
    line = " ".join(body.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} …"
