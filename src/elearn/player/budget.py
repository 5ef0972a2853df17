"""Whether a course's saved state fits what an LMS keeps, found out when it is built and not when a learner loses it.

What is counted here is what `runtime/suspend.js` writes, at its longest: every page seen and skipped, every
question answered with all of its options.
"""

from elearn.content.kinds.base import Question
from elearn.content.model import Course
from elearn.player.data import Standard
from elearn.problems import InputFault, Problem

LIMITS = {"scorm12": 4096, "scorm2004": 64_000}
"""Characters of suspend_data: SCORM 1.2 RTE 3.4.5 (CMIString4096); SCORM 2004 4th ed. RTE 4.2.23."""

_FRAME = 80
_PAGE = 2 * 4
_QUESTION = 22


def longest_state(course: Course) -> int:
    """Characters that the saved state takes at most."""
    answers = sum(_answer(question) for question in course.questions())
    return _FRAME + _PAGE * len(course.pages()) + answers


def _answer(question: Question) -> int:
    return _QUESTION + question.longest_response()


def check(course: Course, standard: Standard) -> None:
    """Raises InputFault where the state would be longer than the standard keeps."""
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
