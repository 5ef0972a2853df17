"""What a course is: immutable, and equal to another when it says the same, wherever it lies on a disk."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializeAsAny,
    StringConstraints,
    model_validator,
)

from elearn.content.course.theme import Theme
from elearn.content.kinds import Block, Question
from elearn.content.kinds.text import Text
from elearn.content.text import Line, OptionalLine, Paragraph, Slug, Title

LANGUAGE = r"[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))?"
"""Language, script, region, variant (BCP 47): what browsers, XML and learning systems all know."""
Language = Annotated[str, StringConstraints(pattern=rf"^{LANGUAGE}\z")]
Version = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}\z")]
RecommendationRef = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*\z")
]
"""`review-slug#recommendation-id`, as in `derbyshire-ads14#r2`."""
Tier = Literal["individual", "local", "strategic"]
"""Whose learning it is: one person's, that of the services around a family, or the partnership's."""


def _merged(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Adjacent text blocks as one: in a file nothing stands between them."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if isinstance(block, Text) and isinstance(last, Text):
            merged[-1] = Text(body=f"{last.body}\n\n{block.body}")
        else:
            merged.append(block)
    return tuple(merged)


Blocks = Annotated[tuple[SerializeAsAny[Block], ...], AfterValidator(_merged)]
"""What stands on a page, in order; two passages of text never follow each other."""


class Part(BaseModel):
    """The base of every part of a course: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Outcome(Part):
    """What a learner can do afterwards; questions test it and results are shown by it.

    `tier` says whose learning it is, `learned_from` which of the course's recommendations it answers.
    """

    id: Slug
    text: Line
    tier: Tier | None = None
    learned_from: tuple[RecommendationRef, ...] = ()


class Completion(Part):
    """When the course counts as completed, and as passed.

    `pages`: "all" must have been seen, or "none". `questions`: "all" that give points must have been answered, or
    "none"; left out, it follows from whether there is a pass mark. `score`: "any" completes it, or only one that has
    "passed". `pass_mark`: percent of points, None when nothing is passed. `attempts`: how often the questions may be
    taken, None for without limit. `unscored`: what a course with nothing to score reports beside being completed.
    """

    pages: Literal["all", "none"] = "all"
    questions: Literal["all", "none"] = "none"
    score: Literal["any", "passed"] = "any"
    pass_mark: Annotated[int, Field(ge=1, le=100)] | None = None
    attempts: Annotated[int, Field(ge=1, le=99)] | None = None
    unscored: Literal["completed", "passed"] = "completed"

    @model_validator(mode="before")
    @classmethod
    def _questions_follow_the_pass_mark(cls, values: Any) -> Any:
        if isinstance(values, dict) and values.get("questions") is None:
            return {**values, "questions": usual_questions(values.get("pass_mark"))}
        return values

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if fault := completion_fault(self.pass_mark, self.attempts, self.score, self.unscored):
            raise ValueError(fault[1])
        return self


def usual_questions(pass_mark: object) -> Literal["all", "none"]:
    """Which questions have to be answered where nobody says so."""
    return "none" if pass_mark is None else "all"


def completion_fault(
    pass_mark: int | None, attempts: int | None, score: str, unscored: str
) -> tuple[str, str, str] | None:
    """The key, what is wrong and what to do, where the settings make no sense together; None where they do."""
    if pass_mark is None and attempts is not None:
        return (
            "attempts",
            "attempts are made on a pass mark, and there is none",
            "Add pass_mark, or take attempts out.",
        )
    if pass_mark is None and score == "passed":
        return "score", "nothing can be passed without a pass mark", "Add pass_mark, or take score out."
    if pass_mark is not None and unscored == "passed":
        return (
            "unscored",
            "a course with a pass mark is passed by its points",
            "Take unscored out, or pass_mark.",
        )
    return None


class Band(Part):
    """What a learner is told whose score is at least `least` percent, and below the next band's. Inline Markdown."""

    least: Annotated[int, Field(ge=0, le=100)]
    text: Line


class Change(Part):
    """What a version changed, in a sentence."""

    version: Version
    text: Line


class Page(Part):
    """A second-level heading and the blocks under it. `id` is the author's and never positional."""

    id: Slug
    title: Title
    blocks: Blocks = ()


class Module(Part):
    """One module file: a first-level heading and its pages."""

    id: Slug
    title: Title
    pages: Annotated[tuple[Page, ...], Field(min_length=1)]

    def among(self, blocks: Sequence[Block]) -> Self:
        """The module, each of its blocks with what another of these says for it."""
        pages = tuple(
            page.model_copy(update={"blocks": tuple(block.among(blocks) for block in page.blocks)})
            for page in self.pages
        )
        return self.model_copy(update={"pages": pages})


