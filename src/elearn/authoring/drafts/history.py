"""What was done to a draft, one operation after another, for what has to follow its lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from elearn.authoring.drafts.operations import Made, Operation, perform, taken_back
from elearn.authoring.drafts.outside import edits_between
from elearn.authoring.drafts.splices import Edit
from elearn.authoring.drafts.storing import Stored

_SAME_FILE = 0.5
"""So much of a file that appears must be of one that vanished, for it to be the same with a new name."""


@dataclass(frozen=True)
class Turn:
    """One operation: the texts before and after it, and what changed in each file that was there before.

    `edits` are by the file's name before, one after another. `names` gives the names that files got, and "" for a file
    that vanished.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    edits: Mapping[str, Sequence[Edit]]
    names: Mapping[str, str]


def turns(stored: Stored, seq: int, upto: int) -> Iterator[Turn] | None:
    """What was done after change `seq` and up to `upto`. None if the log does not go back so far."""
    later = stored.since(seq)
    if later is None:
        return None
    files = dict(stored.text)
    for operation in reversed(later):
        for made in reversed(operation.edits):
            perform(files, taken_back(made))
    return _turns(files, [each for each in later if each.seq <= upto])


def _turns(files: dict[str, str], later: Sequence[Operation]) -> Iterator[Turn]:
    for operation in later:
        before = dict(files)
        for made in operation.edits:
            perform(files, made)
        yield _turn(before, dict(files), operation.edits)


def _turn(before: Mapping[str, str], after: Mapping[str, str], made: Sequence[Made]) -> Turn:
    edits: dict[str, list[Edit]] = {}
    for each in made:
        if isinstance(each, Edit):
            edits.setdefault(each.file, []).append(each)
    whole = {each.file for each in made if not isinstance(each, Edit)}
    new = {name for name in after if name not in before}
    names: dict[str, str] = {}
    for name in sorted(whole & set(before)):
        now = name if name in after else _called(before[name], after, new)
        new.discard(now)
        if now != name:
            names[name] = now
        edits[name] = edits_between(name, before[name], after[now]) if now else []
    return Turn(before, after, edits, names)


def _called(text: str, after: Mapping[str, str], new: set[str]) -> str:
    """Which of the files that are new has this text, or most of it. "" if none has."""
    same = next((name for name in sorted(new) if after[name] == text), "")
    if same:
        return same
    lines = text.split("\n")
    alike = {name: SequenceMatcher(None, lines, after[name].split("\n"), False).ratio() for name in new}
    best = max(sorted(alike), key=lambda name: alike[name], default="")
    return best if best and alike[best] >= _SAME_FILE else ""
