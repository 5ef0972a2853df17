"""Rate: a statement and a scale, to evaluate with. Nothing in it is right or wrong."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from elearn.content.kinds._asked import TO_THINK_ABOUT, Asked
from elearn.content.kinds._scale import SCALES, ScaleQuestion, words_of
from elearn.content.kinds.base import Line
from elearn.phrases import phrase
from elearn.problems import BadValue


def _scale(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(words) == 1 and words[0] not in SCALES:
        raise BadValue(
            phrase(
                "“%(word)s” is not one of the scales %(scales)s.", word=words[0], scales=", ".join(SCALES)
            ),
            phrase(
                "Write the name of one of these, or two to nine words of your own with commas between them."
            ),
        )
    if any("," in word for word in words):
        raise BadValue(
            phrase("A word of the scale holds a comma."), phrase("Write each word without a comma.")
        )
    return words


class Rate(ScaleQuestion):
    """A statement to rate. `scale` is the name of one that has words, or words from the least to the most."""

    kind: ClassVar = "rate"
    title: ClassVar = phrase("Rate")
    asked_for: ClassVar = phrase("a statement to rate")
    group: ClassVar = TO_THINK_ABOUT
    form: ClassVar = {
        "stem": Asked(phrase("The statement or question")),
        "scale": Asked(
            phrase("Scale"),
            help=phrase(
                "One of agreement, confidence, usefulness, likelihood; or your own words from least to most."
            ),
            row=phrase("a word"),
            add=phrase("Add a word"),
        ),
    }
    starter: ClassVar = """:::{{question}} rate
:name: question-{number}

Write the statement that people rate.
:::"""
    page_role: ClassVar = "pause"
    settings: ClassVar = ScaleQuestion.settings | {"scale"}
    body_field: ClassVar = "stem"
    words: ClassVar = {
        "rate": "Your view",
        **{key: word for scale in SCALES for key, word in words_of("rate", scale).items()},
    }
    example: ClassVar = """:::{question} rate
:name: of-use
:scale: usefulness

How useful is this course for your work?
:::"""

    scale: Annotated[tuple[Line, ...], Field(min_length=1, max_length=9), AfterValidator(_scale)] = (
        "agreement",
    )

    def points_on_scale(self) -> int:
        return len(SCALES.get(self.scale[0], self.scale)) if len(self.scale) == 1 else len(self.scale)

    def answer_prose(self) -> Iterator[str]:
        if len(self.scale) > 1:
            yield from self.scale
