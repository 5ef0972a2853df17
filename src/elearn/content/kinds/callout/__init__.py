"""Callout: a short passage set apart, because it must not be missed."""

from collections.abc import Iterator
from typing import ClassVar

from elearn.content.kinds.base import Block, Markdown, OptionalLine


class Callout(Block):
    """A passage set apart, under an optional heading."""

    kind: ClassVar = "callout"
    title: ClassVar = "Callout"
    example: ClassVar = ":::{callout} Remember\nSafety comes before learning.\n:::"
    argument_field: ClassVar = "heading"
    body_field: ClassVar = "body"

    heading: OptionalLine = ""
    body: Markdown

    def prose(self) -> Iterator[str]:
        yield from (passage for passage in (self.heading, self.body) if passage)
