"""What a workshop learned, as findings for the review's file, for a trainer to look over and copy."""

from collections.abc import Mapping, Sequence
from typing import get_args

from elearn.content.review import Finding, Tier


def as_findings(lessons: Mapping[str, Sequence[str]], held_on: str) -> str:
    """Each lesson as a `finding` directive on its tier, in Markdown, with ids that tell the workshop's day (ISO).

    `lessons` maps tiers to lines. All are given as improvements: which of them are strengths, a person says.
    """
    day = held_on.replace("-", "")
    findings = [
        Finding(id=f"w{day}-{tier}-{number}", nature="improvement", tier=tier, body=text)
        for tier in get_args(Tier)
        for number, text in enumerate(lessons.get(tier, ()), 1)
    ]
    return "\n\n".join(finding.write().text() for finding in findings)
