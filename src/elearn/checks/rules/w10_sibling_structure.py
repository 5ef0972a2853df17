"""W10: the number, sex and order of brothers and sisters, by which neighbours know a family."""

from collections.abc import Iterator

from elearn.checks.identifying import sibling_structures
from elearn.checks.model import IN_ENGLISH, Hit, Rule
from elearn.checks.texts import Text
from elearn.phrases import phrase


def _in_text(text: Text) -> Iterator[Hit]:
    for start, end in sibling_structures(text.text):
        said = " ".join(text.text[start:end].split())
        yield Hit(
            start,
            end,
            phrase("“%(said)s” tells how the family is made up.", said=said),
            phrase("Write only what matters: an older sibling, other children in the home."),
        )


RULE = Rule(
    "W10",
    "sibling-structure",
    "warning",
    phrase("the number, order and sex of brothers and sisters"),
    "the middle of five sisters",
    in_text=_in_text,
    subjects=frozenset({"course", "text"}),
    languages=IN_ENGLISH,
)
