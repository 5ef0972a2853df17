"""Turns what people typed into findings for a review's file, for a trainer to check and copy.

It is what a workshop learned, or a table of whose experience it was, and when.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from elearn.content.review import Barrier, Finding, Perspective, Phase, Review, Tier
from elearn.library.choosing import PERSPECTIVES, PHASES

_TOLD_IN_PHASES = re.compile(r"\bbefore\b[^.;\n]{0,60}\bduring\b[^.;\n]{0,60}\bafter\b", re.IGNORECASE)
_MARKED = re.compile(r"[#:>|`~*+_=-]|\d+[.)]")
"""What would begin something else than a paragraph at the start of a line."""


Nature = Literal["strength", "improvement"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the table of findings: whose experience, when, and what somebody typed, a finding a line."""

    perspective: Perspective | None
    phase: Phase | None
    text: str = ""
    nature: Nature = "improvement"
    tier: Tier = "local"
    barrier: Barrier | None = None


def as_findings(lessons: Mapping[str, Sequence[str]], held_on: str) -> str:
    """Returns each lesson as a `finding` directive on its tier, in Markdown.

    `lessons` maps tiers to lines. `held_on` is the workshop's day (ISO), which goes into the ids. Every
    lesson is given as an improvement: a person decides which are strengths.
    """
    day = held_on.replace("-", "")
    return _written(
        Finding(id=f"w{day}-{tier}-{number}", nature="improvement", tier=tier, body=_paragraph(text))
        for tier in get_args(Tier)
        for number, text in enumerate(lessons.get(tier, ()), 1)
    )


def cells_to_fill(review: Review) -> list[list[Cell]]:
    """Returns the empty cells of a review that names perspectives or phases, and holds no finding with one.

    There is a row for each perspective that it names, with a cell for each phase. If its front matter names no phase,
    but its text tells of before, during and after, all three are there. The list is empty if the review has nothing to
    fill in.
    """
    if any(each.perspective or each.phase for each in review.findings):
        return []
    texts = (review.what_happened, review.what_went_well, review.what_must_change)
    told = any(map(_TOLD_IN_PHASES.search, texts))
    phases: list[Phase | None] = [each for each in PHASES if each in review.phases]
    named: list[Perspective | None] = [each for each in PERSPECTIVES if each in review.perspectives]
    if told and not phases:
        phases += PHASES
    if not phases and not named:
        return []
    return [[Cell(whose, when) for when in phases or [None]] for whose in named or [None]]


def cells_as_findings(review: Review, cells: Iterable[Cell]) -> str:
    """Returns each line of the cells as a `finding` directive, in Markdown, with ids that the review does not have."""
    taken = {each.id for each in review.findings} | {each.id for each in review.recommendations}
    ids = (id for number in range(1, 10_000) if (id := f"f{number}") not in taken)
    return _written(
        Finding(
            id=next(ids),
            nature=cell.nature,
            tier=cell.tier,
            perspective=cell.perspective,
            phase=cell.phase,
            barrier=cell.barrier,
            body=_paragraph(line),
        )
        for cell in cells
        for line in _lines(cell.text)
    )


def _lines(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.splitlines() if line.strip())


def _paragraph(line: str) -> str:
    """A line as a paragraph: what would begin a heading, a list or a block has a backslash before it."""
    line = line.strip()
    if not (marked := _MARKED.match(line)):
        return line
    at = marked.end() - 1
    return f"{line[:at]}\\{line[at:]}"


def _written(findings: Iterable[Finding]) -> str:
    return "\n\n".join(finding.write().text() for finding in findings)
