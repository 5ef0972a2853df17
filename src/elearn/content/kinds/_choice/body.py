"""The text form of a question's body: a stem, the options, the feedback on the whole.

Stem

- [ ] Option {#its-id}
  > Feedback on it
- [x] The right one
  > Feedback on it

Feedback on the question
"""

import re
from dataclasses import dataclass, field

from elearn.content.forms import Report
from elearn.content.prose import normalise
from elearn.content.words import quoted

OPTION_START = re.compile(r"^[-*+][ \t]+\[[ \txX]?\](?=\s|$)", re.MULTILINE)
_OWN_ID = re.compile(r"\s*\{#([^{}]*)\}$")
_QUOTED = re.compile(r"\s*> ?(.*)$")
ALMOST_AN_OPTION = re.compile(r"^[-*+][ \t]+\[([ \txX]{2,}|[^\]\s]|[ ])\](?![(\[:])", re.MULTILINE)


@dataclass
class WrittenOption:
    """An option as it stands in the file; `id` is "" where none is written."""

    line: int
    text: str
    right: bool
    id: str = ""
    feedback: str = ""


@dataclass
class QuestionBody:
    """The three parts of a question's body."""

    stem: str = ""
    options: list[WrittenOption] = field(default_factory=list)
    feedback: str = ""


def read_options(body: str, first_line: int, report: Report) -> QuestionBody:
    """The parts of a question's body, reporting every option line that cannot be read."""
    lines = body.split("\n")
    start = next((n for n, line in enumerate(lines) if OPTION_START.match(line)), len(lines))
    end = _end_of_options(lines, start)
    for number, line in enumerate(lines, first_line):
        if ALMOST_AN_OPTION.match(line) and not OPTION_START.match(line):
            report.error(
                "S25", number, f"{quoted(line)} is almost an option.", "Write “- [ ] Text” or “- [x] Text”."
            )
    groups: list[list[str]] = []
    places: list[int] = []
    for number, line in enumerate(lines[start:end], start):
        if OPTION_START.match(line):
            groups.append([])
            places.append(first_line + number)
        groups[-1].append(line)
    options = [_option(group, line, report) for group, line in zip(groups, places, strict=True)]
    return QuestionBody(normalise("\n".join(lines[:start])), options, normalise("\n".join(lines[end:])))


def _end_of_options(lines: list[str], start: int) -> int:
    """The index of the first line after the options: not indented, no option, after a blank line."""
    blank = False
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.strip():
            blank = True
        elif line[0].isspace() or OPTION_START.match(line):
            blank = False
        elif blank:
            return index
    return len(lines)


def _option(lines: list[str], line: int, report: Report) -> WrittenOption:
    found = OPTION_START.match(lines[0])
    assert found
    right = "x" in found[0].lower()
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
            report.error(
                "S25", number, f"{quoted(raw)} belongs to no option.", "Feedback is written as “  > …”."
            )
    whole = " ".join(text)
    own_id = _OWN_ID.search(whole)
    if own_id:
        whole = whole[: own_id.start()]
    if not whole:
        report.error("S25", line, "This option says nothing.", "Write its text behind the brackets.")
    return WrittenOption(line, whole, right, own_id[1] if own_id else "", normalise("\n".join(feedback)))
