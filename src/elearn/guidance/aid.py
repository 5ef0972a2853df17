"""The decision aid: what the guidance in force on a day says about some facts. It decides nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.guidance.criteria import (
    STRENGTH,
    Criteria,
    Edition,
    Fact,
    ReviewKind,
    Rule,
    Says,
    Step,
    Weighed,
    load_criteria,
)
from elearn.guidance.deadlines import due

_KINDS: dict[ReviewKind, tuple[str, ...]] = {
    "child": ("A child", "How services worked"),
    "adult": ("An adult",),
    "domestic": ("Domestic abuse",),
}
"""Which groups of facts are about each kind of review. The first one raises its question."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step, and its last day, or None if we cannot work that out yet."""

    step: Step
    due: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one edition says about the facts.

    `rules` are those that apply, the strongest first. `weighed` pairs each thing to consider with whether it
    was ticked. `steps` are what follows. `edition` is None if no guidance of the kind was in force on the
    day. `current` says whether the edition is in force today. `no_inquiry` says what a review of the kind is not.
    `unnamed` are ticked facts that none of our words of the edition names, if its criteria are not met.
    """

    kind: ReviewKind
    edition: Edition | None
    rules: tuple[Rule, ...] = ()
    weighed: tuple[tuple[Weighed, bool], ...] = ()
    steps: tuple[NextStep, ...] = ()
    current: bool = True
    no_inquiry: str = ""
    unnamed: tuple[Fact, ...] = ()

    @property
    def says(self) -> Says | None:
        """The strongest word of the rules that apply. None if the ticked facts do not meet the criteria."""
        return self.rules[0].says if self.rules else None

    @property
    def unverified(self) -> bool:
        """True if some of the words have not been compared with their source."""
        words = (*self.rules, *(each for each, _ in self.weighed), *(each.step for each in self.steps))
        dated = self.edition is None or self.edition.from_verified
        return not (dated and all(each.verified for each in words))


@dataclass(frozen=True, slots=True)
class Aid:
    """Everything that the aid says about a day and some facts."""

    day: date
    facts: tuple[Fact, ...]
    safety_first: str
    never_decides: str
    answers: tuple[Answer, ...]

    def as_dict(self) -> Mapping[str, Any]:
        """What is kept with a notification.

        It holds plain words, so a later edition of the data changes none of them.
        """
        return {
            "day": self.day.isoformat(),
            "facts": [fact.text for fact in self.facts],
            "answers": [
                {
                    "kind": answer.kind,
                    "edition": answer.edition.name if answer.edition else "",
                    "says": [
                        rule.model_dump(include={"says", "do", "why", "source", "verified"})
                        for rule in answer.rules
                    ],
                    "unverified": answer.unverified,
                    "unnamed": [fact.text for fact in answer.unnamed],
                    "no_inquiry": answer.no_inquiry,
                }
                for answer in self.answers
            ],
        }


def consider(day: date, ticked: Iterable[str], today: date, said: Criteria | None = None) -> Aid:
    """What the editions in force on `day` say about the ticked facts.

    `ticked` holds ids of facts; unknown ids are ignored. `today` tells whether an edition is still in force.
    `said` replaces the criteria that come with elearn.
    """
    said = said or load_criteria()
    chosen = frozenset(ticked)
    facts = tuple(fact for fact in said.facts if fact.id in chosen)
    true = chosen.union(*(fact.implies for fact in facts))
    groups = {fact.group for fact in facts}
    kinds = [kind for kind, of in _KINDS.items() if of[0] in groups]
    if facts and not kinds:  # only how services worked, which we ask about children
        kinds = ["child"]
    answers = tuple(_answer(said, kind, day, facts, true, today) for kind in kinds)
    return Aid(day, facts, said.safety_first, said.never_decides, answers)


def _answer(
    said: Criteria, kind: ReviewKind, day: date, ticked: tuple[Fact, ...], facts: frozenset[str], today: date
) -> Answer:
    """What the edition of a kind says. `facts` are the ids of what is ticked and of what that implies."""
    edition = said.in_force(kind, day)
    if edition is None:
        return Answer(kind, None, current=False)
    held = [rule for rule in edition.rules if rule.holds(facts)]
    rules = sorted(held or [rule for rule in edition.below if rule.holds(facts)], key=_strength)
    return Answer(
        kind,
        edition,
        tuple(rules),
        tuple((each, each.fact in facts) for each in edition.account) if held else (),
        tuple(NextStep(step, due(step, day) if step.after == "known" else None) for step in edition.steps)
        if held
        else (),
        edition == said.in_force(kind, today),
        said.no_inquiry[kind],
        ()
        if held
        else tuple(each for each in ticked if each.group in _KINDS[kind] and not _names(edition, each)),
    )


def _names(edition: Edition, fact: Fact) -> bool:
    """Whether any of our words of an edition asks for a fact."""
    rules = (*edition.rules, *edition.below)
    return any(fact.id in (*rule.all, *rule.any) for rule in rules) or any(
        fact.id == each.fact for each in edition.account
    )


def _strength(rule: Rule) -> int:
    return STRENGTH.index(rule.says)
