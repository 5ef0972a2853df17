"""Merging two changed versions of a text that have one common ancestor, line by line (diff3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Agreed:
    """A stretch that can be told without asking: nobody changed it, one side did, or both did the same."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A stretch that both sides changed, each in its own way. Each of the three may be empty."""

    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


Stretch = Agreed | Conflict


def merge(base: Lines, ours: Lines, theirs: Lines) -> list[Stretch]:
    """The stretches of the merged text, in order. Changes that touch each other are one conflict.

    The lines of all three are compared as they are, so a line end that differs is a change.
    """
    merged: list[Stretch] = []
    for told, left, right in side_by_side(base, ours, theirs):
        if left == right or right == told:
            merged.append(Agreed(left))
        elif left == told:
            merged.append(Agreed(right))
        else:
            merged.append(Conflict(told, left, right))
    return [each for each in merged if each != Agreed(())]


def side_by_side(base: Lines, ours: Lines, theirs: Lines) -> Iterator[tuple[tuple[str, ...], ...]]:
    """What each stretch says in the base, in ours and in theirs, in order. All of each text is in them."""
    mine, yours = changes_between(base, ours), changes_between(base, theirs)
    done = 0
    for start, end in _joined([*mine, *yours]):
        yield (tuple(base[done:start]),) * 3
        told = tuple(base[start:end])
        yield told, _within(base, ours, mine, start, end), _within(base, theirs, yours, start, end)
        done = end
    yield (tuple(base[done:]),) * 3


def changes_between(base: Lines, other: Lines) -> list[tuple[int, int, int, int]]:
    """Which lines became which, in order: `base[0:1]` became `other[2:3]`.

    What both begin and end with is left out first: comparing takes long if the same line is there often.
    """
    most = min(len(base), len(other))
    head = next((at for at in range(most) if base[at] != other[at]), most)
    tail = next((at for at in range(most - head) if base[-1 - at] != other[-1 - at]), most - head)
    old, new = base[head : len(base) - tail], other[head : len(other) - tail]
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(head + a, head + b, head + c, head + d) for tag, a, b, c, d in found if tag != "equal"]


_Change = tuple[int, int, int, int]
"""Lines `[0:1]` of the base have become lines `[2:3]`."""


def _joined(changes: list[_Change]) -> Iterator[tuple[int, int]]:
    """The stretches of the base that somebody changed. Those that overlap or touch are one."""
    last: tuple[int, int] | None = None
    for start, end, *_ in sorted(changes):
        if last and start <= last[1]:
            last = (last[0], max(last[1], end))
        else:
            if last:
                yield last
            last = (start, end)
    if last:
        yield last


def _within(base: Lines, other: Lines, changes: list[_Change], start: int, end: int) -> tuple[str, ...]:
    """What lines `start` to `end` of the base are in the other text."""
    lines: list[str] = []
    at = start
    for a, b, c, d in changes:
        if start <= a and b <= end:
            lines += [*base[at:a], *other[c:d]]
            at = b
    return (*lines, *base[at:end])
