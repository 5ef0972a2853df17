"""A draft review as a person corrects it, and its file.

The report's own words stay out unless someone keeps them.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from elearn.content.review import DocumentType, ReviewType, Theme
from elearn.intake.flags import safe_heading
from elearn.intake.found import FoundFinding, FoundRecommendation, Nature, Recognised, Spot
from elearn.intake.sections import Tier

Origin = Literal["real", "fictional"]


@dataclass(slots=True)
class DraftItem:
    """A finding or recommendation that will go into the file.

    `said` holds the document's words. `words` is what the person writes instead, "" if nothing yet.
    `keep_said` puts the document's own words into the file. Without either, the file says only where the item
    was found. `tier` is None if nobody has said it.

    Of an item that was opened from a review file, `kept` holds what the file said of it, by the names of the model,
    and `pending` the text that still has to be put into somebody's own words.
    """

    id: str
    said: str
    heading: str
    place: str
    index: int
    tier: Tier | None
    take: bool = True
    keep_said: bool = False
    words: str = ""
    kept: dict[str, Any] = field(default_factory=dict)
    pending: str = ""


@dataclass(slots=True)
class DraftFinding(DraftItem):
    """A finding: a strength or an improvement. `guessed` if that was a guess, which is `sure` once a person says so."""

    nature: Nature = "improvement"
    sure: bool = True
    guessed: bool = False


@dataclass(slots=True)
class DraftRecommendation(DraftItem):
    """A recommendation.

    `finding` is the id of the finding that it answers. `owner` lists owners, separated by commas. `timescale` is what
    the document says of when, and `no_day` that a person has said that no day can be given.
    """

    number: str = ""
    question: bool = False
    owner: str = ""
    due: date | None = None
    timescale: str = ""
    no_day: bool = False
    finding: str = ""


@dataclass(slots=True)
class OtherWords:
    """What somebody typed into a field that another window had changed meanwhile. The field has what came first.

    `item` is the id of the finding or recommendation, "" for the draft itself, and `name` that of the field.
    """

    item: str
    name: str
    value: Any


@dataclass(slots=True)
class JoinedFile:
    """A review file that was joined into a draft: its name and the hash of what it held. It goes when that is saved."""

    file: str
    sha: str


@dataclass(slots=True)
class Draft:
    """A whole draft.

    `happened` holds what the document says about what happened, each with its place. `source` is the name of its
    file, for the person; `file` is the same for the draft itself, or "" if that may not say it. `address` is where
    the publisher shows the document.

    Of a draft that was opened from a review file, `kept` holds all that the file said, by the names of the model, and
    `drafted` its sentence on what it was drafted from. `pending` is what it says of what happened while nobody has put
    that into words.

    `joined` are files that go when it is saved. `slug` is the name for a new file that a person typed, and
    `keep_report` that the report is kept with it.
    """

    source: str
    file: str
    title: str
    board: str
    label: str
    type: ReviewType | None
    year: int | None
    origin: Origin
    document: DocumentType | None
    published: date | None
    themes: list[Theme]
    happened: list[tuple[str, str]]
    keep_happened: bool
    address: str = ""
    what_happened: str = ""
    what_went_well: str = ""
    what_must_change: str = ""
    findings: list[DraftFinding] = field(default_factory=list)
    recommendations: list[DraftRecommendation] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict)
    drafted: str = ""
    pending: str = ""
    joined: list[JoinedFile] = field(default_factory=list)
    other_words: list[OtherWords] = field(default_factory=list)
    slug: str = ""
    keep_report: bool = False

    @property
    def items(self) -> list[DraftItem]:
        """The findings, then the recommendations."""
        return [*self.findings, *self.recommendations]


def begin_draft(
    found: Recognised, source: str, origin: Origin = "real", keep_text: bool | None = None
) -> Draft:
    """Makes a draft of what was recognised in the file `source`.

    Its own words are kept if `keep_text` or in fiction.
    """
    keep = origin == "fictional" if keep_text is None else keep_text
    draft = Draft(
        source=source,
        file=found.file,
        title=found.title if keep else safe_heading(found.title),
        board=found.board,
        label=found.label,
        type=found.type,
        year=found.year,
        origin=origin,
        document=found.document,
        published=found.published,
        themes=list(found.themes),
        happened=[(text, _place(spot, keep)) for text, spot in found.happened],
        keep_happened=keep,
    )
    draft.findings = [_finding(each, number, keep) for number, each in enumerate(found.findings, 1)]
    draft.recommendations = [
        _recommendation(each, number, keep) for number, each in enumerate(found.recommendations, 1)
    ]
    return draft


def _common(
    id: str, found: FoundFinding | FoundRecommendation, keep: bool
) -> tuple[str, str, str, str, int, Tier | None, bool, bool]:
    """Returns the fields of any item, in order."""
    heading = found.heading if keep else safe_heading(found.heading)
    return id, found.text, heading, _place(found.spot, keep), found.spot.index, found.tier, True, keep


def _place(spot: Spot, keep: bool) -> str:
    if keep:
        return spot.in_words()
    return spot.in_words(safe_heading(f"“{spot.under}”").removeprefix("“").removesuffix("”"))


def _finding(found: FoundFinding, number: int, keep: bool) -> DraftFinding:
    common = _common(f"f{number}", found, keep)
    return DraftFinding(*common, nature=found.nature, sure=found.sure, guessed=not found.sure)


def _recommendation(found: FoundRecommendation, number: int, keep: bool) -> DraftRecommendation:
    return DraftRecommendation(
        *_common(f"r{number}", found, keep),
        number=found.number,
        question=found.question,
        owner=", ".join(found.owner),
        due=found.due,
        timescale=found.timescale,
        finding="" if found.answers is None else f"f{found.answers + 1}",
    )


def keep_words(draft: Draft, keep: bool) -> None:
    """Keeps the document's own words everywhere in the file, or nowhere."""
    draft.keep_happened = keep
    for item in draft.items:
        item.keep_said = keep


def add_finding(draft: Draft) -> DraftFinding:
    """Adds an empty finding that was not recognised, for a person to write."""
    made = DraftFinding(_free("f", draft), "", "", "added", -1, None)
    draft.findings.append(made)
    return made


def add_recommendation(draft: Draft) -> DraftRecommendation:
    """Adds an empty recommendation that was not recognised, for a person to write."""
    made = DraftRecommendation(_free("r", draft), "", "", "added", -1, None)
    draft.recommendations.append(made)
    return made


def _free(letter: str, draft: Draft) -> str:
    """Returns an id that nothing in the draft has, with a higher number than all of this letter."""
    numbers = [int(each.id[1:]) for each in draft.items if re.fullmatch(rf"{letter}[0-9]+", each.id)]
    return f"{letter}{max(numbers, default=0) + 1}"


def missing_facts(draft: Draft) -> list[str]:
    """Returns, in words, what a review must say about itself and nobody has said yet."""
    said = {
        "board": draft.board,
        "label": draft.label,
        "kind of review": draft.type,
        "year": draft.year,
        "day of publication": draft.published,
    }
    return [name for name, value in said.items() if not value]
