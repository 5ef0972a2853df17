"""Puts new values into the text of a block as it is in the file, so that only their own lines change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from elearn.content.forms.fields import Values
from elearn.content.forms.reading import Written, body_of, canonical, options_of
from elearn.content.kinds import QUESTION, Block
from elearn.content.kinds.text import Text
from elearn.content.text import Directive
from elearn.patterns import late

_OPENING = late(r"^( {0,3}:{3,}[ \t]*\{)([^{}]*)(\}[ \t]*)(.*?)[ \t]*$")
_ID = late(r"[ \t]*\{#[^{}]*\}[ \t]*$")
_MARK = late(r"^([-*+]|\d{1,9}[.)])[ \t]+")


def patched(block_text: str, written: Written, kind: type[Block], values: Values) -> str | None:
    """The block's text with new values. None if its lines cannot be told apart.

    `written` is what `read_written` gave for the text. The lines that say something new are put in the place of the
    lines that said it before. All others stay as they are, with their line ends.
    """
    lines = block_text.split("\n")
    directive, end = written.directive, "\r" if lines[0].endswith("\r") else ""
    if not written.patchable or written.picture or (directive is None) != (kind is Text):
        return None
    if directive is None:
        made = _patched_body(lines, written, kind, values, end)
        if not made:
            return None
        last = made[-1].removesuffix("\r") + ("\r" if lines[-1].endswith("\r") else "")
        return "\n".join([*made[:-1], last])
    head, inside, rest = _parts(lines, directive)
    opening = _patched_opening(head[0], kind, values, end)
    if opening is None:
        return None
    options = _patched_options(head[1:], written, kind, values, end)
    body = _patched_body(inside, written, kind, values, end)
    if options and not head[1:] and body and body[0].strip():
        body = [end, *body]
    return "\n".join([opening, *options, *body, *rest])


def _parts(lines: list[str], directive: Directive) -> tuple[list[str], list[str], list[str]]:
    """The opening line with the options, the body, and the closing line with what follows it."""
    options = max(directive.option_lines.values(), default=directive.line)
    return (
        lines[directive.line - 1 : options],
        lines[options : directive.last - 1],
        lines[directive.last - 1 :],
    )


def _patched_opening(line: str, kind: type[Block], values: Values, end: str) -> str | None:
    found = _OPENING.match(line.rstrip("\r"))
    if not found:
        return None
    asked = kind.directive() == QUESTION
    argument = kind.kind if asked else str(values[kind.argument_field]) if kind.argument_field else ""
    if (found[2].strip(), found[4]) == (kind.directive(), argument):
        return line
    between = found[3] if argument and found[3] != "}" else "} " if argument else "}"
    return f"{found[1]}{kind.directive()}{between}{argument}{end}"


def _patched_options(
    lines: list[str], written: Written, kind: type[Block], values: Values, end: str
) -> list[str]:
    """The option lines: those with a new value in their places, new ones where the usual order has them."""
    old = options_of(written.kind, written.values, written.explicit)
    new = options_of(kind, values, written.explicit)
    order = [kind.option_name(name) for name in kind.option_fields()]
    made = list(lines)
    for name in old.keys() - new.keys():
        made = [line for line in made if not line.startswith(f":{name}:")]
    for name, value in new.items():
        if old.get(name) == value:
            continue
        at = next((n for n, line in enumerate(made) if line.startswith(f":{name}:")), None)
        if at is not None:
            before = re.match(r":[^:]*:[ \t]*", made[at].rstrip("\r"))
            made[at] = f"{before[0].rstrip() if before else f':{name}:'} {value}{end}"
        else:
            earlier = order[: order.index(name)]
            after = [n for n, line in enumerate(made) if line[1:].partition(":")[0] in earlier]
            made.insert(max(after, default=-1) + 1, f":{name}: {value}{end}")
    return made


@dataclass(frozen=True)
class _Line:
    """A line that is not blank, and the blank lines above it."""

    text: str
    blank: tuple[str, ...]

    @property
    def key(self) -> str:
        """What the line says, however it is marked."""
        said = _ID.sub("", self.text.strip())
        return " ".join(_MARK.sub("- ", said).split()).casefold()

    @property
    def as_told(self) -> tuple[str, bool]:
        """What has to be the same in two canonical texts for the line to be unchanged."""
        return self.text, bool(self.blank)


def _lines(texts: Sequence[str]) -> list[_Line]:
    found: list[_Line] = []
    blank: list[str] = []
    for text in texts:
        if text.strip():
            found.append(_Line(text, tuple(blank)))
            blank = []
        else:
            blank.append(text)
    return found


def _text_of(kind: type[Block], values: Values) -> list[str]:
    return (canonical(kind, values) if kind is Text else body_of(kind, values)).split("\n")


def _patched_body(
    inside: list[str], written: Written, kind: type[Block], values: Values, end: str
) -> list[str]:
    """The lines of the body, with what differs between the canonical bodies of the old and the new values."""
    base, ours = _lines(_text_of(written.kind, written.values)), _lines(inside)
    told = _lines(_text_of(kind, values))
    if [line.as_told for line in base] == [line.as_told for line in told]:
        return inside
    new = [_Line(f"{line.text}{end}", tuple(end for _ in line.blank)) for line in told]
    found = SequenceMatcher(None, [x.key for x in base], [x.key for x in ours], autojunk=False)
    place = {a + n: b + n for a, b, size in found.get_matching_blocks() for n in range(size)}
    made: list[_Line] = []
    done = 0
    for change in _changes(base, told, place):
        start, stop = _range(change, place, len(base), len(ours))
        made += ours[done:start]
        before = base[change.old : change.old_end]
        made += _replaced(before, new[change.new : change.new_end], ours[start:stop])
        done = stop
    made += ours[done:]
    tail = len(inside) - sum(len(line.blank) + 1 for line in ours)
    return [*(each for line in made for each in (*line.blank, line.text)), *inside[len(inside) - tail :]]


@dataclass(frozen=True)
class _Change:
    """Lines `old` to `old_end` of the old canonical text, and what they are in the new one."""

    old: int
    old_end: int
    new: int
    new_end: int


def _changes(base: list[_Line], new: list[_Line], place: dict[int, int]) -> list[_Change]:
    """What differs, each widened until it begins and ends where the file's own lines are known."""
    told = SequenceMatcher(None, [x.as_told for x in base], [x.as_told for x in new], autojunk=False)
    waiting = [_Change(a, b, c, d) for tag, a, b, c, d in told.get_opcodes() if tag != "equal"]
    found: list[_Change] = []
    while waiting:
        this = waiting.pop(0)
        if not _starts(this, place):
            before = found[-1].old_end if found else 0
            if this.old > before:
                this = replace(this, old=this.old - 1, new=this.new - 1)
            else:
                last = found.pop()
                this = replace(this, old=last.old, new=last.new)
            waiting.insert(0, this)
        elif not _ends(this, place, len(base)):
            after = waiting[0].old if waiting else len(base)
            if this.old_end < after:
                waiting.insert(0, replace(this, old_end=this.old_end + 1, new_end=this.new_end + 1))
            else:
                waiting[0] = replace(waiting[0], old=this.old, new=this.new)
        else:
            found.append(this)
    return found


