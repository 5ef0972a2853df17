"""What the questions share that are answered with radio buttons and have no right answer: scales, and how they look."""

from collections.abc import Mapping
from typing import Any

from elearn.content.kinds.base import Unmarked

__all__ = ["SCALES", "Radios", "ScaleQuestion", "words_of"]

SCALES: Mapping[str, tuple[str, ...]] = {
    "agreement": ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"),
    "confidence": ("Not sure at all", "A little sure", "Somewhat sure", "Quite sure", "Very sure"),
    "usefulness": ("Not useful", "A little useful", "Somewhat useful", "Useful", "Very useful"),
    "likelihood": ("Very unlikely", "Unlikely", "Neither likely nor unlikely", "Likely", "Very likely"),
}
"""The scales that have words of their own, from the least to the most."""


def words_of(kind: str, scale: str) -> dict[str, str]:
    """The interface words of a scale: `rate_agreement_1` and so on."""
    return {f"{kind}_{scale}_{place}": word for place, word in enumerate(SCALES[scale], 1)}


class Radios(Unmarked):
    """A question without a right answer whose answers are radio buttons."""


class ScaleQuestion(Radios):
    """A question that is answered on a scale. Its points are reported by their places, from 1."""

    def points_on_scale(self) -> int:
        """How many points the scale has."""
        return len(SCALES["confidence"])

    def data(self) -> dict[str, Any]:
        """`options` are the points of the scale."""
        return {**super().data(), "options": [str(place) for place in range(1, self.points_on_scale() + 1)]}

    def longest_response(self) -> list[str]:
        return ["1"]
