"""E13: harm to a child that is told without a warning before it.

Talk about abuse (in law, in a definition, in a question of procedure) is not exposure, because nobody is hurt
in it. The rule looks for words for an injury or an act, said about somebody. It finds them if neither the
introduction nor the page above them has a warning.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from elearn.checks.lists import any_of, phrases
from elearn.checks.model import IN_ENGLISH, Examined, Found, Rule
from elearn.content.kinds import directives_for
from elearn.content.text import Place
from elearn.patterns import late

_ACTS = any_of("rules/harm", "acts")
_MARKS = rf"(?:{any_of('rules/harm', 'marks')})"
_BODY = (
    r"(?:his|her|their|the (?:baby|infant|toddler|child|boy|girl)[’']s|a (?:baby|infant|toddler|child|boy"
    r"|girl)[’']s)"
)
_EXPOSURE = late(
    rf"\b(?:{_ACTS})\b"
    rf"|\b{_MARKS}\b[^.!?\n]{{0,40}}\b(?:on|to|across|over|around|of) {_BODY} (?:\w+ )?(?:face|cheek|head|arm"
    rf"|leg|back|neck|body|ear|hand|foot|chest|thigh|skull|stomach|ribs?)"
    rf"|\b(?:he|she|the (?:baby|child|boy|girl|toddler|infant)) (?:had|has"
    rf"|suffered) (?:\w+ ){{0,3}}{_MARKS}\b"
    rf"|\b(?:the|a|her|his|their) (?:\w+ )?(?:baby|child|boy|girl|toddler|infant|son|daughter|sister"
    rf"|brother) (?:was found dead|had died|died|has died in|was dead)\b",
    re.IGNORECASE,
)
_NOT_TOLD = late(rf"\b(?:{any_of('rules/harm', 'not-told')})\b", re.IGNORECASE)
_SENTENCE = late(r"[.!?](?=\s)|\n\s*\n")
_QUICK = phrases("rules/harm", "stems")


@lru_cache(maxsize=50_000)
def _exposure(text: str) -> int | None:
    """Where a text first tells of harm, or None if it does not."""
    small = text.lower()
    if not any(stem in small for stem in _QUICK):
        return None
    for found in _EXPOSURE.finditer(text):
        ends = [each.end() for each in _SENTENCE.finditer(text, 0, found.start())]
        following = _SENTENCE.search(text, found.end())
        sentence = text[ends[-1] if ends else 0 : following.start() if following else len(text)]
        if not _NOT_TOLD.search(sentence):
            return found.start()
    return None


def _in_whole(examined: Examined) -> Iterator[Found]:
    introduction = [text for text in examined.texts if text.path.endswith("course.md")]
    warnings = directives_for("warning")
    if not warnings or any(text.kind in warnings for text in introduction):
        return
    for texts in examined.pages().values():
        for text in texts:
            if text.kind in warnings:
                break
            at = _exposure(text.text) if text.role != "front-matter" and not text.is_note else None
            if at is not None:
                line, column = text.place(at)
                said = " ".join(text.text[at : at + 60].split()).rsplit(" ", 1)[0]
                yield Found(
                    Place(text.path, line),
                    f"A learner comes upon “{said} …” without a warning.",
                    "Put a content warning at the head of this page, or one for the whole course into the "
                    "introduction.",
                    column,
                )
                return


RULE = Rule(
    "E13",
    "no-warning",
    "error",
    "an injury, or what was done to somebody, told before a content warning on the page or in the "
    "introduction",
    "she had a bruise on her cheek",
    in_whole=_in_whole,
    subjects=frozenset({"course"}),
    languages=IN_ENGLISH,
)
