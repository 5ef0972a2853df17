"""E03: the date of an event in a case. Newspapers and courts have it too."""

import re

from elearn.checks.identifying import Mark, hits
from elearn.checks.model import IN_ENGLISH, Rule
from elearn.phrases import phrase


def _remedy(said: str, mark: Mark) -> str:
    if re.search(r"day\b|\b(?:mon|tues?|wed|thurs?|fri|sat|sun)\b", said, re.IGNORECASE):
        return phrase(
            "Write when it was in the time of the account: one Tuesday, three weeks later, at the weekend."
        )
    return phrase("Write how long after: three weeks later, in the baby’s first month, the same evening.")


RULE = Rule(
    "E03",
    "exact-date",
    "error",
    phrase(
        "a day or a range of days on which something in a case happened (the day of a publication, a law or a "
        "closed office may stand)"
    ),
    "on 5 June 2021",
    in_text=hits(
        "E03", lambda said: phrase("The date “%(said)s” could tell whose case this is.", said=said), _remedy
    ),
    languages=IN_ENGLISH,
    elsewhere="a date in figures with its year, whatever happened then",
)
