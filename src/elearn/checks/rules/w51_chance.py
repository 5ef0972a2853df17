"""W51: an outcome that only some learners are asked about, because its questions are drawn from a bank."""

from collections.abc import Iterator

from elearn.checks.model import Examined, Found, Rule
from elearn.content.course import Course
from elearn.content.kinds import Question
from elearn.content.text import Place
from elearn.phrases import phrase


def _in_whole(examined: Examined) -> Iterator[Found]:
    for outcome in examined.course.outcomes if examined.course else ():
        if examined.course and _left_to_chance(examined.course, outcome.id):
            yield Found(
                examined.source.outcomes.get(outcome.id, Place(examined.source.course_file, 1)),
                phrase(
                    "Whether a learner is asked about the outcome “%(id)s” is left to chance.", id=outcome.id
                ),
                phrase("Ask about it on a page, or draw so many that a question on it is always among them."),
            )


def _left_to_chance(course: Course, outcome: str) -> bool:
    """Whether a bank has questions about an outcome, but no page asks about it and no draw is sure to."""
    blocks = (block for page in course.pages() for block in page.blocks)
    if any(isinstance(block, Question) and block.outcome == outcome for block in blocks):
        return False
    drawn = course.drawn()
    asked = False
    for bank in course.banks:
        others = sum(question.outcome != outcome for question in bank.questions)
        if drawn.get(bank.id, 0) > others:
            return False
        asked = asked or others < len(bank.questions)
    return asked


RULE = Rule(
    "W51",
    "chance",
    "warning",
    phrase("an outcome that a learner may or may not be asked about"),
    "an outcome with one question, in a bank of ten of which three are drawn",
    in_whole=_in_whole,
    subjects=frozenset({"course"}),
)
