"""Reflection: a prompt to think and write, which is never marked."""

from collections.abc import Iterator
from typing import ClassVar

from elearn.content.kinds._writing import Writing
from elearn.content.kinds.base import Markdown, Slug


class Reflection(Writing):
    """A prompt with room to write. `name` keeps what was written, so it stays when the page changes."""

    kind: ClassVar = "reflection"
    title: ClassVar = "Reflection"
    page_role: ClassVar = "pause"
    settings: ClassVar = frozenset({"name"})
    words: ClassVar = {
        "reflection_title": "Pause and think",
        "reflection_private": (
            "Only you see this. It is not saved or sent, and is gone when you leave the course."
        ),
        "reflection_label": "Your thoughts",
    }
    example: ClassVar = (
        ":::{reflection}\n:name: my-first-step\n\nWhat will you do differently at your next visit?\n:::"
    )
    body_field: ClassVar = "body"

    name: Slug
    body: Markdown

    def prose(self) -> Iterator[str]:
        yield self.body
