"""What a course is: immutable, and equal to another when it says the same, wherever it lies on a disk."""

from collections import Counter
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializeAsAny,
    StringConstraints,
    model_validator,
)

from elearn.content.kinds.base import Block, Question, Slug
from elearn.content.kinds.text import Text
from elearn.content.prose import Line, Paragraph, Title

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\z")]
Version = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}\z")]
RecommendationRef = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*\z")
]
"""`review-slug#recommendation-id`, as in `derbyshire-ads14#r2`."""


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
    """What a learner can do afterwards; questions test it and results are shown by it."""

    id: Slug
    text: Line


class Completion(Part):
    """When the course counts as completed, and as passed.

    `pages`: "all" must have been seen, or "none". `pass_mark`: percent of points, None when nothing is scored.
    `attempts`: how often the questions may be taken, None for without limit.
    """

    pages: Literal["all", "none"] = "all"
    pass_mark: Annotated[int, Field(ge=1, le=100)] | None = None
    attempts: Annotated[int, Field(ge=1, le=99)] | None = None


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


class Course(Part):
    """A whole course: front matter, an introduction, and modules in order.

    `renew_after_months`: None when it is taken once. `duration_minutes` is what a learner is told to expect.
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
    renew_after_months: Annotated[int, Field(ge=1, le=240)] | None = None
    review_by: date | None = None
    introduction: Blocks = ()
    modules: Annotated[tuple[Module, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        for what, names in (
            ("outcomes", [outcome.id for outcome in self.outcomes]),
            ("modules", [module.id for module in self.modules]),
            ("pages", [page.id for page in self.pages()]),
            (
                "questions or reflections",
                [name for block in self.blocks() if (name := getattr(block, "name", None))],
            ),
        ):
            if twice := sorted(name for name, times in Counter(names).items() if times > 1):
                raise ValueError(f"two {what} are called {', '.join(twice)}")
        known = {outcome.id for outcome in self.outcomes}
        if unknown := {q.outcome for q in self.questions() if q.outcome} - known:
            raise ValueError(
                f"a question names an outcome that the course does not have: {', '.join(sorted(unknown))}"
            )
        return self

    def pages(self) -> tuple[Page, ...]:
        """Every page, in order."""
        return tuple(page for module in self.modules for page in module.pages)

    def blocks(self) -> tuple[Block, ...]:
        """Every block, in order, the introduction's first."""
        return (*self.introduction, *(block for page in self.pages() for block in page.blocks))

    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return tuple(block for block in self.blocks() if isinstance(block, Question))

    def media(self) -> tuple[PurePosixPath, ...]:
        """Every media file that a block names, once each, in order; paths below the course's folder."""
        return tuple(dict.fromkeys(PurePosixPath(path) for block in self.blocks() for path in block.media()))
