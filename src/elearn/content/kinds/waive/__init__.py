"""Waive: lets a finding of the checks stand here, and says why. No learner sees it."""

import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, StringConstraints

from elearn.content.kinds._asked import FOR_AUTHORS, Asked
from elearn.content.kinds.base import Block, Markdown
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import BadValue

_RULES = late(r"[EW]\d\d[a-z]?( [EW]\d\d[a-z]?)*")


def _ids(text: str) -> str:
    if not _RULES.fullmatch(text):
        wrong = next((word for word in text.split() if not _RULES.fullmatch(word)), text)
        is_about_file = re.fullmatch(r"S\d+", wrong)
        raise BadValue(
            phrase("“%(id)s” is about the file, so it cannot be waived.", id=wrong)
            if is_about_file
            else phrase("“%(id)s” is not a rule's id.", id=wrong),
            phrase("Write an id as in W15. Put a space between two ids."),
        )
    return text


Rules = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_ids)]


class Waive(Block):
    """Stands before the block it is for; first on a page, for the page; in the introduction, for the course."""

    kind: ClassVar = "waive"
    title: ClassVar = phrase("Waiver")
    asked_for: ClassVar = phrase("why a finding may stand")
    group: ClassVar = FOR_AUTHORS
    form: ClassVar = {
        "rules": Asked(
            phrase("Rule"),
            help=phrase("The letters and digits at the finding, as in W15. Put a space between two."),
        ),
        "reason": Asked(phrase("Reason"), help=phrase("People who sign the course off read it.")),
    }
    starter: ClassVar = """:::{waive} W00
Say why this finding may stand.
:::"""
    purpose: ClassVar = "waiver"
    teaches: ClassVar = False
    figures_need_source: ClassVar = False
    shown: ClassVar = False
    example: ClassVar = (
        ":::{waive} W15\nThe words are a parent's own, and the page is about what hearing them did.\n:::"
    )
    argument_field: ClassVar = "rules"
    body_field: ClassVar = "reason"

    rules: Annotated[
        Rules, Field(description=phrase("the rule's id, as in W15; several with a space between"))
    ]
    reason: Markdown
