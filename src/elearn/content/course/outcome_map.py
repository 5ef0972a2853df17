"""Maps what a course teaches, asks and answers: outcomes by page, question and recommendation, and what is loose.

A page *asks* about an outcome if a question on it, or one that it draws, tests the outcome. It *teaches* the outcomes
that it asks about. A page without questions teaches those of the next page of its module that asks, or else of the last
one before it. A page of care, closing or take-away (support, a pathway, a briefing, a reflection …) need not serve one.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from elearn.content.course.model import Course, Module, Outcome, Page
from elearn.content.course.pacing import course_minutes, page_readings
from elearn.content.kinds import Block, Question
from elearn.content.readability import word_count
from elearn.phrases import phrase

TAUGHT = 15
"""So many words of text before a question count as teaching."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that tests an outcome: its name, and the page on which it is asked ("" if no page draws it)."""

    name: str
    page: str
    bank: str = ""


@dataclass(frozen=True)
class Served:
    """A page with the outcomes (ids) that it teaches and asks about; `serves_none` if it should, but does not."""

    module: Module
    page: Page
    teaches: tuple[str, ...]
    asks: tuple[str, ...]
    serves_none: bool


@dataclass(frozen=True)
class PageRow(Served):
    """A page with its reading ease, the number of words to read, and the minutes it takes."""

    flesch: float | None
    words: int
    minutes: float


@dataclass(frozen=True)
class OutcomeRow:
    """An outcome, with the questions that test it and the recommendations that it answers (references)."""

    outcome: Outcome
    questions: tuple[Asked, ...]
    recommendations: tuple[str, ...]
    untaught: tuple[str, ...] = ()
    """The names of its questions that are asked before anything is taught about it."""


