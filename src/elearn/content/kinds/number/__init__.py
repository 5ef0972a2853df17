"""Number: a number, typed, exact or near enough."""

import re
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from elearn.content.kinds._asked import TO_DECIDE, Asked
from elearn.content.kinds._typed import Answer, TypedQuestion
from elearn.content.kinds.base import OptionalLine
from elearn.content.text import quoted
from elearn.patterns import late
from elearn.phrases import nphrase, phrase
from elearn.problems import BadValue

_NUMBER = r"-?[0-9]{1,10}(?:\.[0-9]{1,7})?"
_RANGE = late(rf"({_NUMBER})(?: to ({_NUMBER}))?")


def _span(text: str) -> tuple[Decimal, Decimal] | None:
    """From and to of “15” and “10 to 20”; None where it is neither."""
    found = _RANGE.fullmatch(text)
    return found and (Decimal(found[1]), Decimal(found[2] or found[1]))


def _written(value: Decimal) -> str:
    """As the browser reads it: no exponent, no zeros behind."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _number(text: str) -> str:
    if not re.fullmatch(_NUMBER, text):
        raise BadValue(
            phrase("%(text)s is not a number.", text=quoted(text)),
            phrase("Write it as in 15 or 2.5, with a point and without spaces."),
        )
    if Decimal(text) < 0:
        raise BadValue(phrase("It is less than 0."), phrase("Write 0 or a greater number."))
    return text


class Number(TypedQuestion):
    """A number is typed. It may differ by `tolerance` from the right one, or the right one is a range, “10 to 20”."""

    kind: ClassVar = "number"
    title: ClassVar = phrase("Number")
    asked_for: ClassVar = phrase("a number to write")
    group: ClassVar = TO_DECIDE
    form: ClassVar = {
        "tolerance": Asked(
            phrase("How far off may it be"), help=phrase("Leave it empty if only the exact number is right.")
        ),
        "unit": Asked(phrase("Unit"), help=phrase("As in days. It is shown behind the number.")),
        "answers": Asked(
            phrase("Numbers"),
            help=phrase("Tick the one that is right. It may be a range, as in 10 to 20."),
            row=phrase("a number"),
            add=phrase("Add a number"),
        ),
        "answers.text": Asked(phrase("Number")),
        "answers.right": Asked(phrase("This is right"), one=True),
    }
    starter: ClassVar = """:::{{question}} number
:name: question-{number}
:outcome: {outcome}

Describe the situation, and ask for a number.

- [x] 15
  > Say why this is the number.
- [ ] 5
  > Say kindly what this number leaves out.
:::"""
    settings: ClassVar = TypedQuestion.settings | {"tolerance"}
    longest: ClassVar = 24
    input_mode: ClassVar = "decimal"
    words: ClassVar = {
        "number": "Give a number",
        "number_lacks": "Write a number first, as in 12 or 2.5, then check it.",
    }
    example: ClassVar = """:::{question} number
:name: working-days
:outcome: purpose
:unit: working days

A serious incident has been notified. Within how many working days does the partnership finish its rapid review?

- [x] 15
  > Yes: 15 working days after the notification.
- [ ] 5
  > That is the time to notify the incident, not to review it.

Half of that time is gone before the first meeting, so gather the facts at once.
:::"""

    tolerance: Annotated[str, AfterValidator(_number)] | None = None
    unit: Annotated[OptionalLine, Field(max_length=40)] = ""

    @model_validator(mode="after")
    def _is_a_number(self) -> Self:
        for answer in self.answers:
            span = _span(answer.text)
            if not span:
                raise BadValue(
                    phrase("“%(text)s” is not a number.", text=answer.text),
                    phrase("Write only digits, and a point if you need one, as in 1500, 2.5 or 10 to 20."),
                )
            if span[0] > span[1]:
                raise BadValue(
                    phrase("“%(text)s” runs from more to less.", text=answer.text),
                    phrase("Write the smaller number first."),
                )
        if len(self.right) != 1:
            raise BadValue(
                nphrase(
                    "%(num)s number is marked as right, but it needs exactly one number or range.",
                    "%(num)s numbers are marked as right, but it needs exactly one number or range.",
                    len(self.right),
                ),
                phrase("Write [x] before only one of them."),
            )
        span = _span(self.right[0])
        if self.tolerance and span and span[0] != span[1]:
            raise BadValue(
                phrase("A range needs no tolerance."),
                phrase("Take :tolerance: out, or write one number instead of the range."),
            )
        low, high = map(Decimal, self._accepted(next(answer for answer in self.answers if answer.right)))
        for answer in self.answers:
            span = _span(answer.text)
            if not answer.right and span and low <= span[0] and span[1] <= high:
                raise BadValue(
                    phrase(
                        "“%(text)s” is marked as wrong, but it is so near that it would be accepted.",
                        text=answer.text,
                    ),
                    phrase("Take this answer out, or make the range or :tolerance: smaller."),
                )
        return self

    def in_words(self, answer: Answer) -> str:
        near = f" ± {self.tolerance}" if answer.right and self.tolerance else ""
        return f"{answer.text.replace(' to ', '–')}{near} {self.unit}".rstrip()

    def data(self) -> dict[str, Any]:
        """`spans` are from and to of every answer, as decimals; `right` is the place of the right one in them."""
        return {
            **super().data(),
            "spans": [self._accepted(answer) for answer in self.answers],
            "right": next(place for place, answer in enumerate(self.answers) if answer.right),
            "exact": [_written(value) for value in dict.fromkeys(_span(self.right[0]) or ())],
            "unit": self.unit,
            "longest": self.longest,
        }

    def _accepted(self, answer: Answer) -> list[str]:
        low, high = _span(answer.text) or (Decimal(0), Decimal(0))
        give = Decimal(self.tolerance or "0") if answer.right else Decimal(0)
        return [_written(low - give), _written(high + give)]

    def longest_response(self) -> list[str]:
        return ["9" * self.longest]
