"""What a review is: what happened, what went well, what must change, and the recommendations that courses answer."""

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from elearn.content.forms import Form, Slug
from elearn.content.model import Part
from elearn.content.prose import Line, Markdown, OptionalLine, Title
from elearn.days import parse_day

ReviewType = Literal[
    "serious case review",
    "serious incident learning review",
    "case review",
    "learning review",
    "partnership case review",
    "rapid review",
    "local child safeguarding practice review",
    "safeguarding adult review",
    "domestic homicide review",
    "domestic abuse related death review",
]
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
    "thematic briefing",
    "action plan",
]
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
Tier = Literal["individual", "local", "strategic"]


def _no_comma(text: str) -> str:
    if "," in text:
        raise ValueError("an owner's name cannot hold a comma, which stands between owners")
    return text


def _day(value: object) -> object:
    return parse_day(value) if isinstance(value, str) else value


class Document(Part):
    """One of a review's documents, and the day on which it was published, where that is known."""

    type: DocumentType
    published: date | None = None


class Finding(Form):
    """What a review found: a strength, or something to improve, on one of the three tiers of learning."""

    kind: ClassVar = "finding"
    example: ClassVar = (
        ":::{finding} f1\n:kind: strength\n:tier: local\n\n"
        "The nursery wrote down what it saw, on the day, in plain words.\n:::"
    )
    argument_field: ClassVar = "id"
    body_field: ClassVar = "body"
    option_names: ClassVar = {"nature": "kind"}

    id: Annotated[Slug, Field(description="an id")]
    nature: Literal["strength", "improvement"]
    tier: Tier
    body: Markdown


class Recommendation(Form):
    """What must change: who sees to it (`owner`: kinds of agency), by when, and which finding it answers."""

    kind: ClassVar = "recommendation"
    example: ClassVar = (
        ":::{recommendation} r1\n:finding: f1\n:tier: local\n:owner: police, schools\n:due: 2027-03-31\n\n"
        "Every service writes down what it sees on the day that it sees it.\n:::"
    )
    argument_field: ClassVar = "id"
    body_field: ClassVar = "body"

    id: Annotated[Slug, Field(description="an id")]
    finding: Slug | None = None
    tier: Tier
    owner: tuple[Annotated[Line, AfterValidator(_no_comma)], ...] = ()
    due: Annotated[date | None, BeforeValidator(_day)] = None
    body: Markdown


class Review(Part):
    """One review. Two boards may each have a "Child J": `key` is what tells reviews apart, never the label."""

    slug: Slug
    title: Title
    board: Line
    label: Line
    type: ReviewType
    year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    origin: Literal["real", "fictional"]
    documents: tuple[Document, ...] = ()
    themes: tuple[Theme, ...] = ()
    local_connection: OptionalLine = ""
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

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        ids = [*(item.id for item in self.findings), *(item.id for item in self.recommendations)]
        if len(set(ids)) < len(ids):
            raise ValueError("two findings or recommendations have the same id")
        found = {finding.id for finding in self.findings}
        if unknown := {item.finding for item in self.recommendations if item.finding} - found:
            raise ValueError(
                f"a recommendation answers a finding that is not there: {', '.join(sorted(unknown))}"
            )
        return self