@dataclass(frozen=True)
class OutcomeMap:
    """The whole map of a course. `orphans` says in sentences what is loose."""

    course: Course
    pages: tuple[PageRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    untraced: tuple[str, ...]
    """Names of questions that give points and test no outcome."""
    unanswered: tuple[str, ...]
    """Recommendations of the course that no outcome answers. Empty if no outcome says what it answers."""
    unknown: tuple[str, ...]
    """Recommendations that the course names but no review has."""
    minutes: float
    words: int = field(default=0)

    def of_page(self, outcome: str) -> dict[str, str]:
        """By page id, "asks" or "teaches", for the pages that serve an outcome."""
        return {
            row.page.id: "asks" if outcome in row.asks else "teaches"
            for row in self.pages
            if outcome in row.asks or outcome in row.teaches
        }

    def orphans(self) -> Iterator[str]:
        """A sentence for each thing that is loose."""
        for row in self.outcomes:
            if not row.questions:
                yield phrase("No question tests the outcome “%(text)s”.", text=row.outcome.text)
            for name in row.untaught:
                yield phrase(
                    "The question “%(name)s” asks about “%(text)s” before a page has taught it.",
                    name=name,
                    text=row.outcome.text,
                )
        for name in self.untraced:
            yield phrase("The question “%(name)s” tests no outcome.", name=name)
        for page in self.pages:
            if page.serves_none:
                yield phrase("The page “%(title)s” serves no outcome.", title=page.page.title)
        for reference in self.unanswered:
            yield phrase("No outcome answers the recommendation %(reference)s.", reference=reference)
        for reference in self.unknown:
            yield phrase("No review holds the recommendation %(reference)s.", reference=reference)

    def as_dict(self) -> dict[str, Any]:
        """The keys of `elearn map --json`."""
        return {
            "course": self.course.slug,
            "minutes": round(self.minutes, 1),
            "outcomes": [
                {
                    "id": row.outcome.id,
                    "text": row.outcome.text,
                    "tier": row.outcome.tier,
                    "pages": self.of_page(row.outcome.id),
                    "questions": [each.name for each in row.questions],
                    "recommendations": list(row.recommendations),
                }
                for row in self.outcomes
            ],
            "pages": [
                {
                    "module": row.module.id,
                    "id": row.page.id,
                    "title": row.page.title,
                    "words": row.words,
                    "reading_ease": None if row.flesch is None else round(row.flesch, 1),
                    "minutes": round(row.minutes, 1),
                }
                for row in self.pages
            ],
            "orphans": list(self.orphans()),
        }


def map_outcomes(course: Course, known: Collection[str] | None = None) -> OutcomeMap:
    """The map of a course. `known` are the recommendations in the reviews, None to leave them unchecked."""
    pages = tuple(
        PageRow(
            row.module,
            row.page,
            row.teaches,
            row.asks,
            row.serves_none,
            read.ease.flesch,
            read.words,
            read.seconds / 60,
        )
        for row, read in zip(outcomes_served(course), page_readings(course), strict=True)
    )
    named = dict.fromkeys(
        (*course.learned_from, *(ref for outcome in course.outcomes for ref in outcome.learned_from))
    )
    return OutcomeMap(
        course,
        pages,
        outcome_rows(course),
        tuple(each.name for each in course.questions() if each.marked and each.outcome is None),
        unanswered(course),
        tuple(ref for ref in named if known is not None and ref not in known),
        course_minutes(course),
        sum(row.words for row in pages),
    )


def _asked_on(course: Course, page: Page) -> Iterator[tuple[int, Question, str]]:
    """The questions of a page and those it draws: the place among its blocks, the question, its bank's id or ""."""
    for at, block in enumerate(page.blocks):
        if draw := block.draws_from():
            yield from ((at, question, draw.bank) for question in course.bank(draw.bank).questions)
        elif isinstance(block, Question) and block.marked:
            yield at, block, ""


def outcomes_served(course: Course) -> Iterator[Served]:
    """Each page of a course with the outcomes that it serves, in order."""
    for module in course.modules:
        asks = [
            tuple(dict.fromkeys(q.outcome for _, q, _ in _asked_on(course, page) if q.outcome))
            for page in module.pages
        ]
        for at, page in enumerate(module.pages):
            after = next((each for each in asks[at:] if each), ())
            before = next((each for each in reversed(asks[:at]) if each), ())
            roles = {block.page_role for block in page.blocks}
            teaches = asks[at] or (() if "aside" in roles else after or before)
            free = roles != {"lesson"}
            yield Served(module, page, teaches, asks[at], not teaches and not free and bool(course.outcomes))


def outcome_rows(course: Course) -> tuple[OutcomeRow, ...]:
    """Each outcome of a course with its questions and recommendations, in order."""
    asked: dict[str | None, list[tuple[Asked, int]]] = {}
    for question, where, taught in _asked_in(course):
        asked.setdefault(question.outcome, []).append((where, taught))
    return tuple(_outcome_row(course, outcome, asked.get(outcome.id, ())) for outcome in course.outcomes)


def unanswered(course: Course) -> tuple[str, ...]:
    """The course's recommendations that no outcome answers. Empty if no outcome says what it answers."""
    said = {ref for outcome in course.outcomes for ref in outcome.learned_from}
    return tuple(ref for ref in course.learned_from if said and ref not in said)


def _asked_in(course: Course) -> Iterator[tuple[Question, Asked, int]]:
    """The questions of a course, where each is asked, and how many words of its module teach before it."""
    for module in course.modules:
        taught = 0
        for page in module.pages:
            done = 0
            for at, question, bank in _asked_on(course, page):
                taught += _taught(page.blocks[done:at])
                done = at
                yield question, Asked(question.name, page.id, bank), taught
            taught += _taught(page.blocks[done:])


def _outcome_row(course: Course, outcome: Outcome, every: Sequence[tuple[Asked, int]]) -> OutcomeRow:
    found: list[Asked] = []
    untaught: list[str] = []
    for asked, taught in every:
        if asked.name not in (each.name for each in found):
            if not found and taught < TAUGHT:
                untaught.append(asked.name)
            found.append(asked)
    drawn = course.drawn()
    found += [
        Asked(question.name, "", bank.id)
        for bank in course.banks
        if bank.id not in drawn
        for question in bank.questions
        if question.outcome == outcome.id
    ]
    return OutcomeRow(outcome, tuple(found), outcome.learned_from, tuple(untaught))


def _taught(blocks: Collection[Block]) -> int:
    """How many words of text the blocks have, apart from questions and side matter."""
    return sum(
        word_count(block.prose()) for block in blocks if not isinstance(block, Question) and block.teaches
    )
