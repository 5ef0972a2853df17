"""Labelled image: a picture with numbered spots, and what is to be seen at each."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from elearn.content.kinds._asked import IN_ONE_SENTENCE, TO_LOOK_AT, Asked
from elearn.content.kinds._media import MediaPath, says_no_words
from elearn.content.kinds._sections import read_items, write_items
from elearn.content.kinds.base import Block, Directive, Line, OptionalLine
from elearn.content.text import quoted
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import ProblemLog

_SPOT = late(r"([0-9]{1,3})%[ \t]*,?[ \t]*([0-9]{1,3})%")
Percent = Annotated[int, Field(ge=0, le=100)]


class Spot(BaseModel):
    """A place so many percent from the picture's left edge and its top, and what is there."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    across: Percent
    down: Percent
    text: Line


class LabelledImage(Block):
    """A picture with numbers on it; a list below says, number by number, what is there."""

    kind: ClassVar = "labelled-image"
    title: ClassVar = phrase("Labelled image")
    asked_for: ClassVar = phrase("a picture with numbers on it")
    group: ClassVar = TO_LOOK_AT
    form: ClassVar = {
        "src": Asked(phrase("Picture"), type="media"),
        "alt": IN_ONE_SENTENCE,
        "spots": Asked(phrase("Spots"), row=phrase("a spot"), add=phrase("Add a spot")),
        "spots.across": Asked(phrase("Percent from the left")),
        "spots.down": Asked(phrase("Percent from the top")),
        "spots.text": Asked(phrase("What is there")),
    }
    starter: ClassVar = """:::{labelled-image} media/picture.png
:alt: Say in one sentence what the numbered picture shows

- 30%, 50%: Say what is at the first spot
- 70%, 50%: Say what is at the second spot
:::"""
    words: ClassVar = {"labelled_image_list": "What the numbers show"}
    example: ClassVar = """:::{labelled-image} media/a-room.svg
:alt: A sitting room with a sofa, a cot by the window and a heater, numbered 1 to 3

- 25%, 60%: A **sofa** where an adult and a baby fall asleep together in the evening
- 50%, 45%: A **cot** that is used to keep clothes in
- 78%, 70%: A **heater** that is on all night, since the window does not close
:::"""
    argument_field: ClassVar = "src"
    body_fields: ClassVar = ("spots",)

    src: MediaPath
    alt: OptionalLine = ""
    spots: Annotated[
        tuple[Spot, ...],
        Field(
            min_length=1, max_length=12, description=phrase("at least one line “- 30%%, 45%%: what is there”")
        ),
    ]

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        lines = directive.body.split("\n") if directive.body else []
        spots = []
        for item in read_items(lines, directive.body_line, log):
            place = _SPOT.fullmatch(item.label)
            if place:
                spots.append({"across": place[1], "down": place[2], "text": item.text})
            if not (place and item.text):
                what = (
                    phrase("%(place)s is not a place on a picture.", place=quoted(item.label))
                    if not place
                    else phrase("This spot has no words.")
                )
                log.error(
                    "S25",
                    item.line,
                    what,
                    phrase(
                        "Write how far from the left and from the top, and what is there: “- 30%%, 45%%: A "
                        "cot”."
                    ),
                )
        return {"spots": spots} if spots else {}

    def write_body(self) -> str:
        return write_items([(f"{spot.across}%, {spot.down}%", spot.text, "") for spot in self.spots])

    def check(self, log: ProblemLog, line: int) -> None:
        if not self.alt:
            says_no_words(self.src, line, log, phrase("Add :alt: and one sentence that says what it shows."))

    def media(self) -> Iterator[str]:
        yield self.src

    def prose(self) -> Iterator[str]:
        if self.alt:
            yield self.alt
        yield from (spot.text for spot in self.spots)

    def read_through(self) -> Iterator[str]:
        return (spot.text for spot in self.spots)

    def pause(self) -> float:
        return 5
