"""What a review is: what happened, what went well, what must change, and recommendations that courses answer."""

import re
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from elearn.content.text import Form, Line, Markdown, OptionalLine, Part, Slug, Title
from elearn.days import parse_day
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import BadValue

ReviewType = Literal[
    "serious case review",
    "serious incident learning review",
    "case review",
    "review of unknown kind",
    "learning review",
    "partnership case review",
    "rapid review",
    "local child safeguarding practice review",
    "safeguarding adult review",
    "domestic homicide review",
    "domestic abuse related death review",
    "thematic review",
    "thematic briefing",
    "research report",
]
"""Kinds of review, and sources that look across reviews. `vocabulary.review_type` says what each is."""
SHORT_TYPES: dict[str, ReviewType] = {
    "scr": "serious case review",
    "silr": "serious incident learning review",
    "pcr": "partnership case review",
    "lcspr": "local child safeguarding practice review",
    "sar": "safeguarding adult review",
    "dhr": "domestic homicide review",
    "dardr": "domestic abuse related death review",
}
DocumentType = Literal[
    "executive summary",
    "overview report",
    "full report",
    "report",
    "summary",
    "board response",
    "briefing",
    "good-practice briefing",
    "top-tips briefing",
    "thematic briefing",
    "action plan",
]
Tier = Literal["individual", "local", "strategic"]
"""Whose learning it is."""

Theme = Literal[
    "voice_lived_experience",
    "professional_curiosity",
    "superficial_cooperation",
    "information_sharing",
    "risk_assessment",
    "critical_challenge",
    "escalation",
    "thresholds_referral",
    "history_chronology",
    "whole_family",
    "hidden_men",
    "infants_under_1",
    "safer_sleep",
    "neglect",
    "domestic_abuse",
    "parental_mental_health",
    "parental_substance_use",
    "csa_family",
    "exploitation",
    "extra_familial_online",
    "child_mental_health_suicide",
    "was_not_brought",
    "education_absence",
    "disability_complex_health",
    "race_culture_identity",
    "care_transitions",
    "leadership_supervision",
]
Perspective = Literal["child or young person", "parents and carers", "professionals"]
OTHER_WORDS: dict[str, Perspective] = {
    "child": "child or young person",
    "children": "child or young person",
    "young person": "child or young person",
    "parent or carer": "parents and carers",
    "parents or carers": "parents and carers",
    "professional": "professionals",
    "practitioners": "professionals",
}
"""Other words that a file may use for a perspective."""
Phase = Literal["before", "during", "after"]
Barrier = Literal["organisational", "procedural"]
Audience = Literal["public", "restricted"]
Relation = Literal["follows", "is followed by", "draws on", "is drawn on by", "stands beside"]
OTHER_END_OF_LINK: dict[Relation, Relation] = {
    "follows": "is followed by",
    "is followed by": "follows",
    "draws on": "is drawn on by",
    "is drawn on by": "draws on",
    "stands beside": "stands beside",
}
"""The relation that the other review has to this one."""


