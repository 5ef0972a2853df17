"""When to hold a review: what `criteria.yaml` says for each edition of the guidance."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from elearn.content.text import Part, parse_yaml
from elearn.problems import BadValue

ReviewKind = Literal["child", "adult", "domestic"]
Says = Literal["must", "should", "should consider", "may"]
Decision = Literal[
    "local child safeguarding practice review",
    "safeguarding adult review",
    "domestic abuse related death review",
    "domestic homicide review",
    "serious case review",
    "serious incident learning review",
    "learning review",
    "partnership case review",
    "no review",
]
"""What can be decided on an incident, in the words of the notification register."""
STRENGTH: tuple[Says, ...] = ("must", "should", "should consider", "may")
"""The words of guidance, the strongest first."""


class Fact(Part):
    """Something that may be true of what happened. People tick it. `implies` are facts that are then true as well."""

    id: str
    group: str
    text: str
    help: str = ""
    implies: tuple[str, ...] = ()


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

    With neither, it has no day that we know of.
    """

    text: str
    after: Literal["known", "told", "decided"]
    id: str = ""
    working_days: int | None = None
    months: int | None = None


class Known(Sourced):
    """A decision that can be taken by an edition.

    `until` is the last day for it. It may be later than the edition itself, where a transition allows that. `before`
    are the ids of steps that come first, and `once_told` of those that come first once the national Panel was told.
    """

    decision: Decision
    until: date | None = None
    before: tuple[str, ...] = ()
    once_told: tuple[str, ...] = ()


class Edition(Part):
    """What one edition says. It is in force from `first_day` until the next edition of its kind.

    If `from_verified` is False, the first day is a guess within the right year. `knows` are the decisions that can be
    taken by it.
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
    knows: tuple[Known, ...]
    rules: tuple[Rule, ...]
    account: tuple[Weighed, ...]
    steps: tuple[Step, ...]
    below: tuple[Rule, ...]

    def step(self, id: str) -> Step | None:
        """The step with that id, or None."""
        return next((step for step in self.steps if step.id == id), None)

    def known(self, decision: str) -> Known | None:
        """What the edition says of a decision, or None if it does not know it."""
        return next((each for each in self.knows if each.decision == decision), None)

    def knows_on(self, decision: str, day: date) -> bool:
        """Whether the edition knows a decision that is taken on a day. It may be over for one, by its `until`."""
        known = self.known(decision)
        return known is not None and (known.until is None or day <= known.until)

    @property
    def name(self) -> str:
        """The title and the chapter."""
        return f"{self.title}, {self.chapter[:1].lower()}{self.chapter[1:]}" if self.chapter else self.title


class Criteria(Part):
    """The whole of `criteria.yaml`."""

    as_of: date
    safety_first: str
    never_decides: str
    no_inquiry: Mapping[ReviewKind, str]
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

    def perhaps_in_force(self, kind: ReviewKind, day: date) -> tuple[Edition, ...]:
        """The editions of a kind that were, or may have been, in force on a day, the latest first.

        There are several if a first day in the same year is a guess.
        """
        current = self.in_force(kind, day)
        earlier = self.in_force(kind, current.first_day - timedelta(days=1)) if current else None
        later = [each for each in self.editions if each.kind == kind and each.first_day > day]
        following = min(later, key=lambda each: each.first_day, default=None)
        return tuple(
            edition
            for edition, doubt in ((following, following), (current, None), (earlier, current))
            if edition and (doubt is None or (not doubt.from_verified and doubt.first_day.year == day.year))
        )

    def between(self, kind: ReviewKind, first: date, last: date) -> tuple[Edition, ...]:
        """The editions of a kind that were, or may have been, in force from `first` to `last`, the latest first."""
        begun = [each for each in self.editions if each.kind == kind and first < each.first_day <= last]
        found = {*begun, *self.perhaps_in_force(kind, first), *self.perhaps_in_force(kind, last)}
        return tuple(sorted(found, key=lambda each: each.first_day, reverse=True))

    @model_validator(mode="after")
    def _says_what_no_review_is(self) -> Self:
        if missing := set(get_args(ReviewKind)) - set(self.no_inquiry):
            raise BadValue(
                f"Nothing says what a review is not, for: {', '.join(sorted(missing))}.",
                "Add it to no_inquiry.",
            )
        return self

    @model_validator(mode="after")
    def _knows_decisions(self) -> Self:
        for edition in self.editions:
            decisions = [each.decision for each in edition.knows]
            if missing := {edition.review, "no review"}.difference(decisions):
                raise BadValue(
                    f"The edition {edition.id} does not say that it knows: {', '.join(sorted(missing))}.",
                    "Add it to knows.",
                )
            if len(set(decisions)) < len(decisions):
                raise BadValue(f"The edition {edition.id} knows a decision twice.", "Take one away.")
            steps = {step.id for step in edition.steps if step.id}
            asked = {id for each in edition.knows for id in (*each.before, *each.once_told)}
            if unknown := asked - steps:
                raise BadValue(
                    f"The edition {edition.id} asks for steps that it does not have: {', '.join(sorted(unknown))}.",
                    "Give the step its id, or correct the id in knows.",
                )
            if any(each.until and each.until < edition.first_day for each in edition.knows):
                raise BadValue(
                    f"The edition {edition.id} knows a decision until a day before its own first day.",
                    "Correct the day after until.",
                )
        return self

    @model_validator(mode="after")
    def _names_what_is_there(self) -> Self:
        known = {fact.id for fact in self.facts}
        if unknown := {id for fact in self.facts for id in fact.implies} - known:
            raise BadValue(
                f"Facts imply facts that do not exist: {', '.join(sorted(unknown))}.",
                "Add them to facts, or correct their ids in implies.",
            )
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
