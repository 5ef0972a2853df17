"""Changes the keys of front matter in the text as it is in the file, and leaves all other lines as they are."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from elearn.content.text import FrontMatter, FrontMatterValue, in_one_line, write_front_matter
from elearn.patterns import late

Data = dict[str, Any]
"""Values by key: texts, lists of texts, and mappings of the same."""
_COMMENT = late(r"^[^#]*?:[ \t]+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\"'#][^#]*?)?([ \t]+#.*)$")
_OPENS = late(r"^[ ]*[^#]*:[ \t]*(?:#.*)?\r?$")
_BLOCK = late(r"^[ ]*[^#]*:[ \t]+[|>]([-+0-9]*)[ \t]*(?:#.*)?\r?$")
_DAY = late(r"\d{4}-\d{2}-\d{2}")


def data_of(front: FrontMatter) -> Data:
    """What the front matter says, as texts, lists and mappings."""
    return {key: _said(entry) for key, entry in front.entries.items()}


def _said(entry: FrontMatterValue) -> Any:
    if isinstance(entry.value, list):
        return [_said(each) for each in entry.value]
    if isinstance(entry.value, dict):
        return {key: _said(each) for key, each in entry.value.items()}
    return entry.value


def patched(
    text: str, front: FrontMatter, old: Data, new: Data, order: Sequence[str], *, careful: bool
) -> str:
    """The text of a file with other values in its front matter. `order` is where new keys go.

    If it is `careful`, only the lines of a mapping that say something new change, and comments at the ends of lines
    stay. Otherwise each key that says something new is written anew.
    """
    lines = text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    inside = _mapping(lines[1 : front.lines - 1], front.entries, old, new, order, 2, careful)
    ended = [f"{line}{end}" if isinstance(line, _New) else line for line in inside]
    return "\n".join([lines[0], *ended, *lines[front.lines - 1 :]])


class _New(str):
    """A line that was not in the file, without its end."""


def _mapping(
    lines: Sequence[str],
    entries: Mapping[str, FrontMatterValue],
    old: Data,
    new: Data,
    order: Sequence[str],
    first: int,
    careful: bool,
) -> list[str]:
    """The lines of a mapping with new values. `first` is the number of the first line in the file, from 1."""
    begins = sorted((entry.line - first, key) for key, entry in entries.items())
    ends = [begin for begin, _ in begins[1:]] + [len(lines)]
    made: dict[str, list[str]] = {}
    done = begins[0][0] if begins else len(lines)
    head, above = (list(lines[:done]), []) if order else (list[str](), list(lines[:done]))
    indent = re.match(r" *", lines[done])[0] if begins and done < len(lines) else ""  # type: ignore[index]
    for (begin, key), end in zip(begins, ends, strict=True):
        last = _own_end(lines, begin, end)
        own = list(lines[begin:last])
        if key not in new:
            own = []
        elif not _same(old[key], new[key]):
            own = _changed(own, entries[key], key, old[key], new[key], begin + first, indent, careful)
        made[key] = [*above, *own] if key in new or any(each.strip() for each in above) else own
        above = list(lines[last:end])
    return [*head, *_in_order(made, old, new, order, indent), *above]


def _own_end(lines: Sequence[str], begin: int, end: int) -> int:
    """The line after the last that belongs to a key: comments and blank lines below it belong to what follows.

    In a text of several lines (“|”, “>”), what is further in is no comment, and with “+” the blank lines are its own.
    """
    block = _BLOCK.match(lines[begin])
    indent, last = len(lines[begin]) - len(lines[begin].lstrip()), end
    while last > begin + 1:
        line = lines[last - 1]
        further = len(line) - len(line.lstrip()) > indent
        if line.strip() and (not line.lstrip().startswith("#") or (block and further)):
            break
        if not line.strip() and block and "+" in block[1]:
            break
        last -= 1
    return last


def _in_order(
    made: dict[str, list[str]], old: Data, new: Data, order: Sequence[str], indent: str
) -> list[str]:
    """The lines of all keys: in the order of `order` at the top, and in that of `new` in a mapping of names."""
    added = [key for key in new if key not in old]
    for key in added:
        made[key] = _written(key, new[key], indent)
    if not order:
        gone = [line for key, lines in made.items() if key not in new for line in lines]
        return [*gone, *(line for key in new for line in made[key])]
    keys = [key for key in made if key not in added]
    for key in added:
        earlier = set(order[: order.index(key)]) if key in order else set(keys)
        after = [place for place, each in enumerate(keys) if each in earlier]
        keys.insert(max(after, default=-1) + 1, key)
    return [line for key in keys for line in made[key]]


def _changed(
    own: list[str],
    entry: FrontMatterValue,
    key: str,
    old: Any,
    new: Any,
    line: int,
    indent: str,
    careful: bool,
) -> list[str]:
    """The lines of a key with another value."""
    if careful and isinstance(entry.value, dict) and isinstance(new, dict) and new and _OPENS.match(own[0]):
        order = list(new) if set(old) <= set(new) and _same_order(old, new) else ()
        return [own[0], *_mapping(own[1:], entry.value, old, new, order, line + 1, careful)]
    if isinstance(old, dict) and isinstance(new, dict):
        new = {**{name: new[name] for name in old if name in new}, **new}
    written = _written(key, new, indent)
    comment = (
        _COMMENT.match(own[0].removesuffix("\r")) if careful and len(own) == 1 and len(written) == 1 else None
    )
    return [_New(written[0] + comment[1])] if comment else written


def _same(old: Any, new: Any) -> bool:
    """Whether two values say the same in the same order."""
    if isinstance(old, dict) and isinstance(new, dict):
        return list(old) == list(new) and all(_same(old[key], new[key]) for key in old)
    return bool(old == new)


def _same_order(old: Data, new: Data) -> bool:
    return [key for key in new if key in old] == list(old)


def _written(key: str, value: Any, indent: str) -> list[str]:
    """The lines of one key, as a course is written."""
    text = write_front_matter({key: _for_yaml(key, value)})
    return [_New(f"{indent}{line}" if line else line) for line in text.split("\n")[1:-2]]


_ROWS = frozenset({"outcomes", "bands", "changes"})


def _for_yaml(key: str, value: Any) -> Any:
    if isinstance(value, list):
        return in_one_line(value)
    if isinstance(value, dict) and key in _ROWS:
        return {name: _for_yaml("", each) for name, each in value.items()}
    if isinstance(value, dict):
        made = {name: _for_yaml("", each) for name, each in value.items()}
        return made if "text" in value else in_one_line(made)
    if value.isascii() and value.isdecimal() and str(int(value)) == value:
        return int(value)
    if _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
