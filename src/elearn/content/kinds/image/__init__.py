"""Image: a picture from the course's media folder, with words for those who do not see it."""

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from elearn.content.kinds.base import Block, OptionalLine, OptionalMarkdown, Report

_PATH = re.compile(r"media(/[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*)+")


def _below_media(path: str) -> str:
    if not _PATH.fullmatch(path) or len(path) > 120:
        raise ValueError(
            "a picture lies below media/, and its name is of letters, digits, dots, hyphens: media/a-mark.svg"
        )
    return path


MediaPath = Annotated[
    str, AfterValidator(_below_media), Field(description="the path of a picture, as in media/name.svg,")
]
"""A file below the course's `media/`, in ASCII, because learning management systems lose other names."""


class Image(Block):
    """A picture: `alt` says what it shows, the caption stands below it."""

    kind: ClassVar = "image"
    title: ClassVar = "Image"
    example: ClassVar = (
        ":::{image} media/three-tiers.svg\n"
        ":alt: Three rings, one inside the other: one person, a service, and the whole partnership\n\n"
        "Learning on three tiers.\n:::"
    )
    argument_field: ClassVar = "src"
    body_field: ClassVar = "caption"

    src: MediaPath
    alt: OptionalLine = ""
    caption: OptionalMarkdown = ""

    def check(self, report: Report, line: int) -> None:
        if not self.alt:
            report.error(
                "E40",
                line,
                f"The picture {self.src} has no words for a person who cannot see it.",
                "Add :alt: and one sentence that says what it shows.",
            )

    def media(self) -> Iterator[str]:
        yield self.src

    def prose(self) -> Iterator[str]:
        yield from (passage for passage in (self.alt, self.caption) if passage)
