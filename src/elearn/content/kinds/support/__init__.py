"""Support: who to turn to when the learning touches something of one's own."""

from collections.abc import Iterator
from typing import ClassVar

from elearn.content.kinds._asked import TO_CARE, Asked
from elearn.content.kinds.base import Block, Markdown
from elearn.phrases import phrase


class Support(Block):
    """People and lines to turn to. Telephone numbers belong here, and nowhere else in a course."""

    kind: ClassVar = "support"
    title: ClassVar = phrase("Support")
    asked_for: ClassVar = phrase("where to find help")
    group: ClassVar = TO_CARE
    form: ClassVar = {
        "body": Asked(phrase("Who to turn to"), help=phrase("People, helplines and their numbers.")),
    }
    purpose: ClassVar = "contacts"
    page_role: ClassVar = "aside"
    teaches: ClassVar = False
    figures_need_source: ClassVar = False
    words: ClassVar = {"support_title": "If this touches you"}
    starter: ClassVar = (
        ":::{support}\n"
        "Talk to your supervisor. Samaritans: 116 123, day and night. Helpline of the National Society for the "
        "Prevention of Cruelty to Children (NSPCC): 0808 800 5000.\n:::"
    )
    example: ClassVar = (
        ":::{support}\n"
        "Talk to your supervisor. Samaritans: 116 123, day and night. Helpline of the National Society for the "
        "Prevention of Cruelty to Children (NSPCC): 0808 800 5000.\n:::"
    )
    body_field: ClassVar = "body"

    body: Markdown

    def prose(self) -> Iterator[str]:
        yield self.body
