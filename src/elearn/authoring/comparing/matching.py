"""Which page of one version is which of the other, and which block: by id, then by what they say."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from elearn.authoring.comparing.lines import Line
from elearn.authoring.comparing.words import Word, likeness
from elearn.content.course import BlockParts

_MOST_TRIED = 8_000
"""Pairs of blocks, of one page or of all, whose words are compared to find out which belong together."""
_NEAR = 40
"""So many blocks before and after a block are looked at on its page."""
_SAME_PAGE, _OTHER_PAGE = 0.4, 0.75
"""How much of two blocks has to be alike if they are on the same page, and if they are not."""
_MOST_WORDS = 400
"""The first words of a block, by which likeness is judged."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class PlacedBlock:
    """A block with the key of its page, its place among all blocks, and its lines."""

    page: Hashable
    place: int
    block: BlockParts
    lines: tuple[Line, ...]

    @property
    def words(self) -> list[Word]:
        """The first words that it says."""
        return [word for line in self.lines if not line.setting for word in line.words][:_MOST_WORDS]


Pairs = dict[int, int]
"""By place before: the place after."""


def paired_blocks(
    before: Sequence[PlacedBlock], after: Sequence[PlacedBlock], pages: Mapping[Hashable, Hashable]
) -> Pairs:
    """Which block is which. `pages` maps the keys of pages before to those after."""
    pairs: Pairs = {}
    old, new = list(before), list(after)

    def take(found: Iterable[tuple[PlacedBlock, PlacedBlock]]) -> None:
        for one, other in found:
            pairs[one.place] = other.place
        taken = set(pairs.values())
        old[:] = [each for each in old if each.place not in pairs]
        new[:] = [each for each in new if each.place not in taken]

    take(_by_key(old, new, lambda each: each.block.name or None))
    moved_to = {each.place: pages.get(each.page) for each in old}
    take(
        _equal(
            old,
            new,
            lambda each: (moved_to[each.place], each.block.text),
            lambda each: (each.page, each.block.text),
        )
    )
    take(_equal(old, new, lambda each: each.block.text, lambda each: each.block.text))
    on_page, to_page = (defaultdict[Hashable, list[PlacedBlock]](list) for _ in range(2))
    for each in new:
        on_page[each.page].append(each)
    for each in old:
        to_page[moved_to[each.place]].append(each)
    for page, own in to_page.items():
        take(_alike([(each, _near(at, on_page[page])) for at, each in enumerate(own)], _SAME_PAGE))
    take(_alike([(each, new) for each in old], _OTHER_PAGE))
    return pairs


def _near(at: int, among: Sequence[PlacedBlock]) -> Sequence[PlacedBlock]:
    """Those that are near a place, if there are very many."""
    start = max(0, min(at - _NEAR, len(among) - 2 * _NEAR))
    return among[start : start + 2 * _NEAR]


def _by_key(
    before: Sequence[T], after: Sequence[T], key: Callable[[T], Hashable | None]
) -> list[tuple[T, T]]:
    """Those whose key is theirs alone, on both sides."""
    old, new = _alone(before, key), _alone(after, key)
    return [(each, new[own]) for own, each in old.items() if own in new]


def _alone(among: Sequence[T], key: Callable[[T], Hashable | None]) -> dict[Hashable, T]:
    found: dict[Hashable, list[T]] = defaultdict(list)
    for each in among:
        if (own := key(each)) is not None:
            found[own].append(each)
    return {own: same[0] for own, same in found.items() if len(same) == 1}


def _equal(
    before: Sequence[T],
    after: Sequence[T],
    key_before: Callable[[T], Hashable],
    key_after: Callable[[T], Hashable],
) -> list[tuple[T, T]]:
    """Those with the same key, the first with the first."""
    waiting: dict[Hashable, list[T]] = defaultdict(list)
    for each in reversed(after):
        waiting[key_after(each)].append(each)
    return [(each, waiting[key].pop()) for each in before if waiting.get(key := key_before(each))]


def _alike(
    before: Sequence[tuple[PlacedBlock, Sequence[PlacedBlock]]], least: float
) -> list[tuple[PlacedBlock, PlacedBlock]]:
    """Those that say most of the same, the most alike first. Blocks of different kinds never belong together.

    Each block of before comes with those of after that it may be.
    """
    pairs_to_try = (
        (one, other) for one, near in before for other in near if one.block.kind == other.block.kind
    )
    tried = list(islice(pairs_to_try, _MOST_TRIED))
    found = [(_likeness(one, other), one, other) for one, other in tried]
    found.sort(key=lambda each: (-each[0], abs(each[1].place - each[2].place), each[1].place))
    pairs: list[tuple[PlacedBlock, PlacedBlock]] = []
    taken: set[int] = set()
    for score, one, other in found:
        if score >= least and not {one.place, ~other.place} & taken:
            taken |= {one.place, ~other.place}
            pairs.append((one, other))
    return pairs


def _likeness(one: PlacedBlock, other: PlacedBlock) -> float:
    """How much two blocks have in common. Files are alike if they have the same name."""
    files = [{line.path for line in each.lines if line.path} for each in (one, other)]
    if files[0] and files[0] == files[1]:
        return 1.0
    return likeness(one.words, other.words)


def in_order(places: Sequence[int]) -> set[int]:
    """The longest run of places that go up. The others have moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [at]
    at = ends[-1] if ends else -1
    kept: set[int] = set()
    while at >= 0:
        kept.add(places[at])
        at = before[at]
    return kept
