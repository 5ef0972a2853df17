"""E14: a course that names nobody to turn to. What it tells may have happened to a learner too."""

from collections.abc import Iterator

from elearn.checks.model import Examined, Found, Rule
from elearn.content.kinds import kinds_for
from elearn.content.text import Place
from elearn.phrases import either, phrase


def _in_whole(examined: Examined) -> Iterator[Found]:
    course, contacts = examined.course, kinds_for("contacts")
    if course and contacts and not any(block.purpose == "contacts" for block in course.blocks()):
        yield Found(
            Place(examined.source.course_file, 0),
            phrase("The course does not say who to turn to."),
            phrase(
                "Add %(blocks)s, and say who to call.", blocks=either(kind.opening() for kind in contacts)
            ),
        )


RULE = Rule(
    "E14",
    "no-support",
    "error",
    phrase("a course with neither support nor local pathway"),
    "a course without :::{support}",
    in_whole=_in_whole,
    subjects=frozenset({"course"}),
)
