"""The text form that questions share whose body is a list: a stem, the list, the feedback on the whole.

Stem

- Item
  > Feedback on it
- Item

Feedback on the question
"""

import re
from dataclasses import dataclass, field

from elearn.content.kinds._parts.slips import LISTED, report_slip
from elearn.content.text import normalise, quoted
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import ProblemLog

_OWN_ID = late(r"\s*\{#([^{}]*)\}$")
_QUOTED = late(r"\s*> ?(.*)$")
_LISTED = late(r"([-*+]|[0-9]{1,9}[.)])(\s|$)")
"""An item of any list, at the left margin."""


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


@dataclass(frozen=True)
class ListShape:
    """How the items of a list are written.

    `starts` matches where an item begins, and what it matches is its mark. `almost` matches a whole line that was meant
    to be one. `called` is as in “an option”, `how` says how to write one, `usual` are the marks that it may begin with,
    `lacks` what a line lacks whose mark is right. The three texts are phrases.
    """

    starts: re.Pattern[str]
    almost: re.Pattern[str]
    called: str
    how: str
    lacks: str = ""
    usual: str = "-+*"

    def report(self, line: str, number: int, log: ProblemLog) -> None:
        """Report a line that was meant to be an item and is none."""
        report_slip(line, number, self.called, self.how, log, self.usual, self.lacks)

    def slipped(self, line: str) -> bool:
        """Whether a line was meant to be an item and is none."""
        return bool(self.almost.match(line)) and not self.starts.match(line)


def read_list(body: str, first_line: int, log: ProblemLog, shape: ListShape) -> ListBody:
    """The parts of a question's body, after reporting each line of the list that cannot be read."""
    lines = body.split("\n")
    start = next((n for n, line in enumerate(lines) if shape.starts.match(line)), len(lines))
    end = _end(lines, start, shape.starts)
    above = max((n for n in range(start) if not lines[n].strip()), default=-1) + 1
    groups: list[list[str]] = []
    places: list[int] = []
    for number, line in enumerate(lines, first_line):
        within = start <= number - first_line < end
        near = within or (above <= number - first_line < start < len(lines))
        if shape.starts.match(line) and within:
            groups.append([])
            places.append(number)
        elif shape.slipped(line) or (near and _LISTED.match(line)):
            shape.report(line, number, log)
            continue
        if within:
            groups[-1].append(line)
    items = [_item(group, line, log, shape) for group, line in zip(groups, places, strict=True)]
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


def _item(lines: list[str], line: int, log: ProblemLog, shape: ListShape) -> WrittenItem:
    found = shape.starts.match(lines[0])
    assert found
    text = [lines[0][found.end() :].strip()]
    feedback: list[str] = []
    for number, raw in enumerate(lines[1:], line + 1):
        if quote := _QUOTED.match(raw):
            feedback.append(quote[1])
        elif not raw.strip():
            feedback += [""] if feedback else []
        elif LISTED.match(raw):
            shape.report(raw, number, log)
        elif feedback and feedback[-1]:
            feedback.append(raw.strip())
        elif not feedback and number == line + len(text):
            text.append(raw.strip())
        else:
            log.error(
                "S25",
                number,
                phrase("%(line)s belongs to no answer above it.", line=quoted(raw)),
                phrase(
                    "Write feedback on it below it, as “  > …”, and on the whole question at the left margin."
                ),
            )
    return WrittenItem(line, found[0], " ".join(text), normalise("\n".join(feedback)))
