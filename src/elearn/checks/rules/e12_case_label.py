"""E12: the label that a real review gives its case. A course says what was learned, not from whom."""

from elearn.checks.identifying import Mark, hits
from elearn.checks.model import IN_ENGLISH, Rule
from elearn.phrases import phrase


def _remedy(said: str, mark: Mark) -> str:
    if mark.sort == "operation":
        return phrase(
            "Write what it was about: a review of how exploited young people were supported through court."
        )
    if mark.sort == "review":
        return phrase(
            "Say what was learned: “one review found that …”. The review itself is named in learned_from."
        )
    who = {"family": "the family", "families": "the families", "baby": "the baby", "infant": "the baby"}.get(
        mark.sort, "the child"
    )
    if "adult" in mark.sort or mark.sort in {"mother", "father", "parent", "man", "woman"}:
        who = "the adult, the parent"
    return phrase("Write: %(who)s, in one review. The review itself is named in learned_from.", who=who)


RULE = Rule(
    "E12",
    "case-label",
    "error",
    phrase("a review’s label in what learners read"),
    "Child J",
    in_text=hits(
        "E12", lambda said: phrase("“%(said)s” is what a review calls its case.", said=said), _remedy
    ),
    subjects=frozenset({"course", "text"}),
    languages=IN_ENGLISH,
)
