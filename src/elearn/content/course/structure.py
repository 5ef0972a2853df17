"""What is wrong with a course that can be read: each block's own checks, and the rules that need the whole course."""

import re
from collections.abc import Collection

from elearn.content.course.model import Course
from elearn.content.kinds import Block, Question, kinds_for, opening_for
from elearn.content.text import Place, Source, did_you_mean, quoted
from elearn.problems import Problem, ProblemLog

_TAG = re.compile(r"(?<!`)<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|!--)")
_HASHES = re.compile(r"^(#{1,6}[^\W\d_][^\n]*|#{3,6} [^\n]*\{#[^{}\n]*\})$", re.MULTILINE)
_OPTION = re.compile(r"\A(:?)([a-z][a-z-]*) ?(:?)[ \t][^\n]*")
_PICTURE = re.compile(r"(?<!`)!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")


def check_course(course: Course, source: Source, problems: list[Problem]) -> None:
    """Report what forbids or advises against publishing it, apart from what needs its folder or the reviews."""
    blocks = course.blocks()
    for block, place in zip(blocks, source.blocks, strict=True):
        block.check(ProblemLog(place.path, problems), place.line)
        block.check_among(blocks, ProblemLog(place.path, problems), place.line)
        _check_prose(block, place, ProblemLog(place.path, problems))
    for page, place in zip(course.pages(), source.pages, strict=True):
        if not page.blocks:
            ProblemLog(place.path, problems).warn(
                "S13", place.line, f"The page {quoted(page.title)} is empty.", "Write it, or take it out."
            )
    _check_tracing(course, source, problems)
    _check_care(course, source, problems)
    _check_chance(course, source, problems)
    _check_marking(course, source, problems)
    _check_theme(course, source, problems)
    for band, place in zip(course.bands, source.bands, strict=False):
        _check_passage(band.text, place, ProblemLog(place.path, problems))
    for block, place in zip(course.introduction, source.blocks, strict=False):
        if isinstance(block, Question) or block.draws_from():
            ProblemLog(place.path, problems).error(
                "S84", place.line, "A question stands in the introduction.", "Move it to a page of a module."
            )


def _check_prose(block: Block, place: Place, log: ProblemLog) -> None:
    """S35 to S37: what Markdown can say and a page cannot show, and marks that have missed their place."""
    options = {block.option_name(name) for name in block.option_fields()}
    for passage in block.prose():
        found = _OPTION.match(passage)
        if found and found[2] in options and (found[1] or found[3]):
            log.warn(
                "S37", place.line, f"Learners would read {quoted(found[0])} as text.",
                f"Write it as “:{found[2]}: …”, directly under the opening line, with no empty line between.",
            )  # fmt: skip
        _check_passage(passage, place, log)


def _check_passage(passage: str, place: Place, log: ProblemLog) -> None:
    if found := _TAG.search(passage):
        log.warn(
            "S35", place.line, f"The HTML {quoted(found[0])} is shown to learners as it stands.",
            "Use Markdown; to show the signs themselves, put them between backticks.",
        )  # fmt: skip
    if found := _HASHES.search(passage):
        log.warn(
            "S37", place.line, f"Learners would read {quoted(found[0])} with its signs.",
            "Write a heading with a space behind its #; a page begins with ##, and it alone has an id, {#…}.",
        )  # fmt: skip
    if found := _PICTURE.search(passage):
        picture = opening_for("picture")
        log.error(
            "S36", place.line, f"The picture {quoted(found[0])} stands in running text.",
            f"Give it a block of its own: {picture} media/name.svg" if picture else "Take it out.",
        )  # fmt: skip


def _check_tracing(course: Course, source: Source, problems: list[Problem]) -> None:
    """E22: every question with a right answer tests an outcome, and every outcome is tested."""
    for block, place in zip(course.blocks(), source.blocks, strict=True):
        if isinstance(block, Question) and block.marked and block.outcome is None:
            ProblemLog(place.path, problems).error(
                "E22",
                place.line,
                f"The question “{block.name}” tests no outcome.",
                "Add :outcome: with the name of one from course.md.",
            )
    tested = {question.outcome for question in course.questions() if question.marked}
    for outcome in course.outcomes:
        if outcome.id not in tested:
            place = source.outcomes.get(outcome.id, _course_file(source))
            ProblemLog(place.path, problems).error(
                "E22",
                place.line,
                f"No question tests the outcome “{outcome.id}”.",
                "Write a question for it, or take it out.",
            )


