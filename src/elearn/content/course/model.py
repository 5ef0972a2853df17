"""What a course is. It is immutable, and equal to another course with the same content, wherever its files are."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    SerializeAsAny,
    StringConstraints,
    model_validator,
)

from elearn.content.course.bank import Bank, by_id
from elearn.content.course.theme import Theme
from elearn.content.kinds import Block, Question
from elearn.content.kinds.text import Text
from elearn.content.review import Tier
from elearn.content.text import Line, OptionalLine, Paragraph, Part, Same, Slug, Title, files_linked
from elearn.phrases import nphrase, phrase
from elearn.problems import BadValue

LANGUAGE = r"[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))?"
"""Language, script, region, variant (BCP 47): what browsers, XML and learning systems all know."""
Language = Annotated[str, StringConstraints(pattern=rf"^{LANGUAGE}\z")]
Version = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}\z")]
RecommendationRef = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*\z")
]
"""`review-slug#recommendation-id`, as in `derbyshire-ads14#r2`."""
_NAME = r"[^\W\d_][\w’'.-]*(?: [^\W\d_][\w’'.-]*){0,4}"


def is_name(given: str) -> bool:
    """Whether a text is written as a name: up to five words, of which the first has a capital."""
    return len(given) <= 60 and bool(re.fullmatch(_NAME, given)) and given[0].isupper()


def _name(given: str) -> str:
    if not is_name(given):
        raise BadValue(
            phrase("“%(given)s” is not written as a name.", given=given),
            phrase("Write it as in Amira or Mr Cole."),
        )
    return given


InventedName = Annotated[str, AfterValidator(_name)]
"""How the course names somebody whom its author made up."""
"""Whose learning it is: one person's, that of the services around a family, or the partnership's."""


def _merged(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with adjacent text blocks merged, because nothing separates them in a file."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if isinstance(block, Text) and isinstance(last, Text):
            merged[-1] = Text(body=f"{last.body}\n\n{block.body}")
        else:
            merged.append(block)
    return tuple(merged)


Blocks = Annotated[tuple[SerializeAsAny[Block], ...], AfterValidator(_merged)]
"""The blocks of a page, in order. Two text blocks never follow each other."""


class Outcome(Part):
    """What a learner can do afterwards. Questions test it, and results are shown by outcome.

    `tier` says who learns, `learned_from` which of the course's recommendations it answers.
    """

    id: Slug
    text: Line
    tier: Tier | None = None
    learned_from: tuple[RecommendationRef, ...] = ()


class Completion(Part):
    """When the course counts as completed, and as passed.

    `pages`: a learner must see "all", or "none". `questions`: a learner must answer "all" that give points, or "none";
    by default it depends on whether there is a pass mark. `score`: "any" score completes the course, or only one that
    has "passed". `pass_mark`: percent of points, None if the course cannot be passed. `attempts`: how often the
    questions may be taken, None for no limit. `unscored`: what a course without points reports when it is completed.
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
            raise BadValue(fault[1], fault[2])
        return self


def usual_questions(pass_mark: object) -> Literal["all", "none"]:
    """Which questions have to be answered by default."""
    return "none" if pass_mark is None else "all"


def completion_fault(
    pass_mark: int | None, attempts: int | None, score: str, unscored: str
) -> tuple[str, str, str] | None:
    """The key, the message and the remedy if the settings do not fit together, else None."""
    if pass_mark is None and attempts is not None:
        return (
            "attempts",
            phrase("There are attempts, but no pass mark to reach."),
            phrase("Add pass_mark, or take attempts out."),
        )
    if pass_mark is None and score == "passed":
        return (
            "score",
            phrase("Nothing can be passed without a pass mark."),
            phrase("Add pass_mark, or take score out."),
        )
    if pass_mark is not None and unscored == "passed":
        return (
            "unscored",
            phrase("A course with a pass mark is passed by its points."),
            phrase("Take unscored out, or pass_mark."),
        )
    return None


class Band(Part):
    """What we tell a learner with a score from `least` percent up to the next band. Inline Markdown."""

    least: Annotated[int, Field(ge=0, le=100)]
    text: Line


