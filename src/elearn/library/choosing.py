"""Filters the reviews of a room, and lists the values that there are to filter by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from elearn.content.review import (
    Barrier,
    Finding,
    Perspective,
    Phase,
    Review,
    ReviewType,
    Theme,
    Tier,
    one_kind,
)
from elearn.library.lessons import THEMES, TIERS
from elearn.library.publication import State
from elearn.library.shelf import Room

PUBLICATION_STATES: tuple[State, ...] = ("public", "due to be withdrawn", "restricted")
OPEN: Final = "open"
"""The filter value for all reviews that are not restricted."""
PERSPECTIVES: tuple[Perspective, ...] = get_args(Perspective)
PHASES: tuple[Phase, ...] = get_args(Phase)
BARRIERS: tuple[Barrier, ...] = get_args(Barrier)
NO_YEAR = 0
"""The filter value for reviews whose year is not known."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters that a reader sets.

    None means any. `board` is a name, and `year` is 0 for a year that is not known. With `tier`, some finding
    or recommendation is on it. With `elsewhere`, a review also concerns another board than its own. `perspective`,
    `phase` and `barrier` are looked for in one finding, or (without a barrier) in what the review says of itself.
    """

    board: str | None = None
    type: ReviewType | None = None
    theme: Theme | None = None
    year: int | None = None
    tier: Tier | None = None
    state: State | Literal["open"] | None = None
    elsewhere: bool = False
    perspective: Perspective | None = None
    phase: Phase | None = None
    barrier: Barrier | None = None

    @property
    def of_findings(self) -> bool:
        """Whether it asks for something that a finding has: a perspective, a phase or a barrier."""
        return bool(self.perspective or self.phase or self.barrier)


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
        and (not wanted.of_findings or bool(matching(review, wanted)) or names(review, wanted))
    )


def matching(review: Review, wanted: Wanted) -> list[Finding]:
    """Returns the findings that have the perspective, the phase and the barrier that are wanted.

    The list is empty if none of the three is wanted.
    """
    if not wanted.of_findings:
        return []
    return [
        each
        for each in review.findings
        if wanted.perspective in (None, each.perspective)
        and wanted.phase in (None, each.phase)
        and wanted.barrier in (None, each.barrier)
    ]


def names(review: Review, wanted: Wanted) -> bool:
    """Whether the review says of itself that it took the perspective and looked at the phase that are wanted.

    No review names barriers of itself.
    """
    return (
        wanted.of_findings
        and wanted.barrier is None
        and (wanted.perspective is None or wanted.perspective in review.perspectives)
        and (wanted.phase is None or wanted.phase in review.phases)
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
    perspectives: tuple[Perspective, ...]
    phases: tuple[Phase, ...]
    barriers: tuple[Barrier, ...]


def choices(room: Room, reviews: Iterable[Review] | None = None) -> Choices:
    """Returns the values to filter by in a room, or among some of its reviews."""
    held = list(room.reviews.values() if reviews is None else reviews)
    kinds = {one_kind(review.type) for review in held}
    themes = {theme for review in held for theme in review.every_theme}
    tiers = {tier for review in held for tier in tiers_of(review)}
    states = {room.publications[review.slug].state for review in held}
    findings = [finding for review in held for finding in review.findings]
    perspectives = {each.perspective for each in findings}.union(*(review.perspectives for review in held))
    phases = {each.phase for each in findings}.union(*(review.phases for review in held))
    barriers = {each.barrier for each in findings}
    return Choices(
        tuple(sorted({review.board for review in held})),
        tuple(sorted(kinds)),
        tuple(theme for theme in THEMES if theme in themes),
        tuple(sorted({review.year or NO_YEAR for review in held}, reverse=True)),
        tuple(tier for tier in TIERS if tier in tiers),
        tuple(state for state in PUBLICATION_STATES if state in states),
        tuple(each for each in PERSPECTIVES if each in perspectives),
        tuple(each for each in PHASES if each in phases),
        tuple(each for each in BARRIERS if each in barriers),
    )


def by_board(reviews: Iterable[Review]) -> Mapping[str, list[Review]]:
    """Returns reviews by the board that held them, sorted by the board's name."""
    found: dict[str, list[Review]] = {}
    for review in reviews:
        found.setdefault(review.board, []).append(review)
    return dict(sorted(found.items()))
