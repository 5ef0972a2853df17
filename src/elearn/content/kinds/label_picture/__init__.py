"""Label a picture: numbered spots on it, each with words, to be given their names."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from elearn.content.kinds._asked import ALL_IT_SHOWS, IN_ONE_SENTENCE, TO_DECIDE, Asked
from elearn.content.kinds._media import MediaPath, says_no_words
from elearn.content.kinds._pairs import LETTERS, NUMBERS, PairsQuestion, Row
from elearn.content.kinds.base import OptionalLine
from elearn.content.text import quoted
from elearn.phrases import phrase
from elearn.problems import BadValue, ProblemLog

_SPOT = re.compile(r"([0-9]{1,3})%[ \t]*,?[ \t]*([0-9]{1,3})%(?::[ \t]*(.*))?$")
Percent = Annotated[int, Field(ge=0, le=100)]


class Spot(Row):
    """A spot so many percent from the picture's left edge and its top; `source` says in words where it is."""

    across: Percent | None = None
    down: Percent | None = None

    @model_validator(mode="after")
    def _lies_somewhere(self) -> Self:
        if (self.id is None) != (self.across is None) or (self.across is None) != (self.down is None):
            raise BadValue(
                phrase("A spot has no place on the picture, or a label that belongs to nothing has one."),
                phrase(
                    "Write a spot as “- 30%%, 45%%: where it is -> Label”, and a further label as “- -> "
                    "Label”."
                ),
            )
        return self

    @classmethod
    def read_source(cls, text: str) -> dict[str, Any] | None:
        found = _SPOT.match(text)
        return found and {"across": found[1], "down": found[2], "source": found[3] or ""}

    def write_source(self) -> str:
        return f"{self.across}%, {self.down}%" + (f": {self.source}" if self.source else "")


class LabelPicture(PairsQuestion):
    """Numbered spots on a picture are given their labels; `description` says all that the picture shows."""

    kind: ClassVar = "label-picture"
    title: ClassVar = phrase("Label a picture")
    asked_for: ClassVar = phrase("a picture to label")
    group: ClassVar = TO_DECIDE
    form: ClassVar = {
        "picture": Asked(phrase("Picture"), type="media"),
        "alt": IN_ONE_SENTENCE,
        "description": ALL_IT_SHOWS,
        "rows": Asked(
            phrase("Spots and labels"),
            help=phrase("A label without a spot is a wrong one to choose from."),
            row=phrase("a spot"),
            add=phrase("Add a spot"),
        ),
        "rows.source": Asked(
            phrase("Where it is, in words"), help=phrase("For people who cannot see the picture.")
        ),
        "rows.target": Asked(phrase("Label")),
        "rows.across": Asked(phrase("Percent from the left")),
        "rows.down": Asked(phrase("Percent from the top")),
    }
    starter: ClassVar = """:::{{question}} label-picture
:name: question-{number}
:outcome: {outcome}
:picture: media/picture.png
:alt: Say in one sentence what the picture to label shows

Describe the picture, and ask what each spot is.

- 30%, 50%: say where the first spot is -> Write the first label
  > Say why the first label belongs there.
- 70%, 50%: say where the second spot is -> Write the second label
  > Say why the second label belongs there.
:::"""
    shape: ClassVar = phrase(
        "Write each spot as a line “- 30%%, 45%%: where it is -> Label”, and a further label as “- -> Label”."
    )
    row: ClassVar = Spot
    source_ids: ClassVar = NUMBERS
    target_ids: ClassVar = LETTERS
    fewest: ClassVar = 1
    on_picture: ClassVar = True
    words: ClassVar = {
        "label-picture": "Label the picture",
        "label_picture_choose": "Choose a label",
        "label_picture_description": "What the picture shows",
        "label_picture_lacks": "Choose a label for each number first, then check.",
    }
    example: ClassVar = """:::{question} label-picture
:name: three-tiers
:outcome: purpose
:picture: media/three-tiers.svg
:alt: Three rings, one inside the other, with the numbers 1 to 3
:description: The rings share one centre. Number 1 stands in the innermost, 2 in the middle ring, 3 in the outermost.

A review looks at learning on three tiers. Which ring is which?

- 40%, 50%: in the innermost ring -> One person's practice
  > Yes: what one person saw, thought and did.
- 32%, 64%: in the middle ring -> A service
  > Yes: supervision, workload, and what is usual there.
- 56%, 50%: in the outermost ring -> The partnership
  > Yes: how the services work together.
- -> The family
  > The family is heard in all three, and is none of them.

Most of what can be changed lies in the outer two.
:::"""

    picture: MediaPath
    alt: OptionalLine = ""
    description: OptionalLine = ""
    rows: tuple[Spot, ...]

    def media(self) -> Iterator[str]:
        yield self.picture

    def check(self, log: ProblemLog, line: int) -> None:
        super().check(log, line)
        if not self.alt:
            remedy = phrase("Add :alt: and one sentence that says what it shows.")
            says_no_words(self.picture, line, log, remedy)
        for row in self.rows:
            if row.id is not None and not row.source:
                log.error(
                    "E40",
                    line,
                    phrase("The spot of the label %(label)s has no words.", label=quoted(row.target)),
                    phrase(
                        "Say where it is, as in “30%%, 45%%: on the left arm”, for people who cannot see the "
                        "picture."
                    ),
                )

    def answer_prose(self) -> Iterator[str]:
        yield from (passage for passage in (self.alt, self.description) if passage)
        yield from super().answer_prose()
