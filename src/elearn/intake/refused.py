"""What is wrong with a value of a draft, so that it cannot be a review."""

from pydantic_core import ErrorDetails

from elearn.content.text import explain
from elearn.phrases import phrase
from elearn.problems import Problem

_FIELDS = {
    "slug": phrase("Slug"),
    "title": phrase("Title"),
    "board": phrase("Board"),
    "label": phrase("Label"),
    "type": phrase("Kind of review"),
    "year": phrase("Year"),
    "documents": phrase("Documents"),
    "published": phrase("Day of publication"),
    "themes": phrase("Themes"),
    "what_happened": phrase("What happened"),
    "what_went_well": phrase("What went well"),
    "what_must_change": phrase("What must change"),
    "findings": phrase("Findings"),
    "recommendations": phrase("Recommendations"),
    "body": phrase("Text"),
    "owner": phrase("Owner"),
    "due": phrase("Due"),
}


def problem_of(details: ErrorDetails, source: str) -> Problem:
    """What is wrong with one value of a draft, and what to do. `source` is the name of its file."""
    field = str(details["loc"][0]) if details["loc"] else "review"
    message, remedy = explain(details, _FIELDS.get(field, field.replace("_", " ").capitalize()))
    return Problem(source, 0, 0, "I02", "error", message, remedy)
