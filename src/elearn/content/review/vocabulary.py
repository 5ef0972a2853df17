"""The kinds of review, the themes and the tiers in words, from `vocabulary.yaml`."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from elearn.content.review.model import ReviewType, Theme, Tier
from elearn.content.text import Part, parse_yaml


class TypeFacts(Part):
    """What a kind of review is.

    `statutory`: whether a law (`basis`) requires it. `ended`: the last day on which one could be begun, and
    `finished_by` the last day for finishing and publishing one. `same_as`: another name for the same kind. `source`:
    not a review of a case, but something else that courses learn from.
    """

    short: str = ""
    statutory: Literal["yes", "no", "not known"] = "no"
    basis: str = ""
    ended: date | None = None
    finished_by: date | None = None
    same_as: ReviewType | None = None
    source: bool = False
    about: str


class Vocabulary(Part):
    """The words for types, themes and tiers."""

    edition: str
    types: Mapping[ReviewType, TypeFacts]
    themes: Mapping[Theme, str]
    tiers: Mapping[Tier, str]


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary that comes with elearn."""
    text = files(__package__).joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    return Vocabulary.model_validate(parse_yaml(text))


def review_type(name: ReviewType) -> TypeFacts:
    """What a kind of review is."""
    return load_vocabulary().types[name]


def one_kind(name: ReviewType) -> ReviewType:
    """The name under which we count and find reviews of one kind, whatever their files call it."""
    return review_type(name).same_as or name


def theme_words(theme: Theme) -> str:
    """A theme as a person reads it."""
    return load_vocabulary().themes[theme]
