"""Perspective: how it was for one of the people in it."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds.base import Block, Markdown, OptionalLine
from elearn.phrases import phrase


class Perspective(Block):
    """A passage in someone's voice; `who` says whose, and that it is composed."""

    kind: ClassVar = "perspective"
    title: ClassVar = phrase("Perspective")
    asked_for: ClassVar = phrase("how it was for one person")
    group: ClassVar = TO_READ
    form: ClassVar = {
        "voice": Asked(
            phrase("Whose voice it is"),
            choices={
                "young-person": phrase("A young person"),
                "parent-or-carer": phrase("A parent or carer"),
                "professional": phrase("A professional"),
            },
        ),
        "who": Asked(phrase("Who speaks"), help=phrase("Say that it is a composite account.")),
        "body": Asked(phrase("What they say")),
    }
    starter: ClassVar = """:::{perspective} parent-or-carer
:who: Say who speaks, in a composite account

Write how it was for this person, in their words.
:::"""
    figures_need_source: ClassVar = False
    words: ClassVar = {
        "perspective_young-person": "A young person",
        "perspective_parent-or-carer": "A parent or carer",
        "perspective_professional": "A professional",
    }
    example: ClassVar = (
        ":::{perspective} parent-or-carer\n"
        ":who: A grandmother, in a composite account written for this course\n\n"
        "Nobody had told me what the meeting was for.\n:::"
    )
    argument_field: ClassVar = "voice"
    body_field: ClassVar = "body"

    voice: Annotated[
        Literal["young-person", "parent-or-carer", "professional"],
        Field(description=phrase("whose perspective it is")),
    ]
    who: OptionalLine = ""
    body: Markdown

    def prose(self) -> Iterator[str]:
        yield from (passage for passage in (self.who, self.body) if passage)
