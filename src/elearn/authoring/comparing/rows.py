"""Lines of two versions beside each other: which belong together, and which words in them differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from elearn.authoring.comparing.lines import Line
from elearn.authoring.comparing.words import ALIKE, Run, all_changed, likeness, runs_of, unchanged

_SAME_LABEL = 0.2
_MOST_PAIRS = 2_500
"""Of lines that are compared with each other to find out which belong together."""


@dataclass(frozen=True, slots=True)
class Side:
    """A line as one version has it, in runs of words. `relabelled`: its label is another in the other version."""

    line: Line
    runs: tuple[Run, ...]
    relabelled: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line before and after. None: the version does not have it."""

    before: Side | None
    after: Side | None

    @property
    def same(self) -> bool:
        """Whether both versions have it as it is."""
        return (
            self.before is not None and self.after is not None and self.before.line.key == self.after.line.key
        )

    @property
    def setting(self) -> bool:
        """Whether it says how something works, which is shown only if it differs."""
        return all(side.line.setting for side in (self.before, self.after) if side)


def rows_of(before: Sequence[Line], after: Sequence[Line]) -> tuple[Row, ...]:
    """All lines of both versions, each once, those that belong together beside each other."""
    keys = [line.key for line in before], [line.key for line in after]
    if keys[0] == keys[1]:
        return tuple(_pair(a, b) for a, b in zip(before, after, strict=True))
    rows: list[Row] = []
    for tag, a, a_end, b, b_end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        old, new = before[a:a_end], after[b:b_end]
        if tag == "equal":
            rows += [_pair(one, other) for one, other in zip(old, new, strict=True)]
        else:
            rows += _aligned(old, new)
    return tuple(rows)


def only_before(lines: Sequence[Line]) -> tuple[Row, ...]:
    """Lines that are gone."""
    return tuple(Row(Side(line, all_changed(line.words)), None) for line in lines)


def only_after(lines: Sequence[Line]) -> tuple[Row, ...]:
    """Lines that are new."""
    return tuple(Row(None, Side(line, all_changed(line.words))) for line in lines)


def _pair(before: Line, after: Line) -> Row:
    relabelled = str(before.label) != str(after.label)
    if before.key == after.key:
        return Row(Side(before, unchanged(before.words)), Side(after, unchanged(after.words)))
    old, new = runs_of(before.words, after.words)
    return Row(Side(before, old, relabelled), Side(after, new, relabelled))


def _aligned(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Row]:
    """Lines that are not the same: those that are alike beside each other, in order."""
    pairs = _best_pairs(before, after) if len(before) * len(after) <= _MOST_PAIRS else []
    a = b = 0
    for one, other in [*pairs, (len(before), len(after))]:
        yield from only_before(before[a:one])
        yield from only_after(after[b:other])
        if one < len(before) and other < len(after):
            yield _pair(before[one], after[other])
        a, b = one + 1, other + 1


def _best_pairs(before: Sequence[Line], after: Sequence[Line]) -> list[tuple[int, int]]:
    """Which lines belong together, so that they have as much in common as can be, without any that cross."""
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    alike = [[_alike(one, other) for other in after] for one in before]
    for a in range(len(before) - 1, -1, -1):
        for b in range(len(after) - 1, -1, -1):
            together = alike[a][b] + best[a + 1][b + 1] if alike[a][b] else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], together)
    pairs: list[tuple[int, int]] = []
    a = b = 0
    while a < len(before) and b < len(after):
        if alike[a][b] and best[a][b] == alike[a][b] + best[a + 1][b + 1]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _alike(before: Line, after: Line) -> float:
    """How much two lines belong together, 0 if not.

    A setting belongs to the one of the same name. Lines with the same label belong together if no others are left.
    """
    same_label = str(before.label) == str(after.label)
    if before.setting or after.setting or before.path or after.path:
        return 1.0 if same_label and before.setting == after.setting else 0.0
    found = likeness(before.words, after.words)
    if found < ALIKE:
        return _SAME_LABEL if same_label and before.label else 0.0
    return found if same_label else found / 2