class Change(Part):
    """What a version of the course changed, in a sentence."""

    version: Version
    text: Line


class Page(Part):
    """A second-level heading and the blocks under it. `id` comes from the author, never from the position."""

    id: Slug
    title: Title
    blocks: Blocks = ()


class Module(Part):
    """One module file: a first-level heading and its pages."""

    id: Slug
    title: Title
    pages: Annotated[tuple[Page, ...], Field(min_length=1)]

    def among(self, blocks: Sequence[Block]) -> Self:
        """The module, with `Block.among(blocks)` for each of its blocks."""
        pages = tuple(
            page.model_copy(update={"blocks": tuple(block.among(blocks) for block in page.blocks)})
            for page in self.pages
        )
        return self.model_copy(update={"pages": pages})


def _called_the_same(names: str) -> Mapping[str, str]:
    """By what is called so: what to say if two have the same of these names."""
    return {
        "outcomes": phrase("Two outcomes are called %(names)s.", names=names),
        "modules": phrase("Two modules are called %(names)s.", names=names),
        "pages": phrase("Two pages are called %(names)s.", names=names),
        "banks": phrase("Two banks are called %(names)s.", names=names),
        "questions": phrase("Two questions or reflections are called %(names)s.", names=names),
        "changes": phrase("Two changes are called %(names)s.", names=names),
        "people": phrase("Two invented people are called %(names)s.", names=names),
    }


