"""Callout: a short passage set apart, because it must not be missed."""

from collections.abc import Iterator
from typing import ClassVar

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds.base import Block, Markdown, OptionalLine
from elearn.phrases import phrase


class Callout(Block):
    """A passage set apart, under an optional heading."""

    kind: ClassVar = "callout"
    title: ClassVar = phrase("Callout")
    asked_for: ClassVar = phrase("a box that nobody should miss")
    group: ClassVar = TO_READ
    often: ClassVar = 5
    form: ClassVar = {
        "heading": Asked(phrase("Heading")),
        "body": Asked(phrase("Text"), help=phrase("Keep it short.")),
    }
    starter: ClassVar = """:::{callout} Write a heading for the box
Say in a sentence or two what nobody should miss.
:::"""
    example: ClassVar = ":::{callout} Remember\nSafety comes before learning.\n:::"
    argument_field: ClassVar = "heading"
    body_field: ClassVar = "body"

    heading: OptionalLine = ""
    body: Markdown

    def prose(self) -> Iterator[str]:
        yield from (passage for passage in (self.heading, self.body) if passage)
