"""E02: a date of birth, which identifies a person together with any one other detail."""

from elearn.checks.identifying import hits
from elearn.checks.model import IN_ENGLISH, Rule
from elearn.phrases import phrase

RULE = Rule(
    "E02",
    "date-of-birth",
    "error",
    phrase("a day on which somebody was born"),
    "born 14/03/2019",
    in_text=hits(
        "E02",
        lambda said: phrase("“%(said)s” is a date of birth.", said=said),
        phrase(
            "Write an age band: a baby under three months, a child under two, a young person in "
            "their mid-teens."
        ),
    ),
    languages=IN_ENGLISH,
)
