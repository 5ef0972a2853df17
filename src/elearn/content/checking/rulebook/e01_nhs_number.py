"""E01: an NHS number, which is one person's."""

import re
from collections.abc import Iterator

from elearn.content.checking.rule import Hit, Rule
from elearn.content.checking.texts import Text

_TEN_DIGITS = re.compile(r"(?<![\d.])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d])")


def _passes(digits: str) -> bool:
    """The check digit of NHS numbers: weights 10 to 2, modulus 11 (NHS Data Dictionary, NHS NUMBER)."""
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check != 10 and check % 11 == int(digits[9])


def _in_text(text: Text) -> Iterator[Hit]:
    for found in _TEN_DIGITS.finditer(text.text):
        if _passes(re.sub(r"\D", "", found[0])):
            yield Hit(
                found.start(), found.end(), f"“{found[0]}” is an NHS number.",
                "Take it out; nobody needs it to learn from what happened.",
            )  # fmt: skip


RULE = Rule(
    "E01",
    "nhs-number",
    "error",
    "ten digits that pass the check of NHS numbers",
    "943 476 5919",
    in_text=_in_text,
)
