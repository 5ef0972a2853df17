"""Suggests themes from the words of a document. The themes are the ids of `elearn.content.review.Theme`."""

from typing import cast

from elearn.content.review import Theme
from elearn.intake.document import Paragraph
from elearn.intake.wording import patterns

_FEWEST = 2
_MOST = 8


def themes_of(paragraphs: list[Paragraph]) -> dict[Theme, int]:
    """Returns the themes that the text's words suggest, the most used first.

    A word in a heading counts three times.
    """
    counts: dict[Theme, int] = {}
    for name, pattern in patterns("themes"):
        count = sum(
            len(pattern.findall(p.text)) * (3 if p.shape in ("heading", "title") else 1) for p in paragraphs
        )
        if count >= _FEWEST:
            counts[cast(Theme, name)] = count
    ordered = sorted(counts.items(), key=lambda each: -each[1])
    return dict(ordered[:_MOST])
