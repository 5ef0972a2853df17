"""The text form of a question's options: `- [ ] Option {#its-id}`, the right one `- [x]`, feedback below each."""

import re
from dataclasses import dataclass, field

from elearn.content.kinds._parts.body import read_list, split_id
from elearn.content.text import quoted
from elearn.problems import ProblemLog

OPTION_START = re.compile(r"^[-*+][ \t\xa0]+\[[ \t\xa0xX]?\](?=\s|$)", re.MULTILINE)
ALMOST_AN_OPTION = re.compile(
    r"^(?:[-*+][ \t]+\[(?:[ \txX]{2,}|[^\]\s]|[ ])|[–—•·][ \t]*\[[ \xa0xX]?)\](?![(\[:])", re.MULTILINE
)
_SHAPE = "Write “- [ ] Text” or “- [x] Text”."


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


def read_options(body: str, first_line: int, log: ProblemLog) -> QuestionBody:
    """The parts of a question's body, reporting every option line that cannot be read."""
    before = len(log.problems)
    read = read_list(body, first_line, log, OPTION_START, ("an option", _SHAPE))
    told = {problem.line for problem in log.problems[before:]}
    for number, line in enumerate(body.split("\n"), first_line):
        if ALMOST_AN_OPTION.match(line) and not OPTION_START.match(line) and number not in told:
            log.error("S25", number, f"{quoted(line)} is almost an option.", _SHAPE)
    options = []
    for item in read.items:
        text, own_id = split_id(item.text)
        if not text:
            log.error("S25", item.line, "This option says nothing.", "Write its text after the brackets.")
        options.append(WrittenOption(item.line, text, "x" in item.mark.lower(), own_id, item.feedback))
    return QuestionBody(read.stem, options, read.feedback)
