"""Content warning: what is coming, before it comes, with a way past it that costs nothing."""

from collections.abc import Iterator
from typing import ClassVar

from elearn.content.kinds.base import Block, Markdown


class ContentWarning(Block):
    """Says what the rest of the page holds; the learner may go on to the next page instead."""

    kind: ClassVar = "content-warning"
    title: ClassVar = "Content warning"
    example: ClassVar = (
        ":::{content-warning}\n"
        "This page describes an injury to a baby, in general terms. You may skip it; your result is not affected.\n:::"
    )
    body_field: ClassVar = "body"

    body: Markdown

    def prose(self) -> Iterator[str]:
        yield self.body
