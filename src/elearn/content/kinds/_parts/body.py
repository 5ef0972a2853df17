"""The text form that questions share whose body is a list: a stem, the list, the feedback on the whole.

Stem

- Item
  > Feedback on it
- Item

Feedback on the question
"""

import re
from dataclasses import dataclass, field

from elearn.content.text import normalise, quoted
from elearn.problems import ProblemLog

_OWN_ID = re.compile(r"\s*\{#([^{}]*)\}$")
_QUOTED = re.compile(r"\s*> ?(.*)$")
_LISTED = re.compile(r"([-*+]|[0-9]{1,9}[.)])(\s|$)")


@dataclass
class WrittenItem:
    """An item as it stands in the file: its mark, its text on one line, and the feedback on it."""

    line: int
    mark: str
    text: str
    feedback: str = ""


@dataclass
class ListBody:
    """The three parts of a question's body."""

    stem: str = ""
    items: list[WrittenItem] = field(default_factory=list)
    feedback: str = ""


def read_list(
    body: str, first_line: int, log: ProblemLog, starts: re.Pattern[str], shape: tuple[str, str]
) -> ListBody:
    """The parts of a question's body. `starts` matches where an item begins, and what it matches is its mark.

    Reports each line of the list that cannot be read; `shape` says what an item is called and how it is written.
    """
    lines = body.split("\n")
    start = next((n for n, line in enumerate(lines) if starts.match(line)), len(lines))
    end = _end(lines, start, starts)
    above = max((n for n in range(start) if not lines[n].strip()), default=-1) + 1
    for number, line in enumerate(lines[above:start] if start < len(lines) else [], first_line + above):
        if _LISTED.match(line):
            log.error("S25", number, f"{quoted(line)} is almost {shape[0]}.", shape[1])
    groups: list[list[str]] = []
    places: list[int] = []
    for number, line in enumerate(lines[start:end], first_line + start):
        if starts.match(line):
            groups.append([])
            places.append(number)
        elif _LISTED.match(line):
            log.error("S25", number, f"{quoted(line)} is almost {shape[0]}.", shape[1])
            continue
        groups[-1].append(line)
    items = [_item(group, line, log, starts) for group, line in zip(groups, places, strict=True)]
    return ListBody(normalise("\n".join(lines[:start])), items, normalise("\n".join(lines[end:])))


def write_list(stem: str, items: list[str], feedback: str) -> str:
    """The body that says this."""
    return "\n\n".join(part for part in (stem, "\n".join(items), feedback) if part)


def write_item(first: str, feedback: str) -> str:
    """An item with the feedback on it."""
    return "\n".join([first, *(f"  > {line}".rstrip() for line in feedback.split("\n") if feedback)])


def split_id(text: str) -> tuple[str, str]:
    """A text and the id that is written behind it, `{#id}`, or ""."""
    found = _OWN_ID.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def with_id(text: str, own_id: str, usual: str) -> str:
    """The text with its id behind it, where it would not get that id by itself."""
    return (
        text
        if own_id == usual and not split_id(text)[1] and not text.endswith("{#}")
        else f"{text} {{#{own_id}}}"
    )


def _end(lines: list[str], start: int, starts: re.Pattern[str]) -> int:
    """The index of the first line after the list: not indented, no item, after a blank line."""
    blank = False
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.strip():
            blank = True
        elif line[0].isspace() or starts.match(line):
            blank = False
        elif blank:
            return index
    return len(lines)


def _item(lines: list[str], line: int, log: ProblemLog, starts: re.Pattern[str]) -> WrittenItem:
    found = starts.match(lines[0])
    assert found
    text = [lines[0][found.end() :].strip()]
    feedback: list[str] = []
    for number, raw in enumerate(lines[1:], line + 1):
        if quote := _QUOTED.match(raw):
            feedback.append(quote[1])
        elif feedback:
            feedback.append(raw.strip())
        elif raw.strip() and number == line + len(text):
            text.append(raw.strip())
        elif raw.strip():
            log.error(
                "S25",
                number,
                f"{quoted(raw)} belongs to no answer above it.",
                "Write feedback on an answer below it, as “  > …”.",
            )
    return WrittenItem(line, found[0], " ".join(text), normalise("\n".join(feedback)))
