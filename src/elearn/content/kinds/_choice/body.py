"""The text form of a question's options: `- [ ] Option {#its-id}`, the right one `- [x]`, feedback below each."""

import re
from dataclasses import dataclass, field

from elearn.content.kinds._parts.body import ListShape, read_list, split_id
from elearn.content.kinds._parts.slips import MARKS
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import ProblemLog

OPTION_START = late(r"^[-*+][ \t\xa0]+\[[ \t\xa0xX]?\](?=\s|$)", re.MULTILINE)
ALMOST_AN_OPTION = late(
    rf"^[ \t]*(?:(?:{MARKS}[ \t\xa0]*)?\[(?:[ \t\xa0]*[xX✓✔✗✘☑]?[ \t\xa0]*)\](?![(\[:])"
    rf"|{MARKS}[ \t\xa0]*(?:\[[^\]\s]\](?![(\[:])|\((?:|[ xX✓✔])\)(?=\s)|[☐☑☒✓✔]))",
    re.MULTILINE,
)
SHAPE = ListShape(
    OPTION_START,
    ALMOST_AN_OPTION,
    # Translators: as in “… is almost an option: it is indented.” In Welsh it follows “yn”, so it is mutated.
    phrase("an option"),
    phrase("Write “- [ ] Text” or “- [x] Text”."),
    phrase("“[ ]” or “[x]” and a space have to follow its mark"),
)


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
    read = read_list(body, first_line, log, SHAPE)
    options = []
    for item in read.items:
        text, own_id = split_id(item.text)
        if not text:
            log.error(
                "S25",
                item.line,
                phrase("This option says nothing."),
                phrase("Write what it says."),
            )
        options.append(WrittenOption(item.line, text, "x" in item.mark.lower(), own_id, item.feedback))
    return QuestionBody(read.stem, options, read.feedback)
