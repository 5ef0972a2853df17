"""What a course's front matter is asked for, in a trainer's words."""

from collections.abc import Mapping
from functools import cache
from typing import get_args

from elearn.content.forms import FormField
from elearn.content.kinds import PICTURES, FieldType
from elearn.content.review import Tier
from elearn.phrases import phrase

TEXTS = (
    "title",
    "version",
    "language",
    "duration",
    "summary",
    "renew_after",
    "review_by",
    "approved_by",
)
"""Keys whose value is one text."""
LISTS = ("audience", "learned_from", "invented_people", "author")
"""Keys whose value is a list of texts."""
ROWS: Mapping[str, tuple[str, str]] = {
    "outcomes": ("id", "text"),
    "bands": ("least", "text"),
    "changes": ("version", "text"),
}
"""Keys whose value is texts by name: what the name and the text are called in a row of the form."""
WITHIN: Mapping[str, tuple[str, ...]] = {
    "completion": ("pages", "questions", "score", "pass_mark", "attempts", "unscored"),
    "theme": ("logo", "logo_alt", "accent", "accent_dark"),
}
"""Keys with settings of their own. In the form each is a field, as in `completion_pages`."""
_TIERS = {
    "individual": phrase("One person's practice"),
    "local": phrase("A service"),
    "strategic": phrase("The partnership"),
}
_ALL_OR_NONE = {"all": phrase("All of them"), "none": phrase("None")}


@cache
def fact_fields() -> tuple[FormField, ...]:
    """The fields of the form, in order."""
    return (*_about(), *_learning(), *_finishing(), *_people(), *_look())


def _field(
    name: str,
    label: str,
    type_: FieldType = "line",
    help_: str = "",
    choices: Mapping[str, str] | None = None,
    *,
    required: bool = False,
    longest: int | None = None,
) -> FormField:
    usual = (("", phrase("As usual")),) if choices else ()
    all_choices = (*usual, *(choices or {}).items())
    endings = PICTURES if type_ == "media" else ()
    return FormField(name, label, type_, required, help_, all_choices, longest=longest, endings=endings)


def _rows(name: str, label: str, help_: str, row: str, add: str, *fields: FormField) -> FormField:
    return FormField(name, label, "rows", False, help_, fields=fields, row=row, add=add)


def _list(name: str, label: str, help_: str, row: str, add: str) -> FormField:
    return FormField(name, label, "list", False, help_, row=row, add=add)


def _about() -> tuple[FormField, ...]:
    return (
        _field("title", phrase("Title"), required=True),
        _field(
            "summary",
            phrase("What the course is about"),
            "prose",
            phrase("Two sentences for the library and the learning system: what it is about, and for whom."),
            longest=1000,
        ),
        _field(
            "duration",
            phrase("How long it takes"),
            help_=phrase("In minutes, as in “25 minutes”."),
            required=True,
        ),
        _list(
            "audience",
            phrase("Who it is for"),
            phrase("The role groups, as in r2, or all-staff."),
            phrase("a role group"),
            phrase("Add a role group"),
        ),
        _field("language", phrase("Language"), help_=phrase("As in en-GB for English, or cy for Welsh.")),
    )


def _learning() -> tuple[FormField, ...]:
    learned = phrase("As in a-review#r1: the review's name, and the recommendation's.")
    return (
        _rows(
            "outcomes",
            phrase("What learners can do afterwards"),
            phrase("Begin each with a verb. Questions test these outcomes."),
            phrase("an outcome"),
            phrase("Add an outcome"),
            _field("text", phrase("Outcome"), required=True),
            _field("tier", phrase("Whose learning it is"), "choice", choices=_tiers()),
            _list(
                "learned_from",
                phrase("Recommendations that it answers"),
                learned,
                phrase("a recommendation"),
                phrase("Add a recommendation"),
            ),
            _field(
                "id",
                phrase("The name that questions use for it"),
                "id",
                phrase("Do not change it: questions would lose their outcome."),
                required=True,
            ),
        ),
        _list(
            "learned_from",
            phrase("Recommendations that the course learns from"),
            learned,
            phrase("a recommendation"),
            phrase("Add a recommendation"),
        ),
        _list(
            "invented_people",
            phrase("People that you made up"),
            phrase(
                "Their names as the course uses them, so that the checks do not take them for real people."
            ),
            phrase("a name"),
            phrase("Add a name"),
        ),
    )


def _tiers() -> dict[str, str]:
    return {tier: _TIERS[tier] for tier in get_args(Tier)}


def _finishing() -> tuple[FormField, ...]:
    return (
        _field("completion_pages", phrase("Pages that people must see"), "choice", choices=_ALL_OR_NONE),
        _field(
            "completion_questions",
            phrase("Questions that people must answer"),
            "choice",
            phrase("Usually all of them if there is a pass mark, and else none."),
            _ALL_OR_NONE,
        ),
        _field(
            "completion_pass_mark",
            phrase("Pass mark"),
            help_=phrase(
                "A percentage, as in 80%%. Leave it empty if the course cannot be passed or failed."
            ),
        ),
        _field(
            "completion_attempts",
            phrase("How many attempts"),
            help_=phrase("Leave it empty if there is no limit."),
        ),
        _field(
            "completion_score",
            phrase("Score that completes the course"),
            "choice",
            choices={"any": phrase("Any score"), "passed": phrase("Only a pass")},
        ),
        _field(
            "completion_unscored",
            phrase("What a course without points reports"),
            "choice",
            choices={"completed": phrase("That it was completed"), "passed": phrase("That it was passed")},
        ),
        _rows(
            "bands",
            phrase("What people read after a score"),
            phrase("The first starts at 0%%. Each says what to tell people from that percentage up."),
            phrase("a passage"),
            phrase("Add a passage"),
            _field("least", phrase("From this percentage"), required=True),
            _field("text", phrase("What they read"), required=True),
        ),
        _field(
            "renew_after",
            phrase("How long it counts"),
            help_=phrase("As in “3 years” or “18 months”, or “never” if nobody has to take it again."),
        ),
    )


def _people() -> tuple[FormField, ...]:
    return (
        _list(
            "author",
            phrase("Authors"),
            phrase("People or teams who wrote it."),
            phrase("an author"),
            phrase("Add an author"),
        ),
        _field("approved_by", phrase("Approved by")),
        _field("review_by", phrase("To be looked at again by"), help_=phrase("A day, as in 2027-11-01.")),
        _field("version", phrase("Version"), help_=phrase("Three numbers, as in 1.0.0."), required=True),
        _rows(
            "changes",
            phrase("What each version changed"),
            phrase("One sentence for each version."),
            phrase("a version"),
            phrase("Add a version"),
            _field("version", phrase("Version"), required=True),
            _field("text", phrase("What changed"), required=True),
        ),
    )


def _look() -> tuple[FormField, ...]:
    return (
        _field("theme_logo", phrase("The logo"), "media"),
        _field(
            "theme_logo_alt",
            phrase("What the logo shows"),
            help_=phrase("For people who cannot see it."),
        ),
        _field(
            "theme_accent",
            phrase("Colour of links and buttons"),
            help_=phrase("As in #1f5f8b. It needs enough contrast to be read."),
        ),
        _field(
            "theme_accent_dark",
            phrase("The same colour on a dark screen"),
            help_=phrase("Leave it empty if we should make it from the other."),
        ),
    )
