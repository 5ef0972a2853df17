"""Operations: what was done to a draft, exactly, so that it can be followed and taken back."""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from elearn.authoring.drafts.splices import Edit, NewFile, applied, moved
from elearn.phrases import from_json


@dataclass(frozen=True, slots=True)
class Gone:
    """A file vanished. It said this."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture was taken out."""

    file: str


@dataclass(frozen=True, slots=True)
class Back:
    """A picture that was taken out came back."""

    file: str


Made = Edit | NewFile | Gone | Taken | Back
"""One thing that an operation did."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What somebody did at once. `person` is None if it came from outside, or is nobody's to undo.

    `kind` is “change”, “undo” or “redo”. `step` is the first of the operations that are undone together.
    """

    seq: int
    person: int | None
    at: str
    kind: str
    what: str
    edits: tuple[Made, ...]
    step: int
    undoes: int | None
    undone_by: int | None

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Operation":
        """An operation as it is stored."""
        what, edits = from_json(json.loads(row["what"])), as_edits(row["edits"])
        kept = {name: row[name] for name in ("seq", "person", "at", "kind", "step", "undoes", "undone_by")}
        return cls(what=what, edits=edits, **kept)


class Entry(NamedTuple):
    """One thing that an operation did, the `place`-th of `total`. `undoes` is the operation that it takes back."""

    made: Made
    seq: int
    place: int
    total: int
    undoes: int | None


def as_text(edits: Iterable[Made]) -> str:
    """What was done, as JSON."""
    return json.dumps([_as_list(each) for each in edits], ensure_ascii=False)


def as_edits(text: str) -> tuple[Made, ...]:
    """What `as_text` was given."""
    return tuple(_from_list(each) for each in json.loads(text))


def entries(operation: Operation) -> Iterator[Entry]:
    """What an operation did, one after another."""
    for place, made in enumerate(operation.edits):
        yield Entry(made, operation.seq, place, len(operation.edits), operation.undoes)


def taken_back(made: Made) -> Made:
    """What undoes it."""
    if isinstance(made, Edit):
        return made.taken_back
    if isinstance(made, Taken | Back):
        return Back(made.file) if isinstance(made, Taken) else Taken(made.file)
    return Gone(made.file, made.text) if isinstance(made, NewFile) else NewFile(made.file, made.text)


def perform(files: dict[str, str], made: Made) -> None:
    """Does it to these texts. Raises ValueError if they are not what it was made for."""
    if isinstance(made, Taken | Back):
        return  # it is about no text
    if isinstance(made, NewFile):
        if made.file in files:
            raise ValueError(f"{made.file} is there already")
        files[made.file] = made.text
    elif isinstance(made, Gone):
        if files.get(made.file) != made.text:
            raise ValueError(f"{made.file} says something else")
        del files[made.file]
    elif made.file in files:
        files[made.file] = applied(files[made.file], made)
    else:
        raise ValueError(f"{made.file} is not there")


def followed(file: str, start: int, end: int, later: Iterable[Entry]) -> tuple[int, int] | None:
    """Where lines are after what was done later. None if that touched them and was not taken back."""
    size, offset = end - start, 0
    touched: Entry | None = None
    # What was taken out right behind a place without lines comes back behind it.
    behind: set[tuple[int | None, int]] = set()
    for entry in later:
        made, takes_back = entry.made, (entry.undoes, entry.total - 1 - entry.place)
        if touched:
            if takes_back == (touched.seq, touched.place):
                start = offset + (made.start if isinstance(made, Edit) else 0)
                touched = None
        elif made.file == file and takes_back not in behind:
            if isinstance(made, Edit) and made.old and made.start == start and not size:
                behind.add((entry.seq, entry.place))
            at = moved(start, start + size, made) if isinstance(made, Edit) else None
            if at is None:
                touched, offset = entry, start - (made.start if isinstance(made, Edit) else 0)
            else:
                start = at[0]
    return None if touched else (start, start + size)


def renamed(file: str, later: Sequence[Operation]) -> tuple[str, Sequence[Operation]]:
    """What a file is called after these operations, and the operations as if it had always been called so.

    A file that vanishes while another appears with the same text has another name. Its lines are followed there.
    """
    name, told = file, list(later)
    for place, operation in enumerate(later):
        new = _new_name(name, operation.edits)
        if new is None or any(made.file == new for each in told[:place] for made in each.edits):
            continue
        told[:place] = [_with_name(each, name, new) for each in told[:place]]
        kept = tuple(made for made in operation.edits if made.file not in (name, new))
        told[place] = dataclasses.replace(operation, edits=kept)
        name = new
    return name, told


def _new_name(file: str, edits: Sequence[Made]) -> str | None:
    """The name that an operation gives a file. None if it gives it none, or does more with the file."""
    gone = [made for made in edits if made.file == file]
    if len(gone) != 1 or not isinstance(gone[0], Gone):
        return None
    names = [made.file for made in edits if isinstance(made, NewFile) and made.text == gone[0].text]
    return names[0] if len(names) == 1 and sum(made.file == names[0] for made in edits) == 1 else None


def _with_name(operation: Operation, old: str, new: str) -> Operation:
    edits = tuple(
        dataclasses.replace(made, file=new) if made.file == old else made for made in operation.edits
    )
    return dataclasses.replace(operation, edits=edits)


def text_before(text: str | None, file: str, later: Sequence[Operation]) -> str | None:
    """What a file said before these operations. `text` is what it says after them; None: there is no such file."""
    files = {} if text is None else {file: text}
    for operation in reversed(later):
        for made in reversed(operation.edits):
            if made.file == file:
                perform(files, taken_back(made))
    return files.get(file)


def _as_list(made: Made) -> list[Any]:
    if isinstance(made, Edit):
        return ["lines", made.file, made.start, made.old, made.new]
    if isinstance(made, Taken | Back):
        return ["taken" if isinstance(made, Taken) else "back", made.file]
    return ["new" if isinstance(made, NewFile) else "gone", made.file, made.text]


def _from_list(kept: list[Any]) -> Made:
    if kept[0] == "lines":
        return Edit(kept[1], kept[2], tuple(kept[3]), tuple(kept[4]))
    if kept[0] in ("taken", "back"):
        return Taken(kept[1]) if kept[0] == "taken" else Back(kept[1])
    return NewFile(kept[1], kept[2]) if kept[0] == "new" else Gone(kept[1], kept[2])
