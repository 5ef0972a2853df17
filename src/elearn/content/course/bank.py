"""What a bank is: questions that pages draw from."""

from typing import Annotated, Self

from pydantic import Field, SerializeAsAny, model_validator

from elearn.content.kinds import BankRef, Question
from elearn.content.text import Part, Title
from elearn.phrases import phrase
from elearn.problems import BadValue


class Bank(Part):
    """A file of questions that pages draw from. All give the same points, so each draw is worth the same.

    The `id` of one that courses share begins with `banks/`.
    """

    id: BankRef
    title: Title
    questions: Annotated[tuple[SerializeAsAny[Question], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _questions_give_the_same(self) -> Self:
        if len({question.weight for question in self.questions}) > 1:
            raise BadValue(
                phrase("The questions of the bank %(bank)s give different points.", bank=self.id),
                phrase("Give each the same points."),
            )
        return self

    def testing(self, outcome: str | None) -> Self:
        """The bank with questions that test this outcome. None: as they say themselves."""
        if outcome is None or all(not each.marked or each.outcome == outcome for each in self.questions):
            return self
        questions = tuple(
            each.model_copy(update={"outcome": outcome}) if each.marked else each for each in self.questions
        )
        return self.model_copy(update={"questions": questions})


def by_id(banks: tuple[Bank, ...]) -> tuple[Bank, ...]:
    """The banks in the order of their files."""
    return tuple(sorted(banks, key=lambda bank: bank.id))
