"""Turns what a workshop learned into findings for the review's file, for a trainer to check and copy."""

from collections.abc import Mapping, Sequence
from typing import get_args

from elearn.content.review import Finding, Tier


def as_findings(lessons: Mapping[str, Sequence[str]], held_on: str) -> str:
    """Returns each lesson as a `finding` directive on its tier, in Markdown.

    `lessons` maps tiers to lines. `held_on` is the workshop's day (ISO), which goes into the ids. Every
    lesson is given as an improvement: a person decides which are strengths.
    """
    day = held_on.replace("-", "")
    findings = [
        Finding(id=f"w{day}-{tier}-{number}", nature="improvement", tier=tier, body=text)
        for tier in get_args(Tier)
        for number, text in enumerate(lessons.get(tier, ()), 1)
    ]
    return "\n\n".join(finding.write().text() for finding in findings)
