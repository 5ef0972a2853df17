"""Measures how much of what a careful reader takes from the reports is recognised.

It also counts how much of what is recognised is right.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from elearn.intake.found import FoundFinding, FoundRecommendation, Recognised
from tests.intake.material import Report, Wanted


@dataclass
class Count:
    """How many are right, of those wanted and of those given, and in words what went wrong."""

    right: int = 0
    wanted: int = 0
    given: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    def __str__(self) -> str:
        return (
            f"recall {self.recall:.2f} ({self.right} of {self.wanted}), "
            f"precision {self.precision:.2f} ({self.right} of {self.given})"
        )


def given_themes(report: Report, found: Recognised, count: Count) -> None:
    """Adds one report's themes to a count."""
    wanted = set(report.head.get("themes", "").split(", ")) - {""}
    count.wanted += len(wanted)
    count.given += len(found.themes)
    count.right += len(wanted & set(found.themes))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower().replace("’", "'").replace("-", "")))


def _matches(wanted: Wanted, text: str) -> bool:
    """Returns whether what was recognised is what was wanted.

    The words must be the same, apart from numbers and titles before them.
    """
    words, given = _plain(wanted.text), _plain(text)
    begins = words[:60] in given or given[:60] in words[: len(given[:60]) + 45]
    return begins and len(given) < 2 * len(words) + 80


def compare(
    report: Report, given: "Iterable[FoundFinding | FoundRecommendation]", signs: str, count: Count
) -> "list[tuple[Wanted, FoundFinding | FoundRecommendation]]":
    """Adds one report's findings (`+-`) or recommendations (`r`) to a count. Returns the pairs that match."""
    wanted = [each for each in report.wanted if each.sign in signs]
    left = list(given)
    count.wanted += len(wanted)
    count.given += len(left)
    pairs = []
    for each in wanted:
        match = next((other for other in left if _matches(each, other.text)), None)
        if match is None:
            count.wrong.append(f"{report.name}: missed {each.text[:90]}")
            continue
        left.remove(match)
        pairs.append((each, match))
        count.right += 1
    count.wrong += [f"{report.name}: not one {other.text[:90]} ({other.spot.in_words()})" for other in left]
    return pairs


def details(report: Report, found: Recognised) -> list[str]:
    """Returns what is wrong in the facts that a report gives about itself."""
    got = {
        "board": found.board,
        "label": found.label,
        "type": found.type or "",
        "year": str(found.year or ""),
        "published": str(found.published or ""),
        "document": found.document or "",
    }
    return [
        f"{key}: {got[key]!r}, not {report.head[key]!r}"
        for key in got
        if key in report.head and report.head[key] != got[key]
    ]