def _starts(change: _Change, place: dict[int, int]) -> bool:
    """Whether it is known where in the file a change starts."""
    return change.old == 0 or change.old - 1 in place or (change.old < change.old_end and change.old in place)


def _ends(change: _Change, place: dict[int, int], count: int) -> bool:
    """Whether it is known where in the file a change ends. `count` is how many lines the old text has."""
    a, b = change.old, change.old_end
    return b == count or b in place or (a < b and b - 1 in place)


def _range(change: _Change, place: dict[int, int], count: int, ours: int) -> tuple[int, int]:
    """The file's own lines that a change replaces. `count` and `ours` are how many lines both texts have."""
    a, b = change.old, change.old_end
    start = place[a] if a < b and a in place else place[a - 1] + 1 if a - 1 in place else 0
    if a == b:
        return (place[b], place[b]) if b in place else (start, start)
    end = place[b - 1] + 1 if b - 1 in place else place.get(b, ours)
    return start, max(start, end)


def _replaced(base: list[_Line], new: list[_Line], ours: list[_Line]) -> list[_Line]:
    """The new lines, with the blank lines above each that the file has above the line that it replaces."""
    made = list(new)
    if made and ours and base and bool(made[0].blank) == bool(base[0].blank):
        made[0] = _Line(made[0].text, ours[0].blank)
    if len(new) == len(ours) == len(base):
        for n, (old, line, own) in enumerate(zip(base, new, ours, strict=True)):
            if bool(old.blank) == bool(line.blank):
                same = old.text == line.text.removesuffix("\r")
                made[n] = own if same else _Line(line.text, own.blank)
    return made
