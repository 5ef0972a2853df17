"""The questions of a course, each with its place."""

from collections.abc import Iterator

from elearn.checks.model import Examined
from elearn.content.kinds import Question
from elearn.content.kinds._choice import ChoiceQuestion
from elearn.content.text import Place


def questions(matter: Examined) -> Iterator[tuple[Question, Place]]:
    """Every question of the course and of its banks."""
    if matter.course:
        for block, place in zip(matter.course.blocks(), matter.source.blocks, strict=True):
            if isinstance(block, Question):
                yield block, place


def choices(matter: Examined) -> Iterator[tuple[ChoiceQuestion, Place]]:
    """Those with answers to choose from."""
    for question, place in questions(matter):
        if isinstance(question, ChoiceQuestion):
            yield question, place
