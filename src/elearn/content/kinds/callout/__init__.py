"""Callout: a short passage set apart, because it must not be missed."""

from typing import ClassVar, Self

from elearn.content.kinds.base import Block, Directive, Report
from elearn.content.prose import Markdown


class Callout(Block):
    """A passage set apart, under an optional heading."""

    kind: ClassVar = "callout"
    title: ClassVar = "Callout"
    example: ClassVar = ":::{callout} Remember\nSafety comes before learning.\n:::"

    heading: str = ""
    body: Markdown

    @classmethod
    def read(cls, directive: Directive, report: Report) -> Self | None:
        raise NotImplementedError

    def write(self) -> Directive:
        return Directive(self.kind, argument=self.heading, body=self.body)
