"""Text: what stands between directives."""

from collections.abc import Iterator
from typing import ClassVar

from elearn.content.kinds.base import Block, Markdown


class Text(Block):
    """A passage of Markdown. It is written without a directive, so two that follow each other are one."""

    kind: ClassVar = "text"
    title: ClassVar = "Text"
    purpose: ClassVar = "running text"
    example: ClassVar = (
        "A review looks at **how agencies worked together**.\n\n"
        "- It asks what was known.\n- It asks what was done."
    )
    body_field: ClassVar = "body"

    body: Markdown

    def prose(self) -> Iterator[str]:
        yield self.body
