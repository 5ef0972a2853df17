"""A question as a file says it becomes one of our kinds, with what could not be carried."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from elearn.authoring.questions.model import LONGEST_QUESTION, Item
from elearn.authoring.questions.prose import words_of
from elearn.content import TO_BE_WRITTEN
from elearn.content.course import parts_of
from elearn.content.forms import RefusedValues, write_values
from elearn.content.kinds import question_kinds
from elearn.content.text import LONGEST_ID, Directive, one_line, quoted, read_outline, slug_of
from elearn.phrases import phrase
from elearn.problems import ProblemLog

MOST_ROWS = 26
"""Answers, pairs or steps of a question."""
LONGEST = 10_000
"""Characters of one text of a question."""
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_ROWS = ("options", "answers", "rows", "steps")


@dataclass(frozen=True)
class Answer:
    """An answer of a file: Markdown or plain text, the share of the points that it gives in percent, and feedback."""

    text: str
    share: Decimal = Decimal(0)
    feedback: str = ""


@dataclass
class Draft:
    """A question while it is read. `lost` keeps each phrase once."""

    number: int
    line: int = 0
    name: str = ""
    stem: str = ""
    feedback: str = ""
    hint: str = ""
    points: str = ""
    tests: str = ""
    why: str = ""
    offered: bool = True
    lost: dict[str, None] = field(default_factory=dict)

    def lose(self, *says: str) -> None:
        """Keeps what could not be carried."""
        self.lost.update(dict.fromkeys(says))

    def refused(self, why: str) -> Item:
        """An item that cannot be carried."""
        words = words_of(self.stem or self.name)
        return Item(self.number, self.line, words, self.name, why=why, lost=tuple(self.lost), offered=False)

    def item(self, kind: str, values: Mapping[str, Any]) -> Item:
        """The item as a kind of ours. Where the file has no feedback, it says that it is to be written."""
        if self.why:
            return self.refused(self.why)
        if not self.stem.strip():
            return self.refused(phrase("It has no question."))
        if kind not in question_kinds():
            return self.refused(phrase("There is no such kind of question here."))
        filled, to_write = _filled(values)
        more = {"hint": one_line(self.hint), "points": self.points, "feedback": self.feedback}
        marked = question_kinds()[kind].marked
        made = {
            "stem": self.stem,
            **filled,
            **({name: text for name, text in more.items() if text} if marked else {}),
        }
        if why := trouble(kind, made):
            return self.refused(why)
        return Item(
            self.number,
            self.line,
            words_of(self.stem),
            self.name,
            kind,
            made,
            lost=tuple(self.lost),
            to_write=to_write,
            tests=self.tests,
            offered=self.offered,
            marked=marked,
        )


def _filled(values: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """The values with words to be replaced where feedback is missing, and how many."""
    made, count = dict(values), 0
    for name in _ROWS:
        if name not in made:
            continue
        rows = []
        for row in made[name]:
            count += not row.get("feedback")
            rows.append({**row, "feedback": row.get("feedback") or TO_BE_WRITTEN})
        made[name] = rows
    return made, count


def block_text(item: Item, name: str, outcome: str) -> str:
    """The text of the block that an item becomes. Raises RefusedValues."""
    return write_values("", item.kind, {**item.values, "name": name, "outcome": outcome})


def trouble(kind: str, values: Mapping[str, Any]) -> str:
    """Why values cannot be a question of a kind, as a phrase. "": they can."""
    if any(len(values.get(name, ())) > MOST_ROWS for name in _ROWS):
        return phrase("It has more than %(most)s answers.", most=MOST_ROWS)
    texts = list(_texts(values))
    if any(len(each) > LONGEST for each in texts):
        return phrase("A text of it is longer than %(most)s characters.", most=f"{LONGEST:,}")
    try:
        written = write_values("", kind, {**values, "name": "question"})
    except RefusedValues as refused:
        return refused.problems[0].message
    pages = parts_of("01-module.md", f"# Module\n\n## Page\n\n{written}\n").pages
    blocks = [each for page in pages for each in page.blocks]
    if len(blocks) == 1 and blocks[0].block is not None:
        return ""
    return _refusal(kind, written) or phrase("It cannot be written as a question of this kind.")


def _refusal(kind: str, written: str) -> str:
    """What the kind itself says of a text that it does not take."""
    log = ProblemLog("")
    piece = next((each for each in read_outline(written, log) if isinstance(each, Directive)), None)
    if piece is not None:
        question_kinds()[kind].read(replace(piece, argument=""), log)
    return next((each.message for each in log.problems if each.severity == "error"), "")


def _texts(values: Any) -> Sequence[str]:
    if isinstance(values, str):
        return [values]
    if isinstance(values, Mapping):
        return [text for each in values.values() for text in _texts(each)]
    if isinstance(values, list | tuple):
        return [text for each in values for text in _texts(each)]
    return []


def too_long() -> str:
    """Why a question is not looked at."""
    return phrase("It is longer than %(most)s characters.", most=f"{LONGEST_QUESTION:,}")


def name_of(text: str) -> str:
    """A name for a question, made of what the file calls it; "" if nothing is left of it."""
    return slug_of(text)[: LONGEST_ID - 6].strip("-")


def points_of(draft: Draft, written: str) -> None:
    """Takes the points of a question, if they are a whole number that we know."""
    value = decimal_of(written)
    if value is None or value == 1:
        return
    if value == value.to_integral_value() and 0 <= value <= 100:
        draft.points = str(int(value))
    else:
        draft.lose(phrase("It gave %(points)s points; here it gives 1.", points=written.strip()))


def decimal_of(written: str) -> Decimal | None:
    """A number, or None. No number is so large that writing it out would take room."""
    written = written.strip()
    if not _NUMBER.fullmatch(written) or len(written) > 40:
        return None
    try:
        value = Decimal(written)
    except InvalidOperation:
        return None
    return value if abs(value) < Decimal(10) ** 10 else None


def written(value: Decimal) -> str:
    """A number without an exponent and without zeros behind."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def several(texts: Sequence[str]) -> str:
    """Texts in quotation marks, shortened, for a phrase."""
    shown = ", ".join(quoted(each) for each in texts[:3])
    return shown if len(texts) <= 3 else f"{shown}, …"
