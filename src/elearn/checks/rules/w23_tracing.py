"""W23 to W25: outcomes that are asked about too early, and pages and recommendations without an outcome."""

from collections.abc import Iterator

from elearn.checks.model import Examined, Found, course_rule
from elearn.checks.questions import questions
from elearn.content.course import outcome_rows, outcomes_served, unanswered
from elearn.content.text import Place, quoted
from elearn.phrases import phrase


def _untaught(examined: Examined) -> Iterator[Found]:
    rows = outcome_rows(examined.course) if examined.course else ()
    early = {name: row.outcome for row in rows for name in row.untaught}
    for question, place in questions(examined) if early else ():
        if question.name in early:
            yield Found(
                place,
                phrase(
                    "The question “%(name)s” asks about %(text)s before a page has taught it.",
                    name=question.name,
                    text=quoted(early[question.name].text),
                ),
                phrase("Put what it is about before it, on the same page or an earlier one of the module."),
            )


def _serving_none(examined: Examined) -> Iterator[Found]:
    if examined.course:
        for row, place in zip(outcomes_served(examined.course), examined.source.pages, strict=True):
            if row.serves_none:
                yield Found(
                    place,
                    phrase(
                        "The page %(title)s serves no outcome: no question of its module asks about one.",
                        title=quoted(row.page.title),
                    ),
                    phrase(
                        "Ask about it, give it an outcome, or move the page to the module that it belongs to."
                    ),
                )


def _unanswered(examined: Examined) -> Iterator[Found]:
    course = examined.course
    if not course:
        return
    usual = examined.source.keys.get("learned_from", Place(examined.source.course_file, 1))
    for reference in unanswered(course):
        yield Found(
            examined.source.recommendations.get(reference, usual),
            phrase("No outcome says that it answers the recommendation %(reference)s.", reference=reference),
            phrase(
                "Add learned_from: [%(reference)s] to the outcome that does, or take it out here.",
                reference=reference,
            ),
        )
    for outcome in course.outcomes:
        for reference in outcome.learned_from:
            if reference not in course.learned_from:
                yield Found(
                    examined.source.answered.get((outcome.id, reference), usual),
                    phrase(
                        "The outcome “%(id)s” answers %(reference)s, which the course does not name.",
                        id=outcome.id,
                        reference=reference,
                    ),
                    phrase("Add %(reference)s to the course's own learned_from.", reference=reference),
                )


RULES = (
    course_rule(
        "W23",
        "untaught",
        "warning",
        phrase("an outcome that is asked about before a page has taught it"),
        "a module that begins with its question",
        _untaught,
    ),
    course_rule(
        "W24",
        "serves-none",
        "warning",
        phrase("a page that serves no outcome"),
        "a page in a module that asks nothing",
        _serving_none,
    ),
    course_rule(
        "W25",
        "unanswered",
        "warning",
        phrase("a recommendation that no outcome answers, once outcomes say theirs"),
        "learned_from: [wrenshire-alder#r2]",
        _unanswered,
    ),
)
