"""Finds what is wrong with a course that can be read: each block's own checks, and rules about the whole course."""

from elearn.content.course.marks import check_passages
from elearn.content.course.model import Course
from elearn.content.kinds import Question
from elearn.content.text import Place, Source, quoted
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog, our_own_fault


def check_course(course: Course, source: Source, problems: list[Problem]) -> None:
    """Report what is wrong with a course, apart from what needs its folder or the reviews."""
    blocks = course.blocks()
    for block, place in zip(blocks, source.blocks, strict=True):
        log = ProblemLog(place.path, problems)
        with our_own_fault(log, place.line, phrase("this block")):
            block.check(log, place.line)
            block.check_among(blocks, log, place.line)
    for page, place in zip(course.pages(), source.pages, strict=True):
        if not page.blocks:
            ProblemLog(place.path, problems).warn(
                "S13",
                place.line,
                phrase("The page %(title)s is empty.", title=quoted(page.title)),
                phrase("Write it, or take it out."),
            )
    _check_marking(course, source, problems)
    _check_theme(course, source, problems)
    check_passages(course, source, problems)
    for block, place in zip(course.introduction, source.blocks, strict=False):
        if isinstance(block, Question) or block.draws_from():
            ProblemLog(place.path, problems).error(
                "S84",
                place.line,
                phrase("There is a question in the introduction."),
                phrase("Move it to a page of a module."),
            )


def _check_theme(course: Course, source: Source, problems: list[Problem]) -> None:
    """S85: report an accent colour that people cannot read."""
    place = source.keys.get("theme", _course_file(source))
    for message, remedy in course.theme.faults():
        ProblemLog(place.path, problems).error("S85", place.line, message, remedy)


def _check_marking(course: Course, source: Source, problems: list[Problem]) -> None:
    """S34: report completion settings that do not fit the points that the questions give."""
    completion, scored = course.completion, course.points() > 0
    faults = (
        (
            "completion",
            completion.pass_mark and not scored,
            phrase("There is a pass mark, but no question gives points."),
            phrase("Write questions, or take pass_mark out."),
        ),
        (
            "completion",
            completion.questions == "all" and not completion.pass_mark and not scored,
            phrase("Every question that gives points has to be answered, but there is none."),
            phrase("Write questions, or take questions: all out."),
        ),
        (
            "completion",
            completion.unscored == "passed" and scored,
            phrase("It should be passed as a course without points, but its questions give points."),
            phrase("Set a pass_mark, or take unscored out, or write :points: 0 in each question."),
        ),
        (
            "bands",
            course.bands and not scored,
            phrase("There are bands of scores, but no question gives points."),
            phrase("Write questions, or take bands out."),
        ),
    )
    for key, wrong, message, remedy in faults:
        if wrong:
            place = source.keys.get(key, _course_file(source))
            ProblemLog(place.path, problems).error("S34", place.line, message, remedy)


def _course_file(source: Source) -> Place:
    return Place(source.course_file, 1)
