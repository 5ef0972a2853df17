"""Where something that was done is now, so that it can be shown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from elearn.authoring.drafts.operations import Made, Operation
from elearn.authoring.drafts.splices import Edit, NewFile


class Place(NamedTuple):
    """Lines of a file. If what was there is gone, both numbers are the same."""

    file: str
    lines: tuple[int, int]


def place_of(done: Sequence[Operation], later: Iterable[Operation] = ()) -> Place | None:
    """Where operations have changed something, as it is after `later` ones. None if no such file is there any more.

    Of several changes it is the last that left something to look at.
    """
    own = [made for operation in done for made in operation.edits if isinstance(made, Edit | NewFile)]
    if not own:
        return None
    chosen = next((made for made in reversed(own) if isinstance(made, NewFile) or made.new), own[-1])
    rest = own[next(place for place, made in enumerate(own) if made is chosen) + 1 :]
    if isinstance(chosen, NewFile):
        lines = 0, len(chosen.text.split("\n"))
    else:
        lines = chosen.start, chosen.start + len(chosen.new)
    after = [*rest, *(made for operation in later for made in operation.edits)]
    now = near(chosen.file, lines, after)
    return Place(chosen.file, now) if now is not None else None


def near(file: str, lines: tuple[int, int], later: Iterable[Made]) -> tuple[int, int] | None:
    """What lines have become, with all that was written over them. None if the file vanished."""
    start, end = lines
    there = True
    for made in later:
        if made.file != file:
            continue
        if not isinstance(made, Edit):
            there = isinstance(made, NewFile)
            start, end = 0, len(made.text.split("\n")) if isinstance(made, NewFile) else 0
            continue
        first, after, by = made.start, made.start + len(made.old), len(made.new) - len(made.old)
        if after <= start:
            start, end = start + by, end + by
        elif first < end:
            start, end = min(start, first), max(end, after) + by
    return (start, end) if there else None


def without_blanks(place: Place | None, files: Mapping[str, str]) -> Place | None:
    """The same place without blank lines at its ends. None if the file is not there."""
    if place is None or place.file not in files:
        return None
    lines, (start, end) = files[place.file].split("\n"), place.lines
    while start < end and not lines[end - 1].strip():
        end -= 1
    while start < end and not lines[start].strip():
        start += 1
    return Place(place.file, (start, end))
