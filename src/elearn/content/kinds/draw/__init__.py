"""Draw: some questions of a bank, chosen at random for each learner."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from elearn.content.kinds import base
from elearn.content.kinds._asked import TO_DECIDE, Asked
from elearn.content.kinds.base import BankRef, Block, Slug
from elearn.phrases import phrase


class Draw(Block):
    """Asks `questions` of the questions in a bank. A learner keeps those that were drawn.

    `bank` is one of the course (`first-signs`), or one that courses share (`banks/first-signs`). `outcome` is what its
    questions test in this course, also if they say another.
    """

    kind: ClassVar = "draw"
    title: ClassVar = phrase("Draw from a bank")
    asked_for: ClassVar = phrase("some questions from a bank")
    group: ClassVar = TO_DECIDE
    form: ClassVar = {
        "bank": Asked(
            phrase("Bank"), help=phrase("The bank of questions from which some are asked."), type="bank"
        ),
        "questions": Asked(
            phrase("How many questions"), help=phrase("So many are drawn at random for each learner.")
        ),
        "outcome": Asked(
            phrase("What they test in this course"),
            help=phrase("Leave it empty if each question says which outcome of this course it tests."),
            type="outcome",
        ),
    }
    starter: ClassVar = """:::{draw} first-signs
:questions: 1
:::"""
    purpose: ClassVar = "draw"
    teaches: ClassVar = False
    settings: ClassVar = frozenset({"questions", "outcome"})
    words: ClassVar = {"draw_note": "Each learner is asked {n} of these {total} questions, drawn at random."}
    example: ClassVar = ":::{draw} first-signs\n:questions: 2\n:::"
    argument_field: ClassVar = "bank"

    bank: Annotated[BankRef, Field(description=phrase("the name of a bank"))]
    questions: Annotated[int, Field(ge=1, le=99)]
    outcome: Slug | None = None

    @classmethod
    def with_bank(cls, text: str, bank: str) -> str:
        return text.replace(cls.begun().partition("\n")[0], f"{cls.opening()} {bank}", 1)

    def prose(self) -> Iterator[str]:
        """None of its own: the bank's questions say theirs."""
        return iter(())

    def draws_from(self) -> base.Draw:
        return base.Draw(self.bank, self.questions, self.outcome)

    def pause(self) -> float:
        """A question takes 45 seconds on average."""
        return 45 * self.questions
