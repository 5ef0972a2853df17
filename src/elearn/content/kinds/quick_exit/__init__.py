"""Quick exit: a way out of the course in one movement, for someone who may be seen with it."""

from collections.abc import Iterator
from typing import ClassVar

from elearn.content.kinds._asked import TO_CARE, Asked
from elearn.content.kinds.base import Block, Markdown
from elearn.phrases import phrase


class QuickExit(Block):
    """A button that takes the course off the screen at once. After it has been shown, Esc three times does it too."""

    kind: ClassVar = "quick-exit"
    title: ClassVar = phrase("Quick exit")
    asked_for: ClassVar = phrase("a quick way out of the course")
    group: ClassVar = TO_CARE
    form: ClassVar = {
        "body": Asked(phrase("Text above the button"), help=phrase("Say for whom it is there.")),
    }
    starter: ClassVar = """:::{quick-exit}
Say here why somebody may want to leave quickly.
:::"""
    teaches: ClassVar = False
    words: ClassVar = {
        "quick_exit_title": "A quick way out",
        "quick_exit_leave": "Leave this course now",
        "quick_exit_what": (
            "This takes the course off the screen at once. What you have done is saved, if you are connected. "
            "Pressing the Esc key three times does the same."
        ),
        "quick_exit_around": (
            "If a page of your learning system stays on the screen, close it too: it may show the name of this course."
        ),
        "quick_exit_history": "Your browser's history may still show that you were here.",
    }
    example: ClassVar = """:::{quick-exit}
Are you reading this where somebody might look over your shoulder? You can be out of it in one movement.
:::"""
    body_field: ClassVar = "body"

    body: Markdown

    def prose(self) -> Iterator[str]:
        yield self.body
