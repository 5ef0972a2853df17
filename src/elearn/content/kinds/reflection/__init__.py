"""Reflection: a prompt to think and write, which is never marked."""

from collections.abc import Iterator
from typing import ClassVar

from elearn.content.kinds._asked import TO_THINK_ABOUT, Asked
from elearn.content.kinds._writing import Writing
from elearn.content.kinds.base import Markdown, Slug
from elearn.phrases import phrase


class Reflection(Writing):
    """A prompt with room to write. `name` keeps what was written, so it stays when the page changes."""

    kind: ClassVar = "reflection"
    title: ClassVar = phrase("Reflection")
    asked_for: ClassVar = phrase("a pause to think")
    group: ClassVar = TO_THINK_ABOUT
    form: ClassVar = {
        "body": Asked(phrase("What to think about")),
        "name": Asked(
            phrase("Its name"), help=phrase("Do not change it after people have taken the course.")
        ),
    }
    starter: ClassVar = """:::{reflection}
:name: reflection-1

Ask here what people should think about.
:::"""
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
