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
    directive = written.directive
    if not written.patchable or written.picture or (directive is None) != (kind is Text):
        return None
    if directive is None:
        body = _patched_body(lines, written.kind, written.values, kind, values)
        return None if body is None else _joined(body, lines)
    head, inside, rest = _parts(lines, directive)
    opening = _patched_opening(head[0], kind, values)
    options = _patched_options(head[1:], written, kind, values)
    body = _patched_body(inside, written.kind, written.values, kind, values)
    if opening is None or body is None:
        return None
    if options and any(body[:1]) and body[0].strip() and not (head[1:] and inside[:1] == body[:1]):
        body = ["", *body]
    return _joined([opening, *options, *body, *rest], lines)


def _parts(lines: list[str], directive: Directive) -> tuple[list[str], list[str], list[str]]:
    """The opening line with the options, the body, and the closing line with what follows it."""
    options = max(directive.option_lines.values(), default=directive.line)
    return (
        lines[directive.line - 1 : options],
        lines[options : directive.last - 1],
        lines[directive.last - 1 :],
    )


def _joined(made: list[str], lines: list[str]) -> str:
    """The lines as one text, with the line ends of `lines`."""
    if not any(line.endswith("\r") for line in lines):
        return "\n".join(made)
    ended = [line if line.endswith("\r") else f"{line}\r" for line in made]
    if ended and not lines[-1].endswith("\r"):
        ended[-1] = ended[-1].removesuffix("\r")
    return "\n".join(ended)


def _patched_opening(line: str, kind: type[Block], values: Values) -> str | None:
    found = _OPENING.match(line.rstrip("\r"))
    if not found:
        return None
    asked = kind.directive() == QUESTION
    argument = kind.kind if asked else str(values[kind.argument_field]) if kind.argument_field else ""
    if (found[2].strip(), found[4]) == (kind.directive(), argument):
        return line
    between = found[3] if argument and found[3] != "}" else "} " if argument else "}"
    return f"{found[1]}{kind.directive()}{between}{argument}"


def _patched_options(lines: list[str], written: Written, kind: type[Block], values: Values) -> list[str]:
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
            made[at] = f"{before[0].rstrip() if before else f':{name}:'} {value}"
        else:
            earlier = order[: order.index(name)]
            after = [n for n, line in enumerate(made) if line[1:].partition(":")[0] in earlier]
            made.insert(max(after, default=-1) + 1, f":{name}: {value}")
    return made


@dataclass(frozen=True)
class _Line:
    """A line that is not blank, and how many blank lines are above it."""

    text: str
    blank: int

    @property
    def key(self) -> str:
        """What the line says, however it is marked."""
        said = _ID.sub("", self.text.strip())
        return " ".join(_MARK.sub("- ", said).split()).casefold()

    @property
    def as_told(self) -> tuple[str, bool]:
        """What has to be the same in two canonical texts for the line to be unchanged."""
        return self.text, self.blank > 0


def _lines(texts: Sequence[str]) -> list[_Line]:
    found: list[_Line] = []
    blank = 0
    for text in texts:
        if text.strip():
            found.append(_Line(text, blank))
            blank = 0
        else:
            blank += 1
    return found


def _text_of(kind: type[Block], values: Values) -> list[str]:
    return (canonical(kind, values) if kind is Text else body_of(kind, values)).split("\n")


def _patched_body(
    inside: list[str], kind: type[Block], values: Values, new_kind: type[Block], new_values: Values
) -> list[str] | None:
    """The lines of the body with the difference between two canonical bodies, or None if they are too different."""
    base, new, ours = _lines(_text_of(kind, values)), _lines(_text_of(new_kind, new_values)), _lines(inside)
    if [line.as_told for line in base] == [line.as_told for line in new]:
        return inside
    found = SequenceMatcher(None, [x.key for x in base], [x.key for x in ours], autojunk=False)
    place = {a + n: b + n for a, b, size in found.get_matching_blocks() for n in range(size)}
    made: list[_Line] = []
    done = 0
    for change in _changes(base, new, place):
        start, end = _range(change, place, len(base), len(ours))
        made += ours[done:start]
        told = base[change.old : change.old_end]
        made += _replaced(told, new[change.new : change.new_end], ours[start:end])
        done = end
    made += ours[done:]
    tail = len(inside) - sum(line.blank + 1 for line in ours)
    return [
        *(each for line in made for each in ([""] * line.blank + [line.text])),
        *inside[len(inside) - tail :],
    ]


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
    """The new lines, with as many blank lines above each as the file has above the line that it replaces."""
    made = list(new)
    if made and ours and base and (made[0].blank > 0) == (base[0].blank > 0):
        made[0] = _Line(made[0].text, ours[0].blank)
    if len(new) == len(ours) == len(base):
        for n, (old, line, own) in enumerate(zip(base, new, ours, strict=True)):
            if (old.blank > 0) == (line.blank > 0):
                made[n] = own if old.text == line.text else _Line(line.text, own.blank)
    return made
