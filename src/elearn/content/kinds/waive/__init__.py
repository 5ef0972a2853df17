"""Waive: lets a finding of the checks stand here, and says why. No learner sees it."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from elearn.content.kinds.base import Block, Markdown

Rules = Annotated[
    str, StringConstraints(pattern=r"^[EW]\d\d[a-z]?( [EW]\d\d[a-z]?)*\z", strip_whitespace=True)
]


class Waive(Block):
    """Stands before the block it is for; first on a page, for the page; in the introduction, for the course."""

    kind: ClassVar = "waive"
    title: ClassVar = "Waiver"
    shown: ClassVar = False
    example: ClassVar = (
        ":::{waive} W15\nThe words are a parent's own, and the page is about what hearing them did.\n:::"
    )
    argument_field: ClassVar = "rules"
    body_field: ClassVar = "reason"

    rules: Annotated[Rules, Field(description="the rule's id, as in W15; several with a space between")]
    reason: Markdown