def _check_care(course: Course, source: Source, problems: list[Problem]) -> None:
    """E14: every course says who to turn to, if there is a kind of block for it."""
    contacts = kinds_for("contacts")
    if contacts and not any(block.purpose == "contacts" for block in course.blocks()):
        place = _course_file(source)
        ProblemLog(place.path, problems).error(
            "E14",
            0,
            "The course does not say who to turn to.",
            f"Add {' or '.join(kind.opening() for kind in contacts)}, and say who to call.",
        )


def _check_chance(course: Course, source: Source, problems: list[Problem]) -> None:
    """W51: an outcome that only some learners are asked about."""
    drawn = course.drawn()
    for outcome in course.outcomes:
        places = [
            block
            for page in course.pages()
            for block in page.blocks
            if isinstance(block, Question) and block.outcome == outcome.id
        ]
        others = {
            bank.id: sum(question.outcome != outcome.id for question in bank.questions)
            for bank in course.banks
        }
        sure = places or any(drawn.get(bank.id, 0) > others[bank.id] for bank in course.banks)
        if not sure and any(others[bank.id] < len(bank.questions) for bank in course.banks):
            place = source.outcomes.get(outcome.id, _course_file(source))
            ProblemLog(place.path, problems).warn(
                "W51",
                place.line,
                f"Whether a learner is asked about the outcome “{outcome.id}” is left to chance.",
                "Ask about it on a page, or draw so many that a question on it is always among them.",
            )


def _check_theme(course: Course, source: Source, problems: list[Problem]) -> None:
    """S85: an accent of its own that cannot be read."""
    place = source.keys.get("theme", _course_file(source))
    for message, remedy in course.theme.faults():
        ProblemLog(place.path, problems).error("S85", place.line, message, remedy)


def _check_marking(course: Course, source: Source, problems: list[Problem]) -> None:
    """S34: what completes the course suits the points that its questions give."""
    completion, scored = course.completion, course.points() > 0
    faults = (
        (
            "completion", completion.pass_mark and not scored,
            "There is a pass mark, and no question gives points.", "Write questions, or take pass_mark out.",
        ),
        (
            "completion", completion.questions == "all" and not completion.pass_mark and not scored,
            "Every question that gives points has to be answered, and there is none.",
            "Write questions, or take questions: all out.",
        ),
        (
            "completion", completion.unscored == "passed" and scored,
            "It is to be passed as a course that has nothing to score, and its questions give points.",
            "Set a pass_mark, or take unscored out, or write :points: 0 in each question.",
        ),
        (
            "bands", course.bands and not scored,
            "There are bands of scores, and no question gives points.", "Write questions, or take bands out.",
        ),
    )  # fmt: skip
    for key, wrong, message, remedy in faults:
        if wrong:
            place = source.keys.get(key, _course_file(source))
            ProblemLog(place.path, problems).error("S34", place.line, message, remedy)


def check_learned_from(
    course: Course, source: Source, known: Collection[str], problems: list[Problem]
) -> None:
    """E22: what the course says that it was learned from is in the reviews (`known`: review-slug#recommendation-id)."""
    usual = source.keys.get("learned_from", _course_file(source))
    named = [(reference, source.recommendations.get(reference, usual)) for reference in course.learned_from]
    for outcome in course.outcomes:
        named += [
            (reference, source.answered.get((outcome.id, reference), source.outcomes.get(outcome.id, usual)))
            for reference in outcome.learned_from
            if reference not in course.learned_from
        ]
    for reference, place in named:
        if reference not in known:
            ProblemLog(place.path, problems).error(
                "E22", place.line, f"No review holds the recommendation “{reference}”.",
                did_you_mean(reference, known, nothing="Add the review's file, or take this out."),
            )  # fmt: skip


def _course_file(source: Source) -> Place:
    return Place(source.course_file, 1)