class Bank(Part):
    """A file of questions that pages draw from. Each gives the same points, so that each draw is worth the same."""

    id: Slug
    title: Title
    questions: Annotated[tuple[SerializeAsAny[Question], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _questions_give_the_same(self) -> Self:
        if len({question.weight for question in self.questions}) > 1:
            raise ValueError(f"the questions of the bank {self.id} give different points")
        return self


def _by_id(banks: tuple[Bank, ...]) -> tuple[Bank, ...]:
    """In the order of their files, which nothing else says."""
    return tuple(sorted(banks, key=lambda bank: bank.id))


class Course(Part):
    """A whole course: front matter, an introduction, modules in order, and the banks that their pages draw from.

    `renew_after_months`: None when it is taken once. `duration_minutes` is what a learner is told to expect. `bands`:
    what is said of a learner's score, from 0% up; none where nothing is. `authors`, `approved_by` and `changes` (by
    version, the newest first) are for the sign-off; no learner sees them.
    """

    slug: Slug
    title: Line
    version: Version
    language: Language = "en-GB"
    duration_minutes: Annotated[int, Field(ge=1, le=600)]
    summary: Annotated[Paragraph, Field(max_length=1000)] = ""
    audience: Annotated[tuple[Slug, ...], Field(min_length=1)] = ("all-staff",)
    outcomes: tuple[Outcome, ...] = ()
    learned_from: tuple[RecommendationRef, ...] = ()
    completion: Completion = Completion()
    bands: tuple[Band, ...] = ()
    renew_after_months: Annotated[int, Field(ge=1, le=240)] | None = None
    review_by: date | None = None
    authors: tuple[Line, ...] = ()
    approved_by: OptionalLine = ""
    changes: tuple[Change, ...] = ()
    theme: Theme = Theme()
    introduction: Blocks = ()
    modules: Annotated[tuple[Module, ...], Field(min_length=1)]
    banks: Annotated[tuple[Bank, ...], AfterValidator(_by_id)] = ()

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        for what, names in (
            ("outcomes", [outcome.id for outcome in self.outcomes]),
            ("modules", [module.id for module in self.modules]),
            ("pages", [page.id for page in self.pages()]),
            ("banks", [bank.id for bank in self.banks]),
            (
                "questions or reflections",
                [name for block in self.blocks() if (name := getattr(block, "name", None))],
            ),
            ("changes", [change.version for change in self.changes]),
        ):
            if twice := sorted(name for name, times in Counter(names).items() if times > 1):
                raise ValueError(f"two {what} are called {', '.join(twice)}")
        known = {outcome.id for outcome in self.outcomes}
        if unknown := {q.outcome for q in self.questions() if q.outcome} - known:
            raise ValueError(
                f"a question names an outcome that the course does not have: {', '.join(sorted(unknown))}"
            )
        return self

    @model_validator(mode="after")
    def _blocks_know_each_other(self) -> Self:
        """Each block gets what another says for it, which is written once (`Block.among`)."""
        blocks = self.blocks()
        if any(block.among(blocks) is not block for block in blocks):
            object.__setattr__(
                self, "introduction", tuple(block.among(blocks) for block in self.introduction)
            )
            object.__setattr__(self, "modules", tuple(module.among(blocks) for module in self.modules))
        return self

    @model_validator(mode="after")
    def _banks_hold_what_is_drawn(self) -> Self:
        held = {bank.id: len(bank.questions) for bank in self.banks}
        for bank, drawn in self.drawn().items():
            if drawn > held.get(bank, 0):
                raise ValueError(
                    f"{drawn} questions are drawn from the bank {bank}, which has {held.get(bank, 0)}"
                )
        return self

    @model_validator(mode="after")
    def _bands_ascend(self) -> Self:
        least = [band.least for band in self.bands]
        if least and (least[0] != 0 or sorted(set(least)) != least):
            raise ValueError("the bands begin at 0% and go up")
        return self

    def pages(self) -> tuple[Page, ...]:
        """Every page, in order."""
        return tuple(page for module in self.modules for page in module.pages)

    def blocks(self) -> tuple[Block, ...]:
        """Every block, in order: the introduction's first, then the pages', then the questions of the banks."""
        return self._blocks_with(self.banks)

    def _blocks_with(self, banks: Iterable[Bank]) -> tuple[Block, ...]:
        return (
            *self.introduction,
            *(block for page in self.pages() for block in page.blocks),
            *(question for bank in banks for question in bank.questions),
        )

    def questions(self) -> tuple[Question, ...]:
        """Every question that somebody may be asked, in order, those of the banks that are drawn from last."""
        drawn = self.drawn()
        blocks = self._blocks_with(bank for bank in self.banks if bank.id in drawn)
        return tuple(block for block in blocks if isinstance(block, Question))

    def draws(self) -> tuple[Block, ...]:
        """Every block that draws questions from a bank, in order."""
        return tuple(block for page in self.pages() for block in page.blocks if block.draws_from())

    def drawn(self) -> dict[str, int]:
        """How many questions a learner is asked of each bank, by its id."""
        times: Counter[str] = Counter()
        for bank, questions in filter(None, (block.draws_from() for block in self.draws())):
            times[bank] += questions
        return dict(times)

    def bank(self, name: str) -> Bank:
        """The bank of that id. Raises KeyError where there is none."""
        return {bank.id: bank for bank in self.banks}[name]

    def outcomes_of(self, module: Module) -> tuple[Outcome, ...]:
        """The outcomes, in order, that a module's questions test, those of the banks it draws from among them."""
        blocks = [block for page in module.pages for block in page.blocks]
        draws = filter(None, (block.draws_from() for block in blocks))
        drawn = [question for draw in draws for question in self.bank(draw.bank).questions]
        tested = {block.outcome for block in (*blocks, *drawn) if isinstance(block, Question)}
        return tuple(outcome for outcome in self.outcomes if outcome.id in tested)

    def points(self) -> int:
        """The points that a learner can reach: of a bank, those of the questions that are drawn."""
        own = [block.weight for page in self.pages() for block in page.blocks if isinstance(block, Question)]
        return sum(own) + sum(n * self.bank(name).questions[0].weight for name, n in self.drawn().items())

    def media(self) -> tuple[PurePosixPath, ...]:
        """Every media file that theme or blocks name, once each, in order; paths below the course's folder."""
        named = (*self.theme.media(), *(path for block in self.blocks() for path in block.media()))
        return tuple(PurePosixPath(path) for path in dict.fromkeys(named))
