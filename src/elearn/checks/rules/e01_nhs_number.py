"""E01: an NHS number, which belongs to one person."""

from elearn.checks.identifying import hits
from elearn.checks.model import Rule
from elearn.phrases import phrase

RULE = Rule(
    "E01",
    "nhs-number",
    "error",
    phrase("ten digits that pass the check of NHS numbers"),
    "943 476 5919",
    in_text=hits(
        "E01",
        lambda said: phrase("“%(said)s” is an NHS number.", said=said),
        phrase("Take it out; nobody needs it to learn from what happened."),
    ),
)
