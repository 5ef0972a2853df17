"""E14: a course that names nobody to turn to. What it tells may have happened to a learner too."""

from collections.abc import Iterator

from elearn.checks.model import Examined, Found, Rule
from elearn.content.text import Place


def _in_whole(examined: Examined) -> Iterator[Found]:
    course = examined.course
    if course and not {"support", "local-pathway"} & {block.kind for block in course.blocks()}:
        yield Found(
            Place(examined.source.course_file, 0),
            "The course has neither a support block nor a local pathway.",
            "Add :::{support} with people and lines to turn to, and :::{local-pathway} with whom to call.",
        )


RULE = Rule(
    "E14",
    "no-support",
    "error",
    "a course with neither support nor local pathway",
    "a course without :::{support}",
    in_whole=_in_whole,
    subjects=frozenset({"course"}),
)
