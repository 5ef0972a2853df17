"""Filters the reviews of a room, and lists the values that there are to filter by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from elearn.content.review import Review, ReviewType, Theme, Tier, one_kind
from elearn.library.lessons import THEMES, TIERS
from elearn.library.publication import State
from elearn.library.shelf import Room

PUBLICATION_STATES: tuple[State, ...] = ("public", "due to be withdrawn", "restricted")
OPEN: Final = "open"
"""The filter value for all reviews that are not restricted."""
NO_YEAR = 0
"""The filter value for reviews whose year is not known."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters that a reader sets.

    None means any. `board` is a name, and `year` is 0 for a year that is not known. With `tier`, some finding
    or recommendation is on it. With `elsewhere`, a review also concerns another board than its own.
    """

    board: str | None = None
    type: ReviewType | None = None
    theme: Theme | None = None
    year: int | None = None
    tier: Tier | None = None
    state: State | Literal["open"] | None = None
    elsewhere: bool = False


def choose(room: Room, wanted: Wanted = Wanted()) -> list[Review]:
    """Returns the reviews of a room that fit the filters, the latest first, those without a year last."""
    found = [review for review in room.reviews.values() if _fits(room, review, wanted)]
    return sorted(
        found, key=lambda review: (-(review.year or 0), review.board, review.label.casefold(), review.slug)
    )


def _fits(room: Room, review: Review, wanted: Wanted) -> bool:
    return (
        wanted.board in (None, review.board)
        and (wanted.type is None or one_kind(review.type) == one_kind(wanted.type))
        and (wanted.theme is None or wanted.theme in review.every_theme)
        and (wanted.year is None or (review.year or NO_YEAR) == wanted.year)
        and (wanted.tier is None or wanted.tier in tiers_of(review))
        and (wanted.state != OPEN or room.publications[review.slug].is_public)
        and wanted.state in (None, OPEN, room.publications[review.slug].state)
        and (not wanted.elsewhere or bool(review.local_connections or review.listed_by))
    )


def tiers_of(review: Review) -> frozenset[Tier]:
    """Returns the tiers that a review has findings or recommendations on."""
    found = {finding.tier for finding in review.findings}
    return frozenset(found.union(each.tier for each in review.recommendations))


@dataclass(frozen=True, slots=True)
class Choices:
    """The values that the reviews of a room can be filtered by, each in the order it is offered in."""

    boards: tuple[str, ...]
    types: tuple[ReviewType, ...]
    themes: tuple[Theme, ...]
    years: tuple[int, ...]
    tiers: tuple[Tier, ...]
    states: tuple[State, ...]


def choices(room: Room, reviews: Iterable[Review] | None = None) -> Choices:
    """Returns the values to filter by in a room, or among some of its reviews."""
    held = list(room.reviews.values() if reviews is None else reviews)
    kinds = {one_kind(review.type) for review in held}
    themes = {theme for review in held for theme in review.every_theme}
    tiers = {tier for review in held for tier in tiers_of(review)}
    states = {room.publications[review.slug].state for review in held}
    return Choices(
        tuple(sorted({review.board for review in held})),
        tuple(sorted(kinds)),
        tuple(theme for theme in THEMES if theme in themes),
        tuple(sorted({review.year or NO_YEAR for review in held}, reverse=True)),
        tuple(tier for tier in TIERS if tier in tiers),
        tuple(state for state in PUBLICATION_STATES if state in states),
    )


def by_board(reviews: Iterable[Review]) -> Mapping[str, list[Review]]:
    """Returns reviews by the board that held them, sorted by the board's name."""
    found: dict[str, list[Review]] = {}
    for review in reviews:
        found.setdefault(review.board, []).append(review)
    return dict(sorted(found.items()))
