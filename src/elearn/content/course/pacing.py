"""How long a course takes: the words that a learner reads on the way through, and the time to think and do.

Adults read about 238 words of English a minute (M. Brysbaert, "How many words do we read per minute?",
Journal of Memory and Language 109, 2019), and fewer from a screen at work.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from elearn.content.course.model import Course, Module, Page
from elearn.content.kinds import Block
from elearn.content.readability import ReadingEase, reading_ease, word_count
from elearn.content.text import Same

WORDS_A_MINUTE = 230


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page asks of a reader: how hard its words are, how many there are, and how many seconds it takes."""

    module: Module
    page: Page
    ease: ReadingEase
    words: int
    seconds: float


def page_readings(course: Course) -> list[PageReading]:
    """What each page of a course asks of a reader, in order."""
    return [
        PageReading(module, page, *_reading(Same(page))) for module in course.modules for page in module.pages
    ]


@lru_cache(maxsize=2_000)
def _reading(page: Same[Page]) -> tuple[ReadingEase, int, float]:
    """How hard a page is, its words and its seconds."""
    blocks = page.it.blocks
    return (
        reading_ease(passage for block in blocks for passage in block.prose()),
        word_count(passage for block in blocks for passage in block.read_through()),
        seconds_for(blocks),
    )


def course_minutes(course: Course) -> float:
    """How many minutes the whole course takes."""
    pages = sum(_reading(Same(page))[2] for page in course.pages())
    return (seconds_for(course.introduction) + pages) / 60


def seconds_for(blocks: Iterable[Block]) -> float:
    """How many seconds some blocks take."""
    return sum(word_count(block.read_through()) * 60 / WORDS_A_MINUTE + block.pause() for block in blocks)
