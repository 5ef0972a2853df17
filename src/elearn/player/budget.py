"""Checks at build time that a course's saved state fits what an LMS stores, before a learner can lose it.

It counts what `browser/suspend.js` writes, bit by bit, at its longest: every page seen and one skipped, and
every question answered with its longest response.
"""

from collections.abc import Iterable, Iterator
from math import ceil
from typing import Any

from elearn.content.course import Course
from elearn.content.kinds import Question
from elearn.player.data import Standard
from elearn.problems import InputFault, Problem

LIMITS = {"scorm12": 4096, "scorm2004": 64_000}
"""Characters of suspend_data: SCORM 1.2 RTE 3.4.5 (CMIString4096); SCORM 2004 4th ed. RTE 4.2.23."""

_HASH = 24
_NARROWEST = 6
_LONGEST_TEXT = 250
_MOST_ATTEMPTS = 3 * 6
_FRAME = 4 + _HASH + 31 + _MOST_ATTEMPTS + 4 + 15 + _HASH + 1
"""Bits of salt, version, seed, attempt (up to 4,095), flags, score, page, and "was a page skipped?"."""
_ANSWER = 1 + 3 * 3 + 2 + 8
"""Bits of an answer that was not right first time: checks (up to 63), flags, best."""


def longest_state(course: Course) -> int:
    """Returns the most characters that the saved state can take."""
    pages, answers = len(course.pages()), _answers(course)
    bits = _FRAME + _ids(pages) + 2 * pages + _ids(len(answers)) + sum(answers)
    return len("2") + ceil(bits / 6) + ceil(_HASH / 6)


def _answers(course: Course) -> list[int]:
    """Returns the bits of each answer: all those on pages, and of each bank the longest that may be drawn."""
    on_pages = [block for page in course.pages() for block in page.blocks if isinstance(block, Question)]
    found = [_answer(question) for question in on_pages]
    for bank, many in course.drawn().items():
        found += sorted(map(_answer, course.bank(bank).questions), reverse=True)[:many]
    return found


def _answer(question: Question) -> int:
    return _ANSWER + _response(question)


def _ids(many: int) -> int:
    """Returns the bits of this many sorted hashes.

    First comes their number. Then, for each distance, come the low bits, and the high ones in unary.
    """
    low = _HASH - max(many - 1, 0).bit_length()
    return _number(many, 4) + (many * (low + 1) + (1 << _HASH - low) - 1 if many else 0)


def _number(value: int, size: int) -> int:
    """Returns the bits of a whole number in groups of `size`, with one more bit before each group."""
    return max(1, ceil(value.bit_length() / size)) * (size + 1)


def _response(question: Question) -> int:
    """Returns the bits of the longest response.

    Ids take the fewest bits that tell them apart. Anything else is text.
    """
    data, response = question.data(), question.longest_response()
    ids = set(_strings(value for value in data.values() if isinstance(value, (dict, list, tuple))))
    width = bits_apart(ids)
    if width <= _HASH and ids.issuperset(response):
        return _number(width - _NARROWEST + 1, 2) + _number(len(response), 2) + len(response) * width
    longest = int(data.get("longest", _LONGEST_TEXT))
    texts = [min(len(text.encode()), longest) for text in response]
    return _number(0, 2) + _number(len(texts), 2) + sum(_number(size, 4) + 8 * size for size in texts)


def bits_apart(ids: set[str]) -> int:
    """Returns how many bits of their hashes it takes to tell ids apart."""
    hashes = [_hash(each) for each in ids]
    width = _NARROWEST
    while width <= _HASH and len({each & ((1 << width) - 1) for each in hashes}) < len(hashes):
        width += 1
    return width


def _strings(values: Iterable[Any]) -> Iterator[str]:
    """Yields every text and every key in lists and objects."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from value
            yield from _strings(value.values())
        elif isinstance(value, (list, tuple)):
            yield from _strings(value)


def _hash(text: str) -> int:
    """Returns the FNV-1a hash over UTF-16, as the browser computes it."""
    value, data = 0x811C9DC5, text.encode("utf-16-le")
    for low, high in zip(data[::2], data[1::2], strict=True):
        value = (value ^ (high << 8 | low)) * 0x01000193 & 0xFFFFFFFF
    return value


def check(course: Course, standard: Standard) -> None:
    """Raises `InputFault` if the state could be longer than the standard stores."""
    limit, longest = LIMITS.get(standard), longest_state(course)
    if limit and longest > limit:
        raise InputFault(
            [
                Problem(
                    path=f"{course.slug}/course.md",
                    line=0,
                    column=0,
                    rule="P50",
                    severity="error",
                    message=f"A learner's progress would take {longest:,} characters; this format keeps {limit:,}.",
                    remedy="Divide the course in two, or build it for SCORM 2004.",
                )
            ]
        )
