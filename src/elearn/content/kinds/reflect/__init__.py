"""Reflect: a question to answer in free text, which is never marked and says who will see it."""

from typing import Any, ClassVar

from elearn.content.kinds._asked import TO_THINK_ABOUT, Asked
from elearn.content.kinds._writing import SeenBy, Writing
from elearn.content.kinds.base import Unmarked
from elearn.phrases import phrase


class Reflect(Writing, Unmarked):
    """Room for a text. What is written is kept in no saved state: it is sent to who sees it, or to nobody."""

    kind: ClassVar = "reflect"
    title: ClassVar = phrase("Reflect")
    asked_for: ClassVar = phrase("a question to answer in writing")
    group: ClassVar = TO_THINK_ABOUT
    form: ClassVar = {
        "stem": Asked(phrase("The question")),
        "seen_by": Asked(
            phrase("Who sees what people write"),
            choices={
                "only-me": phrase("Only the learner. It is not saved"),
                "training-lead": phrase("The training lead too. It is sent to the learning system"),
            },
        ),
    }
    starter: ClassVar = """:::{{question}} reflect
:name: question-{number}

Ask here what people think, or what they have seen.
:::"""
    page_role: ClassVar = "pause"
    settings: ClassVar = Unmarked.settings | {"seen-by"}
    body_field: ClassVar = "stem"
    words: ClassVar = {
        "reflect": "Your thoughts",
        "reflect_label": "What you think",
        "reflect_only-me": "Only you see this. It is not saved or sent, and is gone when you leave the course.",
        "reflect_training-lead": (
            "Your training lead can read this: it is sent to your learning system with your name. Leave out names and "
            "details of families."
        ),
        "reflect_unsent": "Nothing is recorded here, so nobody else sees this.",
        "reflect_left": "You can write {n} more characters.",
        "reflect_left_one": "You can write 1 more character.",
        "reflect_given": "You have sent an answer to your training lead. It is not kept in the course.",
    }
    example: ClassVar = """:::{question} reflect
:name: what-held-me-back
:seen-by: training-lead

Think of a time when you were unsure whether to speak up. What would have helped you?
:::"""

    seen_by: SeenBy = "only-me"

    def data(self) -> dict[str, Any]:
        """`private`: nothing of it is kept or reported. Of what is sent, a saved state keeps that it was given."""
        return {**super().data(), "private": self.seen_by == "only-me", "options": ["given"]}
