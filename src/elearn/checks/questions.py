"""The questions of a course, each with its place."""

from collections.abc import Iterator

from elearn.checks.model import Examined
from elearn.content.kinds import Question
from elearn.content.kinds._choice import ChoiceQuestion
from elearn.content.text import Place


def questions(examined: Examined) -> Iterator[tuple[Question, Place]]:
    """Every question of the course and of its banks."""
    if examined.course:
        for block, place in zip(examined.course.blocks(), examined.source.blocks, strict=True):
            if isinstance(block, Question):
                yield block, place


def choices(examined: Examined) -> Iterator[tuple[ChoiceQuestion, Place]]:
    """The questions with answers to choose from."""
    for question, place in questions(examined):
        if isinstance(question, ChoiceQuestion):
            yield question, place
