"""A refresher: the questions of a course, drawn at random, with what to remember and where to turn."""

import re
from collections.abc import Iterable

from elearn.authoring.beginnings.new_course import PASSED, NewCourse, NewModule, NewOutcome, NewPage
from elearn.authoring.beginnings.stubs import block_for, introduction, starters, stub
from elearn.content.course import Course
from elearn.content.kinds import Block, Question
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import NotFound

MOST_DRAWN = 2
"""How many questions about an outcome a learner is asked."""
_LINK = late(r"(?<!^- )\[([^\[\]]*)\]\(#([a-z0-9-]+)\)", re.MULTILINE)
"""A link to a page. What a choice of a story leads to is written as one, first in a line of a list."""


def refresher_quiz(title: str, course: Course, bank: str = "") -> dict[str, str]:
    """The texts of a short course that asks questions of another: for each outcome a bank, from which a few are drawn.

    `bank` is the id of the bank that they come from, or "" for all the questions of the course that give points. Each
    gives one point here, so that all are worth the same. Raises NotFound, in words, if there are none.
    """
    held = _by_outcome(course, bank)
    outcomes = [
        NewOutcome(each.id, each.text, each.tier, each.learned_from)
        for each in course.outcomes
        if each.id in held
    ]
    if not outcomes:
        message = phrase(
            "The course “%(course)s” has no questions about an outcome there, so nothing can be asked again.",
            course=course.title,
        )
        raise NotFound(message)
    pages = [page.id for page in course.pages()]
    remember = "\n".join(f"- {each.text.rstrip('.')}. {stub('what to remember of it.')}" for each in outcomes)
    draws = (
        text
        for each in outcomes
        for text in block_for("draw", each.id, f":questions: {min(MOST_DRAWN, len(held[each.id]))}")
    )
    contacts = _texts(course.blocks(), starters("contacts"))
    module = NewModule(
        "refresher",
        "What do you remember?",
        (
            NewPage("what-to-remember", "What to remember", (remember,)),
            NewPage("what-would-you-do", "What would you do?", tuple(draws)),
            NewPage("where-to-turn", "Where to turn", contacts),
        ),
    )
    warning = _texts(course.introduction, ())
    says = stub(f"for whom this refresher is. It asks again about what “{course.title}” taught.")
    return NewCourse(
        title,
        stub("what this refresher is for, and for whom, in two sentences."),
        [module],
        (says, *warning) if warning else introduction(says),
        outcomes,
        {each.id: _bank(each.text, held[each.id], pages) for each in outcomes},
        PASSED,
        "1 year",
        course.language,
        course.audience,
        course.invented_people,
    ).texts()


def _by_outcome(course: Course, bank: str) -> dict[str, list[Question]]:
    """The questions that give points, by the outcome that they test."""
    every = (
        next((each.questions for each in course.banks if each.id == bank), ()) if bank else course.questions()
    )
    held: dict[str, list[Question]] = {}
    for question in every:
        if question.weight and question.outcome:
            held.setdefault(question.outcome, []).append(question)
    return held


def _texts(blocks: Iterable[Block], otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of those blocks that warn, in an introduction, or that say where to turn; `otherwise` if none does."""
    purposes = ("contacts",) if otherwise else ("warning",)
    return tuple(each.write().text() for each in blocks if each.purpose in purposes) or otherwise


def _bank(title: str, questions: Iterable[Question], pages: Iterable[str]) -> str:
    """The text of a bank. Links to pages, which are not here, become their words."""
    gone = set(pages)
    each = (question.model_copy(update={"points": 1}).write().text() for question in questions)
    plain = (_LINK.sub(lambda found: found[1] if found[2] in gone else found[0], text) for text in each)
    return "\n\n".join((f"# {title}", *plain)) + "\n"
