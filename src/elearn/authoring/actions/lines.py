"""Takes lines out of a text and puts lines into it, so that blank lines and line ends stay as the file has them."""

from collections.abc import Sequence


def line_end(lines: Sequence[str]) -> str:
    """What stands before "\\n" in most lines: "\\r" or nothing."""
    return "\r" if sum(line.endswith("\r") for line in lines[:-1]) * 2 > len(lines) - 1 else ""


def trimmed(lines: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The same lines without the blank ones at both ends."""
    while start < end and not lines[start].strip():
        start += 1
    while start < end and not lines[end - 1].strip():
        end -= 1
    return start, end


def without(lines: Sequence[str], start: int, end: int) -> list[str]:
    """The lines without some of them. Of the blank lines around those, the ones above stay."""
    after = end
    while after < len(lines) and not lines[after].strip():
        after += 1
    if after == len(lines):
        return _ended_as(lines, [*lines[: trimmed(lines, 0, start)[1]]])
    if start and lines[start - 1].strip():
        return [*lines[:start], *(lines[end:after] or [line_end(lines)]), *lines[after:]]
    return [*lines[:start], *lines[after:]]


def _ended_as(lines: Sequence[str], kept: list[str]) -> list[str]:
    """`kept`, the start of `lines`, with an end of the last line if they had one."""
    if not kept:
        return [""]
    if not lines[-1]:
        return [*kept, ""]
    return [*kept[:-1], kept[-1].removesuffix("\r")]


def with_put_in(lines: Sequence[str], at: int, piece: Sequence[str]) -> list[str]:
    """The lines with a piece before line `at`, and a blank line above and below it. The piece takes their line ends."""
    return put_in(lines, at, piece)[0]


def put_in(lines: Sequence[str], at: int, piece: Sequence[str]) -> tuple[list[str], int]:
    """The same, and the line at which the piece begins."""
    mark = line_end(lines)
    put = [line.removesuffix("\r") + mark for line in piece]
    at = min(at, len(lines))
    while at and not lines[at - 1].strip():
        at -= 1
    head, tail = [*lines[:at]], [*lines[at:]]
    if head:
        if not tail and not head[-1].endswith("\r"):
            head[-1] += mark
        head.append(mark)
    if not tail:
        put[-1] = put[-1].removesuffix("\r")
    elif tail[0].strip():
        put.append(mark)
    return [*head, *put, *tail], len(head)
