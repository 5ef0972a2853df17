"""What was written into a course's files meanwhile (git, a text editor), and how it comes into the draft."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from elearn.authoring.drafts.splices import Edit
from elearn.content.text import changes_between, side_by_side


@dataclass(frozen=True, slots=True)
class Clash:
    """Two versions of the same lines: ours in the draft, and what was written into the file meanwhile.

    `lines` are ours. `theirs` is None if the file was deleted.
    """

    file: str
    lines: tuple[int, int]
    base: str
    ours: str
    written: str | None

    @property
    def theirs(self) -> str:
        """What was written, "" if the file was deleted."""
        return self.written or ""


Versions = tuple[str | None, str | None]
"""What a file said on the disk when we looked, and what it says in the draft. None: there is none."""


def brought_in(base: str | None, ours: str | None, theirs: str | None) -> Versions:
    """Both after the disk's text came in. Where both sides changed the same lines, both stay as they were.

    A file that was deleted here and changed there is there again. One that was changed here and deleted there stays.
    """
    if theirs == base:
        return base, ours
    if ours in (base, theirs) or ours is None:
        return theirs, theirs
    if theirs is None:
        return base, ours
    known: list[str] = []
    draft: list[str] = []
    for told, left, right in _stretches(base, ours, theirs):
        clash = _is_clash(told, left, right)
        known += told if clash else right
        draft += right if left == told else left
    return "\n".join(known), "\n".join(draft)


def clashes_of(file: str, base: str | None, ours: str | None, theirs: str | None) -> list[Clash]:
    """Where both sides changed the same lines."""
    if ours is None or ours in (base, theirs) or theirs == base:
        return []
    if theirs is None:
        return [Clash(file, (0, len(ours.split("\n"))), base or "", ours, None)]
    found, at = [], 0
    for told, left, right in _stretches(base, ours, theirs):
        if _is_clash(told, left, right):
            said = ("\n".join(lines) for lines in (told, left, right))
            found.append(Clash(file, (at, at + len(left)), *said))
        at += len(right if left == told else left)
    return found


def settled(clash: Clash, choose: str, base: str | None, ours: str, theirs: str | None) -> Versions:
    """Both texts after somebody chose “mine”, “theirs” or “both”: theirs below ours."""
    if theirs is None:
        return None, (None if choose == "theirs" else ours)
    known: list[str] = []
    draft: list[str] = []
    for told, left, right in _stretches(base, ours, theirs):
        open_still = _is_clash(told, left, right)
        taken = right if left == told else left
        if open_still and (len(draft), len(draft) + len(left)) == clash.lines:
            taken, open_still = _chosen(choose, left, right), False
        known += told if open_still else right
        draft += taken
    return "\n".join(known), "\n".join(draft)


def edits_between(file: str, before: str, after: str) -> list[Edit]:
    """Edits that make one text of the other, from its end to its start."""
    old, new = before.split("\n"), after.split("\n")
    return [
        Edit(file, a, tuple(old[a:b]), tuple(new[c:d])) for a, b, c, d in reversed(changes_between(old, new))
    ]


_IN_A_ROW = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s|\s*\||[ \t]*:[\w-]+:\s|\s*>")
"""What an item of a list, a row of a table, a setting or a line of a quotation begins with."""
_Lines = tuple[str, ...]


def _stretches(base: str | None, ours: str, theirs: str) -> Iterator[tuple[_Lines, ...]]:
    return side_by_side((base or "").split("\n"), ours.split("\n"), theirs.split("\n"))


def _is_clash(told: _Lines, left: _Lines, right: _Lines) -> bool:
    return told not in (left, right) and left != right


def _chosen(choose: str, left: _Lines, right: _Lines) -> _Lines:
    if choose != "both":
        return right if choose == "theirs" else left
    mark = "\r" if any(line.endswith("\r") for line in left) else ""
    return (*left, *((mark,) if left and right and _are_paragraphs(left, right) else ()), *right)


def _are_paragraphs(above: _Lines, below: _Lines) -> bool:
    """Whether a blank line has to keep both apart. In a list, a table or the text of an answer it would end that."""
    if not above[-1].strip() or not below[0].strip() or below[0][0].isspace():
        return False
    signs = [_IN_A_ROW.match(lines[0]) for lines in (above, below)]
    return not all(signs)
