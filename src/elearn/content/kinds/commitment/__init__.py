"""Commitment to act: a next step that the learner chooses or writes, and when; shown again on the result page."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field

from elearn.content.kinds._asked import KEPT_BY, TO_THINK_ABOUT, Asked
from elearn.content.kinds._listed import Items, Passage, read_list, write_list
from elearn.content.kinds._scale import Radios
from elearn.content.kinds._writing import SeenBy, Writing
from elearn.content.kinds.base import Directive
from elearn.phrases import phrase
from elearn.problems import ProblemLog

WHEN = {
    "today": "Today",
    "week": "This week",
    "month": "This month",
    "supervision": "Before my next supervision",
}
"""When a step is to be taken, by id."""


class Commitment(Writing, Radios):
    """Steps to choose from, or one in the learner's own words. `seen_by` says who sees it beside the learner."""

    kind: ClassVar = "commitment"
    title: ClassVar = phrase("Commitment to act")
    asked_for: ClassVar = phrase("a step that people promise to take")
    group: ClassVar = TO_THINK_ABOUT
    form: ClassVar = {
        "stem": Asked(phrase("The question"), help=phrase("Ask what people will do.")),
        "steps": Asked(
            phrase("Steps to choose from"),
            help=phrase("People can also write a step of their own."),
            row=phrase("a step"),
            add=phrase("Add a step"),
        ),
        "steps.id": KEPT_BY,
        "steps.text": Asked(phrase("Step")),
        "seen_by": Asked(
            phrase("Who sees what people write"),
            choices={
                "only-me": phrase("Only the learner. It is not saved"),
                "training-lead": phrase("The training lead too. It is sent to the learning system"),
            },
        ),
    }
    starter: ClassVar = """:::{{commitment}}
:name: commitment-{number}

Ask here what people will do differently.

- Write a first step that people can take
- Write a second step that people can take
:::"""
    figures_need_source: ClassVar = True
    page_role: ClassVar = "pause"
    settings: ClassVar = Radios.settings | {"seen-by"}
    own_directive: ClassVar = True
    body_fields: ClassVar = ("stem", "steps")
    words: ClassVar = {
        "commitment": "A step to take",
        "commitment_own": "Something else, in your own words",
        "commitment_own_label": "Your own step",
        "commitment_own_sent": "A step in your own words",
        "commitment_when": "When?",
        "commitment_when_choose": "Choose when",
        **{f"commitment_when_{name}": word for name, word in WHEN.items()},
        "commitment_lacks": "Choose a step, or write one, and say when.",
        "commitment_only-me": (
            "Only you see this. It is not saved or sent. It stands on the last page until you leave the course; "
            "print that page to keep it."
        ),
        "commitment_training-lead": (
            "Your training lead can read this: it is sent to your learning system with your name. It stands on "
            "the last page, too."
        ),
        "commitment_title": "What you will do",
        "commitment_line": "{step} ({when})",
        "commitment_keep_only-me": "Only you see this. Print this page to keep it.",
        "commitment_unsent": "Nothing is recorded here, so nobody else sees this.",
        "commitment_keep_training-lead": "Your training lead can read this.",
    }
    example: ClassVar = """:::{commitment}
:name: next-step

What will you do first?

- Find the number of the duty team, and save it
- Talk with my supervisor about a mark that I have seen
:::"""

    seen_by: SeenBy = "only-me"
    stem: Annotated[Passage, Field(min_length=1, description=phrase("a question before its steps"))]
    steps: Annotated[Items, Field(min_length=1, description=phrase("steps to choose from, as lines “- …”"))]

    @property
    def times(self) -> tuple[str, ...]:
        """The ids of when a step can be taken."""
        return tuple(WHEN)

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        stem, steps = read_list(directive, log)
        return {**({"stem": stem} if stem else {}), **({"steps": steps} if steps else {})}

    def write_body(self) -> str:
        return write_list(self.stem, self.steps)

    def answer_prose(self) -> Iterator[str]:
        yield from (step.text for step in self.steps)

    def data(self) -> dict[str, Any]:
        """`steps` (text by id) and `times`, for the result page. `private`: nothing of it is kept or reported."""
        return {
            **super().data(),
            "steps": {step.id: step.text for step in self.steps},
            "times": [*self.times, "own"],
            "private": self.seen_by == "only-me",
        }

    def longest_response(self) -> list[str]:
        return ["own", self.times[0]]
