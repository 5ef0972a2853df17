"""Put in order: steps to be brought into the right order."""

import re
from collections.abc import Iterator
from string import ascii_lowercase
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from elearn.content.kinds._asked import KEPT_BY, TO_DECIDE, Asked
from elearn.content.kinds._parts import Credit, ListQuestion, mixed
from elearn.content.kinds._parts.body import ListShape, read_list, split_id, with_id, write_item, write_list
from elearn.content.kinds.base import Directive, Line, OptionalMarkdown, Slug
from elearn.content.text import quoted
from elearn.patterns import late
from elearn.phrases import nphrase, phrase
from elearn.problems import BadValue, ProblemLog

_SHAPE = phrase("Write the steps in the right order, each as a line “1. Text”, “2. Text”.")

_ALMOST_A_STEP = late(
    r"^[ \t]+\d{1,9}[.)](?:[ \t]|[^\W\d])|^\d{1,9}[.)][^\W\d]|^[ \t]*(?:\(\d{1,2}\)|[①-⑳])[ \t]"
)


class Step(BaseModel):
    """One step. `feedback` says why it stands where it does."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: Annotated[Slug, Field(max_length=16)]
    text: Line
    feedback: OptionalMarkdown = ""


class Order(ListQuestion):
    """The steps stand here in the right order, and are shown in another."""

    kind: ClassVar = "order"
    title: ClassVar = phrase("Put in order")
    asked_for: ClassVar = phrase("steps to put in order")
    group: ClassVar = TO_DECIDE
    form: ClassVar = {
        "steps": Asked(
            phrase("Steps, in the right order"),
            help=phrase("Learners get them in another order."),
            row=phrase("a step"),
            add=phrase("Add a step"),
        ),
        "steps.id": KEPT_BY,
        "steps.text": Asked(phrase("Step")),
        "steps.feedback": Asked(phrase("Why it has this place")),
        "credit": Asked(
            phrase("How it gives points"),
            choices={
                "partial": phrase("Each step in its place earns a part of the points"),
                "all": phrase("Only if all steps are in their places"),
            },
        ),
    }
    starter: ClassVar = """:::{{question}} order
:name: question-{number}
:outcome: {outcome}

Describe the situation, and ask what comes first.

1. Write the step that comes first
  > Say why it comes first.
2. Write the step that comes next
  > Say why it comes after it.
3. Write the step that comes last
  > Say why it comes last.
:::"""
    settings: ClassVar = ListQuestion.settings | {"credit"}
    body_fields: ClassVar = ("stem", "steps", "feedback")
    list_start: ClassVar = late(r"^[0-9]{1,9}[.)](?=[ \t]|$)", re.MULTILINE)
    list_like: ClassVar = _ALMOST_A_STEP
    words: ClassVar = {
        "order": "Put in order",
        "order_up": "Up",
        "order_down": "Down",
        "order_moved": "{step}: now {n} of {total}",
        "order_lacks": "Put the steps in order first, then check.",
        "order_right": "In its place",
        "order_wrong": "Not its place",
        "order_partly": "In their place: {found} of {total}.",
        "order_answer": "The right order",
    }
    example: ClassVar = """:::{question} order
:name: after-the-mark
:outcome: record

You have seen a mark on a baby who cannot yet crawl. What do you do, and in which order?

1. Write down what you see, with the time
  > First: it may look different in an hour.
2. Ask the parent how it came about, and write down the words
  > In an open question, without a guess of your own.
3. Tell the safeguarding lead
  > With what you wrote down in your hand.
4. Check, before you go home, that the referral has been made
  > Until you have heard that it has, it is still yours.

All of it happens on the same day.
:::"""

    credit: Credit = "partial"
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=26)]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        if len({step.id for step in self.steps}) < len(self.steps):
            raise BadValue(phrase("Two of its steps have the same id."), phrase("Give each step its own id."))
        if len({step.text for step in self.steps}) < len(self.steps):
            raise BadValue(
                phrase("Two of its steps say the same."), phrase("Change one of them, or take it out.")
            )
        return self

    @property
    def offered(self) -> list[Step]:
        """The steps in the order in which they stand on the page before a script mixes them; never the right one."""
        order = mixed((step.id for step in self.steps), self.name)
        if order == [step.id for step in self.steps]:
            order = [*order[1:], order[0]]
        return sorted(self.steps, key=lambda step: order.index(step.id))

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        before = len(log.problems)
        # Translators: what a line almost is. It stands after “bron â bod yn”, so it is mutated.
        shape = ListShape(cls.list_start, _ALMOST_A_STEP, phrase("a step"), _SHAPE, usual="1")
        body = read_list(directive.body, directive.body_line, log, shape)
        steps: list[dict[str, str]] = []
        for position, item in enumerate(body.items):
            text, own_id = split_id(item.text)
            if not text:
                log.error(
                    "S25",
                    item.line,
                    phrase("This step says nothing."),
                    phrase("Write its text after the number."),
                )
            own_id = own_id or _usual(position)
            if own_id in [step["id"] for step in steps]:
                log.error(
                    "S14",
                    item.line,
                    phrase("Two steps have the id “%(id)s”.", id=own_id),
                    phrase("Give each its own."),
                )
            steps.append({"id": own_id, "text": text, "feedback": item.feedback})
        if len(log.problems) == before and not 2 <= len(steps) <= 26:
            name = quoted(directive.options.get("name", ""))
            log.error(
                "S22",
                directive.line,
                nphrase(
                    "The order question %(name)s has %(num)s step.",
                    "The order question %(name)s has %(num)s steps.",
                    len(steps),
                    name=name,
                ),
                _SHAPE,
            )
        values = {"steps": steps, "feedback": body.feedback}
        return {**values, "stem": body.stem} if body.stem else values

    def write_body(self) -> str:
        items = [
            write_item(f"{n}. {with_id(step.text, step.id, _usual(n - 1))}", step.feedback)
            for n, step in enumerate(self.steps, 1)
        ]
        return write_list(self.stem, items, self.feedback)

    def data(self) -> dict[str, Any]:
        """`steps` are ids in the right order."""
        return {**super().data(), "steps": [step.id for step in self.steps], "credit": self.credit}

    def longest_response(self) -> list[str]:
        return [step.id for step in self.steps]

    def check(self, log: ProblemLog, line: int) -> None:
        for step in self.steps:
            if not step.feedback:
                log.warn(
                    "W50",
                    line,
                    phrase("The step %(step)s has no feedback.", step=quoted(step.text)),
                    phrase("Say under it, as a line “  > …”, why it stands where it does."),
                )

    def answer_prose(self) -> Iterator[str]:
        for step in self.steps:
            yield from (passage for passage in (step.text, step.feedback) if passage)


def _usual(position: int) -> str:
    return ascii_lowercase[position] if position < 26 else f"x{position}"
