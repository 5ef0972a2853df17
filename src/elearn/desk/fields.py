"""Which field of a form a finding is about, so that it stands beside the field, and a click goes there.

A finding has a line, a form has values. An option of a directive names its field. Any other line belongs to the value
that it shares most with. What is about the whole block has no field.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from elearn.content.forms import read_values

_OPTION = re.compile(r"\s*:([a-z][\w-]*):")
_NAMED = re.compile(r"(?<!\S):([a-z][\w-]*):(?!\S)")
_MARKS = re.compile(r"\s*(?:(?:[-*+>]|\d+[.)]|#+|\[[ xX]\]|:{3,}\S*)(?:\s+|$))*")
_OPTION_MARK = re.compile(r"[-*+]\s+\[[ xX]\]")
_KEY = re.compile(r"([A-Za-z_]\w*):")
_INNER = re.compile(r"\s+([\w-]+):")
_IN_PARTS = ("completion", "theme")
"""Keys of the front matter whose parts are fields of their own: `theme_logo`."""


def field_of(block: str, line: int, message: str, remedy: str = "") -> str:
    """The path of a field of a block's form, as in “options.1.text”, or "".

    `block` is its text, `line` the number of a line in it, from 0, `message` what was found there, and `remedy` what
    to do, which may name an option that is to be written.
    """
    lines = block.split("\n")
    if not 0 <= line < len(lines):
        return ""
    names, values = _values(block)
    for named in (_OPTION.match(lines[line]), _NAMED.search(remedy)):
        if named and (name := named[1].replace("-", "_")) in names:
            return name
    words = _MARKS.sub("", lines[line], count=1).strip()
    if not words:
        return _empty_option(lines, line, values)
    opens = line == 0 and lines[0].lstrip().startswith(":::")
    best, most = "", 0
    for path, value in values:
        shared = _shared(value, words)
        # The first line opens the block, and most of what is found there is about all of it.
        if shared > most and not (opens and value not in message):
            best, most = path, shared
    return best


def _empty_option(lines: Sequence[str], line: int, values: Sequence[tuple[str, str]]) -> str:
    """The text of an option that says nothing, or "". It is the one after the others that stand above it."""
    if not _OPTION_MARK.match(lines[line]):
        return ""
    rows = next((path.split(".")[0] for path, _ in values if re.fullmatch(r"\w+\.\d+\.text", path)), "")
    above = sum(bool(_OPTION_MARK.match(each)) for each in lines[:line])
    return f"{rows}.{above}.text" if rows else ""


def fact_of(front: str, line: int) -> str:
    """The field of the course's facts that a line of its front matter, from 0, is in, or ""."""
    lines = front.split("\n")[: line + 1]
    begins = next((n for n in reversed(range(len(lines))) if _KEY.match(lines[n])), None)
    if begins is None:
        return ""
    key = _KEY.match(lines[begins])
    assert key
    inner = [found[1] for each in lines[begins + 1 :] if (found := _INNER.match(each))]
    if key[1] in _IN_PARTS:
        return f"{key[1]}_{inner[-1]}" if inner else ""
    return key[1]


@lru_cache(maxsize=500)
def _values(block: str) -> tuple[frozenset[str], Sequence[tuple[str, str]]]:
    """The names of the fields of a block's form, and each text in it with its path."""
    read = read_values(block)
    return (frozenset(read[1]), tuple(_texts("", read[1]))) if read else (frozenset(), ())


def _texts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if value.strip():
            yield path, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(f"{path}.{name}" if path else name, each)
    elif isinstance(value, list | tuple):
        for n, each in enumerate(value):
            yield from _texts(f"{path}.{n}", each)


def _shared(value: str, words: str) -> int:
    """How many characters a value and the words of a line share: one holds the other, or one of the other's lines."""
    if words and words in value:
        return len(words)
    return max(
        (len(part) for each in value.split("\n") if (part := each.strip()) and part in words), default=0
    )
