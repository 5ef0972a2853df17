"""E04: where somebody lived: a postcode, a street, a house."""

from elearn.checks.identifying import Mark, hits
from elearn.checks.model import IN_ENGLISH, Rule
from elearn.phrases import phrase


def _remedy(said: str, mark: Mark) -> str:
    if mark.sort == "postcode":
        return phrase("Take it out; if the kind of place matters, write: a market town, a coastal estate.")
    return phrase(
        "Write what kind of home or place it was: a rented flat, a shared house, a busy "
        "street near the school."
    )


RULE = Rule(
    "E04",
    "address",
    "error",
    phrase("a postcode, a street or a house, outside a support or local pathway block"),
    "12 Mill Lane",
    in_text=hits("E04", lambda said: phrase("“%(said)s” is an address.", said=said), _remedy),
    languages=IN_ENGLISH,
    elsewhere="a postcode",
)
