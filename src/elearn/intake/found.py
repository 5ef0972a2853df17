"""What was recognised in a document, each thing with the place where it was found.

Nothing here is confirmed.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from elearn.content.review import DocumentType, ReviewType, Theme
from elearn.intake.sections import Tier
from elearn.phrases import phrase

Nature = Literal["strength", "improvement"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document.

    `page` is 0 in a Word file. `path` holds the headings above it, and `index` is the paragraph's number from
    0.
    """

    page: int
    path: tuple[str, ...]
    index: int

    @property
    def under(self) -> str:
        """The nearest heading."""
        return self.path[-1] if self.path else ""

    def in_words(self, under: str | None = None) -> str:
        """The place in words. `under` is what to call its nearest heading, if not by its own words."""
        heading = self.under if under is None else under
        if not self.under:
            if self.page:
                return phrase("page %(page)s", page=self.page)
            return phrase("paragraph %(number)s", number=self.index + 1)
        if self.page:
            return phrase("page %(page)s, under “%(heading)s”", page=self.page, heading=heading)
        return phrase("under “%(heading)s”", heading=heading)


@dataclass(slots=True)
class FoundFinding:
    """A finding as the document states it.

    `sure` is False if its nature is a guess. `tier` is None if none is stated.
    """

    text: str
    heading: str
    nature: Nature
    sure: bool
    tier: Tier | None
    spot: Spot


@dataclass(slots=True)
class FoundRecommendation:
    """A recommendation, or a question for the board, as the document states it.

    `number` is the document's own ("3", "A", "4.2"). `due` is a day if the words name one, and `timescale`
    holds those words. `answers` is the index of its finding in the list of findings.
    """

    text: str
    number: str
    spot: Spot
    heading: str = ""
    owner: tuple[str, ...] = ()
    due: date | None = None
    timescale: str = ""
    tier: Tier | None = None
    question: bool = False
    answers: int | None = None


@dataclass(slots=True)
class Recognised:
    """Everything that was recognised.

    A field is "" or None if the document does not say. `themes` counts the words of each theme. `file` is the name
    of its file, or "" if the draft may not say it.
    """

    file: str = ""
    title: str = ""
    board: str = ""
    label: str = ""
    type: ReviewType | None = None
    year: int | None = None
    published: date | None = None
    document: DocumentType | None = None
    themes: dict[Theme, int] = field(default_factory=dict)
    happened: list[tuple[str, Spot]] = field(default_factory=list)
    findings: list[FoundFinding] = field(default_factory=list)
    recommendations: list[FoundRecommendation] = field(default_factory=list)