Year = Annotated[int, Field(ge=1990, le=2100)]
_ADDRESS = late(r"https://[^\s/?#@\\]+(?:[/?#][!-~]*)?")
_MONTH = late(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
_FILE = late(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_ENDING = late(r".*[^.]\.(?:pdf|docx|odt)", re.IGNORECASE)


def _no_comma(text: str) -> str:
    if "," in text:
        raise BadValue(
            phrase("An owner's name cannot hold a comma, which separates owners."),
            phrase("Take the comma out."),
        )
    return text


def _day(value: object) -> object:
    return parse_day(value) if isinstance(value, str) else value


def _https(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise BadValue(
            phrase("“%(address)s” is not an address.", address=address[:60]),
            phrase("Write all of it, starting with https://."),
        )
    return address


def _month(month: str) -> str:
    if not _MONTH.fullmatch(month):
        raise BadValue(
            phrase("“%(month)s” is not a month.", month=month[:60]),
            phrase("Write the year and the month as in 2023-08."),
        )
    return month


Address = Annotated[str, AfterValidator(_https)]
"""A full address of a page or file. Browsers open it; we never fetch it."""


def _plain_name(name: str) -> str:
    if not _FILE.fullmatch(name):
        raise BadValue(
            phrase("“%(name)s” is not the name of a file.", name=name[:60]),
            phrase(
                "Write only the name, in letters, digits, dots, hyphens and underscores: report-2026.pdf."
            ),
        )
    if not _ENDING.fullmatch(name):
        raise BadValue(
            phrase("“%(name)s” is not a file that can be kept here.", name=name[:60]),
            phrase("Its name has to end in .pdf, .docx or .odt."),
        )
    return name


def _perspective(value: object) -> object:
    return OTHER_WORDS.get(value, value) if isinstance(value, str) else value


class Document(Part):
    """One of a review's documents.

    `title` tells two of a type apart. `publisher` is who published it, "" for the review's board, and `subject` what
    it is about. `published` is its first day in public, `withdrawn` the first day on which it is no longer public;
    None if we do not know. `month` is the month of publication (`2023-08`) of one whose day is not known. It can be
    read at its `address`, or in a `file` that is kept beside the reviews, which is named without folders. A
    `restricted` one was never public.
    """

    type: DocumentType
    title: OptionalLine = ""
    publisher: OptionalLine = ""
    subject: OptionalLine = ""
    published: date | None = None
    withdrawn: date | None = None
    month: Annotated[str, AfterValidator(_month)] | None = None
    address: Address | None = None
    file: Annotated[str, AfterValidator(_plain_name)] | None = None
    audience: Audience = "public"

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.published and self.withdrawn and self.withdrawn <= self.published:
            raise BadValue(
                phrase("A document is withdrawn before it was public for a day."),
                phrase("Put the earlier day after “published”."),
            )
        if self.published and self.month:
            raise BadValue(
                phrase("A document has a day of publication and a month."),
                phrase("Keep the day, and take the month out."),
            )
        return self


class Link(Part):
    """How a review is related to another: `Link(relation="follows", review="derby-operation-retriever")`."""

    relation: Relation
    review: Slug

    def text(self) -> str:
        """The link as text: `follows derby-operation-retriever`."""
        return f"{self.relation} {self.review}"


class Stands(Part):
    """A finding of the checks that someone accepts in this review, and why."""

    rule: Annotated[str, StringConstraints(pattern=r"^[EW]\d\d[a-z]?\z")]
    reason: Line


class LocalConnection(Part):
    """Why a review from elsewhere concerns a board. `board` is its name, "" for the board whose library this is."""

    board: OptionalLine = ""
    how: Line


class Finding(Form):
    """What a review found: a strength, or something to improve, on one of the three tiers of learning.

    `perspective` says whose experience it is. `phase` says whether it is about the time before, during or after what
    the review is about. `barrier` is the kind of obstacle. Without `themes` it is about all themes of its review.
    """

    kind: ClassVar = "finding"
    example: ClassVar = (
        ":::{finding} f1\n:kind: strength\n:tier: local\n\n"
        "The nursery wrote down what it saw, on the day, in plain words.\n:::"
    )
    argument_field: ClassVar = "id"
    body_field: ClassVar = "body"
    option_names: ClassVar = {"nature": "kind"}

    id: Annotated[Slug, Field(description=phrase("an id"))]
    nature: Literal["strength", "improvement"]
    tier: Tier
    perspective: Annotated[Perspective | None, BeforeValidator(_perspective)] = None
    phase: Phase | None = None
    barrier: Barrier | None = None
    themes: tuple[Theme, ...] = ()
    body: Markdown


class Recommendation(Form):
    """What must change, who does it (`owner`: kinds of agency), by when (`due`), and which finding it answers."""

    kind: ClassVar = "recommendation"
    example: ClassVar = (
        ":::{recommendation} r1\n:finding: f1\n:tier: local\n:owner: police, schools\n:due: 2027-03-31\n\n"
        "Every service writes down what it sees on the day that it sees it.\n:::"
    )
    argument_field: ClassVar = "id"
    body_field: ClassVar = "body"

    id: Annotated[Slug, Field(description=phrase("an id"))]
    finding: Slug | None = None
    tier: Tier
    owner: tuple[Annotated[Line, AfterValidator(_no_comma)], ...] = ()
    due: Annotated[date | None, BeforeValidator(_day)] = None
    body: Markdown


class Review(Part):
    """One review. Two boards may each have a "Child J", so `key` tells reviews apart, not the label.

    `board` held or published it. `local_connections` say who else it concerns, `listed_by` which boards point their
    own staff to it. `covers` are the first and last year of the reviews that it draws together. `phases` are before,
    during and after `phases_of`. No person has confirmed a `draft` yet.
    """

    slug: Slug
    title: Title
    board: Line
    label: Line
    type: ReviewType
    year: Year | None = None
    covers: tuple[Year, Year] | None = None
    origin: Literal["real", "fictional"]
    status: Literal["confirmed", "draft"] = "confirmed"
    audience: Audience = "public"
    method: OptionalLine = ""
    documents: tuple[Document, ...] = ()
    themes: tuple[Theme, ...] = ()
    perspectives: tuple[Perspective, ...] = ()
    phases: tuple[Phase, ...] = ()
    phases_of: OptionalLine = ""
    links: tuple[Link, ...] = ()
    local_connections: tuple[LocalConnection, ...] = ()
    listed_by: tuple[Line, ...] = ()
    waivers: tuple[Stands, ...] = ()
    what_happened: Markdown
    what_went_well: Markdown
    what_must_change: Markdown
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()

    @property
    def key(self) -> tuple[str, str, int | None]:
        """Board, label and year."""
        return self.board, self.label, self.year

    def reference(self, recommendation: Recommendation) -> str:
        """How a course names a recommendation: `review-slug#id`."""
        return f"{self.slug}#{recommendation.id}"

    def themes_of(self, finding: Finding) -> tuple[Theme, ...]:
        """The themes of a finding: its own, or all of the review's if it has none."""
        return finding.themes or self.themes

    @property
    def every_theme(self) -> frozenset[Theme]:
        """The review's themes, and those that only a finding names."""
        return frozenset(self.themes).union(*(finding.themes for finding in self.findings))

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        ids = [*(item.id for item in self.findings), *(item.id for item in self.recommendations)]
        if len(set(ids)) < len(ids):
            raise BadValue(
                phrase("Two findings or recommendations have the same id."), phrase("Give each its own.")
            )
        if self.covers and self.covers[0] > self.covers[1]:
            raise BadValue(
                phrase("The years that it covers end before they start."),
                phrase("Write them as in 2008-2014."),
            )
        if any(link.review == self.slug for link in self.links):
            raise BadValue(phrase("A review is linked to itself."), phrase("Name the other review."))
        if len({each.rule for each in self.waivers}) < len(self.waivers):
            raise BadValue(
                phrase("A rule is waived twice."), phrase("Write the rule once, with both reasons.")
            )
        found = {finding.id for finding in self.findings}
        if unknown := {item.finding for item in self.recommendations if item.finding} - found:
            raise BadValue(
                phrase(
                    "A recommendation answers a finding that is not there: %(unknown)s.",
                    unknown=", ".join(sorted(unknown)),
                ),
                phrase("Name a finding of this review."),
            )
        return self
