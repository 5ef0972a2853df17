"""The names of the modules' files for an order of modules: as few change as possible, and no module's id does."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.phrases import phrase
from elearn.problems import InputFault, Problem

_MOST = 9_999


@dataclass(frozen=True)
class Numbered:
    """A module in its place: the name of its file so far, "" if it is new, and its id, which stays."""

    file: str
    id: str


def file_names(order: Sequence[Numbered]) -> list[str]:
    """The name of each module's file. Raises InputFault if there are no more numbers."""
    had = [int(each.file.partition("-")[0]) if each.file else -1 for each in order]
    numbers = _numbers(had)
    if numbers and numbers[-1] > _MOST:
        message = phrase("A course cannot have that many modules.")
        raise InputFault([Problem("", 0, 0, "action", "error", message, phrase("Begin another course."))])
    owns = [_own(each.file) if each.file else each.id for each in order]
    if _ids(numbers, owns) != [each.id for each in order]:
        owns = [each.id for each in order]
    return [
        each.file if number == before and _own(each.file) == own
        else f"{number:0{_width(each.file)}d}-{own}.md"
        for each, number, before, own in zip(order, numbers, had, owns, strict=True)
    ]  # fmt: skip


def _own(file: str) -> str:
    return file.removesuffix(".md").partition("-")[2]


def _width(file: str) -> int:
    return max(2, len(file.partition("-")[0]))


def _ids(numbers: Sequence[int], owns: Sequence[str]) -> list[str]:
    """The ids that the reader gives to modules with these numbers and names. A new name has two digits."""
    ids: list[str] = []
    for number, own in zip(numbers, owns, strict=True):
        ids.append(f"{own}-{number:02d}" if own in ids else own)
    return ids


def _numbers(had: Sequence[int]) -> list[int]:
    """Rising numbers, with as many as possible as they were. -1: it had none."""
    kept: list[list[int]] = []
    longest: list[int]
    for place, number in enumerate(had):
        before = [
            kept[other] for other in range(place) if kept[other] and number - had[other] >= place - other
        ]
        fits = number >= 0 and (number > place or before) and number + len(had) - 1 - place <= _MOST
        longest = max(before, key=len, default=[])
        kept.append([*longest, place] if fits else [])
    longest = max(kept, key=len, default=[])
    stay = set(longest)
    numbers: list[int] = []
    for place, number in enumerate(had):
        numbers.append(number if place in stay else numbers[-1] + 1 if numbers else 1)
    return numbers
