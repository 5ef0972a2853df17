"""Summary: what to take away at the end of a module, with the way back to its pages."""

from collections.abc import Iterator
from typing import ClassVar

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds.base import Block, Markdown
from elearn.phrases import phrase


class Summary(Block):
    """What to take away. The outcomes of the module's questions, and links to its pages, follow by themselves."""

    kind: ClassVar = "summary"
    title: ClassVar = phrase("Summary")
    asked_for: ClassVar = phrase("what to take away")
    group: ClassVar = TO_READ
    form: ClassVar = {
        "body": Asked(
            phrase("What to take away"),
            help=phrase("The outcomes and the pages of the module follow by themselves."),
        ),
    }
    starter: ClassVar = """:::{summary}
- Write a first thing to take away.
- Write a second thing to take away.
:::"""
    page_role: ClassVar = "pause"
    words: ClassVar = {
        "summary_title": "What to take away",
        "summary_outcomes": "You should now be able to",
        "summary_pages": "Look again at",
    }
    example: ClassVar = """:::{summary}
- A small mark on a baby who cannot yet move is never only a small mark.
- Write down **what you saw and heard**, on the day.
- Tell somebody today, and tell the family that you will.
:::"""
    body_field: ClassVar = "body"

    body: Markdown

    def prose(self) -> Iterator[str]:
        yield self.body
