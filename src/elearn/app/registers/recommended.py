"""Which recommendations of the library ask something of the agencies here.

docs/reviews.md has the definition.
"""

from functools import lru_cache

from elearn.app.registers.shelf import library
from elearn.content.review import Review
from elearn.guidance import owner_groups
from elearn.library import Library
from elearn.settings import settings
from elearn.tracker.registers import unanswered
from elearn.translations import gettext as _


def recommended() -> tuple[unanswered.Recommended, ...]:
    """Each recommendation that somebody here must act on."""
    return _recommended(library(), settings().organisation)


def groups() -> unanswered.Groups:
    """The words that mean several agencies, as the tracker takes them."""
    return {words: None if each.every else each.members for each in owner_groups() for words in each.words}


def our_board() -> str | None:
    """The id of the board whose installation this is. None if no board has the organisation's name."""
    return _our_board(library(), settings().organisation)


def why_not(slug: str) -> str:
    """Why no recommendation of a review asks anything of the agencies here. "" if one does, or may."""
    held = library()
    review = held.reviews.get(slug)
    if review is None or not review.recommendations:
        return _("There is nothing to act on: this review has no recommendation.")
    if review.status == "draft":
        return _("Its recommendations count once a person has confirmed the draft.")
    if not _is_ours(review, held, settings().organisation):
        return _(
            "Its recommendations are for the agencies of %(board)s, so none here has to act on them. "
            "What an agency here does all the same can be recorded.",
            board=review.board,
        )
    return ""


@lru_cache(maxsize=4)
def _recommended(held: Library, organisation: str) -> tuple[unanswered.Recommended, ...]:
    return tuple(
        unanswered.Recommended(review.reference(each), each.owner, each.due)
        for review in held.reviews.values()
        if review.status != "draft" and _is_ours(review, held, organisation)
        for each in review.recommendations
    )


def _is_ours(review: Review, held: Library, organisation: str) -> bool:
    """Whether our board held a review. If we do not know our board: any board, unless it was held elsewhere."""
    ours = _our_board(held, organisation)
    if ours:
        return held.boards.id_of(review.board) == ours
    board = held.boards.of(review)
    return not review.local_connections and (board is None or board.kind == "board")


def _our_board(held: Library, organisation: str) -> str | None:
    short = (
        id for id, board in held.boards.boards.items() if board.short.casefold() == organisation.casefold()
    )
    return held.boards.id_of(organisation) or next(short, None)
