"""Edits of a course's files, made from its texts before and after.

A text is split at "\\n" alone, so that joining its lines gives it back byte for byte. "\\r" stays at the end of a line,
and a text that ends in "\\n" has an empty last line. Lines are numbered from 0.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from elearn.authoring.drafts import NewFile, NoFile, Splice

Edit = Splice | NewFile | NoFile


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Edit, ...]:
    """The edits that make `after` of `before`: files that vanish, then lines, then files that appear.

    The splices of a file go from its end to its start, so that none moves the lines of the next.
    """
    gone = [NoFile(file) for file in before if file not in after]
    new = [NewFile(file, text) for file, text in after.items() if file not in before]
    splices = [
        splice
        for file, text in before.items()
        if after.get(file, text) != text
        for splice in _splices(file, text.split("\n"), after[file].split("\n"))
    ]
    return (*gone, *splices, *new)


def _splices(file: str, old: list[str], new: list[str]) -> Iterator[Splice]:
    head = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    most = min(len(old), len(new)) - head
    ends = zip(reversed(old), reversed(new), strict=False)
    tail = min(most, next((n for n, (a, b) in enumerate(ends) if a != b), most))
    found = SequenceMatcher(
        None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False
    ).get_opcodes()
    for tag, a, b, c, d in reversed(found):
        if tag != "equal":
            yield Splice(file, head + a, head + b, tuple(new[head + c : head + d]))


def with_edits(files: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """The texts after edits, one after another. Raises KeyError if a file is not there."""
    texts = dict(files)
    for edit in edits:
        match edit:
            case NewFile(file, text):
                texts[file] = text
            case NoFile(file):
                del texts[file]
            case Splice(file, start, end, lines):
                old = texts[file].split("\n")
                texts[file] = "\n".join([*old[:start], *lines, *old[end:]])
    return texts
