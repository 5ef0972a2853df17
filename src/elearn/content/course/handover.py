"""What we say when we hand a course over: what a board fills in first, and what we did to its pictures."""

from elearn.content.course.courses import LoadedCourse
from elearn.content.course.look import RULE
from elearn.content.course.model import Course
from elearn.content.text import quoted
from elearn.phrases import joined, phrase


def to_fill_in(course: Course) -> tuple[str, ...]:
    """The labels of the local contacts that have no value yet, in order."""
    return tuple(label for block in course.blocks() for label in block.unfilled())


def handover_note(course: Course) -> str:
    """One line that says what to fill in, or "" if there is nothing. It shows “Ask your safeguarding lead”."""
    labels = to_fill_in(course)
    if not labels:
        return ""
    return phrase(
        "%(course)s: before it goes to staff, fill in your local pathway: %(labels)s. Until then "
        "it says “Ask your safeguarding lead”.",
        course=course.slug,
        labels=", ".join(quoted(label) for label in labels),
    )


def notes_on_pictures(loaded: LoadedCourse) -> tuple[str, ...]:
    """A line for each picture that is large, which says what happens to it."""
    return tuple(joined((loaded.slug, each.message), ": ") for each in loaded.problems if each.rule == RULE)
