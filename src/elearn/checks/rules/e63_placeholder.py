"""E63: words that we wrote into a new course or a draft, for a person to replace."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from elearn.checks.model import Examined, Found, Rule
from elearn.checks.texts import texts_of
from elearn.content import OF_A_NEW_COURSE, TO_CONFIRM, TO_WRITE, WITHIN_A_DRAFT
from elearn.content.kinds import kinds
from elearn.content.text import Place, quoted
from elearn.patterns import late
from elearn.phrases import phrase

_WITHIN = late(
    "|".join((*(f"(?i:{re.escape(each)})" for each in WITHIN_A_DRAFT), rf"\b{re.escape(TO_WRITE)}(?: .*)?$"))
)
_TO_CONFIRM = late(rf"^{TO_CONFIRM}(?:$|:[ \t])|, {TO_CONFIRM}$")


@cache
def _whole_lines() -> frozenset[str]:
    """The lines that stand only in a new course or a new block, without the marks of Markdown, in small letters."""
    examples, starters = set[str](), set[str]()
    for kind in kinds().values():
        examples |= _lines(kind.example)
        starters |= _lines(kind.begun())
    return frozenset(starters - examples) | {each.casefold() for each in OF_A_NEW_COURSE.values()}


def _lines(text: str) -> set[str]:
    """The lines of a block that learners would read. Labels that a board fills in (`- Who to call:`) are left out."""
    found = (line.strip() for each in texts_of(text, "") for line in each.text.split("\n"))
    return {line.casefold() for line in found if re.search(r"\w", line) and not line.endswith(":")}


@lru_cache(maxsize=20_000)
def _left_in(text: str) -> Sequence[tuple[int, str]]:
    """The line, from 0, and the words of each placeholder in a text."""
    left = list[tuple[int, str]]()
    for number, line in enumerate(text.split("\n")):
        said = line.strip().strip("\"'")
        if found := _WITHIN.search(said):
            left.append((number, found[0]))
        elif _TO_CONFIRM.search(said) or said.casefold() in _whole_lines():
            left.append((number, said))
    return left


def _in_whole(examined: Examined) -> Iterator[Found]:
    if examined.review and examined.review.status == "draft":
        return  # that its parts are still to be confirmed is what a draft says of itself
    told: set[tuple[str, int]] = set()
    for text in examined.texts:
        for number, words in () if text.is_note else _left_in(text.text):
            line = text.line + number
            block = (text.path, text.block or -line)
            if block not in told:
                told.add(block)
                yield Found(
                    Place(text.path, line),
                    phrase("%(words)s was written by us, to be replaced.", words=quoted(words)),
                    phrase("Write your own words here and in the rest of the block, or take the block out.")
                    if text.block
                    else phrase("Write your own words here."),
                )


RULE = Rule(
    "E63",
    "placeholder",
    "error",
    phrase(
        "words that we put into a new course or a draft, and nobody has replaced (a review that says it is a draft may "
        "hold them)"
    ),
    "To be written: what helps",
    in_whole=_in_whole,
    subjects=frozenset({"course", "review"}),
)
