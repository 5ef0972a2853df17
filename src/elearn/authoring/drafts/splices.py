"""Changes to a course's texts: whole lines of a file, whole files, and where lines are after a later change.

A text is split at "\\n" alone, so that joining its lines gives it back byte for byte. "\\r" stays at the end of a line,
and a text that ends in "\\n" has an empty last line. Lines are numbered from 0.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Splice:
    """Lines `start` to `end` (not in it) of a file become `lines`. Both numbers are the same: lines are put in."""

    file: str
    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file appears with this text."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class NoFile:
    """A file vanishes."""

    file: str


@dataclass(frozen=True, slots=True)
class NoPicture:
    """A file below the folder of media is taken out of the course."""

    file: str


Change = Splice | NewFile | NoFile | NoPicture


@dataclass(frozen=True, slots=True)
class Edit:
    """What a splice did: from line `start` of a file, the lines `old` became `new`."""

    file: str
    start: int
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def taken_back(self) -> "Edit":
        """The edit that undoes this one."""
        return Edit(self.file, self.start, self.new, self.old)


def edit_of(text: str, splice: Splice) -> Edit | None:
    """What a splice would do to its file's text, as narrow as it can be. None if it would change nothing.

    New lines take the line end of the file; lines that stay keep their own. A mark of the byte order stays first.
    Raises ValueError if the text has no such lines.
    """
    lines = text.split("\n")
    start, end = splice.start, splice.end
    if not 0 <= start <= end <= len(lines):
        raise ValueError(f"{splice.file} has {len(lines)} lines, so not lines {start} to {end}")
    new = [line.removesuffix("\r") for line in splice.lines]
    if start == len(lines) and new:  # what is put in last ends the line before it
        start -= 1
        new.insert(0, lines[start].removesuffix("\r"))
    if start == 0 and end == len(lines) and not new:  # a text has one line at least
        new = [""]
    if start == 0 and lines[0].startswith(_BOM) and splice.start < len(lines):
        if (end == 0 or not new) and end < len(lines):  # another line comes first now
            new.append(lines[end].removeprefix(_BOM).removesuffix("\r"))
            end += 1
        new = _marked(new, lines[0].removesuffix("\r"))
    old = lines[start:end]
    while old and new and old[0].removesuffix("\r") == new[0] and not _ends(lines, start, old, new):
        old, new, start = old[1:], new[1:], start + 1
    while old and new and old[-1].removesuffix("\r") == new[-1]:
        old, new = old[:-1], new[:-1]
    if not old and not new:
        return None
    return Edit(splice.file, start, tuple(old), _ended(lines, start + len(old), new))


_BOM = "\ufeff"


def _marked(lines: list[str], first: str) -> list[str]:
    """The lines with the mark of the byte order at the first of them, also if the line that had it comes later now."""
    if not lines or lines[0].startswith(_BOM):
        return lines
    return [_BOM + lines[0], *(line.removeprefix(_BOM) if line == first else line for line in lines[1:])]


def applied(text: str, edit: Edit) -> str:
    """The text after an edit. Raises ValueError if its old lines are not there."""
    lines = text.split("\n")
    end = edit.start + len(edit.old)
    if tuple(lines[edit.start : end]) != edit.old:
        raise ValueError(f"{edit.file} does not say at line {edit.start} what was to be changed")
    return "\n".join([*lines[: edit.start], *edit.new, *lines[end:]])


def moved(start: int, end: int, later: Edit) -> tuple[int, int] | None:
    """Where lines `start` to `end` are after a later edit of the same file. None if it touched them."""
    first, after = later.start, later.start + len(later.old)
    if after <= start:
        by = len(later.new) - len(later.old)
        return start + by, end + by
    return (start, end) if first >= end else None


def stretch_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Those lines with all of each block they are in: lines that are not blank, or a fenced directive."""
    blocks = _blocks(text.split("\n"))
    touched = [(a, b) for a, b in blocks if a < max(end, start + 1) and start < b]
    return min([start, *(a for a, _ in touched)]), max([end, *(b for _, b in touched)])


def _ends(lines: list[str], start: int, old: list[str], new: list[str]) -> bool:
    """Whether the line is the last of the file and gets a line end, so that it changes in a file with "\\r\\n"."""
    last = start == len(lines) - 1 and len(old) == 1
    return last and len(new) > 1 and _line_end(lines) == "\r" and not old[0].endswith("\r")


def _ended(lines: list[str], end: int, new: list[str]) -> tuple[str, ...]:
    mark = _line_end(lines)
    at_end = end == len(lines)
    return tuple(line if at_end and place == len(new) - 1 else line + mark for place, line in enumerate(new))


def _line_end(lines: list[str]) -> str:
    """What stands before "\\n" in most lines."""
    marked = sum(line.endswith("\r") for line in lines[:-1])
    return "\r" if marked * 2 > len(lines) - 1 else ""


def _blocks(lines: list[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    begun, fence = -1, 0
    for place, line in enumerate([*lines, ""]):
        bare = line.strip()
        colons = len(bare) - len(bare.lstrip(":"))
        if fence:
            fence = 0 if bare == ":" * colons and colons >= fence else fence
        elif colons >= 3 and bare != ":" * colons:
            fence = colons
        if begun < 0 and bare:
            begun = place
        elif begun >= 0 and not bare and (not fence or place == len(lines)):
            found.append((begun, place))
            begun = -1
    return found
