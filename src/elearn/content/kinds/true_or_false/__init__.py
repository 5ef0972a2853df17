"""True or false: a statement to agree with or not."""

from typing import Any, ClassVar, Self

from pydantic import model_validator

from elearn.content.kinds._asked import TO_DECIDE, Asked
from elearn.content.kinds._choice import ChoiceQuestion
from elearn.content.kinds.base import Directive
from elearn.phrases import nphrase, phrase
from elearn.problems import BadValue, ProblemLog


class TrueOrFalse(ChoiceQuestion):
    """Two options in fixed order, the first agrees. Their ids are always `true` and `false`."""

    kind: ClassVar = "true-or-false"
    title: ClassVar = phrase("True or false")
    asked_for: ClassVar = phrase("a statement that is true or false")
    group: ClassVar = TO_DECIDE
    form: ClassVar = {
        "stem": Asked(phrase("The statement"), help=phrase("People say whether it is true.")),
        "options": Asked(
            phrase("True and false"),
            help=phrase("Tick the right one. True comes first."),
            row=phrase("an answer"),
            add=phrase("Add an answer"),
            fewest=2,
            most=2,
        ),
    }
    starter: ClassVar = """:::{{question}} true-or-false
:name: question-{number}
:outcome: {outcome}

Write a statement that is true or false.

- [ ] True
  > Say kindly why it is not true.
- [x] False
  > Say why it is false.
:::"""
    judges_a_statement: ClassVar = True
    words: ClassVar = {"true-or-false": "True or false"}
    ids: ClassVar = ("true", "false")
    example: ClassVar = """:::{question} true-or-false
:name: consent-needed
:outcome: purpose

You need a parent's consent before you tell children's services that a child is at risk of significant harm.

- [ ] True
  > Consent is good to have, and is not needed where a child is at risk.
- [x] False
  > Right: tell the family where that is safe, and refer.
:::"""

    @model_validator(mode="after")
    def _ids_are_fixed(self) -> Self:
        if tuple(option.id for option in self.options) != self.ids:
            raise BadValue(
                phrase("The ids of its options have to be true and false, in that order."),
                phrase("Give the option True the id true, and the option False the id false."),
            )
        return self

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        values = super().read_body(directive, log)
        options = values["options"]
        if [option["id"] for option in options[:2]] != list(cls.ids)[: len(options)]:
            log.error(
                "S25",
                directive.line,
                phrase("The options of true-or-false have ids of their own."),
                phrase("Take {#…} out."),
            )
        if [option["text"].lower() for option in options] == ["false", "true"]:
            log.error(
                "S25",
                directive.line,
                phrase("The options are in the wrong order."),
                phrase("Write True first, then False."),
            )
        return values

    @classmethod
    def fault(cls, right: list[bool]) -> tuple[str, str, str] | None:
        if len(right) != 2:
            return (
                "S22",
                nphrase(
                    "It has %(num)s option, but it needs two, True and False.",
                    "It has %(num)s options, but it needs two, True and False.",
                    len(right),
                ),
                phrase("Keep True, then False."),
            )
        if sum(right) > 1:
            return "S24", phrase("Both options are marked as right."), phrase("Leave [x] before one of them.")
        return super().fault(right)
