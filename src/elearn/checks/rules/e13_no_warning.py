"""E13: what somebody did to a child, told before anyone has said that it is coming.

Talk about abuse (in law, in a definition, in a question of procedure) is not exposure: nobody is hurt in it. Looked
for are words for an injury or an act, said of somebody, in a page that has no warning above them, where the
introduction has none either.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from elearn.checks.model import Examined, Found, Rule
from elearn.content.kinds import directives_for
from elearn.content.text import Place

_ACTS = (
    r"raped?|raping|molested|strangl(?:ed|es|ing)|throttled|smothered|suffocated|stabbed|drowned|murdered"
    r"|beaten|battered|punched"
    r"|kicked (?:him|her|them|the)|hit (?:him|her|them|the (?:baby|child|boy|girl))|shook (?:him|her"
    r"|the baby)|shaken|scalded|whipped|burn(?:t|ed) (?:him|her|them|the (?:baby|child|boy|girl))"
    r"|sexually (?:abused|assaulted|exploited)|forced (?:him|her|them) (?:to|into)|(?:was|were|been"
    r"|being) (?:physically |emotionally )?(?:abused|assaulted|tortured|starved|groomed|hurt|trafficked)"
    r"|starved (?:him|her|them|to death)|hanged (?:him|her|them)self|(?:cut|harm)(?:s|ting|ing)? (?:him|her"
    r"|them)sel(?:f|ves)|took an overdose|overdosed|took (?:his|her|their) own li(?:fe|ves)|killed|suicidal"
)
_MARKS = (
    r"(?:bruis(?:e|es|ed|ing)|fractur(?:e|es|ed)|burns?|scalds?|bite marks?|cigarette burns?|bleed(?:ing|s)?"
    r"|blood|swelling|broken (?:arm|leg|rib|ribs|collarbone|bone|bones)|head injur(?:y|ies)|brain injur(?:y"
    r"|ies)|black eye|welts?|cuts)"
)
_BODY = (
    r"(?:his|her|their|the (?:baby|infant|toddler|child|boy|girl)[’']s|a (?:baby|infant|toddler|child|boy"
    r"|girl)[’']s)"
)
_EXPOSURE = re.compile(
    rf"\b(?:{_ACTS})\b"
    rf"|\b{_MARKS}\b[^.!?\n]{{0,40}}\b(?:on|to|across|over|around|of) {_BODY} (?:\w+ )?(?:face|cheek|head|arm"
    rf"|leg|back|neck|body|ear|hand|foot|chest|thigh|skull|stomach|ribs?)"
    rf"|\b(?:he|she|the (?:baby|child|boy|girl|toddler|infant)) (?:had|has"
    rf"|suffered) (?:\w+ ){{0,3}}{_MARKS}\b"
    rf"|\b(?:the|a|her|his|their) (?:\w+ )?(?:baby|child|boy|girl|toddler|infant|son|daughter|sister"
    rf"|brother) (?:was found dead|had died|died|has died in|was dead)\b",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(
    r"\b(?:Act|section|law|criteria|guidance|definition|means|if|either|required|whether|could|may|might"
    r"|when a|any|every|such as|for example|review is|review follows|suspected|threshold"
    r"|statut\w+|risk of|asks? if|how to|report(?:s|ed)? (?:of|that)|national|per cent|%|study|studies"
    r"|research|\d+ (?:of|in) \d+|each year|all children|somebody has|someone has|no one|nobody)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?](?=\s)|\n\s*\n")


_STEMS = """rape raping molest strangl throttl smother suffocat stab drown murder beaten batter punch kick hit
    shook shaken scald whip burn sexually forced abused assault tortur starv groomed hurt traffick
    bruis fractur bite bleed blood swelling broken injur black welt cuts dead died overdos killed
    suicid hanged harm took"""
_QUICK = tuple(_STEMS.split())


@lru_cache(maxsize=50_000)
def _exposure(text: str) -> int | None:
    """Where a text first tells of harm done, None where it does not."""
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


def _in_matter(matter: Examined) -> Iterator[Found]:
    introduction = [text for text in matter.texts if text.path.endswith("course.md")]
    warnings = directives_for("warning")
    if not warnings or any(text.kind in warnings for text in introduction):
        return
    for texts in matter.pages().values():
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
    in_matter=_in_matter,
    subjects=frozenset({"course"}),
)
