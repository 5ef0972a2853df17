"""Draw: some questions of a bank, chosen at random for each learner."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from elearn.content.kinds.base import Block, Slug


class Draw(Block):
    """Asks `questions` of the questions in a bank of the course. A learner keeps those that were drawn."""

    kind: ClassVar = "draw"
    title: ClassVar = "Draw from a bank"
    words: ClassVar = {"draw_note": "Each learner is asked {n} of these {total} questions, drawn at random."}
    example: ClassVar = ":::{draw} first-signs\n:questions: 2\n:::"
    argument_field: ClassVar = "bank"

    bank: Annotated[Slug, Field(description="the name of a bank")]
    questions: Annotated[int, Field(ge=1, le=99)]

    def prose(self) -> Iterator[str]:
        """None of its own: the bank's questions say theirs."""
        return iter(())

    def pause(self) -> float:
        """A question takes 45 seconds, one with another."""
        return 45 * self.questions
