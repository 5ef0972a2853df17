"""Text: what stands between directives."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds.base import Block, Markdown
from elearn.content.text import split_pictures
from elearn.phrases import phrase
from elearn.problems import BadValue


def _no_picture_alone(text: str) -> str:
    if split_pictures(text) != [(0, text)]:
        raise BadValue(
            phrase("A picture in it has a paragraph of its own."),
            phrase("Make it a block that shows a picture."),
        )
    return text


class Text(Block):
    """A passage of Markdown. It is written without a directive, so two that follow each other are one."""

    kind: ClassVar = "text"
    title: ClassVar = phrase("Text")
    asked_for: ClassVar = phrase("text")
    group: ClassVar = TO_READ
    often: ClassVar = 1
    form: ClassVar = {
        "body": Asked(phrase("Text")),
    }
    starter: ClassVar = """Write your text here."""
    purpose: ClassVar = "running text"
    example: ClassVar = (
        "A review looks at **how agencies worked together**.\n\n"
        "- It asks what was known.\n- It asks what was done."
    )
    body_field: ClassVar = "body"

    body: Annotated[Markdown, AfterValidator(_no_picture_alone)]

    def prose(self) -> Iterator[str]:
        yield self.body
