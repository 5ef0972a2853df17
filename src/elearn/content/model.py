"""What a course is. A course is immutable and equal to another when it says the same; where it lies on a disk is not part of it."""

from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, StringConstraints

from elearn.content.kinds.base import Block, Question, Slug
from elearn.content.prose import Line

Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
RecommendationRef = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$")]
"""`review-slug#recommendation-id`, as in `derbyshire-ads14#r2`."""


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
    title: Line
    blocks: tuple[SerializeAsAny[Block], ...] = ()


class Module(Part):
    """One module file: a first-level heading and its pages."""

    id: Slug
    title: Line
    pages: Annotated[tuple[Page, ...], Field(min_length=1)]


class Course(Part):
    """A whole course: front matter, an introduction, and modules in order.

    `renew_after_months`: None when it is taken once. `duration_minutes` is what a learner is told to expect.
    """

    slug: Slug
    title: Line
    version: Version
    language: Line = "en-GB"
    duration_minutes: Annotated[int, Field(ge=1, le=600)]
    summary: Annotated[str, StringConstraints(max_length=1000)] = ""
    audience: tuple[Slug, ...] = ("all-staff",)
    outcomes: tuple[Outcome, ...] = ()
    learned_from: tuple[RecommendationRef, ...] = ()
    completion: Completion = Completion()
    renew_after_months: Annotated[int, Field(ge=1, le=240)] | None = None
    review_by: date | None = None
    introduction: tuple[SerializeAsAny[Block], ...] = ()
    modules: Annotated[tuple[Module, ...], Field(min_length=1)]

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
