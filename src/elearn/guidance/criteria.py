"""When to hold a review: what `criteria.yaml` says for each edition of the guidance."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import Field, model_validator

from elearn.content.text import Part, parse_yaml
from elearn.problems import BadValue

ReviewKind = Literal["child", "adult", "domestic"]
Says = Literal["must", "should", "should consider", "may"]
STRENGTH: tuple[Says, ...] = ("must", "should", "should consider", "may")
"""The words of guidance, the strongest first."""


class Fact(Part):
    """Something that may be true of what happened. People tick it."""

    id: str
    group: str
    text: str
    help: str = ""


class Sourced(Part):
    """Words with their source. If `verified` is False, nobody has compared them with the source yet."""

    source: str
    verified: bool


class Rule(Sourced):
    """What to do if all of `all`, and at least one of `any` (unless it is empty), are ticked."""

    says: Says
    do: str
    why: str
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()

    def holds(self, facts: frozenset[str]) -> bool:
        """Whether the rule applies to these facts."""
        return facts.issuperset(self.all) and (not self.any or not facts.isdisjoint(self.any))


class Weighed(Sourced):
    """Something to take into account. `fact` is the fact that answers it."""

    text: str
    fact: str = ""


class Step(Sourced):
    """Something that follows, within so many working days or months of `after`.

    With neither, it is due at once.
    """

    text: str
    after: Literal["known", "told", "decided"]
    id: str = ""
    working_days: int | None = None
    months: int | None = None


class Edition(Part):
    """What one edition says. It is in force from `first_day` until the next edition of its kind.

    If `from_verified` is False, the first day is a guess within the right year.
    """

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
        """The step with that id, or None."""
        return next((step for step in self.steps if step.id == id), None)

    @property
    def name(self) -> str:
        """The title and the chapter."""
        return f"{self.title}, {self.chapter[:1].lower()}{self.chapter[1:]}" if self.chapter else self.title


class Criteria(Part):
    """The whole of `criteria.yaml`."""

    as_of: date
    safety_first: str
    never_decides: str
    facts: tuple[Fact, ...]
    editions: tuple[Edition, ...]

    def groups(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts by group, in the order of the file."""
        names = dict.fromkeys(fact.group for fact in self.facts)
        return {name: tuple(fact for fact in self.facts if fact.group == name) for name in names}

    def in_force(self, kind: ReviewKind, day: date) -> Edition | None:
        """The edition of a kind that is in force on a day. None before the first."""
        begun = [each for each in self.editions if each.kind == kind and each.first_day <= day]
        return max(begun, key=lambda each: each.first_day, default=None)

    @model_validator(mode="after")
    def _names_what_is_there(self) -> Self:
        known = {fact.id for fact in self.facts}
        for edition in self.editions:
            for rule in (*edition.rules, *edition.below):
                if unknown := {*rule.all, *rule.any} - known:
                    raise BadValue(
                        f"The edition {edition.id} names facts that do not exist: {', '.join(sorted(unknown))}.",
                        "Add them to facts, or correct their ids in the rule.",
                    )
            if unknown := {each.fact for each in edition.account if each.fact} - known:
                raise BadValue(
                    f"The edition {edition.id} weighs facts that do not exist: {', '.join(sorted(unknown))}.",
                    "Add them to facts, or correct their ids in account.",
                )
        return self


@cache
def load_criteria() -> Criteria:
    """The criteria that come with elearn."""
    text = files(__package__).joinpath("criteria.yaml").read_text(encoding="utf-8")
    return Criteria.model_validate(parse_yaml(text))