class Course(Part):
    """A whole course: front matter, an introduction, modules in order, and the banks that their pages draw from.

    `renew_after_months`: None if the course is taken once. `duration_minutes`: the time that we tell a learner to
    expect. `bands`: what we say about a learner's score, from 0% up. `invented_people`: those who may be named in it,
    because its author made them up. `authors`, `approved_by` and `changes` (by
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
    invented_people: tuple[InventedName, ...] = ()
    authors: tuple[Line, ...] = ()
    approved_by: OptionalLine = ""
    changes: tuple[Change, ...] = ()
    theme: Theme = Theme()
    introduction: Blocks = ()
    modules: Annotated[tuple[Module, ...], Field(min_length=1)]
    banks: Annotated[tuple[Bank, ...], AfterValidator(by_id)] = ()

    @model_validator(mode="after")
    def _draws_say_what_is_tested(self) -> Self:
        """Give the questions of each bank the outcome that its draws name for them."""
        said: dict[str, set[str | None]] = {}
        for draw in filter(None, (block.draws_from() for block in self.draws())):
            said.setdefault(draw.bank, set()).add(draw.outcome)
        if mixed := sorted(bank for bank, outcomes in said.items() if len(outcomes) > 1):
            raise BadValue(
                phrase("Draws from one bank name different outcomes: %(banks)s.", banks=", ".join(mixed)),
                phrase("Name the same outcome in each."),
            )
        tested = {bank: outcome for bank, (outcome,) in said.items() if outcome}
        if tested:
            banks = tuple(bank.testing(tested.get(bank.id)) for bank in self.banks)
            object.__setattr__(self, "banks", banks)
        return self

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        for what, names in (
            ("outcomes", [outcome.id for outcome in self.outcomes]),
            ("modules", [module.id for module in self.modules]),
            ("pages", [page.id for page in self.pages()]),
            ("banks", [bank.id for bank in self.banks]),
            (
                "questions",
                [name for block in self.blocks() if (name := getattr(block, "name", None))],
            ),
            ("changes", [change.version for change in self.changes]),
            ("people", self.invented_people),
        ):
            if twice := sorted(name for name, times in Counter(names).items() if times > 1):
                raise BadValue(_called_the_same(", ".join(twice))[what], phrase("Give each its own name."))
        known = {outcome.id for outcome in self.outcomes}
        if unknown := {q.outcome for q in self.questions() if q.outcome} - known:
            raise BadValue(
                phrase(
                    "A question names an outcome that the course does not have: %(unknown)s.",
                    unknown=", ".join(sorted(unknown)),
                ),
                phrase("Add the outcome, or name another."),
            )
        return self

    @model_validator(mode="after")
    def _blocks_know_each_other(self) -> Self:
        """Give each block what other blocks say for it, because that is written only once (`Block.among`)."""
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
                raise BadValue(
                    nphrase(
                        "%(num)s question is drawn from the bank %(bank)s, which has %(held)s.",
                        "%(num)s questions are drawn from the bank %(bank)s, which has %(held)s.",
                        drawn,
                        bank=bank,
                        held=held.get(bank, 0),
                    ),
                    phrase("Write more questions for it, or draw fewer."),
                )
        return self

    @model_validator(mode="after")
    def _bands_ascend(self) -> Self:
        least = [band.least for band in self.bands]
        if least and (least[0] != 0 or sorted(set(least)) != least):
            raise BadValue(
                phrase("The bands do not start at 0%% and go up."), phrase("Put them in order, from 0%%.")
            )
        return self

    def pages(self) -> tuple[Page, ...]:
        """Every page, in order."""
        return tuple(page for module in self.modules for page in module.pages)

    def blocks(self) -> tuple[Block, ...]:
        """Every block, in order: the introduction's first, then the pages', then the questions of the banks."""
        return _blocks(Same(self))

    def _blocks_with(self, banks: Iterable[Bank]) -> tuple[Block, ...]:
        return (
            *self.introduction,
            *(block for page in self.pages() for block in page.blocks),
            *(question for bank in banks for question in bank.questions),
        )

    def questions(self) -> tuple[Question, ...]:
        """Every question that a learner may be asked, in order. Those of banks that are drawn from come last."""
        drawn = self.drawn()
        blocks = self._blocks_with(bank for bank in self.banks if bank.id in drawn)
        return tuple(block for block in blocks if isinstance(block, Question))

    def draws(self) -> tuple[Block, ...]:
        """Every block that draws questions from a bank, in order."""
        return _draws(Same(self))

    def drawn(self) -> dict[str, int]:
        """By bank id: how many questions of it a learner is asked."""
        times: Counter[str] = Counter()
        for draw in filter(None, (block.draws_from() for block in self.draws())):
            times[draw.bank] += draw.questions
        return dict(times)

    def bank(self, name: str) -> Bank:
        """The bank with that id. Raises KeyError."""
        return {bank.id: bank for bank in self.banks}[name]

    def outcomes_of(self, module: Module) -> tuple[Outcome, ...]:
        """The outcomes, in order, that a module's questions test, including those that it draws from banks."""
        blocks = [block for page in module.pages for block in page.blocks]
        draws = filter(None, (block.draws_from() for block in blocks))
        drawn = [question for draw in draws for question in self.bank(draw.bank).questions]
        tested = {block.outcome for block in (*blocks, *drawn) if isinstance(block, Question)}
        return tuple(outcome for outcome in self.outcomes if outcome.id in tested)

    def points(self) -> int:
        """The points that a learner can reach. Of a bank, only the drawn questions count."""
        own = [block.weight for page in self.pages() for block in page.blocks if isinstance(block, Question)]
        return sum(own) + sum(n * self.bank(name).questions[0].weight for name, n in self.drawn().items())

    def media(self) -> tuple[PurePosixPath, ...]:
        """Every media file that the theme or a block names, or a text links to, once each, in order.

        They are paths below the course's folder.
        """
        return _media(Same(self))


# A check asks for each of these very often, and each walks over all blocks.


@lru_cache(maxsize=8)
def _blocks(course: Same[Course]) -> tuple[Block, ...]:
    return course.it._blocks_with(course.it.banks)


@lru_cache(maxsize=8)
def _draws(course: Same[Course]) -> tuple[Block, ...]:
    return tuple(block for page in course.it.pages() for block in page.blocks if block.draws_from())


@lru_cache(maxsize=8)
def _media(course: Same[Course]) -> tuple[PurePosixPath, ...]:
    blocks = course.it.blocks()
    linked = (path for block in blocks for text in block.prose() for path in files_linked(text))
    named = (*course.it.theme.media(), *(path for block in blocks for path in block.media()), *linked)
    return tuple(PurePosixPath(path) for path in dict.fromkeys(named))
