"""When a review is held, by edition of the guidance: what `criteria.yaml` says, and which edition is in force."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import Field, model_validator

from elearn.content.text import Part, parse_yaml

ReviewKind = Literal["child", "adult", "domestic"]
Says = Literal["must", "should", "should consider", "may"]
STRENGTH: tuple[Says, ...] = ("must", "should", "should consider", "may")
"""What guidance says, the strongest first."""


class Fact(Part):
    """Something that may be true of what happened, to be ticked."""

    id: str
    group: str
    text: str
    help: str = ""


class Sourced(Part):
    """Words with where they come from. `verified` False: nobody has held them against the source yet."""

    source: str
    verified: bool


class Rule(Sourced):
    """What is to be done when all of `all` and one at least of `any` (where there are some) are ticked."""

    says: Says
    do: str
    why: str
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()

    def holds(self, facts: frozenset[str]) -> bool:
        """Whether these facts bring it about."""
        return facts.issuperset(self.all) and (not self.any or not facts.isdisjoint(self.any))


class Weighed(Sourced):
    """Something to take into account; `fact` is the fact that answers it."""

    text: str
    fact: str = ""


class Step(Sourced):
    """Something that follows, within so many working days or months of `after`; with neither, without delay."""

    text: str
    after: Literal["known", "told", "decided"]
    id: str = ""
    working_days: int | None = None
    months: int | None = None


class Edition(Part):
    """What one edition says, in force from its first day until the next of its kind. A first day that is not
    `from_verified` is a guess within the year."""

    id: str
    kind: ReviewKind
    title: str
    chapter: str = ""
    first_day: date = Field(alias="from")
    from_verified: bool = True
    review: str
    decides: str
    purpose: str
    note: str = ""
    rules: tuple[Rule, ...]
    account: tuple[Weighed, ...]
    steps: tuple[Step, ...]
    below: tuple[Rule, ...]

    def step(self, id: str) -> Step | None:
        """The step of that id, where the edition has it."""
        return next((step for step in self.steps if step.id == id), None)

    @property
    def name(self) -> str:
        """Title and chapter."""
        return f"{self.title}, {self.chapter[:1].lower()}{self.chapter[1:]}" if self.chapter else self.title


class Criteria(Part):
    """The whole file."""

    as_of: date
    safety_first: str
    never_decides: str
    facts: tuple[Fact, ...]
    editions: tuple[Edition, ...]

    def groups(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts by group, in order."""
        names = dict.fromkeys(fact.group for fact in self.facts)
        return {name: tuple(fact for fact in self.facts if fact.group == name) for name in names}

    def in_force(self, kind: ReviewKind, day: date) -> Edition | None:
        """The edition of a kind that is in force on a day; None before the first."""
        begun = [each for each in self.editions if each.kind == kind and each.first_day <= day]
        return max(begun, key=lambda each: each.first_day, default=None)

    @model_validator(mode="after")
    def _names_what_is_there(self) -> Self:
        known = {fact.id for fact in self.facts}
        for edition in self.editions:
            for rule in (*edition.rules, *edition.below):
                if unknown := {*rule.all, *rule.any} - known:
                    raise ValueError(
                        f"{edition.id} names facts that are not there: {', '.join(sorted(unknown))}"
                    )
            if unknown := {each.fact for each in edition.account if each.fact} - known:
                raise ValueError(
                    f"{edition.id} weighs facts that are not there: {', '.join(sorted(unknown))}"
                )
        return self


@cache
def load_criteria() -> Criteria:
    """The criteria that come with elearn."""
    text = files(__package__).joinpath("criteria.yaml").read_text(encoding="utf-8")
    return Criteria.model_validate(parse_yaml(text))
