"""Content warning: what is coming, before it comes, with a way past it that costs nothing."""

from collections.abc import Iterator
from typing import ClassVar

from elearn.content.kinds._asked import TO_CARE, Asked
from elearn.content.kinds.base import Block, Markdown
from elearn.phrases import phrase


class ContentWarning(Block):
    """Says what the rest of the page holds; the learner may go on to the next page instead."""

    kind: ClassVar = "content-warning"
    title: ClassVar = phrase("Content warning")
    asked_for: ClassVar = phrase("a warning before something hard")
    group: ClassVar = TO_CARE
    form: ClassVar = {
        "body": Asked(
            phrase("What is coming"),
            help=phrase(
                "Say in general terms what may be hard to read. The page can be skipped without any loss."
            ),
        ),
    }
    purpose: ClassVar = "warning"
    teaches: ClassVar = False
    words: ClassVar = {
        "warning_title": "Before you read on",
        "warning_read": "Read this page",
        "warning_skip": "Skip this page",
        "warning_free": "Skipping costs nothing: the page counts as seen, and its questions leave your score.",
    }
    starter: ClassVar = (
        ":::{content-warning}\n"
        "Say what is coming that may be hard to read. A page can be skipped without any loss.\n:::"
    )
    example: ClassVar = (
        ":::{content-warning}\n"
        "This page describes an injury to a baby, in general terms. You may skip it; your result is not affected.\n:::"
    )
    body_field: ClassVar = "body"

    body: Markdown

    def prose(self) -> Iterator[str]:
        yield self.body
