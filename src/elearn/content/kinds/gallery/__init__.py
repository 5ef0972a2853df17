"""Gallery: several pictures beside each other, each with its own words."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from elearn.content.kinds import opening_for
from elearn.content.kinds._asked import IN_ONE_SENTENCE, TO_LOOK_AT, Asked
from elearn.content.kinds._media import MediaPath, says_no_words
from elearn.content.kinds._sections import read_items, write_items
from elearn.content.kinds.base import Block, Directive, OptionalLine
from elearn.phrases import phrase
from elearn.problems import ProblemLog


class Shown(BaseModel):
    """One picture: what it shows, and its caption."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    src: MediaPath
    alt: OptionalLine = ""
    caption: OptionalLine = ""


class Gallery(Block):
    """Pictures side by side where there is room, and below each other on a phone."""

    kind: ClassVar = "gallery"
    title: ClassVar = phrase("Gallery")
    asked_for: ClassVar = phrase("several pictures side by side")
    group: ClassVar = TO_LOOK_AT
    form: ClassVar = {
        "pictures": Asked(phrase("Pictures"), row=phrase("a picture"), add=phrase("Add a picture")),
        "pictures.src": Asked(phrase("Picture"), type="media"),
        "pictures.alt": IN_ONE_SENTENCE,
        "pictures.caption": Asked(phrase("Caption"), help=phrase("Everybody reads it below the picture.")),
    }
    starter: ClassVar = """:::{gallery}
- media/first-picture.png: Say what the first picture shows
  > Write a caption for the first picture.
- media/second-picture.png: Say what the second picture shows
  > Write a caption for the second picture.
:::"""
    example: ClassVar = """:::{gallery}
- media/safe-sleep-cot.svg: A clear, flat cot with nothing in it but the mattress
  > A clear, flat space of the baby's own.
- media/safe-sleep-feet.svg: A cot seen from the side, with a blanket tucked in below the shoulders
  > Feet to the foot of the cot.
- media/safe-sleep-sofa.svg: An empty sofa, with a line through it
  > Never together on a sofa.
:::"""
    body_fields: ClassVar = ("pictures",)

    pictures: Annotated[
        tuple[Shown, ...],
        Field(
            min_length=2,
            max_length=12,
            description=phrase("two lines or more, “- media/name.svg: what it shows”"),
        ),
    ]

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        lines = directive.body.split("\n") if directive.body else []
        items = read_items(lines, directive.body_line, log, notes=True)
        pictures = [{"src": item.label, "alt": item.text, "caption": item.note} for item in items]
        if len(pictures) == 1:
            opening = opening_for("picture")
            remedy = (
                phrase("Add another, or show it with %(opening)s.", opening=opening)
                if opening
                else phrase("Add another.")
            )
            log.error(
                "S50",
                directive.line,
                phrase("A gallery needs at least two pictures, but this one has only one picture."),
                remedy,
            )
        return {"pictures": pictures} if pictures else {}

    def write_body(self) -> str:
        return write_items([(each.src, each.alt, each.caption) for each in self.pictures])

    def check(self, log: ProblemLog, line: int) -> None:
        for each in self.pictures:
            if not each.alt:
                says_no_words(each.src, line, log, phrase("Say after the colon what it shows."))

    def media(self) -> Iterator[str]:
        yield from (each.src for each in self.pictures)

    def prose(self) -> Iterator[str]:
        for each in self.pictures:
            yield from (passage for passage in (each.alt, each.caption) if passage)

    def read_through(self) -> Iterator[str]:
        return (each.caption for each in self.pictures)

    def pause(self) -> float:
        return 5 * len(self.pictures)
