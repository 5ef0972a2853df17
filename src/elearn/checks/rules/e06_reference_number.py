"""E06: a number with which a person's case, pupil record or prosecution can be looked up."""

from elearn.checks.identifying import Mark, hits
from elearn.checks.model import IN_ENGLISH, Rule
from elearn.phrases import phrase

_KINDS = {"ni": "a National Insurance number", "upn": "a unique pupil number", "number": "a reference number"}


def _remedy(said: str, mark: Mark) -> str:
    return phrase(
        "Take it out: %(kinds)s leads to one record. Write which record: the police log, the school file.",
        kinds=_KINDS[mark.sort],
    )


RULE = Rule(
    "E06",
    "reference-number",
    "error",
    "a pupil, National Insurance, hospital, crime, court or case number, or a vehicle’s plate",
    "crime reference 42/12345/21",
    in_text=hits("E06", phrase("“{}” can be looked up."), _remedy),
    languages=IN_ENGLISH,
    elsewhere="a number that has its own form: National Insurance, pupil, crime, court, plate",
)
