"""Reveal: a passage behind a button, for a learner to think before reading."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds.base import Block, Line, Markdown
from elearn.phrases import phrase


class Reveal(Block):
    """A passage that a button shows; `button` is what the button says."""

    kind: ClassVar = "reveal"
    title: ClassVar = phrase("Reveal")
    asked_for: ClassVar = phrase("text behind a button")
    group: ClassVar = TO_READ
    form: ClassVar = {
        "button": Asked(
            phrase("What the button says"), help=phrase("A question makes people think before they look.")
        ),
        "body": Asked(phrase("What it shows")),
    }
    starter: ClassVar = """:::{reveal} Write a question to think about first
Write what people read after they have thought.
:::"""
    example: ClassVar = (
        ":::{reveal} What might the health visitor ask next?\n"
        "She might ask who else looks after the baby, and when the mark was first seen.\n:::"
    )
    argument_field: ClassVar = "button"
    body_field: ClassVar = "body"

    button: Annotated[Line, Field(description=phrase("what the button says"))]
    body: Markdown

    def prose(self) -> Iterator[str]:
        yield self.button
        yield self.body
