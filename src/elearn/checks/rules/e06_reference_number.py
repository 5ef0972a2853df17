"""E06: a number with which a person's case, pupil record or prosecution can be looked up."""

from elearn.checks.identifying import Mark, hits
from elearn.checks.model import IN_ENGLISH, Rule
from elearn.phrases import phrase

_REMEDIES = {
    "ni": phrase(
        "Take it out: a National Insurance number leads to one record. Write which record: the police log, the "
        "school file."
    ),
    "upn": phrase(
        "Take it out: a unique pupil number leads to one record. Write which record: the police log, the school file."
    ),
    "number": phrase(
        "Take it out: a reference number leads to one record. Write which record: the police log, the school file."
    ),
}


def _remedy(said: str, mark: Mark) -> str:
    return _REMEDIES[mark.sort]


RULE = Rule(
    "E06",
    "reference-number",
    "error",
    phrase("a pupil, National Insurance, hospital, crime, court or case number, or a vehicle’s plate"),
    "crime reference 42/12345/21",
    in_text=hits("E06", lambda said: phrase("“%(said)s” can be looked up.", said=said), _remedy),
    languages=IN_ENGLISH,
    elsewhere="a number that has its own form: National Insurance, pupil, crime, court, plate",
)
