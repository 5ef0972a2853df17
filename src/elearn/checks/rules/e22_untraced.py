"""E22: a question without an outcome, an outcome without a question, an unknown recommendation."""

from collections.abc import Collection, Iterator

from elearn.checks.model import Examined, Found, Rule
from elearn.checks.questions import questions
from elearn.content.course import Course
from elearn.content.text import Place, Source, did_you_mean
from elearn.phrases import phrase


def _in_whole(examined: Examined) -> Iterator[Found]:
    if examined.course is None:
        return
    for question, place in questions(examined):
        if question.marked and question.outcome is None:
            yield Found(
                place,
                phrase("The question “%(name)s” tests no outcome.", name=question.name),
                phrase("Add :outcome: with the name of one from course.md."),
            )
    yield from _untested(examined.course, examined.source)
    if examined.recommendations is not None:
        yield from _unknown(examined.course, examined.source, examined.recommendations)


def _unknown(course: Course, source: Source, known: Collection[str]) -> Iterator[Found]:
    """References to no recommendation, each once. A review that is not here is reported once, at its first place."""
    astray = [
        (reference, place) for reference, place in _learned_from(course, source) if reference not in known
    ]
    # To list all that is known, every review has to be read. A course seldom needs that.
    reviews = {reference.partition("#")[0] for reference in known} if astray else set()
    missing: dict[str, tuple[Place, list[str]]] = {}
    for reference, place in astray:
        review = reference.partition("#")[0]
        name = reference if review in reviews else review
        missing.setdefault(name, (place, []))[1].append(reference)
    for name, (place, references) in missing.items():
        if name in references:
            message = phrase("No review holds the recommendation “%(name)s”.", name=name)
            remedy = did_you_mean(name, known, nothing=phrase("Add the review's file, or take this out."))
        else:
            message = phrase(
                "There is no review “%(name)s”, whose recommendations the course names: %(references)s.",
                name=name,
                references=", ".join(f"“{each}”" for each in dict.fromkeys(references)),
            )
            remedy = did_you_mean(name, reviews, nothing=phrase("Add the review's file, or take them out."))
        yield Found(place, message, remedy)


def _untested(course: Course, source: Source) -> Iterator[Found]:
    """Outcomes that no question tests."""
    tested = {question.outcome for question in course.questions() if question.marked}
    for outcome in course.outcomes:
        if outcome.id not in tested:
            yield Found(
                source.outcomes.get(outcome.id, Place(source.course_file, 1)),
                phrase("No question tests the outcome “%(id)s”.", id=outcome.id),
                phrase("Write a question for it, or take it out."),
            )


def _learned_from(course: Course, source: Source) -> Iterator[tuple[str, Place]]:
    """The recommendations that the course names, then those that only an outcome names, with places."""
    usual = source.keys.get("learned_from", Place(source.course_file, 1))
    for reference in course.learned_from:
        yield reference, source.recommendations.get(reference, usual)
    for outcome in course.outcomes:
        place = source.outcomes.get(outcome.id, usual)
        for reference in outcome.learned_from:
            if reference not in course.learned_from:
                yield reference, source.answered.get((outcome.id, reference), place)


RULE = Rule(
    "E22",
    "untraced",
    "error",
    phrase("an outcome, a question or a recommendation that is not traced"),
    "a question without :outcome:",
    in_whole=_in_whole,
    subjects=frozenset({"course"}),
)
