"""Image: a picture from the course's media folder, with words for those who do not see it."""

from collections.abc import Iterator
from typing import ClassVar

from elearn.content.kinds._asked import ALL_IT_SHOWS, IN_ONE_SENTENCE, TO_LOOK_AT, Asked
from elearn.content.kinds._media import MediaPath, says_no_words
from elearn.content.kinds.base import Block, OptionalLine, OptionalMarkdown
from elearn.phrases import phrase
from elearn.problems import ProblemLog

__all__ = ["Image", "MediaPath"]


class Image(Block):
    """A picture: `alt` says in a sentence what it shows, `description` everything; the caption stands below it."""

    kind: ClassVar = "image"
    title: ClassVar = phrase("Image")
    asked_for: ClassVar = phrase("a picture")
    group: ClassVar = TO_LOOK_AT
    often: ClassVar = 2
    form: ClassVar = {
        "src": Asked(phrase("Picture"), type="media"),
        "alt": IN_ONE_SENTENCE,
        "description": ALL_IT_SHOWS,
        "caption": Asked(phrase("Caption"), help=phrase("Everybody reads it below the picture.")),
    }
    starter: ClassVar = """:::{image} media/picture.png
:alt: Say in one sentence what this picture shows

Write a caption, or leave it empty.
:::"""
    purpose: ClassVar = "picture"
    teaches: ClassVar = False
    words: ClassVar = {"image_description": "What the picture shows"}
    example: ClassVar = (
        ":::{image} media/three-tiers.svg\n"
        ":alt: Three rings, one inside the other: one person, a service, and the whole partnership\n"
        ":description: The innermost ring is one person's practice. Around it lies the service, with its supervision "
        "and workload. The outermost is the partnership: how services work together.\n\n"
        "Learning on three tiers.\n:::"
    )
    argument_field: ClassVar = "src"
    body_field: ClassVar = "caption"

    src: MediaPath
    alt: OptionalLine = ""
    description: OptionalLine = ""
    caption: OptionalMarkdown = ""

    def check(self, log: ProblemLog, line: int) -> None:
        if not self.alt:
            says_no_words(self.src, line, log, phrase("Add :alt: and one sentence that says what it shows."))

    def media(self) -> Iterator[str]:
        yield self.src

    def prose(self) -> Iterator[str]:
        yield from (passage for passage in (self.alt, self.description, self.caption) if passage)

    def read_through(self) -> Iterator[str]:
        return iter((self.caption,))

    def pause(self) -> float:
        return 5
